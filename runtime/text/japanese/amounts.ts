import type { Rule } from '../written/stretch.ts';
import { needing } from '../written/stretch.ts';
import { COUNTER_PATTERN, counterWord, countedWords, thingsWord } from './counters.ts';
import { fractionRules } from './fractions.ts';
import { kana, NUMBER } from './kana-rule.ts';
import { moneyRules } from './money.ts';
import { decimalWords, digitWords, numberWords } from './numbers.ts';
import { amount, isDate } from './quantity.ts';

/** Digits of a guess: 2、3日 is にさんにち. */
const GUESSED = ' いち に さん し ご ろく しち はち く'.split(' ');
const COUNTED = String.raw`(${NUMBER}(?:[万億兆千百](?:\d[\d,]*(?![.\d]))?)*)\s?(${COUNTER_PATTERN})`;
const PER: Readonly<Record<string, string>> = {
  月: 'ひとつき',
  日: 'いちにち',
  年: 'いちねん',
  週: 'いっしゅう',
  時: 'いちじ',
  時間: 'いちじかん',
  分: 'いっぷん',
  秒: 'いちびょう',
  人: 'ひとり',
  名: 'いちめい',
  個: 'いっこ',
  本: 'いっぽん',
  枚: 'いちまい',
  回: 'いっかい',
  泊: 'いっぱく',
  台: 'いちだい',
  冊: 'いっさつ',
  件: 'いっけん',
  坪: 'ひとつぼ',
  食: 'いっしょく',
  袋: 'ひとふくろ',
  箱: 'ひとはこ',
  戸: 'いっこ',
  h: 'まいじ',
  s: 'まいびょう',
  kg: 'いちきろぐらむ',
  g: 'いちぐらむ',
  L: 'いちりっとる',
  l: 'いちりっとる',
  m: 'いちめーとる',
  km: 'いちきろめーとる',
  dL: 'でしりっとる',
  m2: 'いちへいほうめーとる',
  'm²': 'いちへいほうめーとる',
  平米: 'いちへいべい',
  mL: 'いちみりりっとる',
  kWh: 'いちきろわっとじ',
};

export const amountRules: readonly Rule[] = [
  kana(String.raw`(?<![\d.°])(\d{1,2})[′']\s?(\d{1,2})[″"]`, ([feet = '', inches = '']) => [
    ...countedWords(BigInt(feet), 'フィート', false),
    ...countedWords(BigInt(inches), 'インチ', false),
  ]),
  kana(String.raw`(?<![\d.′'])(\d{1,3})(?:″|"(?=の|テレビ|モニ|ディス|型|サイ))`, ([inches = '']) =>
    countedWords(BigInt(inches), 'インチ', false),
  ),
  ...moneyRules,
  ...fractionRules,
  kana(
    String.raw`(?<![\d.,])([1-8])[、,・]\s?([2-9])\s?((?:か|カ|ヶ|ヵ|箇)月|[日人年回個本枚件台匹杯度時分秒週名通軒冊歳才泊階]間?)`,
    ([from = '', to = '', counter = '']) => {
      if (Number(to) !== Number(from) + 1) return undefined;
      const found = counterWord(counter);
      if (!found) return undefined;
      const last = GUESSED[Number(to)] ?? '';
      return [
        GUESSED[Number(from)] ?? '',
        ...(/^[日人時]/.test(counter) ? [last, found.kana] : countedWords(BigInt(to), counter, false)),
      ];
    },
  ),
  ...needing(/秒\d|\d[xX×]/, [
    // 9秒58
    kana(String.raw`(?<=\d秒)(\d{2})(?![\d.])`, ([rest = '']) => [...rest].flatMap((digit) => numberWords(digit))),
    kana(
      String.raw`(?<![\dA-Za-z.])(\d+(?:\.\d+)?)[xX×](?![\p{L}\d^²³]|\s?[\d(（+=<>-])(?<![=+-]\s?[\d.]{1,9}[xX×])`,
      ([times = '']) => amount(times, '倍'),
    ),
  ]),
  kana(String.raw`(\d)年(\d{1,2})組`, ([year = '', group = '']) => [
    ...countedWords(BigInt(year), '年', false),
    ...numberWords(group),
    'くみ',
  ]),
  ...needing(/[3468]つ/, [
    // 三つ星, 四つ葉
    kana(String.raw`(?<![\d.,A-Za-z])([3468])つ(?=星|葉|角|編み|折り|巴)`, ([number = '']) => [
      thingsWord(BigInt(number))?.replace('っ', '') ?? '',
    ]),
  ]),
  kana(String.raw`(?<![\d.,A-Za-z])(${NUMBER})\s?つ(?![a-z])`, ([number = '']) => {
    const word = /^\d$/.test(number) ? thingsWord(BigInt(number)) : undefined;
    return word === undefined ? undefined : [word];
  }),
  kana(String.raw`(?<=^|[\p{Script=Han}\p{Script=Hiragana}、。\s(（])\.(\d{1,6})(?![\d.])`, ([fraction = '']) =>
    decimalWords('0', fraction),
  ),
  kana(String.raw`(?<![\d.,])${COUNTED}`, ([number = '', counter = ''], before, after) =>
    amount(number, counter, isDate(counter, before, after)),
  ),
  kana(
    String.raw`(?<=\d(?:[万億兆千]?円|ドル|ユーロ|[a-zA-Z]{1,4}|回|件|人|枚)?)/(時間|平米|坪|m[2²]|kWh|km|kg|dL|mL|[月日年週時分秒人名個本枚回泊台冊件坪食袋箱戸hsgLlm])(?![A-Za-z\d])`,
    ([unit = ''], before) => {
      const each = PER[unit] ?? '';
      if (unit === 'h' || unit === 's') return [each];
      return /[a-zA-Z]$/.test(before) && /^[A-Za-z]/.test(unit)
        ? ['ぱー', each.replace(/^いち/, '')]
        : [each, 'あたり'];
    },
  ),
];

/** A number that counts nothing, after all rules that know better. */
export const numberRules: readonly Rule[] = [
  // too long to count
  kana(String.raw`(?<![\d.,])(\d{11,})(?<!000)(?![\d.])`, ([digits = '']) => digitWords(digits)),
  kana(String.raw`(${NUMBER}(?:[万億兆千百](?:\d[\d,]*(?![.\d]))?)*)`, ([number = '']) => amount(number, '')),
];
