import { cardinal } from './numbers.ts';
import { NUMBER, sayNumber } from './number-rules.ts';
import { timesSaid, words } from '../../written/stretch.ts';
import type { Rule, Say } from '../../written/stretch.ts';

interface Currency {
  one: string;
  many: string;
  cent?: string;
  cents?: string;
}
const DOLLAR: Currency = { one: 'dollar', many: 'dollars', cent: 'cent', cents: 'cents' };
const CURRENCIES: Readonly<Record<string, Currency>> = {
  $: DOLLAR,
  US$: { ...DOLLAR, one: 'US dollar', many: 'US dollars' },
  C$: { ...DOLLAR, one: 'Canadian dollar', many: 'Canadian dollars' },
  A$: { ...DOLLAR, one: 'Australian dollar', many: 'Australian dollars' },
  HK$: { ...DOLLAR, one: 'Hong Kong dollar', many: 'Hong Kong dollars' },
  R$: { one: 'real', many: 'reais', cent: 'centavo', cents: 'centavos' },
  '£': { one: 'pound', many: 'pounds', cent: 'penny', cents: 'pence' },
  '€': { one: 'euro', many: 'euros', cent: 'cent', cents: 'cents' },
  '¥': { one: 'yen', many: 'yen' },
  '￥': { one: 'yen', many: 'yen' },
  '₹': { one: 'rupee', many: 'rupees', cent: 'paisa', cents: 'paise' },
  '₩': { one: 'won', many: 'won' },
  '₽': { one: 'ruble', many: 'rubles' },
  '₺': { one: 'lira', many: 'lira' },
  '₪': { one: 'shekel', many: 'shekels' },
  '฿': { one: 'baht', many: 'baht' },
  '₫': { one: 'dong', many: 'dong' },
  '₴': { one: 'hryvnia', many: 'hryvnias' },
  '₿': { one: 'bitcoin', many: 'bitcoins' },
  USD: { ...DOLLAR, one: 'US dollar', many: 'US dollars' },
  EUR: { one: 'euro', many: 'euros', cent: 'cent', cents: 'cents' },
  GBP: { one: 'pound', many: 'pounds', cent: 'penny', cents: 'pence' },
  JPY: { one: 'yen', many: 'yen' },
  CHF: { one: 'Swiss franc', many: 'Swiss francs' },
};
const SIGN = String.raw`US\$|C\$|A\$|HK\$|R\$|[$£€¥￥₹₩₽₺₪฿₫₴₿]`;
const CODE = String.raw`USD|EUR|GBP|JPY|CHF`;
const SCALES: Readonly<Record<string, string>> = {
  k: 'thousand',
  m: 'million',
  mn: 'million',
  mm: 'million',
  b: 'billion',
  bn: 'billion',
  t: 'trillion',
  tn: 'trillion',
};
const SCALE = String.raw`(?:(?:\s|-)(hundred|thousand|million|billion|trillion)\b|\s?(k|K|m|M|mn|mm|bn|b|B|tn|t|T)(?![\p{L}\p{N}]))`;

function amount(sign: string, number: string, scale: string | undefined, minus: boolean): Say[] {
  const currency = CURRENCIES[sign] ?? DOLLAR;
  const start = minus ? [words('minus')] : [];
  if (scale !== undefined)
    return [...start, ...sayNumber(number), words(`${SCALES[scale.toLowerCase()] ?? scale} ${currency.many}`)];
  const [whole = '', cents] = number.replace(/[^\d.]/g, '').split('.');
  if (cents === undefined || /^0+$/.test(cents))
    return [...start, words(`${cardinal(whole)} ${isOne(whole) ? currency.one : currency.many}`)];
  if (cents.length !== 2 || currency.cents === undefined) return [...start, ...sayNumber(number), words(currency.many)];
  const small = `${cardinal(cents)} ${isOne(cents) ? (currency.cent ?? '') : currency.cents}`;
  if (whole === '' || Number(whole) === 0) return [...start, words(small)];
  return [...start, words(`${cardinal(whole)} ${isOne(whole) ? currency.one : currency.many} and ${small}`)];
}

function isOne(digits: string): boolean {
  return Number(digits) === 1;
}

export const moneyRules: readonly Rule[] = [
  // "$20-30", "$1.5m–$2m": a range
  {
    pattern: new RegExp(
      String.raw`(?<![\p{L}\p{N}])(${SIGN})(${NUMBER})[-–—](${SIGN})?(${NUMBER})${SCALE}?(?![\p{N}]|[.,]\d)`,
      'gu',
    ),
    say: ([, sign = '', low = '', , high = '', word, letter]) => [
      ...sayNumber(low),
      words('to'),
      ...amount(sign, high, word ?? letter, false),
    ],
  },
  {
    pattern: new RegExp(
      String.raw`(?<![\p{L}\p{N}])([-−–])?(${SIGN})\s?([-−])?(${NUMBER})${SCALE}?(?![\p{N}]|[.,]\d)`,
      'gu',
    ),
    say: ([, minus, sign = '', inner, number = '', word, letter]) =>
      amount(sign, number, word ?? letter, (minus ?? inner) !== undefined),
  },
  {
    pattern: new RegExp(String.raw`(?<![\p{L}\p{N}.,])(${NUMBER})${SCALE}?\s?(${SIGN}|${CODE})(?![\p{L}\p{N}])`, 'gu'),
    say: ([, number = '', word, letter, sign = '']) => amount(sign, number, word ?? letter, false),
  },
  {
    pattern: new RegExp(String.raw`(?<![\p{L}\p{N}])(${CODE})\s?(${NUMBER})${SCALE}?(?![\p{N}]|[.,]\d)`, 'gu'),
    say: ([, sign = '', number = '', word, letter]) => amount(sign, number, word ?? letter, false),
  },
  {
    pattern: new RegExp(String.raw`(?<![\p{L}\p{N}.,])(${NUMBER})\s?(¢|p)(?![\p{L}\p{N}])`, 'gu'),
    say: ([, number = '', sign]) =>
      sign === '¢'
        ? [...sayNumber(number), words(isOne(number) ? 'cent' : 'cents')]
        : [...sayNumber(number), words('P')],
  },
  {
    pattern: new RegExp(String.raw`(?<![\p{L}\p{N}])(${SIGN})\1*`, 'gu'),
    say: ([run, sign = '']) => timesSaid(run, sign).map(() => words(CURRENCIES[sign]?.one ?? 'dollar')),
  },
];
