import type { Rule } from '../written/stretch.ts';
import { needing } from '../written/stretch.ts';
import { countedWords } from './counters.ts';
import { kana, RANGE, spelledKana, WAVE } from './kana-rule.ts';
import { letterWords } from './latin-words.ts';
import { numberWords } from './numbers.ts';

const counted = (digits: string, counter: string, date = false): string[] =>
  countedWords(BigInt(digits), counter, date);

const isDate = (month: string, day: string): boolean =>
  Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31;

function date(year: readonly string[], month: string, day: string): string[] | undefined {
  return isDate(month, day) ? [...year, ...counted(month, '月'), ...counted(day, '日', true)] : undefined;
}
const yearWords = (digits: string): string[] => counted(digits, '年');

const ERAS: Readonly<Record<string, string>> = {
  M: 'めいじ',
  T: 'たいしょう',
  S: 'しょうわ',
  H: 'へいせい',
  R: 'れいわ',
};
const eraYear = (era: string, year: string): string[] => [
  ERAS[era] ?? '',
  ...(year === '元' ? ['がんねん'] : counted(year, '年')),
];

const WEEKDAYS: Readonly<Record<string, string>> = {
  日: 'にちよう',
  月: 'げつよう',
  火: 'かよう',
  水: 'すいよう',
  木: 'もくよう',
  金: 'きんよう',
  土: 'どよう',
  祝: 'しゅくじつ',
  休: 'きゅうじつ',
  振: 'ふりかえ',
};
const ENGLISH_DAYS = 'Sun Mon Tue Wed Thu Fri Sat'.split(' ');
const weekday = (sign: string): string => {
  const english = ENGLISH_DAYS.indexOf(sign.slice(0, 3));
  const name = WEEKDAYS[english < 0 ? sign : ('日月火水木金土'[english] ?? '')] ?? '';
  return name.endsWith('よう') ? `${name}び` : name;
};
/** 月〜金, 月・祝. */
const weekdays = (signs: string): string[] =>
  (signs.match(/[日月火水木金土祝休振]日?|[〜～~-]|[・,、/]/g) ?? []).flatMap((sign) =>
    /[〜～~-]/.test(sign) ? ['から'] : /[・,、/]/.test(sign) ? [','] : [weekday(sign.charAt(0))],
  );

const DAY = '[日月火水木金土]';
/** After these a day of the week stands. */
const EACH_WEEK = '毎週|隔週|今週|来週|先週|次週|翌週|毎月|曜日';
const DAYS_OFF = '[日月火水木金土祝休振]';
const SLASHED = String.raw`(?<![\d/.-])(\d{1,2})/(\d{1,2})(?![\d/]|\.\d)`;
/** What follows or precedes a day rather than a part. */
const ON_A_DAY = String.raw`\s?[(（]${DAY}|\s?\d{1,2}:\d{2}|付|から|まで|より|発売|開催|公開|開始|締|生まれ|時点|現在|以降|以前|当日|\s?${WAVE}|[、,]\s?\d{1,2}/\d|の(?:午前|午後|朝|昼|夜|夕|会|予約|試合|公演|ライブ|便|放送|回)`;
const DAY_OF =
  '(?:締め?切り?|期限|期日|日程|日時|期間|次回|初日|最終日|発売日|開催日|公開日|誕生日|納期|更新日|予定日|発表|試験|面接|本番|結婚式|卒業式|入学式|出発|到着|発送|届け|受付|引っ越し|公演|試合|遠足|納品|支払日|給料日|定休日|記念日|本日|明日|今日)[はがも:：、 ]?\\s?';
/** Parts of small wholes that could be days. */
const SMALL_PARTS = /^(?:16|20|24|25|30)$/;

/** Months that are not called as their figures are. */
const MONTHS: Readonly<Record<string, string>> = { 4: 'し', 7: 'しち', 9: 'く' };

export const dateRules: readonly Rule[] = [
  ...needing(/\dT\d/, [
    kana(String.raw`(?<=\d{4}-\d{2}-\d{2})T(?=\d{2}:\d{2})`, () => [',']),
    spelledKana(String.raw`(?<=T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)Z(?![A-Za-z])`, () => [
      letterWords('utc').join(''),
    ]),
  ]),
  // 24/12/25, '24.12.25, 20241225
  kana(
    String.raw`(?<![\d/.-])['’]?(\d{2})/(\d{1,2})/(\d{1,2})(?![\d/.])|['’](\d{2})\.(\d{1,2})\.(\d{1,2})(?![\d/.])`,
    (parts) => {
      const [year = '', month = '', day = ''] = parts.filter((part) => part !== '');
      return date(yearWords(year), month, day);
    },
  ),
  kana(
    String.raw`(?<![\d.,A-Za-z#-]|(?:番号|コード|ID)[はが:：]?\s?)((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?![\d.,A-Za-z-]|\s?[円人個件回万ドル])`,
    ([year = '', month = '', day = '']) => date(yearWords(year), month, day),
  ),
  // 2020-2024, 2023-24シーズン
  kana(
    String.raw`(?<![\d./-])((?:1\d|20)\d{2})\s?[-−–—~〜～]\s?((?:1\d|20)\d{2})(?![\d/.-]|年|\s?[円人個件回万ドル%])`,
    ([from = '', to = '']) =>
      Number(from) < Number(to) ? [...numberWords(from), 'から', ...numberWords(to)] : undefined,
  ),
  kana(
    String.raw`(?<![\d./-])((?:19|20)\d{2})[-−–/](\d{2})(?![\d/.-])(?=\s?(シーズン|年度|年|冬|季)?)`,
    ([from = '', to = '', season = '']) =>
      (Number(from) + 1) % 100 === Number(to) && (Number(to) > 12 || season !== '')
        ? [...numberWords(from), ...(season === 'シーズン' ? [','] : ['から']), ...numberWords(to)]
        : undefined,
  ),
  // 4月1〜7日, 4〜6月, 7、8月
  kana(String.raw`(?<=\d月)(\d{1,2})(?=\s?(?:${RANGE}|[、,・])\s?\d{1,2}日)`, ([day = '']) => counted(day, '日', true)),
  kana(String.raw`(?<![\d./-])([1-9]|1[0-2])\s?${RANGE}(?=\s?(?:[1-9]|1[0-2])月(?!曜))`, ([month = '']) => [
    ...counted(month, '月'),
    'から',
  ]),
  kana(String.raw`(?<![\d./-])([1-9]|1[0-2])[、・,](?=(?:[1-9]|1[0-2])月(?!曜))`, ([month = '']) => [
    MONTHS[month] ?? numberWords(month).join(''),
  ]),
  kana(
    String.raw`(?<!\d)(\d{4})(-|/|\.)(\d{1,2})\2(\d{1,2})(?!\d|-\d(?!\d{3}[-./])|\.\d)`,
    ([year = '', , month = '', day = '']) => date(yearWords(year), month, day),
  ),
  kana(
    String.raw`(?<![A-Za-z\d])([MTSHR])(\d{1,2})([./-])(\d{1,2})\3(\d{1,2})(?![\d])`,
    ([era = '', year = '', , month = '', day = '']) => date(eraYear(era, year), month, day),
  ),
  kana(String.raw`(?<![A-Za-z\d])([MTSHR])(\d{1,2}|元)年`, ([era = '', year = '']) => eraYear(era, year)),
  kana(String.raw`(?<![\d/.-])((?:19|20)\d{2})/(\d{1,2})(?![\d/])`, ([year = '', month = '']) =>
    isDate(month, '1') ? [...yearWords(year), ...counted(month, '月')] : undefined,
  ),
  kana(String.raw`(?<![\d/.-])((?:19|20)\d{2})-(0[1-9]|1[0-2])(?![\d/-])`, ([year = '', month = '']) => [
    ...yearWords(year),
    ...counted(month, '月'),
  ]),
  // 08/2008, 2008.08, 08-08
  kana(String.raw`(?<!\d|\d:|[./-])(0[1-9]|1[0-2])[/.-]((?:19|20)\d{2})(?![\d/-]|\.\d)`, ([month = '', year = '']) => [
    ...yearWords(year),
    ...counted(month, '月'),
  ]),
  kana(
    String.raw`(?<!\d|\d:|[./-])((?:19|20)\d{2})\.(0[1-9]|1[0-2])(?!\d|\.\d|\s?[円%万億兆ドmgkcメグキ])`,
    ([year = '', month = '']) => [...yearWords(year), ...counted(month, '月')],
  ),
  kana(String.raw`(?<!\d|\d:|[./-])(0[1-9])-(0[1-9]|[12]\d|3[01])(?![\d/:-]|\.\d)`, ([month = '', day = '']) =>
    date([], month, day),
  ),
  kana(SLASHED + String.raw`(?=${ON_A_DAY})`, ([month = '', day = '']) => date([], month, day)),
  kana(String.raw`(?<=${DAY_OF}|\d/\d{1,2}\s?${RANGE}\s?)(\d{1,2})/(\d{1,2})(?![\d/])`, ([month = '', day = '']) =>
    date([], month, day),
  ),
  kana(SLASHED, ([month = '', day = ''], before, after) => {
    const isPart =
      /^(?:くらい|ぐらい|程度|以下|以上|スケール|サイズ|に[縮減]|の[^午朝昼夜夕会])/.test(after) ||
      /[約のがとじプ]$/.test(before);
    const isDay = Number(month) >= Number(day) || (Number(day) > 12 && !(isPart && SMALL_PARTS.test(day)));
    return isDay ? date([], month, day) : undefined;
  }),
  kana(String.raw`第([1-5])(?=${DAY}曜)`, ([digit = '']) => ['だい', ...numberWords(digit)]),
  kana(String.raw`(?<![\p{Script=Han}\d])年(?=\s?\d{1,3}\s?(?:回|度|[%件本冊]))`, () => ['ねん']),
];

/** Several days of the week together: (月・祝), 月〜金. */
export const weekdayRules: readonly Rule[] = [
  ...needing(/[)）]\s?[(（]/, [
    // (月)(水)(金)
    kana(
      String.raw`[(（](${DAY})[)）](?=\s?[(（]${DAY}[)）])|(?<=[(（]${DAY}[)）]\s?)[(（](${DAY})[)）]`,
      ([one = '', other = '']) => [weekday(one + other), ','],
    ),
  ]),
  ...needing(/[(（［[]/, [
    // Days of the week in brackets, after a date or several together.
    kana(String.raw`(?<=(?:[日\d]|${EACH_WEEK})\s?)[(（［[](${DAY})(?:曜日?)?[)）］\]]`, ([sign = '']) => [
      weekday(sign),
    ]),
    kana(String.raw`(?<=[日\d]\s?|曜)[(（](祝|休|振休?)日?[)）]`, ([sign = '']) => [',', weekday(sign.charAt(0))]),
    kana(String.raw`(?<=[日\d]\s?)[(（]((?:Sun|Mon|Tue|Wed|Thu|Fri|Sat)[a-z]{0,6})\.?[)）]`, ([name = '']) => [
      weekday(name),
    ]),
  ]),
  kana(
    String.raw`[(（](${DAYS_OFF}日?(?:(?:[・,、/〜～~-]|、\s?)${DAYS_OFF}日?){1,6})[)）]`,
    ([signs = ''], before) => [...(/[日\d]\s?$/.test(before) ? [] : [',']), ...weekdays(signs)],
  ),
  kana(
    String.raw`(?:(?<![\p{Script=Han}\d])|(?<=毎週|隔週|今週|来週|先週|第\d))(${DAY}(?:[・〜～~]${DAY}){1,6})(?![\p{Script=Han}〜～~])`,
    ([signs = '']) => weekdays(signs),
  ),
];
