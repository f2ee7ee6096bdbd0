import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inSource, readable } from './readable.ts';

const textOf = (source: string): string => readable(source, []).text;

test.each([
  ['Espan\u0303a', 'Espa\u00f1a'],
  ['\u092b\u093c and \u095e', '\u092b\u093c and \u092b\u093c'],
  ['\u304b\u3099', '\u304c'],
  ['\u1112\u1161\u11ab', '\ud55c'],
  ['\uac00\u11a8', '\uac01'],
  ['a\u0327\u0301', 'a\u0327\u0301'.normalize('NFC')],
])('letters are composed: %j', (source, expected) => {
  expect(textOf(source)).toBe(expected);
});

test('letters and digits of mathematics are plain ones', () => {
  expect(textOf('𝗛𝗼𝗹𝗮, 𝓪𝓶𝓲𝓰𝓸𝓼: 𝟭𝟮 ∈ ℝ, ℎ')).toBe('Hola, amigos: 12 ∈ R, h');
});

test('what would end a text or nobody sees is white space or nothing', () => {
  expect(textOf('a\0b\u0007\u0085\ud800\uffff\udbff\udfff.')).toBe('a b      .');
  expect(textOf('\ufeffa\u200bb')).toBe('ab');
  expect(textOf('ex\u00adtra\u2060ordi\u200enary')).toBe('extraordinary');
  expect(textOf('a\tb\nc\r\n')).toBe('a\tb\nc\r\n');
  expect(textOf('क्‍ष 👩‍👩‍👧 ❤️ می‌خواهم')).toBe('क्‍ष 👩‍👩‍👧 ❤️ می‌خواهم');
});

test('given pronunciations keep to their stretches', () => {
  const source = 'e\u0301 e\u0301\u0301 e\u0301';
  const { text, given } = readable(source, [
    { start: 3, end: 4, phonemes: 'a' },
    { start: 4, end: 6, phonemes: 'b' },
  ]);
  expect(text).toBe('\u00e9 e\u0301\u0301 \u00e9');
  expect(given.map(({ start, end }) => text.slice(start, end))).toEqual(['e', '\u0301\u0301']);
});

test('the tokens of the source are the source', () => {
  fc.assert(
    fc.property(
      fc.string({
        unit: fc.constantFrom('e', '\u0301', '\0', '\u00ad', ' ', '\u1112', '\u1161', '\ud800', '\u095e', '👍'),
      }),
      fc.array(fc.nat(5)),
      (source, sizes) => {
        const text = readable(source, []);
        fc.pre(text.text !== '');
        let at = 0;
        const take = (size: number): string => text.text.slice(at, (at += size));
        const tokens = sizes.map((size) => ({ text: take(size), whitespace: take(1), phonemes: '' }));
        tokens.push({ text: take(text.text.length), whitespace: '', phonemes: '' });
        const result = inSource([tokens], source, text).flat();
        expect(result.map((token) => token.text + token.whitespace).join('')).toBe(source);
      },
    ),
  );
});
