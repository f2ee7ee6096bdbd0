import type { Locale } from './locale.ts';
import { digitByDigit } from './numbers.ts';
import { words } from './stretch.ts';
import type { Rule } from './stretch.ts';

/** Letters and digits one by one. */
function spelled(code: string, locale: Locale): string {
  return [...code]
    .map((sign) => (/\d/.test(sign) ? digitByDigit(sign, locale.digits) : (locale.capitals?.names?.[sign] ?? sign)))
    .join(' ');
}

/** Account numbers, numbers of parcels and orders: long codes of capitals and digits, which are no words. */
export function serialRules(locale: Locale): Rule[] {
  if (!locale.capitals) return [];
  return [
    // "IT60 X054 2811 1010 0000 0123 456"
    {
      needs: /[A-Z]{2}\d{2}[ \u00a0]?[A-Z\d]{4}/,
      pattern: /(?<![\p{L}\p{N}])[A-Z]{2}\d{2}(?:[ \u00a0][A-Z\d]{4}){2,7}(?:[ \u00a0][A-Z\d]{1,3})?(?![\p{L}\p{N}])/gu,
      say: ([account]) => [
        words(
          account
            .split(/[ \u00a0]/)
            .map((group) => spelled(group, locale))
            .join(', '),
        ),
      ],
    },
    // addresses of devices, and identifiers that nobody reads as numbers
    {
      needs: /[\da-fA-F]{2}[:-][\da-fA-F]{2}/,
      pattern:
        /(?<![\p{L}\p{N}:-])(?:(?:[\da-fA-F]{2}[:-]){5}[\da-fA-F]{2}|[\da-fA-F]{8}(?:-[\da-fA-F]{4}){3}-[\da-fA-F]{12})(?![\p{L}\p{N}:-])/gu,
      say: ([code]) => [
        words(
          code
            .toUpperCase()
            .split(/[:-]/)
            .map((group) => spelled(group, locale))
            .join(', '),
        ),
      ],
    },
    // "code secret : 4T8kQ2"
    {
      needs: /\d[A-Za-z]|[A-Za-z]\d/,
      pattern: new RegExp(
        String.raw`(?<=(?<!\p{L})(?:${locale.codes?.codeAfter ?? '(?!)'})[ \u00a0]?[:#]?[ \u00a0])(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z\d]{4,16}(?![\p{L}\p{N}]|[.,-]\p{N})`,
        'giu',
      ),
      say: ([code]) => [words(spelled(code.toUpperCase(), locale))],
    },
    {
      needs: /0x/,
      pattern: /(?<![\p{L}\p{N}])0x[\da-fA-F]{2,16}(?![\p{L}\p{N}])/gu,
      say: ([code]) => [words(spelled(code.toUpperCase(), locale))],
    },
    {
      needs: /[A-Z]\d|\d[A-Z]/,
      pattern: /(?<![\p{L}\p{N}.,/-])(?=[A-Z\d]*\d[A-Z]|[A-Z]{1,4}\d{6})[A-Z\d]{8,34}(?![\p{L}\p{N}]|[.,]\d)/gu,
      say([code]) {
        const [, letters = '', digits] = /^([A-Z]*)(\d+)$/.exec(code) ?? [];
        const isOther = digits !== undefined && locale.currencies[letters] !== undefined;
        return isOther || /^\d+[A-Z]{4,}$/.test(code) ? undefined : [words(spelled(code, locale))];
      },
    },
  ];
}
