import { expect, test } from 'vitest';
import { resolveHeteronyms } from './heteronyms.ts';

/** Phonemes (or, without, the tag) of one word of a sentence written as `word/TAG`. */
function resolved(sentence: string, word: string, occurrence = 1): string | undefined {
  const tokens = sentence.split(' ').map((item, index) => {
    const [text = '', tag = ''] = item.split('/');
    return { text, tag, whitespace: ' ', start: index, end: index + 1 };
  });
  const found = resolveHeteronyms(tokens, false).filter((token) => token.text.toLowerCase() === word)[occurrence - 1];
  return found?.phonemes ?? found?.tag;
}

test.each([
  ['levels/NNS of/IN lead/NN in/IN blood/NN', 'lead', 'lˈɛd'],
  ['she/PRP took/VBD the/DT lead/NN', 'lead', 'lˈid'],
  ['a/DT bass/NN guitar/NN', 'bass', 'bˈAs'],
  ['he/PRP caught/VBD a/DT bass/NN', 'bass', 'bˈæs'],
  ['took/VBD a/DT bow/NN', 'bow', 'bˈW'],
  ['a/DT bow/NN and/CC arrow/NN', 'bow', 'bˈO'],
  ['the/DT bow/NN of/IN the/DT ship/NN', 'bow', 'bˈW'],
  ['had/VBD a/DT row/NN about/IN money/NN', 'row', 'ɹˈW'],
  ['three/CD in/IN a/DT row/NN', 'row', 'ɹˈO'],
  ['a/DT tear/NN in/IN my/PRP$ shirt/NN', 'tear', 'tˈɛɹ'],
  ['a/DT tear/NN in/IN his/PRP$ eye/NN', 'tear', 'tˈɪɹ'],
  ['a/DT sail/NN and/CC a/DT tear/NN in/IN his/PRP$ eye/NN', 'tear', 'tˈɪɹ'],
  ['two/CD does/VBZ and/CC a/DT buck/NN', 'does', 'dˈOz'],
  ['has/VBZ she/PRP read/VB it/PRP', 'read', 'ɹˈɛd'],
  ['did/VBD she/PRP read/VBD it/PRP', 'read', 'ɹˈid'],
  ['I/PRP read/VBP every/DT day/NN', 'read', 'ɹˈid'],
  ['we/PRP read/VBP it/PRP yesterday/NN', 'read', 'ɹˈɛd'],
  ['streamed/VBN live/VB from/IN Rome/NNP', 'live', 'lˈIv'],
  ['to/TO wind/NN up/RP', 'wind', 'wˈInd'],
  ['in/IN minute/NN detail/NN', 'minute', 'mInˈut'],
  ['your/PRP$ resume/NN', 'resume', 'ɹˈɛzəmˌA'],
  ['a/DT cup/NN of/IN sake/NN', 'sake', 'sˈɑki'],
  ['Use/NN code/NN now/RB', 'use', 'VB'],
  ['Use/NN of/IN code/NN', 'use', 'NN'],
  ['trains/NNS to/IN Reading/NNP', 'reading', 'ɹˈɛdɪŋ'],
])('%s: %s', (sentence, word, phonemes) => {
  expect(resolved(sentence, word)).toBe(phonemes);
});

test('neighbours overrule a wrong tag', () => {
  expect(resolved('they/PRP could/MD contest/NN it/PRP', 'contest')).toBe('VB');
  expect(resolved('I/PRP object/NN to/IN it/PRP', 'object')).toBe('VBP');
  expect(resolved('my/PRP$ record/VBP', 'record')).toBe('NN');
  expect(resolved('they/PRP want/VBP to/TO permit/NN it/PRP', 'permit')).toBe('VB');
});

test('a word without a clue is left to the lexicon', () => {
  expect(resolved('a/DT bow/NN', 'bow')).toBe('NN');
  expect(resolved('they/PRP lead/VBP', 'lead')).toBe('VBP');
});
