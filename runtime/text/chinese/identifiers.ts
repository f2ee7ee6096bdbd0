import type { Rule } from '../written/stretch.ts';
import { words, rule } from '../written/stretch.ts';
import { readDigits, readNumber } from './numbers.ts';
import { alternatives } from '../written/patterns.ts';
import { MEASURE_WORDS } from './units.ts';

const spelled = (code: string): string =>
  code.replace(/\d+|[A-Za-z]/g, (part) => (/\d/.test(part) ? readDigits(part) : ` ${part.toUpperCase()} `));
/** After these a number is one of a make, not how many. */
const MAKES = '歼|东风|运|直|轰|巨浪|红旗|鹰击|长征|神舟|嫦娥|苏|米格|伊尔|图|铀|碳|锶|钴|碘|铯|氢|新冠|复兴号|和谐号';
const SEATS = '(?:座位|座|登机口|检票口|出口|航站楼|展位|铺位|车位|舱位|席位)(?:号码?)?[是为在：:]?\\s?';
const COUNTED = alternatives([...MEASURE_WORDS, '月', '日', '号', '块', '公里', '美', '欧', '英']);

/** What a machine or a make is known by: its letters and figures one by one, signs between them by name. */
export const identifierRules: readonly Rule[] = [
  // /usr/local/bin, src/main.py
  {
    needs: /\//,
    pattern:
      /(?<![\p{Script=Latin}\p{N}/<:.@&])(?:~|\.{0,2})(?:\/[\w.-]*[A-Za-z_][\w.-]*){2,}\/?|(?<![\w/.@:])[a-z][\w-]*\/(?:[\w-]+\/)*[\w-]+\.[a-z]{1,4}(?![\w/])/gu,
    say: ([path]) => [
      words(
        path
          .replaceAll('/', '斜杠')
          .replace(/\.(?=\w)/g, '点')
          .replaceAll('_', '下划线'),
      ),
    ],
  },
  // CVE-2024-3094
  rule(
    String.raw`(?<=(?<!\p{Script=Latin})[A-Z]{2,6})[-－](\d{4})[-－](\d{3,8})(?!\d)`,
    (year, n) => `，${readDigits(year)}，${readDigits(n)}`,
  ),
  rule(
    String.raw`(?<![\p{Script=Latin}\p{N}])0[xX]([\dA-Fa-f]{1,16})(?![\p{Script=Latin}\p{N}])`,
    (code) => `零 X ${spelled(code)}`,
  ),
  // 00:1A:2B:3C:4D:5E
  rule(
    String.raw`(?<![\p{Script=Latin}\p{N}]|(?<!\p{Script=Latin})[\dA-Fa-f]{2}:)((?:[\dA-Fa-f]{2}:){5}[\dA-Fa-f]{2})(?![\p{Script=Latin}\p{N}:])`,
    (code) => code.split(':').map(spelled).join('，'),
  ),
  rule(String.raw`(?<=(?<!\d)\d{1,3}(?:\.\d{1,3}){3}|localhost):(\d{2,5})(?!\d)`, (port) => `，${readDigits(port)}`),
  rule(String.raw`(?<!\d)802\.(\d{1,2})`, (part) => `八零二点${readNumber(part)}`),
  // 138****1234, 6222 0000 1111 2222
  rule(
    String.raw`(?<!\d)(\d{2,6})\*{3,12}(\d{0,6})(?!\d)`,
    (head, tail) => `${readDigits(head, true)}，星号${tail === '' ? '' : `，${readDigits(tail, true)}`}`,
  ),
  rule(String.raw`(?<![\d.,-])(\d{4}(?: \d{4}){2,4})(?![\d.,-])`, (groups) =>
    groups
      .split(' ')
      .map((group) => readDigits(group, true))
      .join('，'),
  ),
  rule(String.raw`(?<=\d(?:\.\d{1,3}){3})/(\d{1,2})(?!\d)`, (bits) => `斜杠${readNumber(bits)}`),
  // Office 2019, ©2024
  rule(String.raw`(?<=\p{Script=Latin}\s|[©Ⓒ]\s?)((?:19|20)\d{2})(?![\d.,]|\s?(?:${COUNTED}|万|千|亿|%))`, (year) =>
    readDigits(year),
  ),
  rule(String.raw`(?<![\d.])(\d{3})(?=路(?:公交|车|电车|公共|[，。、到坐站]|$))`, (line) => readDigits(line)),
  rule(String.raw`(?<=(?<!\p{Script=Latin})H\.)(26[3-6])(?!\d)`, (n) => readDigits(n)),
  rule(
    String.raw`(?<![\d.])(240|360|480|540|720|1080|1440|2160)([pPi])(?!\p{Script=Latin})`,
    (lines, letter) => `${readDigits(lines)} ${letter.toUpperCase()} `,
  ),
  // i7-12700K, RTX 4090
  rule(String.raw`(?<=(?<![\d\p{Script=Latin}])[A-Za-z]{1,4}\d{0,2})-(\d{3,5})(?![\d.])`, (n) => ` ${readDigits(n)}`),
  rule(
    String.raw`(?<=(?<!\p{Script=Latin})(?!GB|ISO|IEC|IEEE|DB|JB|YY|HJ|QB|SN|DIN|EN|ASTM|USD|EUR|CNY|RMB|JPY|HKD|GBP)[A-Z]{2,5}\s)(\d{4})(?![\d.,]|\s?(?:${COUNTED}|万|千|亿|%))`,
    (n) => readDigits(n),
  ),
  rule(String.raw`(?<=铀|(?<!\p{Script=Latin})U)[-－]?(\d{3})(?![\d.])|(?<=波音|空客)(\d{3})(?![\d.])`, (n, model) =>
    readDigits(n + model),
  ),
  rule(String.raw`(?<=${MAKES})[-－](?=\d)`, () => ' '),
  // A~Z
  rule(String.raw`(?<=(?<![\p{Script=Latin}\d])[A-Za-z])[~～](?=[A-Za-z](?!\p{Script=Latin}))`, () => '到'),
  // 502错误
  rule(
    String.raw`(?<![\d.])([345]0\d)(?=错误|报错|页面|状态码|响应)|(?<=(?:状态码|错误码|报错|HTTP)(?:[是为：:]|\s)?)([2-5]\d{2})(?![\d.,]|[个元条次])`,
    (code, after) => readDigits(code + after),
  ),
  // #话题#
  rule(String.raw`(?<=#[^#\s，。]{1,30})#(?![\p{Script=Latin}\d])`, () => '，'),
  // 3#楼
  rule(
    String.raw`(?<![\p{Script=Latin}\d.#])(\d{1,3})[#＃](?=\p{Script=Han}|[，。、；]|$)`,
    (n) => `${readNumber(n)}号`,
  ),
  rule(String.raw`(?<=${SEATS})(\d{1,3})([A-Z])(?![\p{Script=Latin}\d])`, (n, letter) => `${readNumber(n)} ${letter} `),
  rule(String.raw`(?<=(?<![\d.])\d{1,2}[楼层])(\d{3,4})(?![\d.,]|[个户人名层万元家位平米年])`, (n) =>
    readDigits(n, true),
  ),
  rule(
    String.raw`(?<![\p{Script=Latin}\d.])([1-9]\d?)F(?![\p{Script=Latin}\d座席排])`,
    (floor) => `${readNumber(floor)}楼`,
  ),
  // 图3-2, 例1-1
  rule(
    String.raw`(?<=[图表例题附式])(\d{1,3})[-–](\d{1,3})(?![\d.页题])`,
    (chapter, n) => `${readNumber(chapter)}杠${readNumber(n)}`,
  ),
  rule(
    String.raw`(?<!\p{Script=Latin})[Pp]{1,2}[.．]\s?(\d{1,4})(?:[-–~～](\d{1,4}))?(?![\d.])`,
    (from, to) => `第${readNumber(from)}${to === '' ? '' : `到${readNumber(to)}`}页`,
  ),
  rule(String.raw`(?<!\p{Script=Latin})Vol\.\s?(?=\d)`, () => 'volume '),
  rule(String.raw`(?<!\p{Script=Latin})Fig\.\s?(?=\d)`, () => 'figure '),
  rule('№\\s?(?=\\d)', () => 'number '),
];
