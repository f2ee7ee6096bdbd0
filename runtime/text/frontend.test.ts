import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findPublishedModel } from '../model/published-model.ts';
import { createTextFrontend } from './frontend.ts';
import { LANGUAGES, UnspeakableError } from './types.ts';
import type { Language, Pronunciation } from './types.ts';
import { KOKORO_SYMBOLS } from './vocabulary.ts';

/** A lexicon of the test's own: enough to see where a word's sound comes from. */
const GOLD = {
  the: 'ði',
  cat: 'kˈæt',
  sat: 'sˈæt',
  record: { DEFAULT: 'ɹˈɛkəɹd', VERB: 'ɹəkˈɔɹd' },
  ...Object.fromEntries([...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => [letter, 'ˈA'])),
};

const frontend = createTextFrontend({
  vocabulary: KOKORO_SYMBOLS,
  readLexicon: async (path) => {
    if (path.endsWith('_gold.json')) return Buffer.from(JSON.stringify(GOLD));
    if (path.endsWith('_silver.json')) return Buffer.from('{}');
    return readFile(join(await findPublishedModel(), path)); // the dictionaries of other languages are the real ones
  },
});

async function phonemes(text: string, language: Language): Promise<string> {
  const segments = await (await frontend).segments(text, language);
  return segments.map((segment) => segment.phonemes).join(' ');
}

describe('languages of espeak-ng', () => {
  test.each<[Language, string, string]>([
    ['es', '¿Qué tal, señor?', 'kˈe tˈal, seɲˈoɾ?'],
    ['fr', 'C’est la vie.', 'sɛ la vˈi.'],
    ['it', 'La pizza è (molto) buona!', 'la pˈiʦːa ˈɛː (mˈolto) bʊˈɔna!'],
    ['pt', 'Não fala?', 'nˌɐ̃ʊ̃ fˈalæ?'],
    ['hi', 'नमस्ते, दुनिया!', 'nəmˈʌsteː, dˈʊnɪjˌaː!'],
  ])('%s: %s', async (language, text, expected) => {
    expect(await phonemes(text, language)).toBe(expected);
  });
});

test('English words come from the lexicon, by part of speech; others from espeak-ng', async () => {
  expect(await phonemes('The cat sat.', 'en-us')).toBe('ðə kˈæt sˈæt.');
  expect(await phonemes('to record the record', 'en-us')).toMatch(/ɹəkˈɔɹd ði? ?ə? ?ɹˈɛkəɹd$/);
  expect(await phonemes('blorfing', 'en-us')).toBe('blˈɔɹfɪŋ');
});

test.each<[Language, string]>([
  ['en-us', 'ðə kˈæt, prʲivʲˈet sˈæt.'],
  ['es', 'tˈe kˈat, prʲivʲˈet sˈat.'],
])(
  '%s: what is said in place of a text is read like any other, and is one token with the text',
  async (language, sound) => {
    const given = [{ start: 0, end: 5, say: 'the cat, Привет' }];
    const [segment] = await (await frontend).segments('Mr. X sat.', language, given);
    expect(segment?.phonemes).toBe(sound);
    expect(segment?.tokens[0]).toMatchObject({ text: 'Mr. X', whitespace: ' ' });
    const [explained] = await (await frontend).segments('Mr. X sat.', language, given, 510, true);
    expect(explained?.tokens[0]).toMatchObject({ kind: 'respelling', words: 'the cat, Привет' });
  },
);

test('a foreign script is read by a voice of its language', async () => {
  expect(await phonemes('the Привет cat', 'en-us')).toContain('prʲivʲˈet');
  expect(await phonemes('hola Привет', 'es')).toBe('ˈola prʲivʲˈet');
  expect(await phonemes('the cat नमस्ते', 'en-us')).toBe('ðə kˈæt nəmˈʌsteː');
});

test.each<[Language, string]>([
  ['en-us', 'the café sat'],
  ['es', 'España, pingüino, mañana'],
  ['fr', 'où ça, élève, Noël'],
  ['it', 'perché città'],
  ['pt', 'não, coração'],
  ['hi', 'बड़ा फ़ोन'],
  ['ja', 'ガラス'],
  ['es', 'hola 한국 ёлка'],
])('%s: %s sounds the same with its accents apart, whose tokens stay as written', async (language, text) => {
  const apart = text.normalize('NFD');
  expect(await phonemes(apart, language)).toBe(await phonemes(text.normalize('NFC'), language));
  const segments = await (await frontend).segments(apart, language);
  const tokens = segments.flatMap((segment) => segment.tokens);
  expect(tokens.map((token) => token.text + token.whitespace).join('')).toBe(apart);
  expect(apart.split(/[, ]+/)).toEqual(tokens.map((token) => token.text).filter((word) => word !== ',' && word !== ''));
});

test('no character ends a text early or hides what is around it', async () => {
  const ready = await frontend;
  const odd = ['\0', '\u0001', '\u001b', '\u007f', '\u0085', '\u2028', '\u2029', '\ufffe', '\uffff', '\ud800'];
  for (const language of ['en-us', 'es', 'hi'] as const) {
    const plain = await phonemes('the gato sat', language);
    for (const sign of odd) expect(await phonemes(`the${sign}gato${sign}sat`, language)).toBe(plain);
    for (const sign of ['\u00ad', '\u200b', '\ufeff', '\u2060', '\u200e', '\u202a', '\u2068']) {
      expect(await phonemes(`th${sign}e ${sign}gato s${sign}at`, language)).toBe(plain);
    }
    const [segment] = await ready.segments('the\0gato', language);
    expect(segment?.tokens.map((token) => [token.text, token.whitespace])).toEqual([
      ['the', '\0'],
      ['gato', ''],
    ]);
  }
});

test('what cannot be spoken is reported', async () => {
  const ready = await frontend;
  for (const text of ['', '   ', '...', '?!', '\u200b', '—']) {
    await expect(ready.segments(text, 'en-us')).rejects.toThrow(UnspeakableError);
    await expect(ready.segments(text, 'es')).rejects.toThrow(UnspeakableError);
  }
  await expect(ready.segments('ᏣᎳᎩ', 'en-us')).rejects.toThrow(/cannot speak "ᏣᎳᎩ"/);
});

test('beside other words, what cannot be spoken is called a sign', async () => {
  expect(await phonemes('say ᏣᎳᎩ now', 'en-us')).toBe(await phonemes('say symbol now', 'en-us'));
  expect(await phonemes('di ᏣᎳᎩ ya', 'es')).toBe(await phonemes('di símbolo ya', 'es'));
  expect(await phonemes('他叫 ᏣᎳᎩ 吗', 'zh')).toBe(await phonemes('他叫 符号 吗', 'zh'));
});

const piece = fc.oneof(
  fc.constantFrom(
    'the',
    'cat',
    'Dr.',
    '$5.00',
    '1/2',
    '12:30',
    'http://a.b/c',
    'a@b.co',
    '😀',
    'é',
    'Ж',
    '--',
    '"',
    "'",
    '(',
    '](',
  ),
  fc.constantFrom(
    '[x](/a/)',
    '**',
    '1990s',
    'II',
    '5km',
    '\n\n',
    '\t',
    '...',
    '。',
    '\u200d',
    'ﬁ',
    '①',
    '½',
    '#1',
    'U.S.',
    '-7',
    '\u0000',
    '\ud800',
    '\u00ad',
    'e\u0301',
    'か\u3099',
    '한국',
    'λόγος',
    'α',
  ),
  fc.string({ unit: 'binary', maxLength: 6 }),
);
const anyText = fc
  .tuple(fc.array(piece, { minLength: 1, maxLength: 30 }), fc.constantFrom('', ' '))
  .map(([parts, joint]) => parts.join(joint));

/** Some stretches of a text, each with a sound. */
function someGiven(text: string, cuts: readonly number[]): Pronunciation[] {
  const places = [...new Set(cuts.map((cut) => cut % (text.length + 1)))].sort((one, two) => one - two);
  return places.flatMap((start, index) => {
    const end = places[index + 1];
    if (index % 2 !== 0 || end === undefined) return [];
    return [{ start, end, ...(index % 4 === 0 ? { phonemes: 'kæt' } : { say: 'the cat, 12 한국' }) }];
  });
}

test.each(LANGUAGES)('%s: any text gives segments that join to it, or a clear error', async (language) => {
  const ready = await frontend;
  await fc.assert(
    fc.asyncProperty(anyText, fc.array(fc.nat(1000), { maxLength: 6 }), async (text, cuts) => {
      try {
        const result = await ready.segments(text, language, someGiven(text, cuts));
        expect(result.map((segment) => segment.text).join('')).toBe(text);
        for (const { phonemes: symbols, tokens, text: part } of result) {
          expect(tokens.map((token) => token.text + token.whitespace).join('')).toBe(part);
          expect(symbols.length).toBeLessThanOrEqual(510);
          expect([...symbols].filter((symbol) => !KOKORO_SYMBOLS.has(symbol))).toEqual([]);
        }
      } catch (error) {
        if (!(error instanceof UnspeakableError)) throw error;
      }
    }),
    { numRuns: 60 },
  );
});

test('long runs of the same sign come to an end', async () => {
  const ready = await frontend;
  for (const sign of ['a', 'A-', '1-', '.', '(', "x'", '$1', '\n', 'http://']) {
    await ready.segments(sign.repeat(4096 / sign.length).slice(0, 4000), 'en-us').catch((error: unknown) => {
      expect(error).toBeInstanceOf(UnspeakableError);
    });
  }
}, 100_000);

/** A part of all assigned code points, another one for each language. */
function codePoints(language: Language): string[] {
  const from = 0x21 + LANGUAGES.indexOf(language);
  const signs: string[] = [];
  for (let code = from; code < 0x20000; code += code < 0x3000 ? 41 : 701) {
    const sign = String.fromCodePoint(code);
    if (!/\p{Cn}|\p{Co}|\p{Cs}|\p{Cc}/u.test(sign)) signs.push(sign);
  }
  return signs;
}

test.each(LANGUAGES)('%s: no sign refuses the rest of a text', { timeout: 30_000 }, async (language) => {
  const ready = await frontend;
  for (const sign of codePoints(language)) {
    const text = `2 ${sign} 3`;
    const segments = await ready.segments(text, language);
    expect(segments.map((segment) => segment.text).join('')).toBe(text);
  }
});
