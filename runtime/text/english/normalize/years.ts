import { letters, words } from '../../written/stretch.ts';
import type { Rule } from '../../written/stretch.ts';
import { FULL, monthName, SHORT } from './months.ts';
import { cardinal, decade, year } from './numbers.ts';
import { DASH, pair } from './written-numbers.ts';

const ERA = String.raw`(BCE|CE|BC|AD|B\.\s?C\.(?:\s?E\.)?|A\.\s?D\.|C\.\s?E\.)`;

/** Years, eras and decades. */
export const yearRules: readonly Rule[] = [
  // "Jan '24"
  {
    needs: /['’]\d\d/,
    pattern: new RegExp(
      String.raw`\b(${SHORT.join('|')}|${FULL.slice(0, 12).join('|')})\.?\s['’](\d{2})(?![\p{L}\p{N}'’])`,
      'gu',
    ),
    say: ([, month = '', years = '']) => [words(`${monthName(month)} ${pair(years)}`)],
  },
  {
    needs: /[BAC]\.?\s?[CDE]/,
    pattern: new RegExp(
      String.raw`(?<![\p{L}\p{N}])(\d{1,3}(?:,\d{3})+|\d{1,5})(?:${DASH}(\d{1,5}))?\s?${ERA}(?!\p{L})`,
      'gu',
    ),
    say: (match, text) => {
      const [whole, years = '', to, era = ''] = match;
      const said = (digits: string): string =>
        digits.length === 4 ? year(digits) : cardinal(digits.replace(/,/g, ''));
      const ends = era.endsWith('.') && /^["'”’)\]]*\s*$/.test(text.slice(match.index + whole.length));
      return [
        words(to === undefined ? said(years) : `${said(years)} to ${said(to)}`),
        letters(era.replace(/[.\s]/g, '')),
        ...(ends ? [words('.')] : []),
      ];
    },
  },
  {
    needs: /A\.?D/,
    pattern: /(?<![\p{L}\p{N}])(AD|A\.D\.)\s(\d{1,4})\b/gu,
    say: ([, , years = '']) => [letters('AD'), words(years.length === 4 ? year(years) : cardinal(years))],
  },
  // "in 1066"
  {
    needs: /10[1-9]\d/,
    pattern:
      /(?<=\b(?:in|since|until|till|of|by|before|after|from|circa|around|year|early|late|mid)[\s-])(10[1-9]\d)(?![\p{L}\p{N}%]|[-.,:/]\d|\s\p{Ll}{3,}s\b)/giu,
    say: ([, years = '']) => [words(year(years))],
  },
  // "2023/24"
  {
    needs: /\d{4}\/\d/,
    pattern: /(?<=\bFY|(?<![\p{L}\p{N}.,/-]))((?:1[5-9]|20)\d\d)\/(\d{2})(?![\p{L}\p{N}/]|[.,]\d)/gu,
    say: ([, from = '', to = '']) =>
      (Number(from) + 1) % 100 === Number(to) ? [words(`${year(from)} ${pair(to)}`)] : undefined,
  },
  // "1960s-80s"
  {
    needs: /s[-–—]/,
    pattern: /(?<![\p{L}\p{N}.,])['’]?(\d{3}0|\d0)['’]?s[-–—]['’]?(\d{3}0|\d0)['’]?s\b/gu,
    say: ([, from = '', to = '']) => [words(`${decade(from)} to ${decade(to)}`)],
  },
  {
    needs: /lass of ['’]/,
    pattern: /(?<=\b[Cc]lass\sof\s)['’](\d{2})(?![\p{L}\p{N}])/gu,
    say: ([, digits = '']) => [words(pair(digits))],
  },
  // "the class of '09"
  {
    needs: /['’‘]\d/,
    pattern: /(?<=^|[\s(])['’‘](\d{2})(?![\p{L}\p{N}'’%]|[.,]\d)(?![^'’]*\p{L}?['’](?!\p{L}))/gu,
    say: ([, digits = '']) => [words(pair(digits))],
  },
  // "2019–present"
  {
    needs: /\d[-–—][pnt]/,
    pattern: /(?<=\b\d{4})[-–—](?=(?:present|now|today)\b)/gu,
    say: () => [words('to')],
  },
];
