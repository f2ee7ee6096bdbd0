import { setImmediate as nextTurn } from 'node:timers/promises';
import { Mp3Encoder } from '@breezystack/lamejs';
import { withoutEncoderDelay } from './encoder-delay.ts';
import type { PcmStream } from './format.ts';
import { SAMPLE_RATE } from './pcm.ts';

/** Bit rate of the default format, as in the service this one replaces. */
const KBIT_PER_SECOND = 64;

/** Samples by which LAME's output is later than its input: 576 of the encoder, 529 of every decoder (LAME's technical FAQ). */
export const MP3_DELAY = 576 + 529;

/** Samples encoded in one go (48 ms of speech): a few milliseconds of work, so that other requests are answered between. */
const SLICE = 1152;

/** Slices that are handed on together, 0.5 s of speech: the first sound need not wait for the whole segment. */
const SLICES_AT_ONCE = 10;

/** MP3 at a constant 64 kbit/s; the last frame is flushed, so that no sound is lost. */
export async function* encodeMp3(pcm: PcmStream): AsyncGenerator<Uint8Array> {
  const lame = new Mp3Encoder(1, SAMPLE_RATE, KBIT_PER_SECOND);
  for await (const samples of withoutEncoderDelay(pcm, MP3_DELAY)) {
    let parts: Uint8Array[] = [];
    for (let offset = 0; offset < samples.length; offset += SLICE) {
      parts.push(Uint8Array.from(lame.encodeBuffer(samples.subarray(offset, offset + SLICE))));
      await nextTurn();
      if (parts.length < SLICES_AT_ONCE) continue;
      yield Buffer.concat(parts);
      parts = [];
    }
    if (parts.length > 0) yield Buffer.concat(parts);
  }
  yield Uint8Array.from(lame.flush());
}
