import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sentences } from './sentences.ts';
import { LANGUAGES } from './types.ts';
import type { Language } from './types.ts';

test.each<[Language, string, string[]]>([
  ['en-us', 'It rained. We left.', ['It rained. ', 'We left.']],
  ['en-us', 'Dr. Lee met Mr. Ray. They spoke.', ['Dr. Lee met Mr. Ray. ', 'They spoke.']],
  ['en-us', 'It costs 3.50 now. Buy it.', ['It costs 3.50 now. ', 'Buy it.']],
  ['en-us', 'The U.S. Army left. The U.S. The end.', ['The U.S. Army left. ', 'The U.S. ', 'The end.']],
  ['en-us', 'J. R. R. Tolkien wrote it.', ['J. R. R. Tolkien wrote it.']],
  ['en-us', 'See you at 5 p.m. The door is open.', ['See you at 5 p.m. ', 'The door is open.']],
  ['en-us', '"Stop!" he said. "Now."', ['"Stop!" he said. ', '"Now."']],
  ['en-us', 'Well... it is late. Go.', ['Well... it is late. ', 'Go.']],
  ['en-us', 'one line\nof text', ['one line\nof text']],
  ['en-us', 'Title\n\nBody text.', ['Title\n\n', 'Body text.']],
  [
    'en-us',
    'Is 5! = 120? Set y != 5. See ![A barn](barn.png).',
    ['Is 5! = 120? ', 'Set y != 5. ', 'See ![A barn](barn.png).'],
  ],
  ['en-us', 'Meet in rm. 204. Go to the fl. Now.', ['Meet in rm. 204. ', 'Go to the fl. ', 'Now.']],
  ['hi', 'राज. में बारिश। बुध. 5 जून।', ['राज. में बारिश। ', 'बुध. 5 जून।']],
  ['es', 'El Sr. Ruiz llegó. ¿Qué tal?', ['El Sr. Ruiz llegó. ', '¿Qué tal?']],
  ['es', 'Vive en la esc. A hoy. Mira ![Gato](g.png) ya.', ['Vive en la esc. A hoy. ', 'Mira ![Gato](g.png) ya.']],
  ['pt', 'Mora no cj. 31. Saiu em 03/mar./2024.', ['Mora no cj. 31. ', 'Saiu em 03/mar./2024.']],
  ['hi', 'वह आया। मैं गया।', ['वह आया। ', 'मैं गया।']],
  ['ja', '行きます。来ます！', ['行きます。', '来ます！']],
  ['ja', '「行く。」と言った。次。', ['「行く。」と言った。', '次。']],
  ['zh', '你好。他说：“走吧！”我走了。', ['你好。', '他说：“走吧！”', '我走了。']],
])('%s: %s', (language, text, expected) => {
  expect(sentences(text, language)).toEqual(expected);
});

test('joined, the sentences are the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(...LANGUAGES), (text, language) => {
      expect(sentences(text, language).join('')).toBe(text);
    }),
  );
});
