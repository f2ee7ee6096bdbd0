import { romanValue } from './roman.ts';

/** Negative circled, sans-serif circled and double circled figures, which have no plain form in Unicode: the first of each run, and its value. */
const RUNS: readonly (readonly [first: number, last: number, value: number])[] = [
  [0x2776, 0x277f, 1],
  [0x2780, 0x2789, 1],
  [0x278a, 0x2793, 1],
  [0x24eb, 0x24f4, 11],
  [0x24f5, 0x24fe, 1],
  [0x24ff, 0x24ff, 0],
  [0x1f10b, 0x1f10c, 0],
  [0x1d360, 0x1d368, 1],
  [0x1369, 0x1371, 1],
];
const KANJI = '〇一二三四五六七八九十';

/** The value of one sign for a number, in digits, or of a fraction as `1/2`; undefined for what is none. */
export function plainNumber(sign: string): string | undefined {
  const plain = sign.normalize('NFKC').replace(/[().,]|⁄$/g, '');
  if (/^\d+$/.test(plain)) return plain;
  if (/^\d+⁄\d+$/.test(plain)) return plain.replace('⁄', '/');
  const code = sign.codePointAt(0) ?? 0;
  for (const [first, last, value] of RUNS) if (code >= first && code <= last) return String(value + code - first);
  const roman = romanValue(plain.toUpperCase());
  if (roman !== undefined && /\p{Nl}/u.test(sign)) return String(roman);
  const kanji = KANJI.indexOf(plain);
  if (plain !== '' && kanji >= 0) return String(kanji);
  return /^\p{Nd}$/u.test(sign) ? String(digitValue(code)) : undefined;
}

/** Digits of every script stand in tens, nought first. */
function digitValue(code: number): number {
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1;
  return value;
}
