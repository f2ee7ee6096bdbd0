import { plainNumber } from '../../written/plain-number.ts';
import { letters, words } from '../../written/stretch.ts';
import type { Rule } from '../../written/stretch.ts';
import { digitByDigit } from './numbers.ts';
import { codeNumber, isYearLike, sayNumber } from './written-numbers.ts';

/** What is left of digits: inside codes ("A4", "mp3", "H2O", "COVID-19", "B2B"). They come last. */
export const codeRules: readonly Rule[] = [
  {
    needs: /[A-Z]2[A-Z]/,
    pattern: /(?<=(?<!\p{L})\p{Lu})2(?=(?!O)\p{Lu}(?!\p{L}))/gu,
    say: () => [words('to')],
  },
  {
    needs: /\p{L}-?\d/u,
    pattern: /(?=\p{L}{1,2}-?\d)(?<![\p{L}\p{N}]|\d-)(?!(?:in|on|to|of|by|or|at|up|a)-)(\p{L}{1,2})(?=-?\d)/gu,
    say: ([, text = '']) => [letters(text)],
  },
  {
    needs: /\d\p{L}/u,
    pattern: /(?<=\d)\p{L}(?!\p{L})/gu,
    say: ([text]) => [letters(text)],
  },
  // "UA1482", "A303", "FY2024"
  {
    needs: /\p{Lu}[- ]?\d{3}/u,
    pattern: /(?<=(?<![\p{L}\p{N}])\d?\p{Lu}{1,3}[- ]?)(\d{3,4})(?![\p{L}\p{N}%]|[.,:]\d)/gu,
    say: (match, text) => {
      const digits = match[1] ?? '';
      const before = text.slice(0, match.index);
      if (/\s$/.test(before) || /(?:ISO|SHA|AES|RFC|UTF)[- ]?$/.test(before)) return undefined;
      return [words(codeNumber(digits))];
    },
  },
  {
    pattern: /\d+(?:\.\d+)?/gu,
    say: ([digits]) =>
      digits.length > 4 && !digits.includes('.')
        ? [words(digitByDigit(digits))]
        : isYearLike(digits) || /^0\d+$/.test(digits)
          ? [words(codeNumber(digits))]
          : sayNumber(digits),
  },
  // digits of other scripts, superscripts, digits in circles
  {
    needs: /[^\0-\x7f]/,
    pattern: /\p{N}/gu,
    say: ([sign]) => {
      const number = plainNumber(sign);
      return number !== undefined && /^\d+$/.test(number) ? sayNumber(number) : undefined;
    },
  },
];
