import { encodeAac, encodeFlac } from './containers.ts';
import type { AudioFormat } from './format.ts';
import { encodeMp3 } from './mp3.ts';
import { encodeOpus } from './opus.ts';
import { encodeRaw, encodeWav, wavLength } from './wav.ts';

/** The formats of a spoken answer: all 24 kHz mono. */
export const audioFormats = {
  mp3: { contentType: 'audio/mpeg', headerHoldsLength: false, encode: encodeMp3 },
  opus: { contentType: 'audio/ogg', headerHoldsLength: false, encode: encodeOpus },
  aac: { contentType: 'audio/aac', headerHoldsLength: false, encode: encodeAac },
  flac: { contentType: 'audio/flac', headerHoldsLength: true, encode: encodeFlac },
  wav: { contentType: 'audio/wav', headerHoldsLength: true, byteLength: wavLength, encode: encodeWav },
  pcm: { contentType: 'audio/pcm', headerHoldsLength: false, encode: encodeRaw },
} satisfies Record<string, AudioFormat>;

export type FormatName = keyof typeof audioFormats;

/** Names for a request's `response_format`. */
export const formatNames = Object.keys(audioFormats) as [FormatName, ...FormatName[]];
