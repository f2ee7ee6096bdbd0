import { encodeAac, encodeFlac } from './containers.ts';
import { encoderPool } from './encoder-pool.ts';
import type { PooledFormat } from './encoder-pool.ts';
import type { AudioFormat } from './format.ts';
import { encodeOpus } from './opus.ts';
import { encodeRaw, encodeWav, wavLength } from './wav.ts';

/** The formats of a spoken answer: all 24 kHz mono. */
export const audioFormats = {
  mp3: { contentType: 'audio/mpeg', headerHoldsLength: false, ...pooled('mp3') },
  opus: { contentType: 'audio/ogg', headerHoldsLength: false, encode: encodeOpus },
  aac: { contentType: 'audio/aac', headerHoldsLength: false, encode: encodeAac },
  flac: { contentType: 'audio/flac', headerHoldsLength: true, encode: encodeFlac },
  wav: { contentType: 'audio/wav', headerHoldsLength: true, byteLength: wavLength, encode: encodeWav },
  pcm: { contentType: 'audio/pcm', headerHoldsLength: false, encode: encodeRaw },
} satisfies Record<string, AudioFormat>;

export type FormatName = keyof typeof audioFormats;

/** Names for a request's `response_format`. */
export const formatNames = Object.keys(audioFormats) as [FormatName, ...FormatName[]];

function pooled(format: PooledFormat): Pick<AudioFormat, 'encode' | 'prepare'> {
  return { encode: (pcm) => encoderPool.encode(format, pcm), prepare: () => encoderPool.warm() };
}
