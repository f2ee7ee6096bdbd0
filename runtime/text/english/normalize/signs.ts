import { timesSaid, words } from '../../written/stretch.ts';
import type { Rule } from '../../written/stretch.ts';

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
  { pattern: EMOJI, say: ([sign]) => [{ text: sign.replace(/[\ufe0f\u{1f3fb}-\u{1f3ff}]/gu, ''), sign: true }] },
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
