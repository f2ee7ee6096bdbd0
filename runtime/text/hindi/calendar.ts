import { needing, rule } from '../written/stretch.ts';
import type { Rule } from '../written/stretch.ts';
import type { Clock } from '../written/locale.ts';
import { cardinal, year } from './numbers.ts';

const number = (digits: string | number): string => cardinal(String(Number(digits)));

export const MONTHS = 'जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर'.split(' ');
/** Other ways to write each month, as patterns. */
const WRITTEN = [
  'जनवरी|जन\\.|Jan(?:uary)?\\.?',
  'फ़रवरी|फरवरी|फ़र\\.|फर\\.|फ़र॰|Feb(?:ruary)?\\.?',
  'मार्च|Mar(?:ch)?\\.?',
  'अप्रैल|अप्रै\\.|Apr(?:il)?\\.?',
  'मई|May',
  'जून|June?\\.?',
  'जुलाई|जुला\\.|जुल\\.|July?\\.?',
  'अगस्त|अग\\.|Aug(?:ust)?\\.?',
  'सितंबर|सितम्बर|सितं\\.|सित\\.|Sep(?:t(?:ember)?)?\\.?',
  'अक्टूबर|अक्तूबर|अक्टू\\.|अक्तू\\.|Oct(?:ober)?\\.?',
  'नवंबर|नवम्बर|नवं\\.|नव\\.|Nov(?:ember)?\\.?',
  'दिसंबर|दिसम्बर|दिसं\\.|दिस\\.|Dec(?:ember)?\\.?',
];
const MONTH = `(${WRITTEN.join('|')})`;
const monthIn = (written: string): string =>
  MONTHS[WRITTEN.findIndex((pattern) => new RegExp(`^(?:${pattern})$`, 'u').test(written))] ?? written;
const isDate = (day: string, month: string): boolean =>
  Number(day) >= 1 && Number(day) <= 31 && Number(month) >= 1 && Number(month) <= 12;
const date = (day: string, month: string, years = ''): string =>
  `${number(day)} ${MONTHS[Number(month) - 1] ?? ''}${years === '' ? '' : ` ${year(years)}`}`;

const NOT_BEFORE = String.raw`(?<![\p{L}\p{M}\p{N}.,/-]|(?<![\p{L}\p{M})]):)`;
const END = String.raw`(?![\p{L}\p{M}\p{N}/]|[.,]\d)`;
/** After these, digits with a slash are a day. */
const ON = String.raw`(?:तारीख|तारीख़|दिनांक|तिथि|डेट|दिन|जन्मतिथि)(?:\sहै)?\s?:?\s`;

const DAY_PART = 'सुबह|दोपहर|शाम|रात|तड़के|सवेरे|भोर';
const decimal = (digits: string): string => {
  const [whole = '', fraction] = digits.split('.');
  return number(whole) + (fraction === undefined ? '' : ` दशमलव ${[...fraction].map(number).join(' ')}`);
};

/** What follows a score, and what stands before a list of numbered things. */
const SCORED = 'से|पर|रहा|रही|में|की|के|का|और|है|था|हुआ|बराबर|जीता|जीती|जीते|हारा|हारी|हारे|ड्रॉ';
const LISTED = 'कक्षा|पृष्ठ|पृ\\.|पेज|अध्याय|प्रश्न|पाठ|धारा|भाग|खंड|चरण|क्रमांक|पैरा|श्लोक|बिंदु|सेमेस्टर';

export const dateRules: readonly Rule[] = [
  // 31-06, 03-2010: the month has its zero
  rule(String.raw`${NOT_BEFORE}(\d{2})-(0[1-9])(?![\p{L}\p{M}\p{N}/-]|[.,]\d)`, (d, m) =>
    isDate(d, m) ? date(d, m) : undefined,
  ),
  rule(
    String.raw`${NOT_BEFORE}(0[1-9]|1[0-2])-((?:19|20)\d{2})(?![\p{L}\p{M}\p{N}/-]|[.,]\d)`,
    (m, y) => `${MONTHS[Number(m) - 1] ?? ''} ${year(y)}`,
  ),
  // 10-29-2000: the month first
  rule(
    String.raw`${NOT_BEFORE}(0?[1-9]|1[0-2])([-/])(1[3-9]|2\d|3[01])\2((?:1[89]|20)\d{2})${END}`,
    (m, _sign, d, y) => `${MONTHS[Number(m) - 1] ?? ''} ${number(d)} ${year(y)}`,
  ),
  rule(String.raw`${NOT_BEFORE}(\d{4})/(\d{1,2})/(\d{1,2})${END}`, (y, m, d) =>
    isDate(d, m) ? date(d, m, y) : undefined,
  ),
  rule(
    String.raw`${NOT_BEFORE}(0?[1-9]|1[0-2])/((?:19|20)\d{2})${END}`,
    (m, y) => `${MONTHS[Number(m) - 1] ?? ''} ${year(y)}`,
  ),
  rule(
    String.raw`${NOT_BEFORE}(\d{1,2})/(\d{1,2})(?=\s(?:को|तक|की\s(?:सुबह|शाम|रात|दोपहर|बैठक|तारीख|परीक्षा)|के\sदिन|से\s\d{1,2}/\d{1,2}|सोमवार|मंगलवार|बुधवार|गुरुवार|शुक्रवार|शनिवार|रविवार)(?![\p{L}\p{M}]))`,
    (d, m) => (isDate(d, m) ? date(d, m) : undefined),
  ),
  rule(String.raw`(?<=${ON}|\d{1,2}/\d{1,2}\s?(?:से|-|–)\s?)(\d{1,2})/(\d{1,2})${END}`, (d, m) =>
    isDate(d, m) ? date(d, m) : undefined,
  ),
  // 5 फर. 2024, 17 Jan 2001, Jan 17, 2001, 3-5 मई, 5 मई-10 मई
  rule(String.raw`${NOT_BEFORE}(\d{1,2})\s?[-–]\s?(\d{1,2})\s${MONTH}(?![\p{L}\p{M}])`, (from, to, month) =>
    Number(from) < Number(to) ? `${number(from)} से ${number(to)} ${monthIn(month)}` : undefined,
  ),
  rule(
    String.raw`(?<![\p{L}\p{N}.,:/])(\d{1,2})(?:st|nd|rd|th)?[\s-]${MONTH}(?![\p{L}\p{M}])(?:[\s,-]{1,2}(\d{4})(?![\p{N}:%]|[.,]\d))?`,
    (day, month, years) =>
      isDate(day, '1') ? `${number(day)} ${monthIn(month)}${years === '' ? '' : ` ${year(years)}`}` : undefined,
  ),
  rule(String.raw`(?<![\p{L}\p{M}\p{N}])${MONTH}\s(\d{1,2}),?\s(\d{4})(?![\p{N}:%]|[.,]\d)`, (month, day, years) =>
    isDate(day, '1') ? `${monthIn(month)} ${number(day)} ${year(years)}` : undefined,
  ),
  rule(
    String.raw`(?<![\p{L}\p{M}])((?:जन|फ़र|फर|अप्रै|जुला|जुल|अग|सितं|सित|अक्टू|अक्तू|नवं|नव|दिसं|दिस)\.)(?=\s?\d{4}(?!\d))`,
    (month) => monthIn(month),
  ),
  rule(String.raw`(?<=\s)((?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.?)(?=\s\d{4}(?!\d))`, (month) =>
    monthIn(month),
  ),
  rule(
    String.raw`${NOT_BEFORE}(?:((?:1[89]|20)\d)|([2-9]))0(?:'?s|’s)(?![\p{L}\p{N}])(?:\sके\sदशक)?`,
    (century, decade) => (century === '' ? `${number(`${decade}0`)} के दशक` : `${year(`${century}0`)} के दशक`),
  ),
];

const SHORT_DAYS = 'सोम|मंगल|बुध|गुरु|शुक्र|शनि|रवि';

/** सोम. को, शुक्र., 5 मई; not at the end of a sentence. */
export const shortDayRules: readonly Rule[] = [
  rule(
    String.raw`(?<![\p{L}\p{M}\p{N}])(${SHORT_DAYS})\.(?=\s?(?:को|से|तक|,|व|और|\d|की|के)(?![\p{L}\p{M}]))`,
    (day) => `${day}वार`,
  ),
];

/** Ranges of months, of days of the week, of large sums and of small numbers that count something. */
export const dayRangeRules: readonly Rule[] = needing(/[-–~～]/, [
  rule(String.raw`(?<=\d\s(?:लाख|करोड़|करोड़|हज़ार|हजार|अरब))\s?[-–]\s?(?=[₹$€£]?\s?\d)`, () => ' से '),
  rule(String.raw`(?<=\d\s?)[~～](?=\s?\d)`, () => ' से '),
  rule(String.raw`(?<=\sबजे)\s?[-–]\s?(?=\d|${DAY_PART})`, () => ' से '),
  rule(String.raw`(?<=\d(?:वीं|वें|वाँ|वां|वी|वे))\s?[-–]\s?(?=\d)`, () => ' से '),
  rule(
    String.raw`${NOT_BEFORE}(?<![₹$€£]\s?|(?:Rs|रु)\.?\s?)(\d(?:\.\d{1,2})?)\s?[-–]\s?(\d(?:\.\d{1,2})?)(?=\s(?!(?:${SCORED})(?![\p{L}\p{M}]))\p{Script=Devanagari}|(?<=(?:${LISTED})\s\d\s?[-–]\s?\d)(?![\p{L}\p{N}]))`,
    (from, to) => (Number(from) < Number(to) ? `${decimal(from)} से ${decimal(to)}` : undefined),
  ),
  rule(
    String.raw`(?<=(?:${WRITTEN.join('|')})(?:\s\d{4})?)\s?[-–]\s?(?=\d|(?:${WRITTEN.join('|')})(?![\p{L}\p{M}]))`,
    () => ' से ',
  ),
  rule(
    String.raw`(?<=(?:सोमवार|मंगलवार|बुधवार|गुरुवार|शुक्रवार|शनिवार|रविवार))\s?[-–]\s?(?=(?:सोमवार|मंगलवार|बुधवार|गुरुवार|शुक्रवार|शनिवार|रविवार))`,
    () => ' से ',
  ),
  rule(
    String.raw`(?<![\p{L}\p{M}\p{N}])(${SHORT_DAYS})\.?\s?(?:[-–]|से)\s?(${SHORT_DAYS})(?:\.(?!\s*$)|(?![\p{L}\p{M}.])|(?=\.\s*$))`,
    (from, to) => `${from}वार से ${to}वार`,
  ),
  // सुबह-शाम, टावर-B: espeak-ng would make one word of them
  rule(String.raw`(?<=[\p{Script=Devanagari}\p{M}])-(?=[\p{Script=Devanagari}A-Z])`, () => ' '),
  // सेक्टर-18
  rule(String.raw`(?<=[\p{Script=Devanagari}\p{M}])[-–](?=\d)`, () => ' '),
]);

/** A half, a quarter and three quarters have words of their own: 2½ is "ढाई", 9½ "साढ़े नौ", 9¾ "पौने दस". */
export function withQuarters(whole: number, quarters: number): string {
  if (quarters === 1) return `सवा ${whole === 1 ? '' : number(whole)}`.trim();
  if (quarters === 3) return `पौने ${number(whole + 1)}`;
  return whole === 1 ? 'डेढ़' : whole === 2 ? 'ढाई' : `साढ़े ${number(whole)}`;
}

export function time({ hour, minute, second }: Clock): string {
  if (second !== undefined) return `${number(hour)} बजकर ${number(minute)} मिनट ${number(second)} सेकंड`;
  if (minute === 0) return `${number(hour)} बजे`;
  if (minute % 15 === 0 && hour >= 1 && hour <= 12 && !(hour === 12 && minute === 45)) {
    return `${hour === 1 && minute === 15 ? 'सवा एक' : withQuarters(hour, minute / 15)} बजे`;
  }
  return `${number(hour)} बजकर ${number(minute)} मिनट`;
}

const hours = (digits: string): string => `${number(digits)} ${Number(digits) === 1 ? 'घंटा' : 'घंटे'}`;
/** The part of the day that goes before an hour of twelve. */
function partOfDay(mark: string, hour: number): string {
  if (/^[Aa]/.test(mark)) return 'सुबह';
  return hour === 12 || hour < 4 ? 'दोपहर' : hour < 8 ? 'शाम' : 'रात';
}
const SCRIPTURES =
  'गीता|भगवद्गीता|श्रीमद्भगवद्गीता|बाइबिल|बाइबल|कुरान|क़ुरान|कुरआन|क़ुरआन|ऋग्वेद|यजुर्वेद|सामवेद|अथर्ववेद|यूहन्ना|मत्ती|मरकुस|लूका|उत्पत्ति|भजन संहिता|रोमियों|उपनिषद';
const MARK = String.raw`\s?([AaPp])\.?[Mm](?:\.(?!\s*$)|(?![\p{L}\p{N}.])|(?=\.\s*$))(?:\sबजे)?`;

export const timeRules: readonly Rule[] = [
  // chapter and verse
  rule(
    String.raw`(?<=(?<![\p{L}\p{M}])(?:${SCRIPTURES})\s(?:(?:अध्याय|श्लोक|सूरह|सूरा)\s)?)(\d{1,3}):(\d{1,3})(?:\s?[-–]\s?(\d{1,3}))?(?![\d:])`,
    (chapter, verse, last) => `${number(chapter)} ${number(verse)}${last === '' ? '' : ` से ${number(last)}`}`,
  ),
  rule(
    String.raw`(?:(?<![\p{L}\p{M}])(${DAY_PART})\s)?${NOT_BEFORE}(\d{1,2})(?::([0-5]\d))?(?:\s?([AaPp])\.?[Mm]\.?)?\s?[-–—]\s?(\d{1,2})(?::([0-5]\d))?${MARK}`,
    (part, hour, minute, first, toHour, toMinute, second) => {
      const at = (hours: string, minutes: string): string =>
        time({ hour: Number(hours), minute: Number(minutes), second: undefined });
      const from = part === '' ? partOfDay(first || second, Number(hour)) : part;
      const to = partOfDay(second, Number(toHour));
      return `${from} ${at(hour, minute)} से ${to === from ? '' : `${to} `}${at(toHour, toMinute)}`;
    },
  ),
  // सुबह 9–शाम 6 बजे
  rule(
    String.raw`(?<=(?<![\p{L}\p{M}])(?:${DAY_PART})\s\d{1,2}(?::[0-5]\d)?(?:\sबजे)?)\s?[-–—]\s?(?=(?:${DAY_PART})\s\d)`,
    () => ' से ',
  ),
  rule(String.raw`(?<=(?<![\p{L}\p{M}])(?:${DAY_PART})\s)(\d{1,2})(?::(\d{2}))?${MARK}`, (hour, minute) =>
    time({ hour: Number(hour), minute: Number(minute), second: undefined }),
  ),
  rule(
    String.raw`${NOT_BEFORE}(\d{1,2})(?::([0-5]\d))?${MARK}`,
    (hour, minute, mark) =>
      `${partOfDay(mark, Number(hour))} ${time({ hour: Number(hour), minute: Number(minute), second: undefined })}`,
  ),
  rule(
    String.raw`(?<=(?<![\p{L}\p{M}])(?:${DAY_PART})(?:\sके|\sको)?\s)(\d{1,2}):([0-5]\d):([0-5]\d)(?![\d:])`,
    (h, m, s) => time({ hour: Number(h), minute: Number(m), second: Number(s) }),
  ),
  rule(
    String.raw`${NOT_BEFORE}(\d{1,2}):([0-5]\d):([0-5]\d)(?!\sबजे|[\d:])`,
    (h, m, s) => `${hours(h)} ${number(m)} मिनट ${number(s)} सेकंड`,
  ),
  rule(String.raw`${NOT_BEFORE}(\d{1,2}):([0-5]\d)\s?मिनट`, (m, s) => `${number(m)} मिनट ${number(s)} सेकंड`),
  rule(String.raw`${NOT_BEFORE}(\d{1,2}):([0-5]\d)\s?घंटे`, (h, m) => `${hours(h)} ${number(m)} मिनट`),
  rule(
    String.raw`${NOT_BEFORE}(\d{1,3})\s?[hH](?:(?:rs?|ours?)(?=[\s\d]))?\s?(\d{1,2})\s?(?:m|mins?)?(?:\s?(\d{1,2})\s?s)?(?![\p{L}\p{N}])`,
    (h, m, s) => `${hours(h)} ${number(m)} मिनट${s === '' ? '' : ` ${number(s)} सेकंड`}`,
  ),
  rule(
    String.raw`${NOT_BEFORE}(\d{1,3})\s?(?:m|min)\s?(\d{1,2})\s?s(?:ec)?(?![\p{L}\p{N}])`,
    (m, s) => `${number(m)} मिनट ${number(s)} सेकंड`,
  ),
  rule(String.raw`${NOT_BEFORE}(\d{1,2})\s?[-–]\s?(\d{1,2})(?=\sबजे)`, (from, to) => `${number(from)} से ${number(to)}`),
  rule(String.raw`${NOT_BEFORE}([01]?\d|2[0-4])\.([0-5]\d)\sबजे`, (hour, minute) =>
    time({ hour: Number(hour), minute: Number(minute), second: undefined }),
  ),
];
