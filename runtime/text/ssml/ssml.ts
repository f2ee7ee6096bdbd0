import { XmlElement, XmlText } from '@rgrove/parse-xml';
import { INPUT_LIMITS, checkInputParts } from '../input-parts.ts';
import type { ParsedInput, SayAs } from '../input-parts.ts';
import { parseDocument, shown, textIn } from './document.ts';
import type { SsmlDocument } from './document.ts';
import { ScriptBuilder } from './script-builder.ts';
import type { Manner } from './script-builder.ts';
import { breakSeconds, gainOf, languageOf, rateOf } from './values.ts';

/** Whether an input is SSML by its beginning, after an XML declaration and comments. */
export function isSsml(input: string): boolean {
  let rest = input.trimStart();
  for (;;) {
    const close = rest.startsWith('<?') ? '?>' : rest.startsWith('<!--') ? '-->' : undefined;
    const end = close === undefined ? -1 : rest.indexOf(close);
    if (close === undefined || end < 0) return /^<(?:!DOCTYPE\s+)?speak[\s>/]/.test(rest);
    rest = rest.slice(end + close.length).trimStart();
  }
}

/**
 * The parts of a document of SSML 1.1 and the voices that it names. Elements that are not known are left out and their text is
 * spoken; nothing that a document names is loaded. Throws ApiError `invalid_ssml` with line and column.
 */
export function parseSsml(source: string): ParsedInput {
  const { root, fault } = parseDocument(source);
  const reader: Reader = { script: new ScriptBuilder(), voices: new Set(), fault };
  const { language } = languageIn(root, reader);
  // Which English a document is in is left to the voice.
  inManner(root, reader, language === undefined ? {} : { language: language.startsWith('en') ? 'en' : language });
  return checked(reader);
}

/** Elements that may stand in a text without a document around it. */
const INLINE = /<(?:break|mark)(?:\s[^<>]*)?\/>|<(?<name>phoneme|sub|say-as)(?:\s[^<>]*)?>[^<>]*<\/\k<name>\s*>/gi;
const UNFINISHED =
  /<(?:\/?[a-z-]*|(?:break|mark|phoneme|sub|say-as)\s[^<>]*|(?:phoneme|sub|say-as)(?:\s[^<>]*)?>[^<>]*(?:<(?:\/[a-z-]*\s*)?)?)$/i;

/**
 * The parts of a text in which `break`, `mark`, `phoneme`, `sub` and `say-as` are followed when they are complete; all else in
 * it is text. Throws ApiError `invalid_ssml`, with a place in the element.
 */
export function parseInline(text: string): ParsedInput {
  const script = new ScriptBuilder();
  const voices = new Set<string>();
  let at = 0;
  for (const { 0: element, index } of text.matchAll(INLINE)) {
    script.addLines(text.slice(at, index));
    at = index + element.length;
    const { root, fault } = parseDocument(`<speak>${element}</speak>`);
    inManner(root, { script, voices, fault }, {});
  }
  script.addLines(text.slice(at));
  return checked({ script, voices });
}

/** How much of a text that still grows may be read by `parseInline`: up to an element that is not complete. */
export function completeLength(text: string): number {
  const tail = text.slice(-LONGEST_INLINE);
  const unfinished = UNFINISHED.exec(tail);
  return unfinished ? text.length - tail.length + unfinished.index : text.length;
}

/** An element that is longer is text. */
const LONGEST_INLINE = 1_000;

function checked({ script, voices }: Pick<Reader, 'script' | 'voices'>): ParsedInput {
  const input = { parts: script.end(), voices };
  checkInputParts(input, 'invalid_ssml');
  return input;
}

/** What is around an element while it is read. */
interface Reader {
  script: ScriptBuilder;
  voices: Set<string>;
  fault: SsmlDocument['fault'];
}

type Read = (element: XmlElement, reader: Reader) => void;

/** What is heard of each element; of others, their text. */
const ELEMENTS: Readonly<Record<string, Read>> = {
  p: sentence,
  s: sentence,
  break: (element, { script, fault }) => {
    const { time, strength } = element.attributes;
    const seconds = breakSeconds(time, strength);
    if (seconds === undefined)
      throw fault(element.start, `a break has a time such as "500ms" or "1.5s", or a strength such as "strong"`);
    if (seconds > INPUT_LIMITS.pauseSeconds)
      throw fault(element.start, `the break is too long (limit ${INPUT_LIMITS.pauseSeconds} s)`);
    if (seconds > 0) script.pause(seconds);
  },
  prosody: (element, reader) => {
    const { rate: rateText, volume } = element.attributes;
    const { fault } = reader;
    const { manner } = reader.script;
    const rate = rateText === undefined ? manner.rate : rateOf(rateText, manner.rate);
    const gain = volume === undefined ? manner.gain : gainOf(volume, manner.gain);
    if (rate === undefined) throw fault(element.start, `a rate is such as "slow", "120%", "1.2" or "-10%"`);
    if (gain === undefined) throw fault(element.start, `a volume is such as "loud", "+6dB", "-10%" or "80"`);
    inManner(element, reader, { rate: Math.min(4, Math.max(0.25, rate)), gain: Math.min(4, gain) });
  },
  voice: (element, reader) => {
    const name = element.attributes['name']?.trim() ?? '';
    const { language } = languageIn(element, reader);
    if (name === '') return inManner(element, reader, language === undefined ? {} : { language });
    reader.voices.add(name);
    inManner(element, reader, { voice: name, language });
  },
  lang: (element, reader) => {
    if (element.attributes['xml:lang'] === undefined)
      throw reader.fault(element.start, '<lang> names a language in xml:lang, such as "fr-FR"');
    inManner(element, reader, languageIn(element, reader));
  },
  sub: (element, { script }) => {
    const alias = element.attributes['alias']?.trim() ?? '';
    if (alias === '') script.add(textIn(element));
    else script.addSaid(textIn(element), { say: alias });
  },
  phoneme: (element, { script, fault }) => {
    const { alphabet = 'ipa', ph = '' } = element.attributes;
    if (alphabet.trim().toLowerCase() !== 'ipa')
      throw fault(element.start, `the alphabet of a phoneme is "ipa", not "${shown(alphabet)}"`);
    const phonemes = withoutMarks(ph);
    if (phonemes === '') script.add(textIn(element));
    else script.addSaid(textIn(element), { phonemes });
  },
  'say-as': (element, { script }) => {
    const { format, 'interpret-as': interpretAs = '' } = element.attributes;
    const as = INTERPRETED[interpretAs.trim().toLowerCase()];
    if (as === undefined) script.add(textIn(element));
    else script.addSaid(textIn(element), { as, ...(format !== undefined && { format }) });
  },
  mark: (element, { script, fault }) => {
    const name = element.attributes['name']?.trim() ?? '';
    if (name === '') throw fault(element.start, 'a mark has a name');
    script.mark(name);
  },
  desc: () => undefined,
  metadata: () => undefined,
};

/** What is not here is read as it is written, as units and times of the clock are. */
const INTERPRETED: Readonly<Record<string, SayAs['as']>> = {
  characters: 'characters',
  'spell-out': 'characters',
  verbatim: 'characters',
  cardinal: 'cardinal',
  number: 'cardinal',
  ordinal: 'ordinal',
  digits: 'digits',
  fraction: 'fraction',
  date: 'date',
  time: 'duration',
  telephone: 'telephone',
};

function sentence(element: XmlElement, reader: Reader): void {
  reader.script.endSentence();
  inManner(element, reader, languageIn(element, reader));
  reader.script.endSentence();
}

/** The language that an element names; empty where it names none. */
function languageIn(element: XmlElement, { fault }: Reader): Pick<Partial<Manner>, 'language'> {
  const tag = element.attributes['xml:lang'];
  if (tag === undefined || tag.trim() === '') return {};
  const language = languageOf(tag);
  if (language === undefined) throw fault(element.start, `no voice speaks the language "${shown(tag)}"`);
  return { language };
}

function inManner(element: XmlElement, reader: Reader, change: Partial<Manner>): void {
  reader.script.within(change, () => {
    for (const child of element.children) {
      if (child instanceof XmlText) reader.script.add(child.text);
      else if (child instanceof XmlElement) read(child, reader);
    }
  });
}

function read(element: XmlElement, reader: Reader): void {
  const known = Object.hasOwn(ELEMENTS, element.name) ? ELEMENTS[element.name] : undefined;
  if (known) known(element, reader);
  else inManner(element, reader, {});
}

/** IPA without the slashes or brackets between which it is often written. */
function withoutMarks(ipa: string): string {
  return ipa
    .trim()
    .replace(/^(?:\/(.*)\/|\[(.*)\])$/s, '$1$2')
    .trim();
}
