import { UNCOUNTED } from './counted.ts';
import type { Locale } from './locale.ts';
import { plainNumber } from './plain-number.ts';
import { timesSaid, words } from './stretch.ts';
import type { Rule } from './stretch.ts';

/** Signs that are layout or ornament, and are not said: boxes, blocks, shapes, accents by themselves, tables, Markdown. */
const SILENT = String.raw`\p{Sk}|[|\u00a6\u2500-\u25ff\u2800-\u28ff\u2b12-\u2b2f\u{1fb00}-\u{1fbff}]|[\u20dd-\u20e4]`;
/** Emoji since 2019, which espeak-ng passes over. */
const NEW_EMOJI =
  '[\\u{1f6d5}-\\u{1f6d7}\\u{1f6dc}-\\u{1f6df}\\u{1f6fa}-\\u{1f6fc}\\u{1f90c}-\\u{1f90f}\\u{1f93f}\\u{1f971}\\u{1f972}\\u{1f977}-\\u{1f979}\\u{1f97b}\\u{1f9a3}-\\u{1f9af}\\u{1f9ba}-\\u{1f9bf}\\u{1f9c3}-\\u{1f9cf}\\u{1fa70}-\\u{1faff}]';
/** Latin and other letters that espeak-ng passes over. */
const UNKNOWN_LETTERS = '[\\ua720-\\ua7ff\\uab30-\\uab6f\\u{10780}-\\u{107bf}\\u{1df00}-\\u{1df2f}]';

/** Layout and ornament, and signs that no other rule has a name for, by the word for a sign. */
export function unnamedSignRules(sign: string): Rule[] {
  return [
    { pattern: new RegExp(`(?:${SILENT})+`, 'gu'), say: () => [] },
    {
      pattern: /(\p{Sm}|\p{Sc}|(?!\p{Extended_Pictographic}|[\u{1f1e6}-\u{1f1ff}])\p{So})\1*/gu,
      say: ([run, one = '']) => timesSaid(run, one).map(() => words(sign)),
    },
  ];
}

/** Numerals of every script, and signs by their names: nothing is passed over that is no layout. */
export function signNameRules(locale: Locale): Rule[] {
  const { signNames } = locale;
  if (!signNames) return [];
  const names = new Map(
    signNames.names.split(';').map((entry) => {
      const [sign = '', ...name] = entry.trim().split(' ');
      return [sign, name.join(' ')];
    }),
  );
  return [
    {
      pattern: /\p{N}/gu,
      say: ([sign]) => {
        const value = plainNumber(sign);
        // ↉, which no rule for fractions says: its two numbers
        const numbers = value?.split('/').map((number) => locale.cardinal(number, UNCOUNTED));
        return [words(numbers?.join(' ') ?? signNames.sign)];
      },
    },
    { pattern: new RegExp(SILENT, 'gu'), say: () => [] },
    {
      needs: /\p{Extended_Pictographic}/u,
      pattern: new RegExp(NEW_EMOJI, 'gu'),
      say: ([sign]) => [words(names.get(String.fromCodePoint(sign.codePointAt(0) ?? 0)) ?? signNames.emoji ?? 'emoji')],
    },
    // a pause between emoji
    {
      needs: /\p{Extended_Pictographic}/u,
      pattern: /(?<=[\p{Extended_Pictographic}\u{1f3fb}-\u{1f3ff}]\ufe0f?)(?![\u{1f3fb}-\u{1f3ff}])\p{RGI_Emoji}/gv,
      say: ([emoji]) => [words(`, ${emoji}`)],
    },
    { pattern: new RegExp(`${UNKNOWN_LETTERS}+`, 'gu'), say: () => [words(signNames.letter)] },
    {
      pattern: /(†|‡|¶|‱|\p{Sm}|\p{Sc}|(?!\p{Extended_Pictographic}|[\u{1f1e6}-\u{1f1ff}])\p{So})\1*/gu,
      say: ([run, sign = '']) => timesSaid(run, sign).map(() => words(names.get(sign) ?? signNames.sign)),
    },
    {
      pattern: new RegExp(
        `[${[...names.keys()].filter((sign) => /^\p{Extended_Pictographic}$/u.test(sign)).join('')}]\\ufe0e?`,
        'gu',
      ),
      say: ([sign]) => {
        const name = names.get(sign.replace('\ufe0e', ''));
        return name === undefined ? undefined : [words(name)];
      },
    },
  ];
}
