import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parts } from '../examples/clients/long-text.ts';

it('cuts after sentences, as few times as it can', () => {
  expect(parts('One two. Three four! Five six? Seven.', 20)).toEqual(['One two. Three four!', 'Five six? Seven.']);
  expect(parts('你好。今天天气很好。再见。', 7)).toEqual(['你好。', '今天天气很好。', '再见。']);
  expect(parts(' \n ', 10)).toEqual([]);
});

it('cuts a sentence that is too long between words, and a word that is too long anywhere', () => {
  expect(parts('aaa bbb ccc ddd.', 8)).toEqual(['aaa bbb', 'ccc ddd.']);
  expect(parts('x'.repeat(7), 3)).toEqual(['xxx', 'xxx', 'x']);
});

it('loses nothing and keeps to the limit', () => {
  const letters = fc.constantFrom('a', ' ', '.', '! ', '\n', '😀', '。', 'é');
  fc.assert(
    fc.property(fc.array(letters), fc.integer({ min: 2, max: 12 }), (written, most) => {
      const text = written.join('');
      const found = parts(text, most);
      expect(found.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
      for (const part of found) expect([...part].length).toBeLessThanOrEqual(most);
    }),
  );
});
