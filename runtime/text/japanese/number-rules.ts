import { countedWords, counterAt, thingsWord } from './counters.ts';
import { decimalWords, digitWords, numberValue, numberWords } from './numbers.ts';

/** Words of hiragana for the text that a rule matched, or undefined to let another rule try; `length` when it took less or more. */
export interface Reading {
  words: string[];
  length: number;
}

interface Rule {
  /** Sticky. */
  pattern: RegExp;
  /** `before` and `after` are the text around the match. */
  say: (match: RegExpExecArray, before: string, after: string) => Reading | string[] | undefined;
}

const NUMBER = String.raw`(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?`;

const CURRENCIES: Readonly<Record<string, readonly [whole: string, part: string]>> = {
  '¥': ['円', '銭'],
  $: ['ドル', 'セント'],
  '€': ['ユーロ', 'セント'],
  '£': ['ポンド', 'ペンス'],
};

const date = (year: string | undefined, month: string, day: string): string[] | undefined => {
  if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > 31) return undefined;
  const words = year === undefined ? [] : countedWords(BigInt(year), '年', false);
  return [...words, ...countedWords(BigInt(month), '月', false), ...countedWords(BigInt(day), '日', true)];
};

const time = (hour: string, minute: string, second?: string): string[] | undefined => {
  if (Number(hour) > 24 || Number(minute) > 59 || Number(second ?? 0) > 59) return undefined;
  return [
    ...countedWords(BigInt(hour), '時', false),
    ...(Number(minute) === 0 && second === undefined ? [] : countedWords(BigInt(minute), '分', false)),
    ...(second === undefined ? [] : countedWords(BigInt(second), '秒', false)),
  ];
};

/** What is said instead of figures, most particular first. */
const RULES: readonly Rule[] = [
  {
    pattern: /(\d{4})(-|\/|\.)(\d{1,2})\2(\d{1,2})(?![\d.-])/y,
    say: ([, year = '', , month = '', day = '']) => date(year, month, day),
  },
  {
    pattern: /(\d{1,2})\/(\d{1,2})(?=\s*\((?:[日月火水木金土]|祝))/y,
    say: ([, month = '', day = '']) => date(undefined, month, day),
  },
  {
    pattern: /(\d{1,2}):(\d{2})(?::(\d{2}))?(?![\d:])/y,
    say: ([, hour = '', minute = '', second]) => time(hour, minute, second),
  },
  {
    pattern: /〒?\+?\d{1,4}(?:-\d{1,4}){2,3}(?!\d)|〒?0\d+-\d+(?!\d)|〒\d{3}-?\d{4}/y,
    say: ([match]) => {
      const groups = match.split(/[^\d]+/).filter((group) => group !== '');
      if (groups.length < 2 || !(groups[0] ?? '').startsWith('0')) {
        const words = groups.flatMap((group, index) => [...(index === 0 ? [] : ['の']), ...numberWords(group)]);
        return match.startsWith('〒') ? ['ゆーびん', 'ばんごう', ...groups.flatMap(digitWords)] : words;
      }
      return groups.flatMap((group, index) => [...(index === 0 ? [] : [',']), ...digitWords(group)]);
    },
  },
  {
    pattern: /(\d{1,3})\/(\d{1,3})(?![\d/])/y,
    say: ([, part = '', whole = '']) => [...numberWords(whole), 'ぶん', 'の', ...numberWords(part)],
  },
  { pattern: /(\d+)分(?=の[\d一二三四五六七八九十])/y, say: ([, whole = '']) => [...numberWords(whole), 'ぶん'] },
  {
    pattern: new RegExp(String.raw`([¥$€£])\s?(${NUMBER})([万億兆]?)(?!\d)`, 'y'),
    say: ([, sign = '', amount = '', myriad = '']) => money(sign, amount, myriad),
  },
  {
    pattern: new RegExp(String.raw`[-−–](?=\d)`, 'y'),
    say: (_, before) =>
      /(?:^|[\s(（「、。:：はがでも])$/.test(before) ? ['まいなす'] : /\d$/.test(before) ? ['の'] : undefined,
  },
  { pattern: /\+(?=\d)/y, say: (_, before) => (/[\dA-Za-z]$/.test(before) ? ['たす'] : ['ぷらす']) },
  { pattern: /±(?=\d)/y, say: () => ['ぷらす', 'まいなす'] },
  { pattern: /[〜～~](?=\s*[¥$€£]?\d)/y, say: (_, before) => (/[\d\p{L}%°]\s*$/u.test(before) ? ['から'] : undefined) },
  { pattern: /×(?=\s*\d)/y, say: () => ['かける'] },
  { pattern: /÷(?=\s*\d)/y, say: () => ['わる'] },
  { pattern: /=(?=\s*\d)/y, say: () => ['いこーる'] },
  {
    pattern: new RegExp(String.raw`(${NUMBER})\s?つ`, 'y'),
    say: ([, number = '']) => {
      const word = /^\d$/.test(number) ? thingsWord(BigInt(number)) : undefined;
      return word === undefined ? undefined : [word];
    },
  },
  {
    pattern: new RegExp(String.raw`${NUMBER}(?:[万億兆千百](?:\d[\d,]*(?![.\d]))?)*`, 'y'),
    say: ([match], before, after) => counted(match, before, after),
  },
];

/** A reading of the figures that begin at `at`, by the first rule that has one. */
export function readFigures(text: string, at: number): Reading | undefined {
  for (const { pattern, say } of RULES) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (!match) continue;
    const end = at + match[0].length;
    const said = say(match, text.slice(Math.max(0, at - 6), at), text.slice(end, end + 16));
    if (said) return Array.isArray(said) ? { words: said, length: match[0].length } : said;
  }
  return undefined;
}

function money(sign: string, amount: string, myriad: string): string[] {
  const [whole = '', part = ''] = amount.replace(/,/g, '').split('.');
  const [unit, small] = CURRENCIES[sign] ?? ['', ''];
  if (myriad !== '' || (part !== '' && part.length !== 2)) {
    const words = part === '' ? numberWords(whole) : decimalWords(whole, part);
    return [
      ...words,
      ...(myriad === '' ? [] : numberWords(String(numberValue(myriad))).map((word) => word.replace(/^いち/, ''))),
      ...countedUnit(unit),
    ];
  }
  const cents = Number(part) === 0 ? [] : countedWords(BigInt(part), small === 'ペンス' ? 'ポイント' : small, false);
  if (small === 'ペンス' && cents.length > 0) cents.splice(-1, 1, (cents.at(-1) ?? '').replace(/ぽいんと$/, 'ぺんす'));
  return [...countedWords(BigInt(whole), unit, false), ...cents];
}

/** A unit alone, after a number that does not change it. */
function countedUnit(unit: string): string[] {
  return countedWords(2n, unit, false).slice(1);
}

/** A number with what is counted, such as 3億5000万円, 10.4秒, 三本 or 1日. */
function counted(number: string, before: string, after: string): Reading {
  const space = /^ (?=[A-Za-z°])/.test(after) ? 1 : 0;
  const counter = counterAt(after.slice(space));
  const length = number.length + (counter === undefined ? 0 : space + counter.length);
  const plain = number.replace(/,/g, '');
  const decimal = /^(\d+)\.(\d+)(.*)$/.exec(plain);
  if (decimal) {
    const [, whole = '', fraction = '', myriads = ''] = decimal;
    const words = decimalWords(whole, fraction);
    const large =
      myriads === '' ? [] : numberWords(String(numberValue(myriads))).map((word) => word.replace(/^い[ちっ]/, ''));
    const last = large.pop() ?? words.pop() ?? '';
    return { words: [...words, ...large, ...(counter === undefined ? [last] : endWith(last, counter))], length };
  }
  if (counter === undefined || /^0\d/.test(plain)) {
    const value = /^\d+$/.test(plain) ? plain : String(numberValue(plain));
    return { words: numberWords(value), length: number.length };
  }
  const rest = after.slice(counter.length);
  const value = numberValue(plain) ?? 0n;
  return { words: countedWords(value, counter, isDate(counter, before, rest)), length };
}

function endWith(last: string, counter: string): string[] {
  const digit = ['ぜろ', 'いち', 'に', 'さん', 'よん', 'ご', 'ろく', 'なな', 'はち', 'きゅう'].indexOf(last);
  if (digit < 0 || counter === '日') return [last, ...countedUnit(counter)];
  return /^[人月時]/.test(counter) ? [last, ...countedUnit(counter)] : countedWords(BigInt(digit), counter, false);
}

/** Whether 1日 is the first of a month rather than one day. */
export function isDate(counter: string, before: string, after: string): boolean {
  if (counter !== '日') return false;
  if (/(?:\d|[一二三四五六七八九十今来先毎翌同])月の?$/.test(before)) return true;
  if (/^(?:付|現在|発売|未明|早朝|午[前後]|朝|夜|夕|昼|から|まで|、|\(|（|の(?:朝|夜|午|夕|昼))/.test(after))
    return true;
  return /^に(?![\d一二三四五六七八九十何数約])/.test(after);
}
