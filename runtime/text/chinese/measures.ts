import type { Rule } from '../written/stretch.ts';
import { readCount, readNumber } from './numbers.ts';
import { alternatives } from '../written/patterns.ts';
import { rule } from '../written/stretch.ts';
import { fraction, LARGE, MINUS, NUMBER, RANGE, signed, START } from './patterns.ts';
import { PER, UNITS } from './units.ts';

function percent(number: string, sign: string): string {
  return (sign === '‰' ? '千分之' : '百分之') + readNumber(number);
}

const units = alternatives(Object.keys(UNITS));
const NOT_LONGER = String.raw`(?![\p{Script=Latin}\d²³])`;
const DEGREES = String.raw`(?:°\s*([CF])|([℃℉]))`;
const degrees = (letter: string, sign: string): string => (letter === 'F' || sign === '℉' ? '华氏度' : '摄氏度');
const below = (minus: string): string => (minus === '' ? '' : '零下');
/** 公斤, or 毫克每升. */
const named = (unit: string, per: string): string =>
  (UNITS[unit] ?? unit) + (per === '' ? '' : `每${UNITS[per] ?? per}`);
const TO = String.raw`\s*(?:${RANGE}|[到至])\s*`;
const PER_UNIT = String.raw`(?:\/(${units}|${alternatives(PER)}))?`;

/** What a price is for, in English. */
const ENGLISH_PER: Readonly<Record<string, string>> = {
  mo: '月',
  month: '月',
  yr: '年',
  year: '年',
  wk: '周',
  week: '周',
  day: '天',
  night: '晚',
  hour: '小时',
  hr: '小时',
  user: '用户',
  person: '人',
};

export const measureRules: readonly Rule[] = [
  rule(
    String.raw`(${MINUS})?(${NUMBER})([%％‰])?\s*${RANGE}\s*(${NUMBER})([%％‰])`,
    (minus, a, _sign, b, sign) => `${signed(minus, percent(a, sign))}到${percent(b, sign)}`,
  ),
  rule(String.raw`(?<![\d\p{Script=Latin}])(${MINUS})?(${NUMBER})\s*([%％‰])`, (minus, n, sign) =>
    signed(minus, percent(n, sign)),
  ),
  rule(
    String.raw`(${MINUS}|零下)?(${NUMBER})\s*(?:${DEGREES})?${TO}(${MINUS}|零下|[-−])?(${NUMBER})\s*${DEGREES}`,
    (minus, a, letter, sign, minus2, b, letter2, sign2) =>
      below(minus) +
      readNumber(a) +
      (letter + sign === '' ? '' : degrees(letter, sign)) +
      `到${below(minus2)}${readNumber(b)}${degrees(letter2, sign2)}`,
  ),
  rule(
    String.raw`(${MINUS}|零下)?(${NUMBER})\s*${DEGREES}`,
    (minus, a, letter, sign) => below(minus) + readNumber(a) + degrees(letter, sign),
  ),
  rule(
    String.raw`(${NUMBER})°\s?(\d{1,2}(?:\.\d+)?)\s?[′'’](?:\s?(\d{1,2}(?:\.\d+)?)\s?[″"”])?`,
    (d, m, s) => `${readNumber(d)}度${readNumber(m)}分${s === '' ? '' : `${readNumber(s)}秒`}`,
  ),
  rule(String.raw`(?<![\d/.])(\d+)\s+(\d{1,2})[/⁄](\d{1,4})(?![\d/])`, (whole, a, b) =>
    Number(a) < Number(b) ? `${readNumber(whole)}又${fraction(a, b)}` : undefined,
  ),
  rule(String.raw`(?<![\d/.])(\d+)([½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])`, (whole, sign) => {
    const [a = '', b = ''] = sign.normalize('NFKC').split('⁄');
    return `${readNumber(whole)}又${fraction(a, b)}`;
  }),
  rule(
    String.raw`(?<=[¥￥$€£]\s?[\d.,]{1,12}|\d(?:[万亿千]|[万亿千]?(?:[元块角]|美元|欧元|日元)))\/(${units})(?![\p{Script=Latin}\d])`,
    (unit) => `每${UNITS[unit] ?? ''}`,
  ),
  // $99/mo
  rule(
    String.raw`(?<=[¥￥$€£]\s?[\d.,]{1,12}[kKmM]?|(?:元|USD|RMB))\/(${alternatives(Object.keys(ENGLISH_PER))})(?!\p{Script=Latin})`,
    (unit) => `每${ENGLISH_PER[unit] ?? ''}`,
  ),
  rule(
    String.raw`(?<![\d/.])(\d{2,3})[/⁄](\d{2,3})\s?(mmHg|毫米汞柱)`,
    (high, low, unit) => `${readNumber(high)}，${readNumber(low)}${UNITS[unit] ?? unit}`,
  ),
  // 10⁹/L, 10³ m³
  rule(
    String.raw`(?<=(?:\^\d{1,3}|[⁰-⁹²³])\s?)\/(${units})(?![\p{Script=Latin}\d])`,
    (unit) => `每${UNITS[unit] ?? unit}`,
  ),
  rule(
    String.raw`(?<=10(?:[⁰-⁹²³⁻]{1,3}|\^-?\d{1,3})\s?)(${units})(?:\/(${units}))?(?![\p{Script=Latin}\d²³])`,
    (unit, per) => named(unit, per),
  ),
  // 7.5L/100km
  rule(
    String.raw`${START}(${NUMBER})\s?(L|升|kWh|度)\/100\s?(?:km|公里)(?!\p{Script=Latin})`,
    (n, unit) => `${readNumber(n)}${UNITS[unit] ?? unit}每百公里`,
  ),
  // 10g/100ml
  rule(
    String.raw`(?<=\d\s?(?:[km]?g|[mk]?[lL]|克|毫克|升|毫升))\/(?=\d{1,4}\s?(?:[mk]?[lLg]|km|克|毫升|公斤|升)(?!\p{Script=Latin}))`,
    () => '每',
  ),
  // π/2, 1/x, 9/3=3
  rule(
    String.raw`(?<![\d/\p{Script=Latin}])(\d{0,3}π|[xyzn])\/(\d{1,4})(?![\d/.\p{Script=Latin}])`,
    (top, bottom) => `${readNumber(bottom)}分之${top.replace('π', '派').replace(/\d+/, readNumber)}`,
  ),
  rule(
    String.raw`(?<![\d/.])(\d{1,4})\/([xyzn])(?![\d/\p{Script=Latin}])`,
    (top, bottom) => `${bottom}分之${readNumber(top)}`,
  ),
  rule(String.raw`(?<![\d/.])(\d{1,5})\/(\d{1,5})(?=\s?[=＝])`, (a, b) =>
    Number(a) >= Number(b) ? `${readNumber(a)}除以${readNumber(b)}` : undefined,
  ),
  // 98/100分: so many of the best
  rule(String.raw`(?<![\d/.])(\d{1,3}(?:\.\d{1,2})?)[/⁄](5|\d{1,2}0|750)分(?![钟之])`, (mark, best) =>
    Number(mark) > Number(best) ? undefined : `${readNumber(mark)}分，满分${readNumber(best)}分`,
  ),
  // 1/500s
  rule(
    String.raw`(?<![\d/.])(\d{1,2})\/(\d{1,5})\s?(s|ms|h|m|km|kg|g|mg|L|ml|mL|in)(?![\p{Script=Latin}\d²³])`,
    (top, bottom, unit) =>
      Number(top) < Number(bottom) ? fraction(top, bottom) + (unit === 's' ? '秒' : (UNITS[unit] ?? '')) : undefined,
  ),
  // 9V2A
  rule(
    String.raw`${START}(${NUMBER})V(${NUMBER})A(?![\p{Script=Latin}\d])`,
    (volts, amperes) => `${readCount(volts)}伏${readCount(amperes)}安`,
  ),
  // 8.7/10
  rule(String.raw`(?<![\d/.])(\d{1,3}\.\d{1,2})[/⁄](5|10|100)(?![\d/.])`, (mark, best) => fraction(mark, best)),
  rule(String.raw`(?<![\d/.])24\/7(?![\d/.])`, () => '二十四七'),
  rule(String.raw`(?<![\d/.])(${MINUS})?(\d{1,5})(?:[/⁄]|\s[/⁄]\s)(\d{1,5})(?![\d/]|\.\d)`, (minus, a, b) =>
    Number(a) > Number(b) && b.length > 1 ? `${readNumber(a)}，${readNumber(b)}` : signed(minus, fraction(a, b)),
  ),
  rule(
    String.raw`${START}(${MINUS})?(${NUMBER})\s?(${units})?(?:\s?${RANGE}\s?(${NUMBER}))\s?(${units})${PER_UNIT}${NOT_LONGER}`,
    (minus, a, unit, b, last, per) =>
      `${signed(minus, readCount(a))}${UNITS[unit] ?? ''}到${readCount(b)}${named(last, per)}`,
  ),
  rule(
    String.raw`${START}(?<!\^-?)(${MINUS})?(${NUMBER})(${LARGE})?\s?(${units})${PER_UNIT}${NOT_LONGER}`,
    (minus, a, many, unit, per) => signed(minus, readCount(a)) + many + named(unit, per),
  ),
  // 3m×4m has a unit of its own on either side; 6'2" is feet and inches.
  rule(String.raw`${START}(\d{1,2})[′'’]\s?(\d{1,2})[″"”]`, (feet, inches) =>
    Number(inches) < 12
      ? `${readCount(feet)}英尺${readCount(inches)}英寸`
      : `${readCount(feet)}分${readNumber(inches)}秒`,
  ),
  rule(String.raw`${START}(${NUMBER})(?:″|"(?=\s?\p{Script=Han}))`, (n) => `${readCount(n)}英寸`),
  rule(
    String.raw`(?<=\d\s?(?:\p{Script=Han}{1,3}|[A-Za-z]{1,4})?|\/\p{Script=Han}{1,2}|[%％])\/(?=${alternatives(PER)})`,
    () => '每',
  ),
];
