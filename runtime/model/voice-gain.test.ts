import { expect, it } from 'vitest';
import { nativeVoices } from './voice-catalog.ts';
import { voiceGain } from './voice-gain.ts';
import { VOICE_LUFS } from './voice-loudness.ts';

const of = (...ids: string[]) => voiceGain(ids.map((id) => ({ id, weight: 1 })));

it('every voice of v1.0 was measured, and speech was heard', () => {
  const current = nativeVoices.filter(({ legacy }) => !legacy).map(({ id }) => id);
  expect(Object.keys(VOICE_LUFS)).toEqual(expect.arrayContaining(current));
  for (const lufs of Object.values(VOICE_LUFS)) expect(lufs).toSatisfy((one: number) => one > -40 && one < -10);
});

it('makes each voice as loud as af_heart', () => {
  expect(of('af_heart')).toBe(1);
  for (const [id, lufs] of Object.entries(VOICE_LUFS))
    expect(lufs + 20 * Math.log10(of(id))).toBeCloseTo(VOICE_LUFS['af_heart']!);
});

it('a blend is between its voices, by their weights, and never beyond all of them', () => {
  const [low, high] = [of('af_heart'), of('af_nova')];
  const blend = voiceGain([
    { id: 'af_heart', weight: 1 },
    { id: 'af_nova', weight: 3 },
  ]);
  expect(20 * Math.log10(blend)).toBeCloseTo(15 * Math.log10(high) + 5 * Math.log10(low));
  const gains = Object.keys(VOICE_LUFS).map((id) => of(id));
  const away = voiceGain([
    { id: 'af_nova', weight: 2 },
    { id: 'af_aoede', weight: -1 },
  ]);
  expect(away).toBeLessThanOrEqual(Math.max(...gains) + 1e-9);
});

it('leaves voices alone that nobody measured', () => {
  expect(of('af_custom')).toBe(1);
  expect(of('af_nova', 'af_custom')).toBe(1);
});
