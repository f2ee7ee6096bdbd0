import { UNCOUNTED } from './counted.ts';
import { around, NOT_IN_TIME, rangeJoint } from './patterns.ts';
import { words } from './stretch.ts';
import type { Rule } from './stretch.ts';
import type { Locale } from './locale.ts';

const STREET =
  /(?<!\p{L})(?:avenida|av(?:da?)?\.|calle|c\/|plaza|paseo|pza\.|rua|r\.|praça|via|viale|piazza|corso|rue|place)[ \u00a0]$/iu;

export function isDay(day: number): boolean {
  return day >= 1 && day <= 31;
}

/** The number of a month from its name or the start of it, or undefined. */
export function monthNumber(written: string, locale: Locale): number | undefined {
  const start = written.replace(/\.$/, '').toLowerCase();
  const index = locale.months.findIndex((month) => month === start);
  if (index >= 0) return index + 1;
  const short = locale.months.findIndex((month) => month.startsWith(start));
  return short >= 0 ? short + 1 : undefined;
}

/** ISO dates, dates in digits (day first), and days before the name of a month. */
export function dateRules(locale: Locale): Rule[] {
  const say = (day: string, month: number, year: string | undefined, isOrdinal = false) =>
    isDay(Number(day)) && month >= 1 && month <= 12
      ? [words(locale.date(Number(day), locale.months[month - 1] ?? '', year, isOrdinal))]
      : undefined;
  return [
    {
      pattern: /(?=\d)(?<![\p{L}\p{N}.,/-])(\d{4})-(\d{2})-(\d{2})(?![\p{N}-])/gu,
      say: ([, year, month = '', day = '']) => say(day, Number(month), year),
    },
    // "2026-05-12T14:30:00Z": the letter parts the date from the time
    { needs: /\dT\d/, pattern: /(?<=\d{4}-\d{2}-\d{2})T(?=\d{2}:\d{2})/gu, say: () => [words(', ')] },
    {
      pattern: /(?=\d)(?<![\p{L}\p{N}.,/-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?![\p{L}\p{N}/-]|[.,]\d)/gu,
      say: ([, day = '', , month = '', year = '']) =>
        say(day, Number(month), locale.calendar && year.length === 2 ? (year < '50' ? '20' : '19') + year : year),
    },
    // "30 sept. - 2 oct. 2026"
    {
      needs: /\p{L}\.?[ \u00a0]?[-–][ \u00a0]?\d/u,
      pattern: new RegExp(
        String.raw`(?=\d)(?<![\p{L}\p{N}.,:/-])(\d{1,2})(\.?[ºo°]|er)?(?: de)?[ \u00a0](${locale.monthPattern})[ \u00a0]?[-–][ \u00a0]?(\d{1,2})(?: de)?[ \u00a0](${locale.monthPattern})(?!\p{L})(?:(?: del?)?[ \u00a0](\d{4})(?![\p{N}:%]|[.,]\d))?`,
        'giu',
      ),
      say(match, text) {
        const [, day = '', sign, month = '', toDay = '', toMonth = '', year] = match;
        const from = say(day, monthNumber(month, locale) ?? 0, undefined, sign !== undefined);
        const to = say(toDay, monthNumber(toMonth, locale) ?? 0, year);
        if (!from || !to) return undefined;
        return [...from, words(locale.words.toDate ?? rangeJoint(match, text, locale, false).trim()), ...to];
      },
    },
    {
      pattern: new RegExp(
        String.raw`(?=\d)(?<![\p{L}\p{N}.,:/-])(\d{1,2})(\.?[ºo°]|er)?(?: de)?[ \u00a0](${locale.monthPattern})(?!\p{L})(?:(?: del?)?[ \u00a0](\d{4})(?![\p{N}:%]|[.,]\d))?`,
        'giu',
      ),
      say: (match, text) => {
        const [, day = '', sign, month = '', year] = match;
        // "l'1 maggio"
        if (/^0?1$/.test(day) && /\p{L}['’]$/u.test(around(match, text).before)) return undefined;
        // "Av. 9 de Julio 1200"
        const isStreet =
          year !== undefined && !/ del? \d/.test(match[0].slice(-9)) && STREET.test(around(match, text).before);
        // "del 2020"
        const isOf = year !== undefined && / del \d{4}$/.test(match[0]);
        const said = say(day, monthNumber(month, locale) ?? 0, isStreet || isOf ? undefined : year, sign !== undefined);
        if (isOf && said) return [...said, words(`del ${locale.year(year)}`)];
        return isStreet && said ? [...said, words(locale.cardinal(year, UNCOUNTED))] : said;
      },
    },
  ];
}

/** Clock times. */
export function timeRules(locale: Locale): Rule[] {
  const say = (hour: string, minute: string, second: string | undefined) => [
    words(
      locale.time({
        hour: Number(hour),
        minute: Number(minute),
        second: second === undefined ? undefined : Number(second),
      }),
    ),
  ];
  const mark = locale.hourMark;
  const TIME = String.raw`([01]?\d|2[0-4]):([0-5]\d)(?:${mark})?`;
  return [
    // "9:00-17:30"
    {
      pattern: new RegExp(String.raw`(?=\d)${NOT_IN_TIME}${TIME}\s?[-–—]\s?${TIME}(?![\p{N}:]|[.,]\d)`, 'gu'),
      say: ([, hour = '', minute = '', toHour = '', toMinute = '']) => [
        ...say(hour, minute, undefined),
        words(locale.words.to),
        ...say(toHour, toMinute, undefined),
      ],
    },
    {
      pattern: new RegExp(
        String.raw`(?=\d)(?<!(?<!\d{4}-\d{2}-\d{2})\p{L}|[\p{N}.,/]|(?<![\p{L}\p{M})]):)([01]?\d|2[0-4]):([0-5]\d)(?::([0-5]\d)(?:[.,](\d{1,6}))?)?(?:${mark})?(?:(?<=:\d\d[^\p{L}]*)(Z)(?![\p{L}\p{N}]))?(?![\p{N}:]|[.,]\d)`,
        'gu',
      ),
      say([, hour = '', minute = '', second, fraction, zone]) {
        const time = say(hour, minute, second);
        if (fraction !== undefined) time.push(words(`${locale.words.decimal} ${locale.decimals(fraction)}`));
        if (zone !== undefined) time.push(words('U T C'));
        return time;
      },
    },
    {
      pattern:
        /(?=\d)(?<![\p{L}\p{N}.,/]|(?<![\p{L}\p{M})]):)([01]?\d|2[0-4])[ \u00a0\u202f]?[hH][ \u00a0\u202f]?([0-5]\d)(?:[ \u00a0]?(?:min|m))?(?![\p{L}\p{N}])/gu,
      say: ([, hour = '', minute = '']) => say(hour, minute, undefined),
    },
    {
      pattern: new RegExp(String.raw`(?=\d)${NOT_IN_TIME}([01]?\d|2[0-4])\.([0-5]\d)(?:${mark})(?![\p{L}\p{N}])`, 'gu'),
      say: ([, hour = '', minute = '']) => say(hour, minute, undefined),
    },
  ];
}
