import type { Rule } from '../written/stretch.ts';
import { needing } from '../written/stretch.ts';
import { kana, spelledKana } from './kana-rule.ts';
import { letterWords } from './latin-words.ts';
import { decimalWords, digitWords, numberWords } from './numbers.ts';

const groups = (parts: readonly string[]): string[] =>
  parts.flatMap((part, index) => [...(index === 0 ? [] : [',']), ...digitWords(part)]);
const digitGroups = (text: string): string[] => text.split(/\D+/).filter((part) => part !== '');

/** 10.0.0.5 and 3.2.1: each part with its てん. */
export const dotted = (code: string): string[] => {
  const parts = code.split('.');
  return parts.flatMap((part, index) =>
    index === parts.length - 1 ? numberWords(part) : part === '0' ? ['ぜろ', 'てん'] : decimalWords(part, ''),
  );
};
const NUMBERED = '番号|コード|暗証|パスワード|ＩＤ|ID|PIN|内線|電話|TEL|Tel|FAX';

/** Numbers that tell one thing from another rather than how many. */
export const codeRules: readonly Rule[] = [
  kana(String.raw`〒\s?(\d{3})-?(\d{4})(?!\d)`, (parts) => ['ゆうびん', 'ばんごう', ...groups(parts)]),
  kana(String.raw`(?<=郵便番号[はが:：]?\s?)(\d{3})-?(\d{4})(?![\d-])`, groups),
  kana(String.raw`\+(\d{1,3}(?:[- ]?\(0\)|[- ])\(?\d{1,5}\)?(?:[- ]\(?\d{1,5}\)?){1,4})(?!\d)`, ([number = '']) => [
    'ぷらす',
    ...groups(digitGroups(number.replace('(0)', ' '))),
  ]),
  kana(String.raw`(?<![\d-])\(?(0\d{1,4})[)(-]\s?(\d{1,4})[)-](\d{3,4})(?![\d-])`, groups),
  kana(String.raw`(?<![\d-])(0\d{1,4})-(\d{2,8})(?![\d-])`, groups),
  kana(String.raw`(?<![\d-])(0\d{1,3})\s(\d{2,4})\s(\d{4})(?!\d)`, groups),
  kana(String.raw`(?<![\d-])(\d{3})-(\d{4})(?![\d-]|\s?[円人個件名年ドgkmcメグキ%点])`, groups),
  kana(String.raw`(?<=(?:[上下]\s?[\d一二三四五六七八]桁|末尾)[はがを:：]?\s?)(\d{2,8})(?!\d)`, groups),
  // 予約番号ABC123
  spelledKana(
    String.raw`(?<=(?:${NUMBERED})[はがを:：]?\s?「?)([A-Z]{1,4})[- ]?(\d{2,12})(?![\d.])`,
    ([name = '', digits = '']) => [letterWords(name).join(''), ...digitWords(digits)],
  ),
  ...needing(/\dA/, [
    // 5A of a gate
    spelledKana(
      String.raw`(?<![\dA-Za-z.])([1-9])A(?![A-Za-z\d])(?<!(?:電流|出力|入力|充電|ブレーカー|契約|V[/,]?)[はがを:：]?\s?[1-9]A)(?!\s?(?:の?ブレーカー|の?ヒューズ|の電流|契約|充電|出力))`,
      ([digit = '']) => [...numberWords(digit), letterWords('a').join('')],
    ),
  ]),
  kana(String.raw`[#＃](\d{4})(?!\d)`, ([number = '']) => ['しゃーぷ', ...digitWords(number)]),
  // 14A of a seat
  kana(
    String.raw`(?<=(?:座席|シート|席番|席|ゲート|搭乗口|出口|号車)(?:番号)?[はがを:：]?\s?)(\d{1,3})([A-K])(?![A-Za-z\d])|(?<![\dA-Za-z.])(\d{1,3})([A-K])(?=席|の?座席|列|ゲート|番ゲート|搭乗口)`,
    ([row = '', letter = '', row2 = '', letter2 = '']) => [
      ...numberWords(row + row2),
      ...letterWords(letter + letter2),
    ],
  ),
  kana(String.raw`ISBN\s?[-:：]?\s?((?:97[89][- ]?)?(?:\d{1,7}[- ]?){1,4}[\dX])(?![\d-])`, ([code = '']) => [
    letterWords('ISBN').join(''),
    ...groups(digitGroups(code)),
    ...(code.endsWith('X') ? letterWords('X') : []),
  ]),
  kana(String.raw`(?<!\d)110番`, () => ['ひゃくとーばん']),
  kana(
    String.raw`(?<=(?:${NUMBERED})[はがを:：]?\s?[「#]?)(\d{2,16}(?:-\d{1,8}){0,4})(?![\d.]|[番号月日年人個円回つ件])`,
    ([number = '']) => groups(digitGroups(number)),
  ),
  kana(String.raw`(?<![A-Za-z])[Vv](?:er)?\.?\s?(\d{1,4}(?:\.\d{1,4}){1,4})(?![\d.])`, ([code = '']) => [
    'ばーじょん',
    ...(code.split('.').length === 2 ? decimalWords(code.split('.')[0] ?? '', code.split('.')[1] ?? '') : dotted(code)),
  ]),
  kana(String.raw`(?<![\d.])(\d{1,4}(?:\.\d{1,4}){2,4})(?![\d.])`, ([code = '']) => dotted(code)),
  kana(String.raw`(?<![A-Za-z])[Vv]er\.?(?=\s?\d)`, () => ['ばーじょん']),
  // No.1の店, 売上No.1！
  kana(String.raw`(?<![A-Za-z])N[Oo]\.?\s?1(?=の(?!\d)|[!！]|で[すしあ]|に|だ|を|ヒット|シェア|$)`, () => [
    'なんばーわん',
  ]),
  kana(String.raw`(?<![A-Za-z])(?:N[Oo]|№)\.?\s?(?=\d)`, () => ['なんばー']),
  kana(
    String.raw`(?<![A-Za-z&])(?:[Pp][Pp]?\.\s?|P(?=\d{1,4}(?:[をにへのはが、。参〜~-]|$)))(\d{1,4})(?:[-–〜~](\d{1,4}))?(?![\d.])`,
    ([from = '', to = '']) => [...numberWords(from), ...(to === '' ? [] : ['から', ...numberWords(to)]), 'ぺーじ'],
  ),
  kana(String.raw`(?<![A-Za-z])[Ll][Vv]\.?\s?(?=\d)`, () => ['れべる']),
  kana(String.raw`(?<![A-Za-z])Fig\.?\s?(?=\d)`, () => ['ず']),
  kana(String.raw`(?<![A-Za-z])[Vv][Oo][Ll]\.?\s?(?=\d)`, () => ['ぼりゅーむ']),
  // An address or the like, with its joints.
  kana(String.raw`(?<![\d-])(\d{1,4}(?:[-−]\d{1,4}){2,3})(?![\d-])`, ([code = '']) =>
    code.split(/[-−]/).flatMap((part, index) => [...(index === 0 ? [] : ['の']), ...numberWords(part)]),
  ),
];
