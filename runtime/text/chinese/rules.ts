import type { Rule, Say } from '../written/stretch.ts';
import { words } from '../written/stretch.ts';
import { readCount, readDigits, readNumber } from './numbers.ts';
import { CURRENCIES, MEASURE_WORDS, UNITS } from './units.ts';

const NUMBER = String.raw`\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?`;
const LARGE = '万亿|百万|千万|亿|万|千|百';
const MINUS = '[-−﹣－]';
const RANGE = '[-–—~～−－]';

function rule(pattern: string, say: (...groups: string[]) => string | undefined): Rule {
  return {
    pattern: new RegExp(pattern, 'gu'),
    say(match): readonly Say[] | undefined {
      const text = say(...match.slice(1).map((group: string | undefined) => group ?? ''));
      return text === undefined ? undefined : [words(text)];
    },
  };
}

function alternatives(names: readonly string[]): string {
  return [...names]
    .sort((a, b) => b.length - a.length)
    .map((name) => name.replaceAll(/[$/]/g, String.raw`\$&`))
    .join('|');
}

const signed = (minus: string, said: string): string => (minus === '' ? said : `负${said}`);
/** 01 to 12, 01 to 31. */
const isDate = (month: string, day: string): boolean =>
  Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31;
const year = (digits: string): string => `${readDigits(digits)}年`;
const date = (month: string, day: string): string => `${readNumber(bare(month))}月${readNumber(bare(day))}日`;
const bare = (digits: string): string => String(Number(digits));

function time(hours: string, minutes: string, seconds: string): string | undefined {
  if (Number(hours) > 24 || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  const hour = `${readCount(bare(hours))}点`;
  const part = (digits: string, unit: string): string =>
    (digits.startsWith('0') && Number(digits) > 0 ? '零' : '') + readNumber(bare(digits)) + unit;
  if (seconds !== '') return hour + part(minutes, '分') + part(seconds, '秒');
  return Number(minutes) === 0 ? hour : hour + part(minutes, '分');
}

function money(amount: string, large: string, name: string): string {
  return readCount(amount) + large + name;
}

function percent(number: string, sign: string): string {
  return (sign === '‰' ? '千分之' : '百分之') + readNumber(number);
}

const TIME = String.raw`(\d{1,2})[:：](\d{2})(?:[:：](\d{2}))?`;
const currencySigns = alternatives(Object.keys(CURRENCIES).filter((name) => !/^[A-Z]{3}$/.test(name)));
const currencyCodes = alternatives(Object.keys(CURRENCIES).filter((name) => /^[A-Z]{3}$/.test(name)));
const units = alternatives(Object.keys(UNITS));
const measures = alternatives(MEASURE_WORDS);
const ROMAN = 'ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ';

/** How numbers and signs in Chinese are said, the most particular rules first. Latin words with digits are left to English. */
export const chineseRules: readonly Rule[] = [
  // Addresses, whatever digits are in them.
  {
    pattern: /(?:https?:\/\/|www\.)[\w./?=&%#~:-]*[\w/]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu,
    say: (match) => [words(match[0])],
  },
  // Dates.
  rule(String.raw`(?<!\d)(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)`, (y = '', _separator, m = '', d = '') =>
    isDate(m, d) ? year(y) + date(m, d) : undefined,
  ),
  rule(String.raw`(?<!\d)(\d{4})[-–~～至到](\d{4})年`, (from = '', to = '') => `${readDigits(from)}到${year(to)}`),
  rule(String.raw`(?<!\d)([12]\d{3}|0\d|[2-9]\d(?=年\d+月))年(?!前|来|间|以前|之前|历史)`, (y = '') => year(y)),
  rule(String.raw`(?<!\d)(\d{1,2})月(\d{1,2})([日号])`, (m = '', d = '', name = '') =>
    isDate(m, d) ? date(m, d).slice(0, -1) + name : undefined,
  ),
  rule(String.raw`(?<!\d)(\d{1,2})(月份?|[日号])`, (n = '', name = '') => readNumber(bare(n)) + name),
  // Times.
  rule(
    String.raw`(?<![\d:：])${TIME}\s*${RANGE}\s*${TIME}(?![\d:：])`,
    (h1 = '', m1 = '', s1 = '', h2 = '', m2 = '', s2 = '') => {
      const [from, to] = [time(h1, m1, s1), time(h2, m2, s2)];
      return from === undefined || to === undefined ? undefined : `${from}到${to}`;
    },
  ),
  rule(String.raw`(?<![\d:：])${TIME}(?![\d:：])`, (h = '', m = '', s = '') => time(h, m, s)),
  rule(String.raw`(?<!\d)(\d{1,2})点(\d{1,2})分`, (h = '', m = '') => {
    const zero = m.startsWith('0') && m !== '00' ? '零' : '';
    return `${readCount(bare(h))}点${zero}${readNumber(bare(m))}分`;
  }),
  rule(String.raw`(?<!\d)2点`, () => '两点'),
  rule(String.raw`(?<![\d:：])(\d+)[:：](\d+)(?![\d:：])`, (a = '', b = '') => `${readNumber(a)}比${readNumber(b)}`),
  // Telephone numbers: with a country's or area's code, mobile numbers, service numbers, and any number that is introduced as one.
  rule(
    String.raw`\+(\d{1,3})[ -]?(\d[\d -]{5,14}\d)(?!\d)`,
    (code = '', rest = '') => `加${[code, ...rest.split(/[ -]+/)].map((part) => readDigits(part, true)).join('，')}`,
  ),
  rule(String.raw`(?<![\d.])(1[3-9]\d)[ -]?(\d{4})[ -]?(\d{4})(?![\d.])`, (...parts) =>
    parts.map((part) => readDigits(part, true)).join('，'),
  ),
  rule(String.raw`(?<![\d.])(0\d{2,3}|[48]00)-(\d{3,4})[ -]?(\d{3,5})(?![\d.])`, (...parts) =>
    parts.map((part) => readDigits(part, true)).join('，'),
  ),
  rule(
    String.raw`(?<=电话|手机|号码|拨打|致电|热线|客服|传真|请拨|分机|房间|账号|学号|编号|密码|验证码)([是为：:]?)\s*(\d[\d -]{1,18}\d)(?![\d.元块万])`,
    (colon = '', number = '') =>
      (/[：:]/.test(colon) ? '，' : colon) +
      number
        .split(/[ -]+/)
        .map((part) => readDigits(part, true))
        .join('，'),
  ),
  rule(String.raw`(?<=打|拨|叫|报)(1(?:1[0249]|2[02]|2306|2345|2315|0086|0010|0000))(?!\d)`, (n = '') =>
    readDigits(n, true),
  ),
  rule(String.raw`(?<!\d)(1(?:1[0249]|2[02]|2306|2345|2315|0086|0010|0000))(?=报警|急救|热线|客服)`, (n = '') =>
    readDigits(n, true),
  ),
  // Money.
  rule(
    String.raw`(${MINUS})?(${currencySigns})\s*(${NUMBER})(${LARGE})?`,
    (minus = '', sign = '', n = '', large = '') => signed(minus, money(n, large, CURRENCIES[sign] ?? '')),
  ),
  rule(String.raw`(${currencyCodes})\s*(${NUMBER})(${LARGE})?`, (code = '', n = '', large = '') =>
    money(n, large, CURRENCIES[code] ?? ''),
  ),
  rule(String.raw`(${NUMBER})(${LARGE})?\s*(${currencyCodes}|[€£])(?![A-Za-z])`, (n = '', large = '', code = '') =>
    money(n, large, CURRENCIES[code] ?? ''),
  ),
  // Percentages, fractions, temperatures, units.
  rule(
    String.raw`(${MINUS})?(${NUMBER})([%％‰])?\s*${RANGE}\s*(${NUMBER})([%％‰])`,
    (minus = '', a = '', _sign, b = '', sign = '') => `${signed(minus, percent(a, sign))}到${percent(b, sign)}`,
  ),
  rule(String.raw`(?<![\d\p{Script=Latin}])(${MINUS})?(${NUMBER})\s*([%％‰])`, (minus = '', n = '', sign = '') =>
    signed(minus, percent(n, sign)),
  ),
  rule(
    String.raw`(${MINUS}|零下)?(${NUMBER})(?:\s*${RANGE}\s*(${NUMBER}))?\s*(?:°\s*([CF])|([℃℉]))`,
    (minus = '', a = '', b = '', letter = '', sign = '') =>
      (minus === '' ? '' : '零下') +
      readNumber(a) +
      (b === '' ? '' : `到${readNumber(b)}`) +
      (letter === 'F' || sign === '℉' ? '华氏度' : '摄氏度'),
  ),
  rule(String.raw`(?<![\d/])(\d{1,4})/(\d{1,4})(?![\d/])`, (a = '', b = '') => `${readNumber(b)}分之${readNumber(a)}`),
  rule(
    String.raw`(?<![\d.\p{Script=Latin}])(${MINUS})?(${NUMBER})(?:\s*${RANGE}\s*(${NUMBER}))?\s*(${units})(?![\p{Script=Latin}\d])`,
    (minus = '', a = '', b = '', unit = '') =>
      signed(minus, readCount(a)) + (b === '' ? '' : `到${readCount(b)}`) + (UNITS[unit] ?? ''),
  ),
  // Versions and codes, then sums, scores and ranges.
  rule(String.raw`(?<![\d.])(\d+(?:\.\d+){2,})`, (code = '') =>
    code
      .split('.')
      .map((part) => readNumber(part))
      .join('点'),
  ),
  rule(String.raw`(?<![\d-])(\d+(?:-\d+){2,})(?![\d-])`, (code = '') =>
    code
      .split('-')
      .map((part) => readDigits(part, true))
      .join('，'),
  ),
  rule(String.raw`(?<=\p{Script=Latin})(\d{3,})(?![\d.,])`, (digits = '') => readDigits(digits)),
  rule(String.raw`(?<=\p{Script=Latin})-(?=\d)`, () => ' '),
  rule(String.raw`(?<=比分[为是]?|以)\s*(\d+)-(\d+)`, (a = '', b = '') => `${readNumber(a)}比${readNumber(b)}`),
  rule(String.raw`(?<=\d\s*)[-−－](?=\s*\d+(?:\.\d+)?\s*[=＝])`, () => '减'),
  rule(String.raw`(?<=[\d\p{Script=Han}%]\s*)${RANGE}(?=\s*\d)`, () => '到'),
  rule(String.raw`(?<=[\d\p{L})）]\s*)[×✕*](?=\s*[\d\p{L}(（])`, () => '乘'),
  rule(String.raw`(?<=[\d)）]\s*)÷`, () => '除以'),
  rule(String.raw`[+＋](?=\s*[\d\p{L}(（])`, () => '加'),
  rule(String.raw`[=＝]`, () => '等于'),
  rule(String.raw`[<＜](?=\s*\d)`, () => '小于'),
  rule(String.raw`[>＞](?=\s*\d)`, () => '大于'),
  rule(String.raw`≥`, () => '大于等于'),
  rule(String.raw`≤`, () => '小于等于'),
  rule(String.raw`≈`, () => '约等于'),
  rule(String.raw`±`, () => '正负'),
  rule(String.raw`[&＆]`, () => '和'),
  rule(String.raw`@`, () => ' at '),
  rule(String.raw`([${ROMAN}])`, (numeral = '') => readNumber(String(ROMAN.indexOf(numeral) + 1))),
  rule(String.raw`([①-⑳])`, (circled = '') => readNumber(circled.normalize('NFKC'))),
  // What is left: numbers.
  rule(String.raw`第(${NUMBER})`, (n = '') => `第${readNumber(n)}`),
  rule(String.raw`(?<![\d\p{Script=Han}\p{Script=Latin}])${MINUS}(${NUMBER})`, (n = '') => `负${readNumber(n)}`),
  rule(String.raw`(?<![\d.])(${NUMBER})(?=\s*(?:多|余|来)?(?:${measures}))`, (n = '') => readCount(n)),
  rule(`(${NUMBER})`, (n = '') => readNumber(n)),
  rule(String.raw`(?<=\d)°`, () => '度'),
  rule(String.raw`(\p{Nd}|\p{No})`, (sign = '') => {
    const [top = '', bottom] = sign.normalize('NFKC').split('⁄');
    if (!/^\d+$/.test(top)) return undefined;
    return bottom === undefined ? readNumber(top) : `${readNumber(bottom)}分之${readNumber(top)}`;
  }),
];
