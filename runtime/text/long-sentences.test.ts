import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readableParts } from './long-sentences.ts';

test('a sentence that is not too long is one part', () => {
  expect(readableParts('One, two.')).toEqual(['One, two.']);
  expect(readableParts('a '.repeat(250))).toHaveLength(1);
});

test('a long one is cut after a mark, else after a space, else anywhere but within a letter', () => {
  const [first] = readableParts(`${'word '.repeat(80)}end, ${'word '.repeat(80)}`);
  expect(first).toMatch(/end, $/);
  for (const part of readableParts('word '.repeat(300))) expect(part).toMatch(/^(?:word )+$/);
  for (const part of readableParts('👍🏽'.repeat(400))) expect(part).toMatch(/^(?:👍🏽)+$/u);
  for (const part of readableParts('、'.padStart(400, '行').repeat(4))) expect(part).toMatch(/、$/);
});

test('joined, the parts are the sentence, and none is too long', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { size: 'large' }), (pieces) => {
      const parts = readableParts(pieces.join(''));
      expect(parts.join('')).toBe(pieces.join(''));
      for (const part of parts) expect(part.length).toBeLessThanOrEqual(500);
    }),
    { numRuns: 30 },
  );
});
