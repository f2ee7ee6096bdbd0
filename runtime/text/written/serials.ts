import type { Locale } from './locale.ts';
import { digitByDigit } from './numbers.ts';
import { words } from './stretch.ts';
import type { Rule } from './stretch.ts';

const NOT_BEFORE = String.raw`(?<![\p{L}\p{N}.,/_-])`;
const NOT_AFTER = String.raw`(?![\p{L}\p{N}/_]|[.,-][\p{L}\p{N}])`;

/** Numbers of accounts and cards, hashes and other identifiers: sign by sign, with a pause between groups. */
export function serialRules(locale: Locale): Rule[] {
  const names = locale.capitals?.names ?? {};
  const spelled = (group: string): string =>
    (group.match(/\d+|\p{L}/gu) ?? [])
      .map((part) =>
        /\d/.test(part) ? digitByDigit(part, locale.digits) : (names[part.toUpperCase()] ?? part.toUpperCase()),
      )
      .join(' ');
  const groups = ([serial]: RegExpExecArray) => [
    words(
      serial
        .split(/[ \u00a0:-]/)
        .map(spelled)
        .join(', '),
    ),
  ];
  return [
    // "ES91 2100 0418 45", "IT60 X054 2811 1010 0000 0123 456"
    {
      needs: /[A-Z]{2}\d{2}[ \u00a0][A-Z\d]{4}/,
      pattern: new RegExp(
        String.raw`${NOT_BEFORE}[A-Z]{2}\d{2}(?:[ \u00a0][A-Z\d]{4}){2,7}(?:[ \u00a0](?=[A-Z]{0,2}\d)[A-Z\d]{1,4})?${NOT_AFTER}`,
        'gu',
      ),
      say: groups,
    },
    // "4532 0151 1283 0366"
    {
      needs: /\d{4}[ \u00a0-]\d{4}[ \u00a0-]\d{4}/,
      pattern: new RegExp(String.raw`(?=\d)${NOT_BEFORE}\d{4}(?:[ \u00a0-]\d{4}){2,4}${NOT_AFTER}`, 'gu'),
      say: groups,
    },
    // addresses of devices, "550e8400-e29b-41d4-a716-446655440000", "3f2a9bc"
    {
      needs: /0x|[\da-f]{6}|[\da-f]{2}[:-][\da-f]{2}/i,
      pattern: new RegExp(
        String.raw`${NOT_BEFORE}(?:(?<!:)(?:[\da-fA-F]{2}[:-]){5}[\da-fA-F]{2}(?!:)|[\da-fA-F]{8}(?:-[\da-fA-F]{4}){3}-[\da-fA-F]{12}|0x[\da-fA-F]{2,16}|(?=[\da-f]*\d[a-f])(?=[\da-f]*[a-f]\d)[\da-f]{6,64})${NOT_AFTER}`,
        'gu',
      ),
      say: groups,
    },
    // "code secret : 4T8kQ2"
    {
      needs: /\d[A-Za-z]|[A-Za-z]\d/,
      pattern: new RegExp(
        String.raw`(?<=(?<!\p{L})(?:${locale.codes?.codeAfter ?? '(?!)'})[ \u00a0]?[:#]?[ \u00a0])(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z\d]{4,16}${NOT_AFTER}`,
        'giu',
      ),
      say: groups,
    },
    // "RF123456785FR"
    {
      needs: locale.capitals ? /[A-Z]\d|\d[A-Z]/ : /(?!)/,
      pattern: new RegExp(
        String.raw`${NOT_BEFORE}(?=[A-Z\d]*\d[A-Z]|[A-Z]{1,4}\d{6})[A-Z\d]{8,34}(?![\p{L}\p{N}]|[.,]\d)`,
        'gu',
      ),
      say(match) {
        const [, letters = '', digits] = /^([A-Z]*)(\d+)$/.exec(match[0]) ?? [];
        const isOther = digits !== undefined && locale.currencies[letters] !== undefined;
        return isOther || /^\d+[A-Z]{4,}$/.test(match[0]) ? undefined : groups(match);
      },
    },
  ];
}
