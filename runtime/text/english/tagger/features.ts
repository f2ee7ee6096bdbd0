import { hashString } from './hash.ts';

/** A token as the tagger sees it. `norm` overrides the dictionary's norm, as for the parts of contractions. */
export interface TaggerToken {
  text: string;
  whitespace: string;
  norm?: string | undefined;
}

/** Ids of a token's NORM, PREFIX, SUFFIX, SHAPE, SPACY and IS_SPACE, in the order of the model's tables. */
export type FeatureIds = [bigint, bigint, bigint, bigint, bigint, bigint];

/** Strings that spaCy numbers itself (spacy.symbols) instead of hashing them: those that can be a word, affix or shape. */
const SYMBOL_IDS: Readonly<Record<string, number>> = {
  ID: 64,
  POS: 74,
  TAG: 75,
  DEP: 76,
  ADJ: 84,
  ADP: 85,
  ADV: 86,
  AUX: 87,
  DET: 90,
  NUM: 93,
  SYM: 99,
  X: 101,
  EOL: 102,
  ORG: 383,
  GPE: 384,
  LOC: 385,
  LAW: 390,
  agent: 401,
  attr: 404,
  aux: 405,
  cc: 407,
  conj: 410,
  cop: 411,
  dep: 414,
  det: 415,
  expl: 417,
  mark: 423,
  meta: 424,
  neg: 425,
  nn: 427,
  num: 431,
  number: 432,
  obj: 434,
  obl: 435,
  poss: 440,
  possessive: 441,
  prep: 443,
  prt: 444,
  punct: 445,
  root: 449,
  acl: 451,
  _: 456,
};

const BASE_NORMS = new Map<string, string>([
  ...pairs("’s 's ’S 's 'S 's ’ ' ‘ ' ´ ' ` ' ” \" “ \" '' \" `` \" „ \" » \" « \""),
  ...pairs('… ... — - – - -- - --- - —— - € $ £ $ ¥ $ ₹ $ ₩ $'),
]);

function pairs(text: string): [string, string][] {
  const words = text.split(' ');
  return words.flatMap((word, index) => (index % 2 === 0 ? [[word, words[index + 1] ?? ''] as [string, string]] : []));
}

function stringId(text: string): bigint {
  if (text === '') return 0n;
  return Object.hasOwn(SYMBOL_IDS, text) ? BigInt(SYMBOL_IDS[text] ?? 0) : hashString(text);
}

/** The features of a token; `norms` maps the id of a spelling to its normal form. */
export function featureIds(token: TaggerToken, norms: ReadonlyMap<string, string>): FeatureIds {
  const { text } = token;
  const letters = [...text];
  const norm = token.norm ?? BASE_NORMS.get(text) ?? norms.get(String(hashString(text))) ?? text.toLowerCase();
  return [
    stringId(norm),
    stringId(letters[0] ?? ''),
    stringId(letters.slice(-3).join('')),
    stringId(wordShape(letters)),
    token.whitespace === '' ? 0n : 1n,
    text.trim() === '' ? 1n : 0n,
  ];
}

const LONGEST_SHAPE = 100;
const LONGEST_RUN = 4;

/** `Xxxxx` for "Boston": case and kind of the letters, runs cut to four. */
export function wordShape(letters: readonly string[]): string {
  if (letters.length >= LONGEST_SHAPE) return 'LONG';
  let shape = '';
  let last = '';
  let run = 0;
  for (const letter of letters) {
    const kind = shapeOf(letter);
    run = kind === last ? run + 1 : 1;
    last = kind;
    if (run <= LONGEST_RUN) shape += kind;
  }
  return shape;
}

function shapeOf(letter: string): string {
  if (/\p{L}/u.test(letter)) return /\p{Lu}/u.test(letter) ? 'X' : 'x';
  return /\p{Nd}/u.test(letter) ? 'd' : letter;
}
