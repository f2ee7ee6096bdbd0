import type { SayAs } from '../input-parts.ts';
import { LOCALE } from '../sentences.ts';
import type { Language } from '../types.ts';
import { digitNames, spelled } from './spelling.ts';

/**
 * A stretch of text as it must be written so that the rules of a language read it as it is meant ("1984" as a number of English:
 * "1,984"); undefined for text that cannot be meant so, which is read as it is.
 */
export function saidAs(written: string, { as, format }: SayAs, language: Language): string | undefined {
  const text = plainDigits(written).trim();
  switch (as) {
    case 'characters':
      return spelled(text, language);
    case 'digits':
      return /\d/.test(text) ? digitNames(text.replace(/\D/g, ''), language) : undefined;
    case 'telephone':
      return telephone(text, language);
    case 'cardinal':
      return cardinal(text, language);
    case 'ordinal':
      return /^\d{1,7}$/.test(text) && Number(text) > 0 ? ordinal(Number(text), language) : undefined;
    case 'fraction':
      return fraction(text, language);
    case 'date':
      return date(text, format, language);
    case 'duration':
      return duration(text, language);
  }
}

/** Digits of any script as those of ASCII. */
function plainDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0)!;
    let zero = code;
    while (/^\p{Nd}$/u.test(String.fromCodePoint(zero - 1)) && code - zero < 9) zero -= 1;
    return code < 0x80 ? digit : String(code - zero);
  });
}

/** What parts thousands, and what decimals. */
const SEPARATORS: Readonly<Record<Language, readonly [string, string]>> = {
  'en-us': [',', '.'],
  'en-gb': [',', '.'],
  hi: [',', '.'],
  ja: [',', '.'],
  zh: [',', '.'],
  es: ['.', ','],
  it: ['.', ','],
  pt: ['.', ','],
  fr: ['\u202f', ','],
};

function cardinal(text: string, language: Language): string | undefined {
  const [, sign, number] = /^([+\-−]?)\s*(\d[\d.,'’\s]*)$/.exec(text) ?? [];
  if (number === undefined) return undefined;
  const compact = number.replace(/['’\s]/g, '');
  const [thousands, decimal] = SEPARATORS[language];
  const other = decimal === '.' ? ',' : '.';
  const found = numberParts(compact, other, decimal) ?? numberParts(compact, decimal, other);
  if (!found) return undefined;
  const whole = found.whole.replace(/^0+(?=\d)/, '').replace(/\B(?=(?:\d{3})+$)/g, thousands);
  return `${sign === '-' || sign === '−' ? '-' : ''}${whole}${found.fraction === '' ? '' : decimal + found.fraction}`;
}

/** The digits before and after the decimal sign, where groups of thousands are whole. */
function numberParts(written: string, group: string, decimal: string): { whole: string; fraction: string } | undefined {
  const [whole = '', fraction = '', ...more] = written.split(decimal);
  const groups = whole.split(group);
  const isGrouped = groups.length === 1 || groups.every((one, at) => (at === 0 ? /^\d{1,3}$/ : /^\d{2,3}$/).test(one));
  if (more.length > 0 || !isGrouped || !/^\d+$/.test(groups.join('')) || /\D/.test(fraction)) return undefined;
  if (groups.length > 1 && groups.at(-1)!.length !== 3) return undefined;
  return { whole: groups.join(''), fraction };
}

function ordinal(value: number, language: Language): string {
  switch (language) {
    case 'en-us':
    case 'en-gb': {
      const teen = value % 100 > 10 && value % 100 < 14;
      return `${value}${(teen ? undefined : ['th', 'st', 'nd', 'rd'][value % 10]) ?? 'th'}`;
    }
    case 'fr':
      return value === 1 ? '1er' : `${value}e`;
    case 'hi':
      return `${value}${HINDI_PLACES[value] ?? 'वाँ'}`;
    case 'ja':
      return `${value}番目`;
    case 'zh':
      return `第${value}`;
    default:
      return `${value}.º`;
  }
}

/** Endings of the first places in an order; the others have one of their own. */
const HINDI_PLACES: Readonly<Record<number, string>> = { 1: 'ला', 2: 'रा', 3: 'रा', 4: 'था', 6: 'ठा' };

function fraction(text: string, language: Language): string | undefined {
  const [, whole, top, bottom] = /^(?:(\d{1,4})\s*[+\s]\s*)?(\d{1,4})\s*[/⁄]\s*(\d{1,4})$/.exec(text) ?? [];
  if (top === undefined || bottom === undefined || Number(bottom) === 0) return undefined;
  // which is a date, unless something tells
  if (language.startsWith('en') && text === '9/11') return 'nine elevenths';
  if (language === 'ja') return `${whole === undefined ? '' : `${whole}と`}${bottom}分の${top}`;
  if (language === 'zh') return `${whole === undefined ? '' : `${whole}又`}${bottom}分之${top}`;
  return `${whole === undefined ? '' : `${whole} `}${top}⁄${bottom}`;
}

/** A date of figures in an order such as `dmy` or `yyyymmdd`; without one, a date that begins with its year. */
function date(text: string, format: string | undefined, language: Language): string | undefined {
  const eight = /^(\d{4})(\d\d)(\d\d)$/.exec(text)?.slice(1);
  const figures = eight ?? text.split(/[^\d]+/).filter((figure) => figure !== '');
  if (/\p{L}/u.test(text.replace(/[年月日]/g, ''))) return undefined;
  const isIso = eight !== undefined || (figures.length === 3 && figures[0]?.length === 4);
  const order = isIso ? 'ymd' : (format ?? '').toLowerCase().replace(/(.)\1+/g, '$1');
  if (!/^[dmy]{1,3}$/.test(order) || new Set(order).size !== order.length || order.length !== figures.length)
    return undefined;
  const value = (letter: string): number | undefined => {
    const at = order.indexOf(letter);
    return at < 0 ? undefined : Number(figures[at]);
  };
  const [day, month] = [value('d'), value('m')];
  const year = order.includes('y') ? fullYear(figures[order.indexOf('y')]!) : undefined;
  if ((day !== undefined && (day < 1 || day > 31)) || (month !== undefined && (month < 1 || month > 12)))
    return undefined;
  if (order === 'd') return language === 'ja' || language === 'zh' ? `${day}日` : ordinalDay(day!, language);
  const moment = new Date(Date.UTC(2000, (month ?? 1) - 1, day ?? 1));
  if (year !== undefined) moment.setUTCFullYear(year);
  if (moment.getUTCDate() !== (day ?? 1)) return undefined; // "31 February"
  return new Intl.DateTimeFormat(LOCALE[language], {
    timeZone: 'UTC',
    numberingSystem: 'latn',
    ...(day !== undefined && { day: 'numeric' }),
    ...(month !== undefined && { month: 'long' }),
    ...(year !== undefined && { year: 'numeric' }),
  }).format(moment);
}

function ordinalDay(day: number, language: Language): string {
  return language.startsWith('en') || (language === 'fr' && day === 1) ? ordinal(day, language) : String(day);
}

/** Years of two figures lie between 1970 and 2069. */
function fullYear(figures: string): number {
  const year = Number(figures);
  return figures.length > 2 ? year : year < 70 ? 2000 + year : 1900 + year;
}

/** Minutes and seconds as they are measured: 1'21". */
function duration(text: string, language: Language): string | undefined {
  const [, minutes, seconds] = /^(\d{1,4})['′]\s?(\d{1,2})(?:["″]|'')?$/.exec(text) ?? [];
  if (minutes === undefined) return undefined;
  const style = { style: 'long' } as const;
  return new Intl.DurationFormat(LOCALE[language], style).format({
    minutes: Number(minutes),
    seconds: Number(seconds),
  });
}

const PLUS: Readonly<Record<Language, string>> = {
  'en-us': 'plus',
  'en-gb': 'plus',
  es: 'más',
  fr: 'plus',
  hi: 'प्लस',
  it: 'più',
  pt: 'mais',
  ja: 'プラス',
  zh: '加',
};

/** Digits by their names, with a pause where they are parted; a long row without parts is parted. */
function telephone(text: string, language: Language): string | undefined {
  const groups = text.match(/\d+/g);
  if (!groups || /\p{L}/u.test(text)) return undefined;
  const parts = groups.flatMap((group) => (group.length > 5 ? group.match(/\d{3}(?=\d\d)|\d+/g)! : [group]));
  const said = parts.map((part) => digitNames(part, language, true)).join(language === 'zh' ? '，' : ', ');
  return text.startsWith('+') ? `${PLUS[language]} ${said}` : said;
}
