import { timesSaid, words } from './stretch.ts';
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
  { pattern: /&(?:nbsp|amp|lt|gt|quot|apos);/gu, say: ([entity]) => (entity === '&amp;' ? [words('and')] : []) },
];

/** What else is left of Markdown: signs that nobody says. */
export const markdownSignRules: readonly Rule[] = [
  {
    pattern: /^[ \t]*(?:#{1,6}(?=[ \t])|>+|(?:[-*+•‣▪◦])(?=[ \t])|`{3,}\w*|(?:-{3,}|\*{3,}|_{3,}|={3,})[ \t]*$)/gmu,
    say: () => [],
  },
  { pattern: /\*+|`+|~~|(?<![\p{L}\p{N}])_+(?=\p{L})|(?<=[\p{L}\p{N}.,!?])_+(?![\p{L}\p{N}])|\|/gu, say: () => [] },
];

const EMOJI = new RegExp(String.raw`\p{RGI_Emoji}|\p{Extended_Pictographic}\ufe0f?`, 'gv');

const SIGN_WORDS: Readonly<Record<string, string>> = {
  '=': 'equals',
  '×': 'times',
  '÷': 'divided by',
  '±': 'plus or minus',
  '≈': 'approximately',
  '≠': 'is not equal to',
  '≤': 'less than or equal to',
  '≥': 'greater than or equal to',
  '√': 'square root of',
  '∞': 'infinity',
  '°': 'degrees',
  '©': 'copyright',
  '®': 'registered',
  '™': 'trademark',
  '§': 'section',
  '¶': 'paragraph',
  '→': 'to',
  '⇒': 'implies',
  '←': 'from',
  '↔': 'to and from',
  '∑': 'sum',
  '∏': 'product',
  '∫': 'integral',
  '∂': 'partial',
  '∆': 'delta',
  '∈': 'in',
  '∀': 'for all',
  '∃': 'there exists',
  '∩': 'intersection',
  '∪': 'union',
  '⊂': 'subset of',
  '¬': 'not',
  α: 'alpha',
  β: 'beta',
  γ: 'gamma',
  δ: 'delta',
  ε: 'epsilon',
  θ: 'theta',
  λ: 'lambda',
  μ: 'mu',
  µ: 'micro',
  π: 'pi',
  σ: 'sigma',
  τ: 'tau',
  φ: 'phi',
  ω: 'omega',
  Ω: 'omega',
  Δ: 'delta',
  Σ: 'sigma',
  '✓': 'check',
  '✔': 'check',
  '✗': 'cross',
  '☐': 'box',
  '†': 'dagger',
  '‡': 'double dagger',
  '¢': 'cents',
  '^': 'to the power of',
  '\\': 'backslash',
  '~': 'about',
  '<': 'less than',
  '>': 'greater than',
  '+': 'plus',
  '−': 'minus',
  _: 'underscore',
  '#': 'hash',
};

/** Signs that are said by name. */
export const signRules: readonly Rule[] = [
  { pattern: EMOJI, say: ([sign]) => [{ text: sign.replaceAll('\ufe0f', ''), sign: true }] },
  {
    pattern: /(?<=\p{N}\s?)[-–](?=\s?\p{N})/gu,
    say: (match, text) =>
      /\s/.test(text.charAt(match.index - 1)) || /^.[\d.,]+\s*=/.test(text.slice(match.index))
        ? [words('minus')]
        : undefined,
  },
  { pattern: /(?<=\p{N}\s?)[xX*](?=\s?\p{N})/gu, say: () => [words('times')] },
  { pattern: /(?<=\p{N}\s?)\/(?=\s?\p{N})/gu, say: () => [words('over')] },
  { pattern: /(?<=[\p{L}\p{N}])~(?=[\p{L}\p{N}])/gu, say: () => [words('to')] },
  // a single Greek letter; Greek words are left to the voice of their language
  { pattern: /(?<![\p{L}])[α-ωΑ-Ω](?!\p{L})/gu, say: ([sign]) => say(sign) },
  { pattern: /([^\p{L}\p{N}\p{M}\s\p{P}\p{Cf}\p{Sk}]|[§¶†‡\\#_])\1*/gu, say: ([run, sign = '']) => say(sign, run) },
];

function say(sign: string, run = sign): { text: string }[] | undefined {
  const name = SIGN_WORDS[sign];
  return name === undefined ? undefined : timesSaid(run, sign).map(() => words(name));
}
