import { describe, expect, it, test } from 'vitest';
import { LANGUAGES } from '../text/types.ts';
import { LexiconError, isFor, parseLexicon } from './lexicon.ts';

const parse = (content: unknown) => parseLexicon('own', Buffer.from(JSON.stringify(content)));
const withEntries = (...entries: unknown[]) => parse({ language: 'en', entries });

test('a lexicon has a digest of its bytes and finds its words', () => {
  const lexicon = withEntries({ word: 'nginx', say: 'engine x' }, { word: 'GIF', ipa: 'ˈdʒɪf', caseSensitive: true });
  expect(lexicon).toMatchObject({ name: 'own', language: 'en', entries: 2 });
  expect(lexicon.digest).toMatch(/^[0-9a-f]{64}$/);
  expect(lexicon.folded.get('nginx')).toEqual({ say: 'engine x' });
  expect(lexicon.exact.get('GIF')).toEqual({ phonemes: 'ˈdʒɪf' });
  expect(lexicon.folded.has('gif')).toBe(false);
});

test('its language is that of a text, or the beginning of it', () => {
  const languagesFor = (language: string) => LANGUAGES.filter((one) => isFor({ language }, one));
  expect(languagesFor('en')).toEqual(['en-us', 'en-gb']);
  expect(languagesFor('en-GB')).toEqual(['en-gb']);
  expect(languagesFor('pt')).toEqual(['pt']);
  expect(languagesFor('pt-BR')).toEqual(['pt']);
  expect(languagesFor('e')).toEqual([]);
});

describe('refused', () => {
  it.each<[string, unknown[], RegExp]>([
    ['neither ipa nor say', [{ word: 'a' }], /^entries\[0\] \(a\): must have either ipa or say$/],
    ['both', [{ word: 'a', ipa: 'a', say: 'b' }], /either ipa or say/],
    [
      'an unknown symbol',
      [
        { word: 'a', ipa: 'a' },
        { word: 'b', ipa: 'b˥' },
      ],
      /^entries\[1\] \(b\): the model has no symbol for "˥"$/,
    ],
    ['X-SAMPA', [{ word: 'a', ipa: '"{p@' }], /no symbol for "\{"/],
    ['digits, which would fall silent', [{ word: 'a', ipa: 'ni3' }], /no symbol for "3"/],
    ['marks alone', [{ word: 'a', ipa: 'ˈː' }], /holds no sound/],
    [
      'the same word again',
      [
        { word: 'a b', say: 'x' },
        { word: 'A  b', say: 'y' },
      ],
      /^entries\[1\] \(A {2}b\): the same word as entries\[0\]$/,
    ],
    ['a word of marks', [{ word: '...', say: 'x' }], /no letter, digit or symbol/],
    ['spaces around', [{ word: ' a', say: 'x' }], /^entries\[0\]\.word: must be one line without spaces/],
    ['lines', [{ word: 'a', say: 'x\ny' }], /^entries\[0\]\.say: must be one line/],
    ['a long word', [{ word: 'a'.repeat(65), say: 'x' }], /at most 64 characters/],
    ['an unknown field', [{ word: 'a', say: 'x', alias: 'y' }], /alias/],
    ['too many entries', Array.from({ length: 1001 }, (_, index) => ({ word: `a${index}`, say: 'x' })), /entries/],
  ])('%s', (_, entries, message) => {
    expect(() => withEntries(...entries)).toThrow(LexiconError);
    expect(() => withEntries(...entries)).toThrow(message);
  });

  it.each(['', 'not JSON', '[]', '{"language":"en"}', '{"language":"de","entries":[]}'])('%s', (text) => {
    expect(() => parseLexicon('own', Buffer.from(text))).toThrow(LexiconError);
  });

  it('not words that differ by capitals alone, where one of them wants them', () => {
    expect(withEntries({ word: 'Polish', say: 'a' }, { word: 'polish', say: 'b', caseSensitive: true }).entries).toBe(
      2,
    );
  });
});
