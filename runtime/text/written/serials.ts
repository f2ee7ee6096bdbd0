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
        .split(/[ \u00a0-]/)
        .map(spelled)
        .join(', '),
    ),
  ];
  return [
    // "ES91 2100 0418 45"
    {
      needs: /[A-Z]{2}\d\d[ \u00a0]\d/,
      pattern: new RegExp(
        String.raw`${NOT_BEFORE}[A-Z]{2}\d\d(?:[ \u00a0]\d{4}){2,7}(?:[ \u00a0]\d{1,4})?${NOT_AFTER}`,
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
    // "550e8400-e29b-41d4-a716-446655440000", "3f2a9bc"
    {
      needs: /[\da-f]{6}/i,
      pattern: new RegExp(
        String.raw`${NOT_BEFORE}(?:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|(?=[\da-f]*\d[a-f])(?=[\da-f]*[a-f]\d)[\da-f]{6,64})${NOT_AFTER}`,
        'gu',
      ),
      say: groups,
    },
  ];
}
