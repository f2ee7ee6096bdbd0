import { letters, words } from '../../written/stretch.ts';
import type { Rule } from '../../written/stretch.ts';

/** Without such a word a dash before a letter is a dash. */
const COMMAND =
  /(?<![\p{L}])(?:git|npm|npx|yarn|pip|docker|kubectl|helm|curl|wget|ssh|scp|sudo|apt|brew|cargo|go|make|python3?|node|java|ls|cp|mv|rm|cd|cat|grep|find|tar|chmod|mkdir|echo|bash|sh|run|use|pass|add|try|type|flags?|options?|switch(?:es)?|arguments?|parameters?|commands?)(?!\p{L})/iu;

/** "git commit -m", "the --verbose flag". */
export const commandRules: readonly Rule[] = [
  {
    needs: COMMAND,
    pattern: /(?<=[\s`"“(])(--?)([A-Za-z])(?=[\s`"”).,=]|$)/gu,
    say: (match, text) => {
      const [, dashes = '', letter = ''] = match;
      // "He came -a day late"
      if (/^[aI]$/.test(letter) && /^\s\p{Ll}+\s\p{Ll}/u.test(text.slice(match.index + match[0].length)))
        return undefined;
      return [words(dashes === '-' ? 'dash' : 'dash dash'), letters(letter)];
    },
  },
  {
    needs: COMMAND,
    pattern: /(?<=(?:^|[\s`"“(]))(--)([a-z]+(?:-[a-z]+)*)(?=[\s`"”).,=]|$)(?![^`"”.!?]*\S--)/gu,
    say: ([, , name = '']) => [words(`dash dash ${name.replaceAll('-', ' ')}`)],
  },
  {
    needs: COMMAND,
    pattern: /(?<=[\s`"“(])-([a-z]{2,3})(?=[\s`"”).,]|$)/gu,
    say: ([, flags = '']) => [words('dash'), letters(flags)],
  },
];
