import { splitContraction } from './contractions.ts';

/** A word, part of a contraction or mark, cut as the tagger's training text was. */
export interface RawToken {
  text: string;
  whitespace: string;
  /** The full form of a part of a contraction ("n't": "not"). */
  norm?: string | undefined;
}

const QUOTES = `'"”“\`‘´’‚„»«`;
const PREFIX = new RegExp(
  `^(?:[§%=—–]|\\+(?![0-9])|…+|\\.\\.+|[,:;!?¿¡()\\[\\]{}<>_#*&·${QUOTES}]|\\p{Sc}|\\p{So})`,
  'u',
);
const SUFFIX = new RegExp(
  `(?:…+|\\.\\.+|['’][sS]|[—–,:;!?¿¡()\\[\\]{}<>_#*&·${QUOTES}]|\\p{So}|(?<=[0-9])\\+|(?<=[0-9])\\p{Sc}|` +
    `(?<=[0-9\\p{Ll}%²+\\-)\\]}!?,:;${QUOTES}])\\.|(?<=\\p{Lu}\\p{Lu})\\.)$`,
  'u',
);
const INFIX = new RegExp(
  `\\.\\.+|…|\\p{So}|(?<=[0-9])[+\\-*^](?=[0-9-])|(?<=[\\p{Ll}${QUOTES}])\\.(?=[\\p{Lu}${QUOTES}])|` +
    `(?<=\\p{L}),(?=\\p{L})|(?<=\\p{L})(?:---?|——|[-–—~])(?=\\p{L})|(?<=[\\p{L}0-9])[:<>=/](?=\\p{L})`,
  'gu',
);
/** Written with their full stop, which does not end a sentence. */
const WITH_STOP =
  /^(?:\p{L}\.|a\.m\.|p\.m\.|e\.g\.|i\.e\.|vs\.|v\.s\.|Mr\.|Mrs\.|Ms\.|Dr\.|Prof\.|St\.|Jr\.|Sr\.|Mt\.|Co\.|Corp\.|Inc\.|Ltd\.|Gen\.|Gov\.|Rep\.|Rev\.|Sen\.|Ph\.D\.|[A-Z]\.[A-Z]\.(?:[A-Z]\.)*|etc\.)$/u;

/** The tokens of a text, cut by spaCy's English rules; joined, they are the text (but for leading white space). */
export function tokenize(text: string): RawToken[] {
  const tokens: RawToken[] = [];
  for (const [, chunk = '', whitespace = ''] of text.matchAll(/(\S+)(\s*)/g)) {
    const parts = splitChunk(chunk);
    const last = parts.at(-1);
    if (last) last.whitespace = whitespace;
    for (const part of parts) tokens.push(part);
  }
  return tokens;
}

function splitChunk(chunk: string): RawToken[] {
  const before: RawToken[] = [];
  const after: RawToken[] = [];
  let rest = chunk;
  for (;;) {
    const whole = special(rest);
    if (whole) return [...before, ...whole, ...after.reverse()];
    const prefix = PREFIX.exec(rest)?.[0];
    if (prefix !== undefined && prefix.length < rest.length) {
      before.push({ text: prefix, whitespace: '' });
      rest = rest.slice(prefix.length);
      continue;
    }
    const suffix = SUFFIX.exec(rest)?.[0];
    if (suffix !== undefined && suffix.length < rest.length) {
      after.push({ text: suffix, whitespace: '' });
      rest = rest.slice(0, -suffix.length);
      continue;
    }
    return [...before, ...splitInside(rest), ...after.reverse()];
  }
}

function special(text: string): RawToken[] | undefined {
  if (WITH_STOP.test(text)) return [{ text, whitespace: '' }];
  return splitContraction(text)?.map((part) => ({ ...part, whitespace: '' }));
}

function splitInside(text: string): RawToken[] {
  const parts: RawToken[] = [];
  let at = 0;
  for (const match of text.matchAll(INFIX)) {
    if (match.index > at) parts.push({ text: text.slice(at, match.index), whitespace: '' });
    parts.push({ text: match[0], whitespace: '' });
    at = match.index + match[0].length;
  }
  if (at < text.length) parts.push({ text: text.slice(at), whitespace: '' });
  return parts;
}
