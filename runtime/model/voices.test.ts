import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ApiError } from '../errors.ts';
import { publishModel, voiceBytes } from '../testing/model-folder.ts';
import { storedZip } from '../testing/stored-zip.ts';
import { openModelStore } from './store.ts';
import { nativeVoices, openaiVoices, spokenLanguage } from './voice-catalog.ts';
import { parseVoice } from './voice-expression.ts';
import { createVoiceLibrary } from './voice-library.ts';
import { blendedRow, parseVoicePack, STYLE_WIDTH, styleRow } from './voice-pack.ts';

describe('catalog', () => {
  it('lists 54 voices of v1.0, 13 of v0.19 and 13 of OpenAI', () => {
    expect(nativeVoices.filter((voice) => !voice.legacy)).toHaveLength(54);
    expect(nativeVoices.filter((voice) => voice.legacy)).toHaveLength(13);
    expect(openaiVoices.size).toBe(13);
    expect(new Set(nativeVoices.map((voice) => voice.id)).size).toBe(67);
  });

  it('tells language and gender from the id', () => {
    expect(nativeVoices.find((voice) => voice.id === 'bm_george')).toMatchObject({
      language: 'en-GB',
      gender: 'male',
      grade: 'C',
    });
    expect(nativeVoices.find((voice) => voice.id === 'af_v0')).toMatchObject({ name: 'Default (v0.19)', grade: null });
    expect(['af_x', 'bf_x', 'ef_x', 'ff_x', 'hf_x', 'if_x', 'jf_x', 'pf_x', 'zf_x'].map(spokenLanguage)).toEqual([
      'en-us',
      'en-gb',
      'es',
      'fr',
      'hi',
      'it',
      'ja',
      'pt',
      'zh',
    ]);
  });
});

describe('expressions', () => {
  it.each([
    ['af_heart', [['af_heart', 1]]],
    ['alloy', [['af_sky', 1]]],
    [
      'Echo',
      [
        ['am_adam', 0.5],
        ['am_michael', 0.5],
      ],
    ],
    [
      'fable',
      [
        ['af_bella', 0.5],
        ['af_sarah', 0.5],
      ],
    ],
    [
      'af_bella(2)+af_sky(1)',
      [
        ['af_bella', 2],
        ['af_sky', 1],
      ],
    ],
    [
      'af_bella + af_sky',
      [
        ['af_bella', 1],
        ['af_sky', 1],
      ],
    ],
    [
      'af_bella(1.5)-af_sky(0.5)',
      [
        ['af_bella', 1.5],
        ['af_sky', -0.5],
      ],
    ],
  ])('%s', (text, parts) => {
    expect(parseVoice(text).map(({ id, weight }) => [id, weight])).toEqual(parts);
  });

  it.each([
    '',
    '+',
    'af_bella++af_sky',
    'af_bella(',
    'af_bella(-1)',
    'af_bella-af_sky',
    '../../etc/passwd',
    'a b(1)(2)',
  ])('refuses %j', (text) => {
    expect(() => parseVoice(text)).toThrow(ApiError);
  });
});

describe('names that every object has', () => {
  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'])(
    '%s is a voice like any other',
    (name) => {
      expect(parseVoice(name)).toEqual([{ id: name.toLowerCase(), weight: 1 }]);
    },
  );
});

describe('packs', () => {
  it('takes row n-1 for n phonemes, and the last row beyond', async () => {
    const pack = await parseVoicePack('x.bin', voiceBytes(0));
    expect([1, 2, 510, 511].map((count) => styleRow(pack, count)[0])).toEqual([0, 1, 509, 509]);
    expect(styleRow(pack, 7)).toHaveLength(STYLE_WIDTH);
  });

  it('blends by weight', async () => {
    const [a, b] = await Promise.all([0, 1000].map((base) => parseVoicePack('x.bin', voiceBytes(base))));
    expect(
      blendedRow(
        [
          { pack: a!, weight: 1 },
          { pack: b!, weight: 3 },
        ],
        1,
      )[0],
    ).toBeCloseTo(750);
    expect(
      blendedRow(
        [
          { pack: a!, weight: 2 },
          { pack: b!, weight: -1 },
        ],
        1,
      )[0],
    ).toBeCloseTo(-1000);
  });

  it('reads the storage of a PyTorch zip, which may be longer than the voice', async () => {
    const zip = (storage: Buffer) => storedZip({ 'v/data.pkl': Buffer.from('never read'), 'v/data/0': storage });
    const long = Buffer.concat([voiceBytes(5), Buffer.alloc(STYLE_WIDTH * 4)]);
    expect(await parseVoicePack('x.pt', zip(long))).toEqual(await parseVoicePack('x.bin', voiceBytes(5)));
    await expect(parseVoicePack('x.pt', zip(Buffer.alloc(8)))).rejects.toThrow('8 bytes');
    await expect(parseVoicePack('x.pt', storedZip({ 'v/data.pkl': Buffer.alloc(1) }))).rejects.toThrow('no tensor');
  });

  it('refuses a file of another size, and a PyTorch file that is no zip', async () => {
    await expect(parseVoicePack('x.bin', new Uint8Array(12))).rejects.toThrow('12 bytes');
    await expect(parseVoicePack('x.pt', readFileSync(new URL(import.meta.url)))).rejects.toThrow();
  });
});

describe('library', () => {
  const open = async () => {
    const { modelPath } = publishModel(undefined, ['voices/af_v0.pt']);
    return createVoiceLibrary(await openModelStore(modelPath));
  };

  it('loads voices, blends and their language', async () => {
    const library = await open();
    expect((await library.load('zf_xiaobei')).language).toBe('zh');
    const blend = await library.load('fable');
    expect(blend).toMatchObject({ language: 'en-us', label: 'blend' });
    expect([1, 8].map((count) => blend.style(count)[0])).toEqual([1500, 1507]);
    expect((await library.load('af_bella+af_sarah')).style(8)).toEqual(blend.style(8));
    expect((await library.load('af_sky')).style(8)[0]).toBe(7);
  });

  it('says which voices are present', async () => {
    const { voices } = await open();
    expect(voices).toHaveLength(67);
    expect(voices.filter((voice) => voice.present).map((voice) => voice.id)).toEqual([
      'af_bella',
      'af_sarah',
      'af_sky',
      'zf_xiaobei',
    ]);
  });

  it.each([
    ['af_v0', 'voice_not_on_server', /could not be downloaded/],
    ['af_heart', 'voice_not_on_server', /published without it/],
    ['af_bela', 'invalid_voice', /Did you mean af_bella/],
    ['zzzzzzzz', 'invalid_voice', /There is no voice "zzzzzzzz". GET/],
    ['af_bella+nobody', 'invalid_voice', /nobody/],
  ])('%s is %s', async (name, code, message) => {
    const library = await open();
    const error: unknown = await library.load(name).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code, param: 'voice' });
    expect((error as Error).message).toMatch(message);
  });
});
