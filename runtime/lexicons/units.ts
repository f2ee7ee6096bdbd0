import type { Language } from '../text/types.ts';

/** A letter with its marks, or all white space between two others: what words and texts are compared by. */
export interface Units {
  length: number;
  exact: readonly string[];
  /** Without a difference of capitals. */
  folded: readonly string[];
  /** Where each unit begins in the text, and where the last one ends: UTF-16 offsets. */
  starts: readonly number[];
  kinds: readonly Kind[];
  /** The end of the run of letters that begins at a unit; other units stand alone. */
  runEnd(at: number): number;
  exactText(from: number, to: number): string;
  foldedText(from: number, to: number): string;
}

/** The units of a text in a language; `joined` tells before which of them no word begins or ends. */
export interface Tokens extends Units {
  joined: Uint8Array;
}

type Kind = 'letter' | 'unspaced' | 'space' | 'sign';

/** Marks are put in order at most 30 at once, as in readable.ts. */
const UNIT = /\s+|[^]\p{M}{0,30}/gu;
const SPACE = /^\s/u;
const LETTER = /^[\p{L}\p{N}]/u;
const UNSPACED = /^[\p{Script=Han}\p{scx=Hiragana}\p{scx=Katakana}]/u;
const DIGIT = /^\p{Nd}$/u;

function kindOf(unit: string): Kind {
  if (SPACE.test(unit)) return 'space';
  if (UNSPACED.test(unit) && LETTER.test(unit)) return 'unspaced';
  return LETTER.test(unit) ? 'letter' : 'sign';
}

/** Signs that people write for one another, and white space of any kind, are the same. */
function plain(unit: string): string {
  if (SPACE.test(unit)) return ' ';
  if (/^[’ʼ`´＇]$/.test(unit)) return "'";
  return /^[‐‑]$/.test(unit) ? '-' : unit.normalize('NFC');
}

/** Letter by letter, so that the same letters come to the same whatever stands beside them. */
function folded(unit: string): string {
  return unit.toUpperCase().toLowerCase();
}

/** The units of a text, whatever its language. */
export function looseUnits(text: string): Units {
  const exact: string[] = [];
  const starts: number[] = [];
  const kinds: Kind[] = [];
  for (const { 0: unit, index } of text.matchAll(UNIT)) {
    exact.push(plain(unit));
    starts.push(index);
    kinds.push(kindOf(unit));
  }
  starts.push(text.length);
  const folds = exact.map(folded);
  const exactSlices = slicer(exact);
  const foldedSlices = slicer(folds);
  return {
    length: exact.length,
    exact,
    folded: folds,
    starts,
    kinds,
    runEnd(at) {
      let end = at + 1;
      if (kinds[at] === 'letter') while (kinds[end] === 'letter') end++;
      return end;
    },
    exactText: exactSlices,
    foldedText: foldedSlices,
  };
}

function slicer(units: readonly string[]): (from: number, to: number) => string {
  const whole = units.join('');
  let length = 0;
  const ends = units.map((unit) => (length += unit.length));
  return (from, to) => whole.slice(from === 0 ? 0 : ends[from - 1], to === 0 ? 0 : ends[to - 1]);
}

/** The units of a text, and where its tokens begin and end. */
export function tokensOf(text: string, language: Language): Tokens {
  const units = looseUnits(text);
  const { length, exact, kinds } = units;
  const joined = new Uint8Array(length + 1);
  const isLetter = (at: number): boolean => kinds[at] === 'letter';
  for (let at = 0; at < length; at++) {
    if (isLetter(at) && isLetter(at - 1)) joined[at] = 1;
    if (kinds[at] !== 'sign' || !isLetter(at - 1) || !isLetter(at + 1)) continue;
    const sign = exact[at]!;
    const isNumber = DIGIT.test(exact[at - 1]!) && DIGIT.test(exact[at + 1]!);
    if (/[.@_]/.test(sign) || (isNumber && /[,:/]/.test(sign))) joined[at] = joined[at + 1] = 1;
    if (sign === "'") joinApostrophe(at);
  }
  joinAddresses(text, units, joined);
  return { ...units, joined };

  /** “don't” is one word, “Kafka's” is Kafka; in other languages a word begins after the sign, as in “l'API”. */
  function joinApostrophe(at: number): void {
    if (!language.startsWith('en')) joined[at] = 1;
    else if (/^s$/i.test(exact[at + 1]!) && !isLetter(at + 2)) joined[at + 1] = 1;
    else joined[at] = joined[at + 1] = 1;
  }
}

/** An address is read by rules of its own, which need to see it whole. */
function joinAddresses(text: string, { starts, length }: Units, joined: Uint8Array): void {
  let at = 0;
  for (const { 0: chunk, index } of text.matchAll(/\S+/g)) {
    if (!chunk.includes('://') && !/^www\./i.test(chunk)) continue;
    while (at < length && starts[at]! <= index) at++;
    for (; at < length && starts[at]! < index + chunk.length; at++) joined[at] = 1;
  }
}
