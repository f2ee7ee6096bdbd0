import { letters, words } from '../../written/stretch.ts';
import type { Rule } from '../../written/stretch.ts';

/** Said as a word, where the lexicons spell it or say something else. */
const AS_WORDS: Readonly<Record<string, string>> = {
  JSON: 'jason',
  JPEG: 'jay peg',
  MPEG: 'em peg',
  YAML: 'yammel',
  TOML: 'tommel',
  IKEA: 'eye kea',
  CRUD: 'crud',
  WWI: 'World War one',
  WWII: 'World War two',
  WW1: 'World War one',
  WW2: 'World War two',
  NAACP: 'N double A C P',
  IEEE: 'I triple E',
  AAA: 'triple A',
  NCAA: 'N C double A',
  YoY: 'year over year',
  QoQ: 'quarter over quarter',
  MoM: 'month over month',
};
/** Said letter by letter though there is such a word. */
const AS_LETTERS =
  'LED|IT|PE|RE|OS|ER|ICU|ID|HR|PR|AC|DC|PC|TV|AS(?=\\slevels?\\b)|A(?=[\\s-]levels?\\b)|OR(?=\\snurses?\\b)';

/** Acronyms that a lexicon does not tell apart from words; shouted text has lost its capitals before. */
export const acronymRules: readonly Rule[] = [
  {
    pattern: new RegExp(
      String.raw`(?<![\p{L}\p{N}.'’])(${Object.keys(AS_WORDS).join('|')})(s)?(?![\p{L}\p{N}'’])`,
      'gu',
    ),
    say: ([, acronym = '', many = '']) => [words(`${AS_WORDS[acronym] ?? acronym}${many}`)],
  },
  {
    pattern: new RegExp(String.raw`(?<![\p{L}\p{N}.'’&-])(${AS_LETTERS})(?![\p{L}\p{N}'’&]|-\p{Lu})`, 'gu'),
    say: ([, acronym = '']) => [letters(acronym)],
  },
  // savings in Britain; in computing the letters are said
  {
    needs: /ISA/,
    pattern: /(?<![\p{L}\p{N}.'’])ISA(s)?(?![\p{L}\p{N}-])/gu,
    say: ([, many = ''], text) =>
      many !== '' ||
      /\b(?:savings?|tax|cash|allowance|bank|invest\p{Ll}*|stocks|shares|Lifetime|Junior)\b|£/iu.test(text)
        ? [words(`eyesa${many}`)]
        : undefined,
  },
  {
    pattern:
      /(?<=\b[Tt]he\s)WHO(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])WHO(?=\s(?:says|said|declared|warned|chief|director|report|guidelines|estimates|officials|recommends)\b)/gu,
    say: ([acronym]) => [letters(acronym)],
  },
];
