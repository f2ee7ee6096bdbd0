import { UNCOUNTED } from './counted.ts';
import { isDay, monthNumber } from './calendar.ts';
import type { Locale } from './locale.ts';
import { around, NOT_IN_TIME, rangeJoint } from './patterns.ts';
import { romanValue } from './roman.ts';
import { words } from './stretch.ts';
import type { Rule, Say } from './stretch.ts';

const NOT_BEFORE = String.raw`(?=\d)(?<!-)${NOT_IN_TIME}`;

/** Dates with slashes, short names and ranges, beside the plain ones. */
export function shortDateRules(locale: Locale): Rule[] {
  const { calendar } = locale;
  if (!calendar) return [];
  const plain = (digits: string): string => locale.cardinal(String(Number(digits)), UNCOUNTED);
  const date = (day: string, month: number, year?: string): string | undefined => {
    const name = locale.months[month - 1];
    return name !== undefined && isDay(Number(day)) ? locale.date(Number(day), name, year, false) : undefined;
  };
  const said = (text: string | undefined): Say[] | undefined => (text === undefined ? undefined : [words(text)]);
  const named = (name: string): number => monthNumber(name, locale) ?? 0;
  const weekdays = Object.keys(calendar.weekdays).join('|');
  const month = locale.monthPattern;
  return [
    // "les 17/18/19 mars"
    {
      needs: /\d\/\d{1,2}\/\d{1,2}[ \u00a0]/,
      pattern: new RegExp(
        String.raw`${NOT_BEFORE}(\d{1,2})/(\d{1,2})/(\d{1,2})(?: de| d['’])?[ \u00a0](${month})(?!\p{L})(?:(?: del?)?[ \u00a0](\d{4})(?![\p{N}:%]|[.,]\d))?`,
        'giu',
      ),
      say: ([, first = '', second = '', day = '', month = '', year]) => {
        const last = date(day, named(month), year);
        return last === undefined || !isDay(Number(first)) || !isDay(Number(second))
          ? undefined
          : said(`${plain(first)}, ${plain(second)} ${locale.words.and ?? ''} ${last}`);
      },
    },
    // "abr. 22"
    {
      needs: /\p{L}{3}\. \d/u,
      pattern: new RegExp(
        String.raw`(?<![\p{L}\p{N}]|\d[ \u00a0]|\d[ \u00a0]de[ \u00a0])(?=\p{L}{3,4}\.)(${month})(?<=\.)[ \u00a0](\d{1,2})(?![\p{L}\p{N}:%/]|[.,]\d|[ \u00a0](?:h|min|€|de|di)(?!\p{L}))`,
        'giu',
      ),
      say: ([, month = '', day = '']) => said(date(day, named(month))),
    },
    // "ene.-mar. 2025"
    {
      needs: /\p{L}\.?[ \u00a0]?[-–/][ \u00a0]?\p{L}/u,
      pattern: new RegExp(
        String.raw`(?<![\p{L}\p{N}])(${month})[ \u00a0]?[-–/][ \u00a0]?(${month})(?!\p{L})(?:(?: del?)?[ \u00a0](\d{4})(?![\p{N}%]|[.,:]\d))?`,
        'giu',
      ),
      say: (match, text) => {
        const [written, from = '', to = '', year] = match;
        const isNamed = [from, to].every((name) => name.length > 3 || /^\p{Lu}/u.test(name));
        if (year === undefined && !written.includes('.') && !isNamed) return undefined;
        const [first = from, last = to] = [from, to].map((name) => locale.months[named(name) - 1]);
        const end = year === undefined ? last : calendar.monthYear(last, year);
        return said(`${first}${rangeJoint(match, text, locale, false)}${end}`);
      },
    },
    {
      pattern: new RegExp(String.raw`${NOT_BEFORE}(\d{4})([/.-])(\d{1,2})\2(\d{1,2})(?![\p{N}/-]|\.\d)`, 'gu'),
      say: ([, year, , month, day = '']) => said(date(day, Number(month), year)),
    },
    {
      pattern: new RegExp(String.raw`${NOT_BEFORE}(\d{1,2})([-/.])(${month})\2(\d{4})(?![\p{L}\p{N}])`, 'giu'),
      say: ([, day = '', , month = '', year]) => said(date(day, named(month), year)),
    },
    // "15-nov"
    {
      needs: /\d[-/]\p{L}{3}/u,
      pattern: new RegExp(String.raw`${NOT_BEFORE}(\d{1,2})[-/](${month})(?![\p{L}\p{N}/]|-[\p{L}\p{N}])`, 'giu'),
      say: ([, day = '', month = '']) => said(date(day, named(month))),
    },
    {
      pattern: new RegExp(
        String.raw`${NOT_BEFORE}(\d{1,2})[ \u00a0]?([-–/])[ \u00a0]?(\d{1,2})(?: de| d['’])?[ \u00a0]?(${month})(?!\p{L})(?:(?: del?)?[ \u00a0](\d{4})(?![\p{N}:%]|[.,]\d))?`,
        'giu',
      ),
      say: (match, text) => {
        const [, from = '', joint, day = '', month = '', year] = match;
        const to = rangeJoint(match, text, locale, false);
        const last = date(day, named(month), year);
        return isDay(Number(from)) && last !== undefined
          ? said(`${plain(from)}${joint === '/' ? ' ' : to}${last}`)
          : undefined;
      },
    },
    {
      pattern: new RegExp(
        String.raw`(?<![\p{L}\p{N}])(${month})(?:(?:[/-]|[ \u00a0])((?:19|20)\d\d)|[/-](\d\d))(?![\p{L}\p{N}]|[-/.,]\p{N})`,
        'giu',
      ),
      say: ([written, month = '', whole, short = '']) => {
        const year = whole ?? (short < '50' ? '20' : '19') + short;
        return /[./-]/.test(written)
          ? said(calendar.monthYear(locale.months[named(month) - 1] ?? month, year))
          : undefined;
      },
    },
    {
      pattern: new RegExp(String.raw`${NOT_BEFORE}(0?[1-9]|1[0-2])[/-]((?:19|20)\d\d)(?![\p{L}\p{N}/-]|[.,]\d)`, 'gu'),
      say: ([, month, year = '']) => said(calendar.monthYear(locale.months[Number(month) - 1] ?? '', year)),
    },
    // "cad. 05/27"
    {
      needs: /0\d\/[1-4]\d/,
      pattern: new RegExp(String.raw`${NOT_BEFORE}0([1-9])/(1[3-9]|[2-4]\d)(?![\p{L}\p{N}/]|[.,]\d)`, 'gu'),
      say: (match, text) => {
        const [, month = '', year = ''] = match;
        if (new RegExp(`^(?:${calendar.fractionBefore})`, 'iu').test(around(match, text).after)) return undefined;
        return said(calendar.monthYear(locale.months[Number(month) - 1] ?? '', `20${year}`));
      },
    },
    // a year or a season and the next one
    {
      pattern: new RegExp(String.raw`${NOT_BEFORE}(\d{2}|\d{4})/(\d{2}|\d{4})(?![\p{L}\p{N}/]|[.,]\d)`, 'gu'),
      say: ([, first = '', second = '']) =>
        (Number(first) + 1) % 100 === Number(second) % 100 &&
        first.length >= second.length &&
        Number(second.slice(-2)) > 12
          ? said(`${plain(first)} ${plain(second)}`)
          : undefined,
    },
    {
      pattern: new RegExp(String.raw`${NOT_BEFORE}(\d{1,2})/(\d{1,2})(?![\p{L}\p{N}/%]|[.,]\d)`, 'gu'),
      say: (match, text) => {
        const [, day = '', month = ''] = match;
        const { before, after } = around(match, text);
        const isDate =
          /^0/.test(day + month) ||
          month.startsWith('0') ||
          /(?<!\p{L})(?:d[ae]|a|ne)?ll?['’]$/iu.test(before) ||
          isListedDate(match, before, after) ||
          // "de 3 a 9/6"
          /(?<!\p{L})(?:del?|do|dal?|du|das?) \d{1,2} (?:al?|ao|au|à|as|às|[yeo]|et) $/iu.test(before) ||
          new RegExp(`(?<!\\p{L})(?:${calendar.dateAfter}|(?:${weekdays})\\.),?[ \u00a0]$`, 'iu').test(before);
        if (match[0] === '24/7') return undefined;
        if (!isDate && !(Number(day) > 16 && Number(month) > 1)) return undefined;
        if (!month.startsWith('0') && new RegExp(`^(?:${calendar.fractionBefore})`, 'iu').test(after)) return undefined;
        return said(date(day, Number(month)));
      },
    },
    // "le 12.04", "08.01 - 04.02.2025"
    ...(calendar.dottedAfter === undefined
      ? []
      : [
          {
            needs: /\d\.[01]\d(?!\d)/,
            pattern: new RegExp(
              String.raw`(?<=(?<!\p{L})(?:${calendar.dottedAfter})[ \u00a0]|(?=\d{1,2}\.\d{2}\.?[ \u00a0]?(?:[-–]|\p{L}{1,2})[ \u00a0]?\d{1,2}\.\d{2}\.\d))${NOT_BEFORE}(\d{1,2})\.(0[1-9]|1[0-2])(?![\p{L}\p{N}%]|[.,]\d|[ \u00a0]?[%€$°])(?:[ \u00a0]?([-–])(?=[ \u00a0]?\d{1,2}\.\d{2}\.\d))?`,
              'giu',
            ),
            say(match: RegExpExecArray, text: string) {
              const day = date(match[1] ?? '', Number(match[2]));
              const joint = locale.words.toDate ?? rangeJoint(match, text, locale, false).trim();
              const to = match[3] === undefined ? '' : ` ${joint} `;
              return said(day === undefined ? undefined : day + to);
            },
          },
        ]),
    // "3-XI-1985"
    {
      needs: /\d[-/.][IVX]+[-/.]\d/,
      pattern: new RegExp(String.raw`${NOT_BEFORE}(\d{1,2})([-/.])([IVX]{1,4})\2(\d{4})(?![\p{L}\p{N}])`, 'gu'),
      say: ([, day = '', , month = '', year]) => said(date(day, romanValue(month) ?? 0, year)),
    },
    // "1º/1/2027"
    {
      needs: /\d\.?(?:[º°]|er)\/\d/,
      pattern: new RegExp(
        String.raw`${NOT_BEFORE}(\d{1,2})(?:\.?[º°]|er)/(\d{1,2})(?:/(\d{4}))?(?![\p{L}\p{N}/]|[.,]\d)`,
        'gu',
      ),
      say: ([, day = '', month, year]) => {
        const name = locale.months[Number(month) - 1];
        return name === undefined || !isDay(Number(day)) ? undefined : said(locale.date(Number(day), name, year, true));
      },
    },
    // "du 03 au 05/08": the first day has a zero too
    {
      pattern: new RegExp(
        String.raw`${NOT_BEFORE}0(\d)(?=[ \u00a0]\p{L}{1,4}[ \u00a0]\d{1,2}(?:/|[ \u00a0](?:de )?(?:${month})))`,
        'giu',
      ),
      say: ([, day = '']) => said(plain(day)),
    },
    {
      pattern: new RegExp(
        String.raw`(?<![\p{L}\p{N}])(${weekdays})\.?(?=,?[ \u00a0]\d{1,2}(?:[ \u00a0](?:de )?(?:${month})|[/.]))`,
        'giu',
      ),
      say: ([, day = '']) => said(calendar.weekdays[day.toLowerCase()]),
    },
  ];
}

/** "1/5, 12/10 y 25/12": what one of them can only be, all are. */
function isListedDate([written]: RegExpExecArray, before: string, after: string): boolean {
  const joint = String.raw`(?:, | (?:y|e|et) )`;
  const first = new RegExp(String.raw`(?<![\d/.,])(?:\d{1,2}/\d{1,2}${joint}){1,4}$`, 'u').exec(before)?.[0] ?? '';
  const last = new RegExp(String.raw`^(?:${joint}\d{1,2}/\d{1,2}(?![\d/])){1,4}`, 'u').exec(after)?.[0] ?? '';
  const dates = (first + written + last).match(/\d+\/\d+/g) ?? [];
  const parts = dates.map((date) => date.split('/').map(Number));
  return (
    parts.length > 1 &&
    parts.every(([day = 0, month = 0]) => isDay(day) && month > 0 && month < 13) &&
    parts.some(([day = 0, month = 0]) => day > 16 && month > 1)
  );
}
