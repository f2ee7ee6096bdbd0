import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Encoder } from './encoders.ts';

/** Samples encoded in one go (48 ms of speech): a few milliseconds of work, so that other requests are answered between. */
const SLICE = 1152;

/** Encodes a stream of samples with one encoder, giving each input its bytes before the next input is read. */
export async function* encode(input: AsyncIterable<Int16Array>, encoder: Encoder): AsyncGenerator<Uint8Array> {
  for await (const pcm of input) {
    const parts: Uint8Array[] = [];
    for (let offset = 0; offset < pcm.length; offset += SLICE) {
      parts.push(Uint8Array.from(encoder.encode(pcm.subarray(offset, offset + SLICE))));
      await nextTurn();
    }
    const bytes = Buffer.concat(parts);
    if (bytes.length > 0) yield bytes;
  }
  const tail = encoder.finish();
  if (tail.length > 0) yield Uint8Array.from(tail);
}
