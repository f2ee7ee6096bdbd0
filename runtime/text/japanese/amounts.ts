import type { Rule } from '../written/stretch.ts';
import { COUNTER_PATTERN, counterWord, countedWords, joinCounter, thingsWord } from './counters.ts';
import { kana, NUMBER, RANGE, START } from './kana-rule.ts';
import { decimalWords, numberValue, numberWords } from './numbers.ts';

/** Money signs and codes before or after a sum, with the names of the whole and its hundredth part. */
const CURRENCIES: Readonly<Record<string, readonly [whole: string, part?: string]>> = {
  '¥': ['円', '銭'],
  JPY: ['円', '銭'],
  $: ['ドル', 'セント'],
  US$: ['ドル', 'セント'],
  USD: ['ドル', 'セント'],
  '€': ['ユーロ', 'セント'],
  EUR: ['ユーロ', 'セント'],
  '£': ['ポンド', 'ペンス'],
  GBP: ['ポンド', 'ペンス'],
  A$: ['オーストラリアドル'],
  AUD: ['オーストラリアドル'],
  C$: ['カナダドル'],
  CAD: ['カナダドル'],
  NZ$: ['ニュージーランドドル'],
  NZD: ['ニュージーランドドル'],
  HK$: ['香港ドル'],
  HKD: ['香港ドル'],
  S$: ['シンガポールドル'],
  SGD: ['シンガポールドル'],
  NT$: ['台湾ドル'],
  TWD: ['台湾ドル'],
  R$: ['レアル'],
  CHF: ['スイスフラン'],
  CNY: ['元'],
  RMB: ['元'],
  '₩': ['ウォン'],
  KRW: ['ウォン'],
  '₹': ['ルピー'],
  INR: ['ルピー'],
  '₽': ['ルーブル'],
  '₺': ['リラ'],
  '₱': ['ペソ'],
  MX$: ['メキシコペソ'],
  '฿': ['バーツ'],
  THB: ['バーツ'],
  '₫': ['ドン'],
  VND: ['ドン'],
  '₪': ['シェケル'],
  '₿': ['ビットコイン'],
  BTC: ['ビットコイン'],
};
const SIGN = Object.keys(CURRENCIES)
  .sort((one, two) => two.length - one.length)
  .map((sign) => (/^[A-Z]{3}$/.test(sign) ? `(?<![A-Za-z])${sign}` : sign.replace('$', String.raw`\$`)))
  .join('|');

const TIMES: Readonly<Record<string, bigint>> = { k: 1000n, m: 10n ** 6n, mm: 10n ** 6n, b: 10n ** 9n, t: 10n ** 12n };
const MAGNITUDE = String.raw`(?:\s?([万億兆]|[Kk]|MM|[Mm](?:illion|n)?|[Bb](?:illion|n)?|[Tt](?:rillion)?)(?![A-Za-z]))?`;

/** 2.5 and M are にひゃくごじゅうまん. */
function scaled(number: string, magnitude: string): string {
  const [whole = '', fraction = ''] = number.replaceAll(',', '').split('.');
  const times = TIMES[magnitude.toLowerCase().replace(/(?:illion|rillion|n)$/, '')];
  if (times === undefined) return whole + (fraction === '' ? '' : `.${fraction}`) + magnitude;
  const value = (BigInt(whole + fraction) * times) / 10n ** BigInt(fraction.length);
  return String(value);
}

function money(sign: string, number: string, magnitude: string): string[] {
  const [unit, small] = CURRENCIES[sign] ?? ['円'];
  const plain = scaled(number, magnitude);
  const [, whole = '', cents = ''] = /^(\d+)\.(\d\d)$/.exec(plain) ?? [];
  if (small === undefined || whole === '') return amount(plain, unit);
  const part = Number(cents) === 0 ? [] : countedWords(BigInt(cents), small, false);
  return [...countedWords(BigInt(whole), unit, false), ...part];
}

/** A number, whole or with a point or a myriad, and what it counts. */
export function amount(number: string, counter: string, isDate = false): string[] {
  const plain = number.replaceAll(',', '');
  const [, whole = '', fraction = '', myriads = ''] = /^(\d+)\.(\d+)(.*)$/.exec(plain) ?? [];
  if (whole === '') {
    if (/^0\d/.test(plain) && counter === '') return numberWords(plain);
    const value = numberValue(plain) ?? 0n;
    return counter === '' ? numberWords(String(value)) : countedWords(value, counter, isDate);
  }
  const words = decimalWords(whole, fraction);
  if (myriads !== '')
    words.push(...numberWords(String(numberValue(myriads))).map((word) => word.replace(/^い[ちっ]/, '')));
  const found = counterWord(counter);
  if (!found) return words;
  const last = words.pop() ?? '';
  return [...words, ...(/^(?:人|月|日|時$)/.test(counter) ? [last, found.kana] : joinCounter(last, found))];
}

/** Whether 1日 is the first of a month rather than one day. */
export function isDate(counter: string, before: string, after: string): boolean {
  if (counter !== '日') return false;
  if (/(?:\d|[一二三四五六七八九十今来先毎翌同])月の?$/.test(before)) return true;
  if (/^(?:付|現在|発売|未明|早朝|午[前後]|朝|夜|夕|昼|から|まで|、|\(|（|の(?:朝|夜|午|夕|昼))/.test(after))
    return true;
  return /^に(?![\d一二三四五六七八九十何数約])/.test(after);
}

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
  mL: 'いちみりりっとる',
  kWh: 'いちきろわっとじ',
};

/** A number in kanji with a point: 〇・三. */
export const kanjiDecimalRules: readonly Rule[] = [
  kana(
    '([〇零一二三四五六七八九十百]{1,4})[・．.]([〇零一二三四五六七八九]{1,8})(?![・〇一二三四五六七八九十百])',
    ([whole = '', fraction = '']) =>
      decimalWords(String(numberValue(whole)), [...fraction].map((digit) => String(numberValue(digit))).join('')),
  ),
];

export const amountRules: readonly Rule[] = [
  kana(String.raw`(?<![\d.°])(\d{1,2})[′']\s?(\d{1,2})[″"]`, ([feet = '', inches = '']) => [
    ...countedWords(BigInt(feet), 'フィート', false),
    ...countedWords(BigInt(inches), 'インチ', false),
  ]),
  kana(String.raw`(?<![\d.′'])(\d{1,3})(?:″|"(?=の|テレビ|モニ|ディス|型|サイ))`, ([inches = '']) =>
    countedWords(BigInt(inches), 'インチ', false),
  ),
  kana(
    String.raw`(${SIGN})\s?(${NUMBER})${MAGNITUDE}\s?${RANGE}\s?(?:(${SIGN})\s?)?(${NUMBER})${MAGNITUDE}`,
    ([sign = '', from = '', times = '', again = '', to = '', timesToo = '']) => [
      ...(again === '' ? amount(scaled(from, times === '' ? timesToo : times), '') : money(sign, from, times)),
      'から',
      ...money(again === '' ? sign : again, to, timesToo),
    ],
  ),
  kana(
    String.raw`([-−])?(${SIGN})\s?([-−])?(${NUMBER})${MAGNITUDE}`,
    ([minus = '', sign = '', inner = '', number = '', times = '']) => [
      ...(minus + inner === '' ? [] : ['まいなす']),
      ...money(sign, number, times),
    ],
  ),
  kana(
    String.raw`${START}(${NUMBER})${MAGNITUDE}\s?(USD|EUR|GBP|JPY|AUD|CAD|CHF|CNY|KRW|US\$|[€£])(?![A-Za-z\d])`,
    ([number = '', times = '', sign = '']) => money(sign, number, times),
  ),
  kana(
    String.raw`(?<![\d/.])(\d{1,3})\s?(\d{1,2})[/⁄](\d{1,3})(?![\d/])(?<=\s\d{1,2}[/⁄]\d{1,3})(?:\s?(${COUNTER_PATTERN}))?`,
    ([whole = '', top = '', bottom = '', counter = '']) =>
      Number(top) < Number(bottom)
        ? [...numberWords(whole), 'と', ...numberWords(bottom), 'ぶん', 'の', ...amount(top, counter)]
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
    ([top = '', bottom = '', counter = '']) => [...numberWords(bottom), 'ぶん', 'の', ...amount(top, counter)],
  ),
  kana(String.raw`(?<!\d)(\d+)分(?=の\s?[\d一二三四五六七八九十])`, ([whole = '']) => [...numberWords(whole), 'ぶん']),
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
  kana(String.raw`(\d)年(\d{1,2})組`, ([year = '', group = '']) => [
    ...countedWords(BigInt(year), '年', false),
    ...numberWords(group),
    'くみ',
  ]),
  kana(String.raw`(?<![\d.,A-Za-z])(${NUMBER})\s?つ(?![a-z])`, ([number = '']) => {
    const word = /^\d$/.test(number) ? thingsWord(BigInt(number)) : undefined;
    return word === undefined ? undefined : [word];
  }),
  // .325 of a batter, and of anything
  kana(
    String.raw`(?<=(?:打|勝|出塁|守備|長打)率[はがも:：、]?\s?)0?\.(\d)(\d)(\d)(?!\d)`,
    ([tenths = '', hundredths = '', rest = '']) => [
      ...shares(tenths, 'わり'),
      ...shares(hundredths, 'ぶ'),
      ...shares(rest, 'りん'),
    ],
  ),
  kana(String.raw`(?<=^|[\p{Script=Han}\p{Script=Hiragana}、。\s(（])\.(\d{1,6})(?![\d.])`, ([fraction = '']) =>
    decimalWords('0', fraction),
  ),
  kana(String.raw`(?<![\d.,])${COUNTED}`, ([number = '', counter = ''], before, after) =>
    amount(number, counter, isDate(counter, before, after)),
  ),
  kana(
    String.raw`(?<=\d(?:[万億兆千]?円|ドル|ユーロ|[a-zA-Z]{1,4}|回|件|人|枚)?)/(時間|kWh|km|kg|dL|mL|[月日年週時分秒人名個本枚回泊台冊件坪食袋箱戸hsgLlm])(?![A-Za-z\d])`,
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
  kana(String.raw`(${NUMBER}(?:[万億兆千百](?:\d[\d,]*(?![.\d]))?)*)`, ([number = '']) => amount(number, '')),
];

const shares = (digit: string, name: string): string[] => (digit === '0' ? [] : [...numberWords(digit), name]);

function part(sign: string, counter = ''): string[] {
  const [top = '', bottom = ''] = sign.normalize('NFKC').split('⁄');
  return [...numberWords(bottom), 'ぶん', 'の', ...amount(top, counter)];
}
