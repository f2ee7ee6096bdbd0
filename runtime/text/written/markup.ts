import type { Rule } from './stretch.ts';

/** `[word](/IPA/)`, `[word](+1)`, links and HTML. */
export const markupRules: readonly Rule[] = [
  {
    pattern: /\[([^\][\n]+)\]\(\/([^/\n]+)\/\)/gu,
    say: ([, text = '', phonemes = '']) => [{ text, phonemes }],
  },
  {
    pattern: /\[([^\][\n]+)\]\(([+-]?(?:\d|0\.5))\)/gu,
    say: ([, text = '', stress = '']) => [{ text, stress: Number(stress) }],
  },
  // a link: its text is ordinary text, its address is not said
  { pattern: /!?\[(?=[^\][\n]*\]\((?:https?:|\/|#|\.|mailto:)[^)\s]*\))/gu, say: () => [] },
  { pattern: /(?<=\[[^\][\n]*)\]\((?:https?:|\/|#|\.|mailto:)[^)\s]*\)/gu, say: () => [] },
  { pattern: /<\/?[a-zA-Z][^<>\n]{0,200}>/gu, say: () => [] },
  { pattern: /&(?:nbsp|lt|gt|quot|apos);/gu, say: () => [] },
];

/** What else is left of Markdown: signs that nobody says. */
export const markdownSignRules: readonly Rule[] = [
  {
    pattern: /^[ \t]*(?:#{1,6}(?=[ \t])|>+|(?:[-*+•‣▪◦])(?=[ \t])|`{3,}\w*|(?:-{3,}|\*{3,}|_{3,}|={3,})[ \t]*$)/gmu,
    say: () => [],
  },
  { pattern: /\*+|`+|~~|(?<![\p{L}\p{N}])_+(?=\p{L})|(?<=[\p{L}\p{N}.,!?])_+(?![\p{L}\p{N}])|\|/gu, say: () => [] },
];
