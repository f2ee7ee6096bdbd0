import { encoderPool } from './encoder-pool.ts';
import type { AudioFormat } from './format.ts';
import { encodeRaw, encodeWav, wavLength } from './wav.ts';

/** The formats of a spoken answer: all 24 kHz mono. */
export const audioFormats = {
  mp3: { contentType: 'audio/mpeg', headerHoldsLength: false, ...pooled('mp3') },
  opus: { contentType: 'audio/ogg', headerHoldsLength: false, ...pooled('opus') },
  aac: { contentType: 'audio/aac', headerHoldsLength: false, ...pooled('aac') },
  flac: { contentType: 'audio/flac', headerHoldsLength: true, ...pooled('flac') },
  wav: { contentType: 'audio/wav', headerHoldsLength: true, byteLength: wavLength, encode: encodeWav },
  pcm: { contentType: 'audio/pcm', headerHoldsLength: false, encode: encodeRaw },
} satisfies Record<string, AudioFormat>;

export type FormatName = keyof typeof audioFormats;

/** Names for a request's `response_format`. */
export const formatNames = Object.keys(audioFormats) as [FormatName, ...FormatName[]];

function pooled(format: 'mp3' | 'opus' | 'aac' | 'flac'): Pick<AudioFormat, 'encode' | 'prepare'> {
  return {
    encode: (pcm, sampleCount) =>
      encoderPool.encode(format === 'flac' && sampleCount !== undefined ? { format, sampleCount } : { format }, pcm),
    prepare: () => encoderPool.warm(format),
  };
}
