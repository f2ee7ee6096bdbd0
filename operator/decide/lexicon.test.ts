import { describe, expect, it, test } from 'vitest';
import type { KubeObject } from '../controller/object.ts';
import { checkContent, checkLexicon } from './lexicon.ts';

const lexicon = (spec: unknown): KubeObject => ({
  apiVersion: 'v1',
  kind: 'TTSLexicon',
  metadata: { name: 'own' },
  spec,
});
const check = (...entries: unknown[]) => checkLexicon(lexicon({ language: 'en', entries }));

test('a valid lexicon is written for servers in one form, whatever form it was given in', () => {
  const checked = check(
    { say: 'engine x', word: 'nginx', caseSensitive: false },
    { word: 'GIF', ipa: 'dʒɪf', caseSensitive: true },
  );
  expect(checked).toMatchObject({ entries: 2, digest: expect.stringMatching(/^[0-9a-f]{64}$/) as string });
  const content = 'content' in checked ? checked.content : '';
  expect(JSON.parse(content)).toEqual({
    language: 'en',
    entries: [
      { word: 'nginx', say: 'engine x' },
      { word: 'GIF', ipa: 'dʒɪf', caseSensitive: true },
    ],
  });
  expect(checkContent(content)).toEqual(checked);
});

test('what somebody made of a delivered lexicon counts only when it is one', () => {
  for (const content of ['', '{', '{"language":"en","entries":[{"word":"a"}]}', '{"language":"xx","entries":[]}'])
    expect(checkContent(content) ?? {}).not.toHaveProperty('content');
});

describe('what is wrong names the entry', () => {
  it.each<[string, unknown[], string, string]>([
    [
      'a symbol',
      [
        { word: 'a', ipa: 'a' },
        { word: 'Worcester', ipa: 'ˈwʊs˥tə' },
      ],
      'UnknownSymbol',
      'spec.entries[1] (Worcester): the model has no sound for "˥" (U+02E5).',
    ],
    ['silence', [{ word: 'a', ipa: 'ˈ' }], 'UnknownSymbol', 'spec.entries[0] (a): the ipa holds no sound.'],
    [
      'the same word',
      [
        { word: 'New York', say: 'x' },
        { word: 'b', say: 'x' },
        { word: 'new  york', say: 'y' },
      ],
      'DuplicateWord',
      'spec.entries[2] (new  york): spec.entries[0] has the same word. Keep one of the two.',
    ],
    ['neither', [{ word: 'a' }], 'InvalidEntry', 'spec.entries[0] (a): an entry must have either ipa or say.'],
    ['a line break', [{ word: 'a', say: 'x\u2028y' }], 'InvalidEntry', 'must be one line'],
    ['a long word', [{ word: 'a'.repeat(65), say: 'x' }], 'InvalidEntry', 'spec.entries[0].word: '],
  ])('%s', (_, entries, reason, message) => {
    expect(check(...entries)).toEqual({ fault: { reason, message: expect.stringContaining(message) as string } });
  });

  it('and words that differ in capitals are two where one of them is case-sensitive', () => {
    expect(check({ word: 'Polish', say: 'a' }, { word: 'polish', say: 'b', caseSensitive: true })).toHaveProperty(
      'content',
    );
  });
});
