import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SentenceBuffer } from './sentence-buffer.ts';

const en = () => new SentenceBuffer('en-us', 'sentence');

function fed(buffer: SentenceBuffer, pieces: readonly string[]): string[] {
  return [...pieces.flatMap((piece) => buffer.append(piece)), buffer.flush()];
}

test('a sentence is complete with the first letter of the next one', () => {
  const buffer = en();
  expect(buffer.append('Hello there')).toEqual([]);
  expect(buffer.append('. ')).toEqual([]);
  expect(buffer.endsLikeSentence).toBe(true);
  expect(buffer.append('How are many ')).toEqual(['Hello there. ']);
  expect(buffer.append('of you?” she asked. Then')).toEqual(['How are many of you?” she asked. ']);
  expect(buffer.flush()).toBe('Then');
});

test.each([
  ['figures', ['It is 3', '.', '14 now. ', 'Good'], ['It is 3.14 now. ', 'Good']],
  ['abbreviations', ['Dr', '.', ' Smith is in. ', 'We'], ['Dr. Smith is in. ', 'We']],
  ['closing marks', ['“Stop!', '” ', 'He left.'], ['“Stop!” ', 'He left.']],
  [
    'tags',
    ['Wait [pause:0', '.', '5s]. ', 'Now [St. Mary. X](/a. B/) is. ', 'Go'],
    ['Wait [pause:0.5s]. ', 'Now [St. Mary. X](/a. B/) is. ', 'Go'],
  ],
])('%s are not cut', (_, pieces, expected) => {
  expect(fed(en(), pieces)).toEqual(expected);
});

test('text that may go on does not look ended', () => {
  for (const text of ['It is 3.', 'Dr.', 'e.g.', 'Hello', 'See [a.', 'Hello,']) {
    const buffer = en();
    buffer.append(text);
    expect([text, buffer.endsLikeSentence]).toEqual([text, false]);
  }
});

test('Chinese sentences need no space', () => {
  const buffer = new SentenceBuffer('zh', 'sentence');
  expect(buffer.append('你好。今天')).toEqual(['你好。']);
  expect(buffer.append('很好。')).toEqual([]);
  expect(buffer.endsLikeSentence).toBe(true);
});

test('clauses end at commas, but not within figures or after a word or two', () => {
  const buffer = new SentenceBuffer('en-us', 'clause');
  expect(fed(buffer, ['When he came, in 1,000 days, ', 'oh, we left. Bye'])).toEqual([
    'When he came, ',
    'in 1,000 days, ',
    'oh, we left. ',
    'Bye',
  ]);
});

test('without granularity all waits for the end', () => {
  expect(fed(new SentenceBuffer('en-us', 'none'), ['One. ', 'Two. ', 'Three.'])).toEqual(['One. Two. Three.']);
});

test('a sentence without an end is cut between words, in time in proportion to its length', () => {
  const found = fed(
    en(),
    Array.from({ length: 4_000 }, () => 'word '),
  );
  expect(Math.max(...found.map((text) => text.length))).toBeLessThanOrEqual(1_000);
  expect(found.every((text) => /^(word )+$/.test(text) || text === '')).toBe(true);
  const milliseconds = (marks: number): number => {
    const started = performance.now();
    fed(
      en(),
      Array.from({ length: marks }, () => '.'),
    );
    return performance.now() - started;
  };
  milliseconds(2_000);
  expect(milliseconds(8_000) / milliseconds(2_000)).toBeLessThan(12);
});

test('however a text is cut, it is given whole', () => {
  const piece = fc.oneof(fc.string(), fc.constantFrom('. ', 'A', '[pause:', ']', '\n\n', '。', '😀', '](/', '/)'));
  fc.assert(
    fc.property(fc.array(piece), fc.constantFrom('none', 'sentence', 'clause'), (pieces, granularity) => {
      expect(fed(new SentenceBuffer('en-us', granularity), pieces).join('')).toBe(pieces.join(''));
    }),
  );
});
