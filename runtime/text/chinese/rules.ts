import type { Rule } from '../written/stretch.ts';
import { angleBracketRules, markdownSignRules, markupRules } from '../written/markup.ts';
import { unnamedSignRules } from '../written/sign-names.ts';
import { latin, needing, numeral, ofKind, signed, words, rule } from '../written/stretch.ts';
import { codeRules } from './codes.ts';
import { identifierRules } from './identifiers.ts';
import { faceRules } from '../written/faces.ts';
import { dateRules, dayRangeRules, timeRules } from './dates.ts';
import { latinRules } from './latin.ts';
import { mathsRules, numberSignRules, plainNumberRules, signRules } from './maths.ts';
import { measureRules } from './measures.ts';
import { moneyRules } from './money.ts';
import { readCount, readDigits, readNumber } from './numbers.ts';
import { alternatives } from '../written/patterns.ts';
import { MINUS, NUMBER, RANGE } from './patterns.ts';
import { MEASURE_WORDS, UNITS } from './units.ts';

/** Characters that sound as the letters of Bopomofo are called. */
const BOPOMOFO = '玻坡摸佛得特讷勒哥科喝基欺希知吃诗日资雌思啊喔鹅诶哀诶凹欧安恩昂鞥儿衣乌迂';

const measures = alternatives(MEASURE_WORDS);
/** What may stand between a figure and the range it begins. */
const UNIT = `[\\d%％‰℃℉°′㎡㎏㎞㎝㎜㎎]|\\d\\s?(?:[Kkw]|${alternatives(Object.keys(UNITS))})`;
/** After these words a stroke is the sign of a number, not a range. */
const MEASURED = '年月日号点分秒时度米元块级章页岁天周个人斤克吨里楼层期班路节集季倍成次位名本万亿千百栋室折寸平升瓦美';

/** An address of mail whose figures are said in Chinese. */
function mailWords(address: string): string {
  const said: Readonly<Record<string, string>> = { '.': ' dot ', '@': ' at ', '-': ' dash ', _: '下划线', '+': '加' };
  return address.replace(/\d+|[.@_+-]/g, (part) => said[part] ?? ` ${readDigits(part)} `);
}

/** How numbers and signs in Chinese are said, the most particular rules first. Latin words are left to English. */
export const chineseRules: readonly Rule[] = [
  ...ofKind('markup', signed([...markupRules, ...angleBracketRules])),
  // Addresses, whatever digits are in them.
  ...latin([
    {
      pattern: /(?:https?:\/\/|www\.)[\w./?=&%#~:-]*[\w/]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu,
      say: (match) => [words(/@.{0,60}\d|\d.{0,60}@/.test(match[0]) ? mailWords(match[0]) : match[0])],
    },
  ]),
  ...ofKind('face', needing(/[_^＾ωДд∀▽]|[=>]_|[;；][)）´]|[(（]ツ/, faceRules)),
  ...ofKind('markup', signed(markdownSignRules.slice(0, 1))),
  ...ofKind('code', needing(/[\d/#~～]/, identifierRules)),
  rule('の', () => '的'),
  rule('([ㄅ-ㄩ])', (letter) => BOPOMOFO.charAt(letter.charCodeAt(0) - 0x3105)),
  ...ofKind('date', [...numeral(dateRules), ...signed(dayRangeRules)]),
  ...ofKind('time', needing(/[:：点\p{Script=Latin}-]/u, timeRules)),
  ...ofKind('code', numeral(codeRules)),
  ...ofKind('money', needing(/[\p{Sc}\p{Script=Latin}]/u, moneyRules)),
  ...ofKind('measure', needing(/[%％‰°℃℉/⁄½⅓-⅞¼¾\p{Script=Latin}μΩ㎀-㏟′'’"″”]/u, measureRules)),
  ...ofKind('letters', needing(/[A-Za-zⅠ-ⅿ]/, latinRules)),
  ...ofKind('maths', needing(/[^\p{L}\p{M}\s，。、？：；“”]/u, mathsRules)),
  ...numeral([
    ...plainNumberRules,
    rule(String.raw`(?<=\p{Script=Latin}\d{1,4})${RANGE}(?=\p{Script=Latin}\d)`, () => '到'),
    rule(String.raw`(?<![\d.])2(?=室\d厅)|(?<=室)2(?=厅)|(?<=厅)2(?=卫)`, () => '两'),
    rule(String.raw`(?<=${UNIT}|\p{Script=Han})\s*[~～—–](?=\s*(?:[-−]?\d|∞))`, () => '到'),
    rule(String.raw`(?<=${UNIT}|[${MEASURED}]\s?)\s*${RANGE}(?=\s*\d)`, () => '到'),
    rule(String.raw`(?<=\p{Script=Latin})-(?=\d)`, () => ' '),
    rule(String.raw`(?<![\d\p{Script=Latin}])${MINUS}(${NUMBER})`, (n) => `负${readNumber(n)}`),
    // What is left: numbers.
    rule(String.raw`(?<=\p{Script=Latin})(${NUMBER})`, (n) => readNumber(n)),
    rule(String.raw`(?<![\d.])(${NUMBER})(?=\s*(?:多|余|来)?(?:年[级生]))`, (n) => readNumber(n)),
    rule(String.raw`(?<![\d.])(${NUMBER})(?=\s*(?:多|余|来)?(?:${measures}))`, (n) => readCount(n)),
    rule(`(${NUMBER})`, (n) => readNumber(n)),
  ]),
  ...ofKind('markup', signed(markdownSignRules.slice(1))),
  ...ofKind('number', numeral(numberSignRules)),
  ...ofKind('sign', needing(/[\p{S}\p{P}α-ωΑ-Ω〇]/u, signRules)),
  ...ofKind('sign', needing(/\p{S}/u, [{ pattern: /[~<>]/g, say: () => [] }, ...unnamedSignRules('符号')])),
];
