import { expect, test } from 'vitest';
import { explaining } from './explain.ts';
import type { Token } from './types.ts';
import { applyRules, letters, words } from './written/stretch.ts';
import type { Rule } from './written/stretch.ts';

const rules: readonly Rule[] = [
  { kind: 'markup', pattern: /\*/g, say: () => [] },
  { kind: 'time', pattern: /(\d) pm/g, say: ([, hour = '']) => [words(`hour ${hour}`), letters('PM'), words('.')] },
  { pattern: /\d/g, say: ([digit]) => [words(`digit ${digit}`)] },
];

/** Tokens at spaces, after the rules were applied. */
function phonemize(text: string): Token[] {
  applyRules(text, rules);
  applyRules('another text', rules);
  return [...text.matchAll(/(\S+|\d pm)(\s*)/g)].map(([, word = '', whitespace = '']) => ({
    text: word,
    whitespace,
    phonemes: word,
  }));
}

function explained(text: string): string[] {
  return explaining(phonemize)(text).map(({ text, kind = '-', words = '-' }) => `${text}|${kind}|${words}`);
}

test('a token tells what rules took it for, and the words it became', () => {
  expect(explained('call 5 now')).toEqual(['call|-|-', '5|other|digit 5', 'now|-|-']);
  expect(explained('*at* x5y')).toEqual(['*at*|markup|at', 'x5y|other|x digit 5 y']);
});

test('a stretch of several tokens is told with each', () => {
  expect(explained('at 5 pm *')).toEqual(['at|-|-', '5|time|hour 5 P M.', 'pm|time|hour 5 P M.', '*|markup|']);
});
