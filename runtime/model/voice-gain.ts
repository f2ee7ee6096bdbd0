import { VOICE_LUFS } from './voice-loudness.ts';

/** All voices are made as loud as this one, which speaks when a request names none. */
const REFERENCE = 'af_heart';

const measured = Object.values(VOICE_LUFS);
const [least, most] = [Math.min(...measured), Math.max(...measured)];

/** The factor of its samples that makes a voice or blend as loud as the others; 1 when one in it was not measured. */
export function voiceGain(parts: readonly { id: string; weight: number }[]): number {
  let [sum, weights] = [0, 0];
  for (const { id, weight } of parts) {
    const lufs = VOICE_LUFS[id];
    if (lufs === undefined) return 1;
    sum += weight * lufs;
    weights += weight;
  }
  const lufs = Math.min(most, Math.max(least, sum / weights));
  return 10 ** ((VOICE_LUFS[REFERENCE]! - lufs) / 20);
}
