import { isDay } from './calendar.ts';
import { UNCOUNTED } from './counted.ts';
import type { Locale } from './locale.ts';
import { digitByDigit } from './numbers.ts';
import { words } from './stretch.ts';
import type { Rule } from './stretch.ts';

/** Date, time and zone as logs write them: "2025-01-31T09:05:00Z", "2025-01-31 09:05:00.250 +02:00". */
export function timestampRules(locale: Locale): Rule[] {
  const plain = (digits: string): string => locale.cardinal(String(Number(digits)), UNCOUNTED);
  const zone = (written: string): string => {
    const [, sign, hours = '', minutes = ''] = /^([+-])(\d\d):?(\d\d)?$/.exec(written) ?? [];
    if (sign === undefined || Number(hours + minutes) === 0) return ' U T C';
    const direction = sign === '+' ? (locale.signs['+'] ?? '') : locale.words.minus;
    return ` U T C ${direction} ${plain(hours)}${Number(minutes) === 0 ? '' : ` ${plain(minutes)}`}`;
  };
  return [
    {
      needs: /\d-\d\d-\d\d[T ]\d/,
      pattern:
        /(?=\d)(?<![\p{L}\p{N}.,/-])(\d{4})-(\d\d)-(\d\d)[T ]([01]\d|2[0-4]):([0-5]\d)(?::([0-5]\d)(?:[.,](\d{1,9}))?)?(?: ?(Z|[+-]\d\d(?::?\d\d)?))?(?![\p{L}\p{N}:]|[.,]\d)/gu,
      say: ([, year, month = '', day = '', hour, minute, second, part, offset]) => {
        const name = locale.months[Number(month) - 1];
        if (name === undefined || !isDay(Number(day))) return undefined;
        const time = locale.time({
          hour: Number(hour),
          minute: Number(minute),
          second: second === undefined ? undefined : Number(second),
        });
        const rest = part === undefined ? '' : ` ${locale.words.decimal} ${digitByDigit(part, locale.digits)}`;
        const said = `${locale.date(Number(day), name, year, false)}, ${time}${rest}`;
        return [words(offset === undefined ? said : said + zone(offset))];
      },
    },
  ];
}
