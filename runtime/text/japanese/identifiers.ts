import type { Rule } from '../written/stretch.ts';
import { needing } from '../written/stretch.ts';
import { kana, spelledKana } from './kana-rule.ts';
import { letterWords } from './latin-words.ts';
import { dotted } from './codes.ts';
import { digitWords, numberWords } from './numbers.ts';

/** Letters and figures one by one. */
const spelled = (code: string): string[] =>
  [...code].flatMap((sign) => (/\d/.test(sign) ? digitWords(sign) : letterWords(sign)));
const GROUPS = 'AKB|SKE|NMB|HKT|NGT|STU|BNK|JKT';

/** What a machine or a make is known by, with the names of the signs in it. */
export const identifierRules: readonly Rule[] = needing(/[:/]|0[xX]|48|46|888/, [
  spelledKana(String.raw`(?<![A-Za-z\d])0[xX]([\dA-Fa-f]{1,16})(?![A-Za-z\d])`, ([code = '']) => [
    'ぜろ',
    letterWords('x').join(''),
    ...spelled(code),
  ]),
  // 00:1A:2B:3C:4D:5E
  spelledKana(
    String.raw`(?<![A-Za-z\d]|(?<![A-Za-z])[\dA-Fa-f]{2}:)((?:[\dA-Fa-f]{2}:){5}[\dA-Fa-f]{2})(?![A-Za-z\d:])`,
    ([code = '']) => code.split(':').flatMap((part, index) => [...(index === 0 ? [] : [',']), ...spelled(part)]),
  ),
  kana(String.raw`(?<![\d.])(\d{1,3}(?:\.\d{1,3}){3}):(\d{2,5})(?!\d)`, ([host = '', port = '']) => [
    ...dotted(host),
    'ころん',
    ...numberWords(port),
  ]),
  kana(String.raw`(?<=\d(?:\.\d{1,3}){3})/(\d{1,2})(?!\d)`, ([bits = '']) => ['すらっしゅ', ...numberWords(bits)]),
  // ISO 9001:2015
  kana(String.raw`(?<=(?:ISO|JIS|IEC|IEEE)\s?(?:[A-Z]\s?)?\d{3,5}):((?:19|20)\d{2})(?!\d)`, ([year = '']) => [
    ',',
    ...numberWords(year),
  ]),
  kana(String.raw`(?<=localhost):(?=\d)`, () => ['ころん']),
  kana(String.raw`(?<=(?<![A-Za-z])(?:${GROUPS}))48(?!\d)`, () => ['ふぉーてぃえいと']),
  kana(String.raw`(?<=[乃欅櫻桜日向]\p{Script=Han}?坂)46(?!\d)`, () => ['ふぉーてぃしっくす']),
  // 8888 for applause
  kana(String.raw`(?<=^|[\s。！!])(8{3,20})(?=$|[\s。！!、]|\p{So})`, ([run = '']) => [
    'ぱち'.repeat(Math.min(6, run.length)),
  ]),
]);
