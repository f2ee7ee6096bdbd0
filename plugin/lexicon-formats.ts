import { XmlElement, XmlError, parseXml } from '@rgrove/parse-xml';
import { EXIT, Failure } from './failure.ts';

/** A word of a file and how it sounds, as an entry of a TTSLexicon. */
export interface ReadEntry {
  word: string;
  ipa?: string;
  say?: string;
  caseSensitive?: true;
}

export interface ReadLexicon {
  /** BCP 47; undefined where the file does not tell. */
  language: string | undefined;
  entries: ReadEntry[];
}

const PLS = 'http://www.w3.org/2005/01/pronunciation-lexicon';

/** Reads W3C's Pronunciation Lexicon (PLS 1.0), or lines of NVIDIA NIM: a word, exactly two spaces, IPA. Throws a Failure. */
export function readLexicon(text: string): ReadLexicon {
  return /^\uFEFF?\s*</.test(text) ? readPls(text) : { language: undefined, entries: readLines(text) };
}

function readLines(text: string): ReadEntry[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    if (line.trim() === '') return [];
    const [, word, ipa] = /^(\S+(?: \S+)*) {2}(\S.*?)\s*$/.exec(line.replace(/^\uFEFF/, '')) ?? [];
    if (word === undefined || ipa === undefined)
      throw wrong(`line ${index + 1}: expected a word, exactly two spaces and its IPA`);
    return [{ word, ipa: bare(ipa) }];
  });
}

/** IPA without the slashes or brackets that people write around it. */
function bare(ipa: string): string {
  return ipa.replace(/^\/(.*)\/$/s, '$1').replace(/^\[(.*)\]$/s, '$1');
}

function readPls(text: string): ReadLexicon {
  const root = rootOf(text);
  if (root.name !== 'lexicon' || root.attributes['xmlns'] !== PLS)
    throw wrong(`the root is <${root.name}>, not <lexicon xmlns="${PLS}">`);
  const entries = elements(root, 'lexeme').flatMap((lexeme) => {
    const words = elements(lexeme, 'grapheme').map(textOf);
    const [first] = words;
    if (first === undefined) throw wrong('a <lexeme> has no <grapheme>');
    const sound = soundOf(lexeme, root.attributes['alphabet'], first);
    // PLS tells capitals apart; a word without any begins sentences too.
    return words.map((word): ReadEntry => ({
      word,
      ...sound,
      ...(/\p{Lu}/u.test(word) ? { caseSensitive: true } : {}),
    }));
  });
  return { language: root.attributes['xml:lang'], entries };
}

function rootOf(text: string): XmlElement {
  if (/<!DOCTYPE/i.test(text)) throw wrong('a DOCTYPE is not allowed');
  try {
    const { root } = parseXml(text);
    if (root) return root;
  } catch (error) {
    // The parser calls itself for each element in another.
    if (error instanceof RangeError) throw wrong('its elements are nested too deep');
    if (!(error instanceof XmlError)) throw error;
    throw wrong(error.message.split('\n')[0] ?? '');
  }
  throw wrong('there is no element');
}

/** The preferred pronunciation, or else the first one. */
function soundOf(lexeme: XmlElement, usual: string | undefined, word: string): Pick<ReadEntry, 'ipa' | 'say'> {
  const sounds = lexeme.children.filter(
    (child): child is XmlElement => child instanceof XmlElement && /^(phoneme|alias)$/.test(child.name),
  );
  const sound = sounds.find(({ attributes }) => attributes['prefer'] === 'true') ?? sounds[0];
  if (!sound) throw wrong(`${word}: has neither <phoneme> nor <alias>`);
  if (sound.name === 'alias') return { say: textOf(sound) };
  const alphabet = sound.attributes['alphabet'] ?? usual;
  if (alphabet !== 'ipa') throw wrong(`${word}: the alphabet is ${alphabet ?? 'not named'}, only ipa is known`);
  return { ipa: bare(textOf(sound)) };
}

function elements(parent: XmlElement, name: string): XmlElement[] {
  return parent.children.filter((child): child is XmlElement => child instanceof XmlElement && child.name === name);
}

function textOf(element: XmlElement): string {
  return element.text.replace(/\s+/g, ' ').trim();
}

function wrong(what: string): Failure {
  return new Failure(EXIT.failed, `The file cannot be imported: ${what}.`);
}
