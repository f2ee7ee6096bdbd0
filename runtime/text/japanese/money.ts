import type { Rule } from '../written/stretch.ts';
import { countedWords } from './counters.ts';
import { kana, NUMBER, RANGE, START } from './kana-rule.ts';
import { amount } from './quantity.ts';

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

export const moneyRules: readonly Rule[] = [
  // ¥500円: the name is said once
  kana(String.raw`[¥￥](?=\s?\d[\d,]{0,12}[万億]?円)`, () => []),
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
];
