import type { Pronunciation, Token } from './types.ts';

/** A text as the front ends want it: composed, without invisible signs, control characters as white space. */
export interface Readable {
  text: string;
  given: Pronunciation[];
  /** For each UTF-16 unit of `text` and its end: where it begins in the source. */
  origin: readonly number[];
}

/** No more marks than this are put in order at once: the time for that grows with their square. */
const LETTER =
  /&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[a-zA-Z]{2,8}\d?);|[\u1100-\u1112\uac00-\ud7a3][\u1161-\u1175\u11a8-\u11c2]{0,2}|[^]\p{M}{0,30}/gu;
const BLANK = /[^\P{Cc}\t\n\r]|\p{Cs}|\p{Noncharacter_Code_Point}/gu;
/** Soft hyphens, joiners, marks of direction and other signs that say nothing; emoji and Indic scripts need those of theirs. */
const INVISIBLE = /[\u200b\ufeff\u00ad\u061c\u180e\u200e\u200f\u202a-\u202e\u2060-\u206f]|\u034f/g;

/** Letters and digits of mathematics, which people send as bold and italic ones. */
const STYLED =
  /[\u{1d400}-\u{1d7ff}\u2102\u210a-\u210e\u2110-\u2112\u2115\u2119-\u211d\u2124\u2128\u212c\u212d\u212f-\u2131\u2133\u2134]/gu;

/** Names of characters that HTML writes with a name. */
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  ensp: ' ',
  emsp: ' ',
  thinsp: ' ',
  shy: '',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  laquo: '«',
  raquo: '»',
  iexcl: '¡',
  iquest: '¿',
  bull: '•',
  middot: '·',
  copy: '©',
  reg: '®',
  trade: '™',
  deg: '°',
  euro: '€',
  pound: '£',
  yen: '¥',
  cent: '¢',
  sect: '§',
  para: '¶',
  times: '×',
  divide: '÷',
  plusmn: '±',
  minus: '−',
  le: '≤',
  ge: '≥',
  ne: '≠',
  rarr: '→',
  larr: '←',
  frac12: '½',
  frac14: '¼',
  frac34: '¾',
  sup2: '²',
  sup3: '³',
  ordf: 'ª',
  ordm: 'º',
  szlig: 'ß',
  aelig: 'æ',
  AElig: 'Æ',
  oslash: 'ø',
  Oslash: 'Ø',
};
const ACCENTS: Readonly<Record<string, string>> = {
  acute: '\u0301',
  grave: '\u0300',
  circ: '\u0302',
  uml: '\u0308',
  tilde: '\u0303',
  ring: '\u030a',
  cedil: '\u0327',
};

/** `&eacute;`, `&#39;` as the character they stand for; anything else as it is. */
function unescaped(letter: string): string {
  const name = /^&(.+);$/.exec(letter)?.[1];
  if (name === undefined) return letter;
  if (Object.hasOwn(ENTITIES, name)) return ENTITIES[name] ?? letter;
  const [, base = '', accent = ''] = /^([a-zA-Z])(acute|grave|circ|uml|tilde|ring|cedil)$/.exec(name) ?? [];
  if (base !== '') return (base + (ACCENTS[accent] ?? '')).normalize('NFC');
  const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : /^#/.test(name) ? Number(name.slice(1)) : undefined;
  return code === undefined || code > 0x10ffff || code < 0x20 ? letter : String.fromCodePoint(code);
}

/** The stretches with a given pronunciation stay apart from what is around them. */
export function readable(source: string, given: readonly Pronunciation[]): Readable {
  const origin: number[] = [];
  let text = '';
  const add = (start: number, end: number): void => {
    for (const { 0: letter, index } of source.slice(start, end).matchAll(LETTER)) {
      const plain = unescaped(letter)
        .replace(INVISIBLE, '')
        .replace(BLANK, (sign) => ' '.repeat(sign.length))
        .replace(STYLED, (sign) => sign.normalize('NFKC'))
        .normalize('NFC');
      for (let unit = 0; unit < plain.length; unit += 1) origin.push(start + index);
      text += plain;
    }
  };
  let at = 0;
  const moved = given.map(({ start, end, ...sound }) => {
    add(at, start);
    const from = text.length;
    add(start, end);
    at = end;
    return { start: from, end: text.length, ...sound };
  });
  add(at, source.length);
  origin.push(source.length);
  origin[0] = 0;
  return { text, given: moved, origin };
}

/** Tokens of the readable text as tokens of its source. */
export function inSource(
  sentences: readonly (readonly Token[])[],
  source: string,
  { text, origin }: Readable,
): Token[][] {
  let at = 0;
  const take = (length: number): string => source.slice(origin[at], origin[(at += length)]);
  if (text === source) return sentences.map((tokens) => [...tokens]);
  return sentences.map((tokens) =>
    tokens.map((token) => ({ ...token, text: take(token.text.length), whitespace: take(token.whitespace.length) })),
  );
}
