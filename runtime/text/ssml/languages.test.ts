import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findPublishedModel } from '../../model/published-model.ts';
import { createTextFrontend } from '../frontend.ts';
import { LANGUAGES } from '../types.ts';
import type { Language } from '../types.ts';
import { KOKORO_SYMBOLS } from '../vocabulary.ts';
import { inLanguage } from './in-language.ts';
import { parseSsml } from './ssml.ts';

const frontend = createTextFrontend({
  vocabulary: KOKORO_SYMBOLS,
  readLexicon: async (path) => readFile(join(await findPublishedModel(), path)),
});

const TAGS: Readonly<Record<Language, string>> = {
  'en-us': 'en-US',
  'en-gb': 'en-GB',
  es: 'es-MX',
  fr: 'fr-CA',
  hi: 'hi-IN',
  it: 'it-IT',
  pt: 'pt-PT',
  ja: 'ja-JP',
  zh: 'cmn-CN',
};

/** Two words, and another one. */
const WORDS: Readonly<Record<Language, readonly [string, string, string]>> = {
  'en-us': ['good', 'morning', 'house'],
  'en-gb': ['good', 'morning', 'house'],
  es: ['buenos', 'días', 'casa'],
  fr: ['bonne', 'journée', 'maison'],
  hi: ['शुभ', 'प्रभात', 'घर'],
  it: ['buona', 'giornata', 'casa'],
  pt: ['bom', 'dia', 'casa'],
  ja: ['朝', '夜', '家'],
  zh: ['早上', '晚上', '房子'],
};

/** What a document in a language says: for each stretch its text and phonemes. */
async function read(inner: string, language: Language) {
  const { parts } = parseSsml(`<speak><lang xml:lang="${TAGS[language]}">${inner}</lang></speak>`);
  const spoken = [];
  for (const part of parts) {
    if (!('text' in part)) continue;
    const own = inLanguage(part, 'en-us');
    expect(own.language).toBe(language);
    const segments = await (await frontend).segments(part.text, own.language, own.pronunciations);
    expect(segments.map(({ text }) => text).join('')).toBe(part.text);
    spoken.push({ text: part.text, phonemes: segments.map(({ phonemes }) => phonemes).join(' ') });
  }
  return spoken;
}
const phonemes = async (inner: string, language: Language) => (await read(inner, language)).map((one) => one.phonemes);

describe.each(LANGUAGES)('in %s', (language) => {
  const [one, two, other] = WORDS[language];

  it('sub says its alias and keeps its text', async () => {
    const [said] = await read(`<sub alias="${other}">X1</sub>`, language);
    expect(said).toEqual({ text: 'X1', phonemes: (await phonemes(other, language))[0] });
  });

  it('phoneme says its sounds', async () => {
    for (const ph of ['mama', '/mama/', ' [mama] '])
      expect(await phonemes(`<phoneme alphabet="ipa" ph="${ph}">${one}</phoneme>`, language)).toEqual(['mama']);
  });

  it('sentences end without a mark', async () => {
    const [said] = await phonemes(`<s>${one}</s><s>${two}</s>`, language);
    expect(said).toMatch(/^[^.]+\. [^.]+$/);
    expect(await phonemes(`<p>${one}</p><p>${two}</p>`, language)).toEqual([said]);
  });

  it('emphasis, unknown elements, audio and marks change nothing', async () => {
    const plain = await phonemes(`${one} ${two}`, language);
    for (const inner of [
      `<emphasis level="strong">${one}</emphasis> ${two}`,
      `<x>${one} <y/>${two}</x>`,
      `<audio src="https://example.org/a.mp3"><desc>no</desc>${one} ${two}</audio>`,
      `${one} <mark name="m"/>${two}`,
    ])
      expect(await phonemes(inner, language)).toEqual(plain);
  });

  it('break, prosody and voice divide the speech', async () => {
    const apart = [...(await phonemes(one, language)), ...(await phonemes(two, language))];
    for (const inner of [
      `${one}<break/>${two}`,
      `<prosody rate="slow">${one}</prosody>${two}`,
      `<prosody volume="loud">${one}</prosody>${two}`,
    ])
      expect(await phonemes(inner, language)).toEqual(apart);
  });

  it('units and times are read as usual', async () => {
    for (const [as, text] of [
      ['unit', '5 kg'],
      ['time', '14:30'],
    ])
      expect(await phonemes(`<say-as interpret-as="${as}">${text}</say-as>`, language)).toEqual(
        await phonemes(text!, language),
      );
  });
});
