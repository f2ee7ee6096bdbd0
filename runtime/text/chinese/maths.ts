import type { Rule } from '../written/stretch.ts';
import { plainNumber } from '../written/plain-number.ts';
import { readCount, readDigits, readNumber } from './numbers.ts';
import { alternatives } from '../written/patterns.ts';
import { rule } from '../written/stretch.ts';
import { fraction, NUMBER, signed } from './patterns.ts';
import { GREEK, SIGNS } from './signs.ts';

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹⁻';
const power = (exponent: string): string => {
  const plain = exponent.normalize('NFKC').replace(/[−-]/, '负');
  const digits = plain.replace('负', '');
  if (plain === '2') return '平方';
  return `${signed(plain.startsWith('负') ? '-' : '', readNumber(digits))}次方`;
};
/** What a term of a sum ends and begins with. */
const AFTER_TERM = String.raw`(?<=[\d\p{L}%）)²³]\s?)`;
const BEFORE_TERM = String.raw`(?=\s?[\d\p{L}(（√-])`;

export const mathsRules: readonly Rule[] = [
  // Ca²⁺
  rule(
    String.raw`(?<=[A-Za-z\]])([²³⁴]?)([⁺⁻])(?![⁰-⁹²³])`,
    (charge, sign) => (charge === '' ? '' : readNumber(charge.normalize('NFKC'))) + (sign === '⁺' ? '正' : '负'),
  ),
  rule(
    String.raw`(?<![\d.\p{Script=Latin}])(\d+(?:\.\d+)?)[eE]([+-]?)(\d{1,3})(?![\d.\p{Script=Latin}])`,
    (n, sign, exponent) => `${readNumber(n)}乘十的${sign === '-' ? '负' : ''}${readNumber(exponent)}次方`,
  ),
  rule(String.raw`(?<=\d|(?<!\p{Script=Latin})[a-z])[!！](?=\s[=＝]|等于|[是的有])`, () => '的阶乘'),
  rule(String.raw`(?<=(?<!\p{Script=Latin})(?:OH|Cl|Br|NO3|SO4|CO3|HCO3))[-−](?=[\p{Script=Han}，。、]|$)`, () => '负'),
  rule('&&', () => '并且'),
  rule(String.raw`△(?=[A-Z]{3})`, () => '三角形'),
  rule(String.raw`\|\|(?=\s?[\p{L}\d!(])`, () => '或者'),
  rule(String.raw`(?<=\d)([${SUPERSCRIPTS}]{1,4})`, (exponent) => `的${power(exponent)}`),
  rule(String.raw`(?<=[\p{Script=Latin}\p{Script=Greek})）])([${SUPERSCRIPTS}]{1,4})`, power),
  rule(String.raw`(?<=[\d\p{Script=Latin})）]\s?)\^\s?\{?(-?\d{1,4})\}?`, (exponent) => `的${power(exponent)}`),
  rule(String.raw`[<＜][=＝]`, () => '小于等于'),
  rule(String.raw`[>＞][=＝]`, () => '大于等于'),
  rule(String.raw`[!！][=＝](?=\s?[\d\p{Script=Latin}])`, () => '不等于'),
  rule(
    String.raw`(?<=(?:\d|[²³)）]|(?<!\p{Script=Latin})[A-Za-z])\s*)[-−－](?=\s*(?:\d+(?:\.\d+)?\p{Script=Latin}?|\p{Script=Latin})[²³]?\s*[=＝<>＜＞≤≥≠≦≧])|(?<=\d[a-z]\s?)-(?=\s?\d)`,
    () => '减',
  ),
  rule(
    String.raw`(?<=[满每]\d{1,5}元?)[-−－](?=\d)(?!(?<=每\d{1,3}[-−－])\d{1,3}\s?(?:分钟|小时|天|周|个|秒|年|岁|公里|米))`,
    () => '减',
  ),
  rule(String.raw`(?<=[²³]\s?)[-−－](?=\s?[\d\p{Script=Latin}])`, () => '减'),
  rule(String.raw`(?<=\d\s)[-−－](?=\s\d)`, () => '减'),
  rule(String.raw`${AFTER_TERM}[×✕*＊⋅∙x](?=\s?\d)(?<=\d\s?[×✕*＊x⋅∙])`, () => '乘'),
  rule(String.raw`(?<=\d\s?\p{Script=Latin}{1,3}\s?)[*＊](?=\s?\d)`, () => '乘'),
  rule(String.raw`${AFTER_TERM}[×✕](?=\s*[\d\p{L}(（])`, () => '乘'),
  rule(String.raw`(?<=[\d)）]\s*)÷`, () => '除以'),
  rule(String.raw`(?<=[\d万亿wWkK%])[+＋](?=\s?(?:$|[\p{Script=Han}，。、；！？,.!?）)]))`, () => '加'),
  rule(String.raw`[+＋]${BEFORE_TERM}`, () => '加'),
  rule(String.raw`[<＜](?=\s*[\d\p{Script=Latin}\p{Script=Greek}-])`, () => '小于'),
  rule(String.raw`[>＞](?=\s*[\d-])`, () => '大于'),
  rule(String.raw`(?<=[\d\p{L})）]\s?)[>＞](?=\s*[\p{Script=Latin}\p{Script=Greek}])`, () => '大于'),
];

/** Signs by name, after every rule that knows where they stand. */
export const signRules: readonly Rule[] = [
  rule(String.raw`^\s*[★☆◆◇●■□▲△※]\s?(?=\p{L})`, () => ''),
  rule('(★{2,5})☆*', (stars) => `${readCount(String(stars.length))}星`),
  rule('(?<!★)★☆{1,4}', () => '一星'),
  rule(
    String.raw`(?<!\p{Script=Greek})([${Object.keys(GREEK).join('')}])(?!\p{Script=Greek})`,
    (letter) => GREEK[letter],
  ),
  rule(`(${alternatives(Object.keys(SIGNS))})`, (sign) => SIGNS[sign]),
];

/** Figures that number a list. */
const LISTED = '⑴-⒛①-⑳❶-❿➀-➓㈠-㈩㊀-㊉';

/** Numbers in signs of their own: ③, ⑴, ❷, Ⅳ, ½, and digits of other scripts. */
export const numberSignRules: readonly Rule[] = [
  rule(
    String.raw`(?<=[${LISTED}][^${LISTED}]{1,40}\p{Script=Han})([${LISTED}])(?=\p{Script=Han})`,
    (sign) => `，${readNumber(plainNumber(sign) ?? '')}，`,
  ),
  rule(
    String.raw`(?<=^|[\s。；;，,：:])([${LISTED}])(?=[\p{Script=Han}\p{Script=Latin}])`,
    (sign) => `${readNumber(plainNumber(sign) ?? '')}，`,
  ),
  rule(String.raw`(?<=[${LISTED}])([${LISTED}])`, (sign) => `，${readNumber(plainNumber(sign) ?? '')}`),
  rule(String.raw`([\p{Nd}\p{No}\p{Nl}㈠-㈩㊀-㊉])`, (sign) => {
    if (/\d/.test(sign)) return undefined;
    const plain = plainNumber(sign);
    if (plain === undefined) return undefined;
    const [top = '', bottom] = plain.split('/');
    return bottom === undefined ? readNumber(top) : fraction(top, bottom);
  }),
];

export const plainNumberRules: readonly Rule[] = [
  // 95折
  rule(String.raw`(?<![\d.])([5-9]\d)(?=折(?!叠))`, (n) => (n.endsWith('0') ? undefined : readDigits(n))),
  // 1米75
  rule(String.raw`(?<=(?<!\d)[12]米)(\d{2})(?![\d.]|[个名只])`, (n) => readDigits(n)),
  // 9秒83, the time of a race
  rule(String.raw`(?<=\d秒)(\d{2})(?![\d.]|\s?\p{Script=Han})`, (n) => readDigits(n)),
  rule(String.raw`(?<=第\d{1,4}\s?[-–—~～到至]\s?)(\d{1,4})(?![\d.])`, (n) => readNumber(n)),
  rule(String.raw`(?<![\d.])(\d+)分之(\d+)`, (bottom, top) => `${readNumber(bottom)}分之${readNumber(top)}`),
  rule(String.raw`(?<=\d)[xX×](?=倍)`, () => ''),
  rule(
    String.raw`(?<![\d.\p{Script=Latin}])(${NUMBER})[xX×](?![\p{L}\d^²³]|\s?[\d(（+=<>-])(?<![=+-]\s?[\d.]{1,9}[xX×])`,
    (n) => `${readCount(n)}倍`,
  ),
  rule(String.raw`第(${NUMBER})`, (n) => `第${readNumber(n)}`),
  rule(String.raw`(?<=\p{Script=Latin})(?<!\d[xX])(\d{3,})(?![\d.,])`, (digits) => readDigits(digits)),
];
