import type { Rule } from '../written/stretch.ts';
import { readCount, readNumber } from './numbers.ts';
import { alternatives } from '../written/patterns.ts';
import { rule } from '../written/stretch.ts';
import { LARGE, MINUS, NUMBER, RANGE, signed, START } from './patterns.ts';
import { CURRENCIES } from './units.ts';

const isCode = (name: string): boolean => /^[A-Z]{2,3}$/.test(name);
const SIGNS = alternatives(Object.keys(CURRENCIES).filter((name) => !isCode(name)));
const CODES = alternatives(Object.keys(CURRENCIES).filter(isCode));

/** English magnitudes after a sum. */
const TIMES: Readonly<Record<string, number>> = {
  k: 1e3,
  m: 1e6,
  mm: 1e6,
  mn: 1e6,
  million: 1e6,
  w: 1e4,
  b: 1e9,
  bn: 1e9,
  billion: 1e9,
  t: 1e12,
  tn: 1e12,
  trillion: 1e12,
};
const MAGNITUDE = String.raw`(?:\s?(${LARGE}|[Kk]|MM|[Mm]illion|[Bb]illion|[Tt]rillion|[Mm]n|[Bb]n|[Tt]n|[MmBbWwTt])(?!\p{Script=Latin}))?`;

/** A number with 万 or an English magnitude: 1.5 and M are 一百五十万. */
function large(number: string, magnitude: string): string {
  const times = TIMES[magnitude.toLowerCase()];
  if (times === 1e4) return `${readCount(number)}万`;
  if (times === undefined) return readCount(number.replace(/\.00$/, '')) + magnitude;
  const value = Number((Number(number.replaceAll(',', '')) * times).toPrecision(12));
  if (value >= 1e8 && value % 1e8 !== 0) return `${readNumber(String(value / 1e8))}亿`;
  return Number.isInteger(value) ? readCount(String(value)) : readNumber(String(value));
}

const sum = (number: string, magnitude: string, sign: string): string =>
  large(number, magnitude) + (CURRENCIES[sign] ?? '');

export const moneyRules: readonly Rule[] = [
  // ¥1249.50元: the name is said once
  rule(
    String.raw`(?<!\p{Script=Latin})(?:${SIGNS}|${CODES})\s?(${NUMBER})${MAGNITUDE}(?=\s?(?:[元块圆]|美元|欧元|英镑|日元|港[元币]|人民币|卢布|韩元))`,
    (n, times) => large(n, times),
  ),
  rule(
    String.raw`(${SIGNS})\s?(${NUMBER})${MAGNITUDE}\s?${RANGE}\s?(?:(${SIGNS})\s?)?(${NUMBER})${MAGNITUDE}(?!\d)`,
    (sign, from, times, again, to, timesToo) =>
      `${again === '' ? large(from, times || timesToo) : sum(from, times, sign)}到${sum(to, timesToo, again || sign)}`,
  ),
  rule(
    String.raw`(${MINUS})?(?<!\p{Script=Latin})(${SIGNS})\s?(${MINUS})?(${NUMBER})${MAGNITUDE}`,
    (minus, sign, inner, n, times) => signed(minus + inner, sum(n, times, sign)),
  ),
  rule(String.raw`(?<!\p{Script=Latin})(${CODES})\s?(${NUMBER})${MAGNITUDE}`, (code, n, times) => sum(n, times, code)),
  rule(String.raw`${START}(${NUMBER})(${LARGE})?\s?(${CODES}|${SIGNS})(?![\p{Script=Latin}\d])`, (n, times, code) =>
    sum(n, times, code),
  ),
  // 8k-12k
  rule(
    String.raw`${START}(${NUMBER})([kw])\s?${RANGE}\s?(${NUMBER})([kw])(?![\p{Script=Latin}\p{Script=Greek}\d])`,
    (from, times, to, timesToo) => `${large(from, times)}到${large(to, timesToo)}`,
  ),
  // 80w, 5k and 10w+ of anything; a capital W is a watt, a K or M may be a resolution.
  rule(
    String.raw`${START}(${NUMBER})(w|k|W(?=\+)|K(?=\+|${RANGE}[\d.]+K))(?![\p{Script=Latin}\p{Script=Greek}\d])`,
    (n, times) => large(n, times),
  ),
  rule(String.raw`(?<=[Kk]\s?${RANGE}\s?)(${NUMBER})([Kk])(?![\p{Script=Latin}\d])`, (n, times) => large(n, times)),
  rule(String.raw`(?<=[薪资费价]|工资|收入|粉丝)(${NUMBER})\s?([Kk])(?![\p{Script=Latin}\d])`, (n, times) =>
    large(n, times),
  ),
];
