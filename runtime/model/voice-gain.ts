import { VOICE_LUFS } from './voice-loudness.ts';

/** All voices are made as loud as this one, which speaks when a request names none. */
const REFERENCE = 'af_heart';

/** Blends are as loud as the mean of their voices on this scale: of six that were measured, none is off by more than 0.7 LU. */
const toScale = (lufs: number): number => 10 ** (lufs / 40);
const fromScale = (value: number): number => 40 * Math.log10(value);

const scale = Object.values(VOICE_LUFS).map(toScale);
const [least, most] = [Math.min(...scale), Math.max(...scale)];

/** The factor of its samples that makes a voice or blend as loud as the others; 1 when one in it was not measured. */
export function voiceGain(parts: readonly { id: string; weight: number }[]): number {
  let [sum, weights] = [0, 0];
  for (const { id, weight } of parts) {
    const lufs = VOICE_LUFS[id];
    if (lufs === undefined) return 1;
    sum += weight * toScale(lufs);
    weights += weight;
  }
  const only = parts.length === 1 ? VOICE_LUFS[parts[0]!.id] : undefined;
  const lufs = only ?? fromScale(Math.min(most, Math.max(least, sum / weights)));
  return 10 ** ((VOICE_LUFS[REFERENCE]! - lufs) / 20);
}
