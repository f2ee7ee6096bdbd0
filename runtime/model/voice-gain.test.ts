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

// Measured over the same ten sentences as the voices (test/bench/loudness.ts).
it.each([
  ['af_bella(2)+af_sky(1)', { af_bella: 2, af_sky: 1 }, -21.98],
  ['af_heart+am_adam', { af_heart: 1, am_adam: 1 }, -19.62],
  ['if_sara+af_nova', { if_sara: 1, af_nova: 1 }, -17.78],
  ['af', { af_bella: 0.5, af_sarah: 0.5 }, -20.65],
  ['am', { am_adam: 0.5, am_michael: 0.5 }, -19.66],
  ['bf_isabella+bm_lewis', { bf_isabella: 1, bm_lewis: 1 }, -19.55],
])('the blend %s is as loud as the voices', (_, weights, lufs) => {
  const gain = voiceGain(Object.entries(weights).map(([id, weight]) => ({ id, weight })));
  expect(Math.abs(lufs + 20 * Math.log10(gain) - VOICE_LUFS['af_heart']!)).toBeLessThan(0.7);
});

it('what a blend takes away does not carry it beyond all voices', () => {
  const gains = Object.keys(VOICE_LUFS).map((id) => of(id));
  const away = voiceGain([
    { id: 'af_nova', weight: 2 },
    { id: 'if_sara', weight: -1 },
  ]);
  expect(away).toBeLessThanOrEqual(Math.max(...gains) + 1e-9);
});

it('leaves voices alone that nobody measured', () => {
  expect(of('af_custom')).toBe(1);
  expect(of('af_nova', 'af_custom')).toBe(1);
});
