import type { Locale } from './locale.ts';
import { words } from './stretch.ts';
import type { Rule } from './stretch.ts';

/** Without such a word a dash before a letter is a dash. */
const COMMAND =
  /(?<![\p{L}])(?:git|npm|npx|yarn|pip3?|docker|kubectl|helm|curl|wget|ssh|scp|sudo|apt|brew|cargo|make|python3?|node|java|ls|cp|mv|rm|grep|tar|chmod|mkdir|bash)(?= \S)/u;

/** "git push -u", "npm install --save-dev": flags, whose dashes are typed and read out. */
export function commandRules(locale: Locale): Rule[] {
  const dash = locale.addressSigns['-'];
  if (dash === undefined) return [];
  return [
    {
      needs: COMMAND,
      pattern: /(?<=[ `"“(])(--?)([a-zA-Z]{1,3})(?=[ `"”).,=]|$)/gu,
      say: ([, dashes = '', flags = '']) => [
        words(
          dashes === '--'
            ? `${dash} ${dash} ${flags}`
            : [dash, ...[...flags.toUpperCase()].map((letter) => locale.capitals?.names?.[letter] ?? letter)].join(' '),
        ),
      ],
    },
    {
      needs: COMMAND,
      pattern: /(?<=[ `"“(])--([a-z]{4,}(?:-[a-z]+)*|[a-z]+(?:-[a-z]+)+)(?=[ `"”).,=]|$)/gu,
      say: ([, name = '']) => [words(`${dash} ${dash} ${name.replaceAll('-', ' ')}`)],
    },
  ];
}
