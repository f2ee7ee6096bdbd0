import type { Rule } from '../written/stretch.ts';
import { needing } from '../written/stretch.ts';
import { COUNTER_PATTERN } from './counters.ts';
import { kana } from './kana-rule.ts';
import { decimalWords, numberValue, numberWords } from './numbers.ts';
import { amount } from './quantity.ts';

/** A number in kanji with a point: 〇・三. */
export const kanjiDecimalRules: readonly Rule[] = [
  kana(
    '([〇零一二三四五六七八九十百]{1,4})[・．.]([〇零一二三四五六七八九]{1,8})(?![・〇一二三四五六七八九十百])',
    ([whole = '', fraction = '']) =>
      decimalWords(String(numberValue(whole)), [...fraction].map((digit) => String(numberValue(digit))).join('')),
  ),
];

/** Parts of a whole: 1/2個, ½, 2分の1, .325 of a batter. */
export const fractionRules: readonly Rule[] = [
  ...needing(/割/, [
    // 2割5分3厘
    kana(String.raw`(?<!\d)(\d)割(\d)分(?:(\d)厘)?`, ([tenths = '', hundredths = '', rest = '']) => [
      ...shares(tenths, 'わり'),
      ...shares(hundredths, 'ぶ'),
      ...(rest === '' ? [] : shares(rest, 'りん')),
    ]),
  ]),
  ...needing(/\//, [
    // 120/80, 50/60Hz: two figures, no part
    kana(
      String.raw`(?<![\d/.])(\d{2,3})/(\d{2,3})\s?(Hz|mmHg|ヘルツ)(?![A-Za-z])`,
      ([one = '', two = '', unit = '']) => [...numberWords(one), ',', ...amount(two, unit)],
    ),
    kana(String.raw`(?<![\d/.])(\d{1,2}\.\d{1,2})/(5|10|100)(?![\d/.])`, ([mark = '', best = '']) => [
      ...numberWords(best),
      'ぶんの',
      ...amount(mark, ''),
    ]),
  ]),
  kana(
    String.raw`(?<![\d/.])(\d{1,3})\s?(\d{1,2})[/⁄](\d{1,3})(?![\d/])(?<=\s\d{1,2}[/⁄]\d{1,3})(?:\s?(${COUNTER_PATTERN}))?`,
    ([whole = '', top = '', bottom = '', counter = '']) =>
      Number(top) < Number(bottom)
        ? [...numberWords(whole), 'と', ...numberWords(bottom), 'ぶんの', ...amount(top, counter)]
        : undefined,
  ),
  kana(
    String.raw`(?<![\d/.])(\d{1,3})([½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])\s?(${COUNTER_PATTERN})?`,
    ([whole = '', sign = '', counter = '']) => [...numberWords(whole), 'と', ...part(sign, counter)],
  ),
  // 1/2個, with what it counts
  kana(String.raw`([½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅐⅑⅒])\s?(${COUNTER_PATTERN})?`, ([sign = '', counter = '']) => part(sign, counter)),
  kana(
    String.raw`(?<![\d/.])(\d{1,4})(?:[/⁄]|\s[/⁄]\s)(\d{1,12})(?![\d/])(?:\s?(${COUNTER_PATTERN}))?`,
    ([top = '', bottom = '', counter = '']) =>
      Number(top) > Number(bottom) && bottom.length > 1
        ? [...numberWords(top), ',', ...amount(bottom, counter)]
        : [...numberWords(bottom), 'ぶんの', ...amount(top, counter)],
  ),
  kana(String.raw`(?<![\d,])(\d{1,3}(?:,\d{3})+|\d+)分の(?=\s?[\d一二三四五六七八九十])`, ([whole = '']) => [
    ...numberWords(whole.replaceAll(',', '')),
    'ぶんの',
  ]),
  // .325 of a batter, and of anything
  kana(
    String.raw`(?<=(?:打|勝|出塁|守備|長打)率[はがも:：、]?\s?)0?\.(\d)(\d)(\d)(?!\d)`,
    ([tenths = '', hundredths = '', rest = '']) => [
      ...shares(tenths, 'わり'),
      ...shares(hundredths, 'ぶ'),
      ...shares(rest, 'りん'),
    ],
  ),
];

const shares = (digit: string, name: string): string[] => (digit === '0' ? [] : [...numberWords(digit), name]);

function part(sign: string, counter = ''): string[] {
  const [top = '', bottom = ''] = sign.normalize('NFKC').split('⁄');
  return [...numberWords(bottom), 'ぶんの', ...amount(top, counter)];
}
