import { setImmediate as nextTurn } from 'node:timers/promises';
import { Mp3Encoder } from '@breezystack/lamejs';
import { aLaw, muLaw } from './companding.ts';
import { withoutSilence } from './encoder-delay.ts';
import type { Encoding } from './encoding.ts';
import type { PcmStream } from './format.ts';
import { MP3_DELAY } from './mp3.ts';
import { SAMPLE_RATE, pcmBytes } from './pcm.ts';
import { Resampler } from './resampler.ts';

/** The bytes of each piece of samples, and the rest. */
export async function* encodeSpoken(pcm: PcmStream, encoding: Encoding): AsyncGenerator<Uint8Array> {
  const encoder = new SpokenEncoder(encoding);
  for await (const samples of pcm) yield await encoder.push(samples);
  yield encoder.end();
}

/** Samples that are encoded in one go (50 ms of speech): a few milliseconds of work, so that other requests are answered between. */
const SLICE = 1_200;

/** Encodes what is spoken, piece by piece, as one sound: what comes out is the same however it is cut. */
export class SpokenEncoder {
  readonly #encoding: Encoding;
  readonly #resampler: Resampler | undefined;
  readonly #lame: Mp3Encoder | undefined;
  #begun = false;

  constructor(encoding: Encoding) {
    this.#encoding = encoding;
    const { codec, rate, kbitPerSecond = 64 } = encoding;
    this.#resampler = rate === SAMPLE_RATE ? undefined : new Resampler(rate);
    this.#lame = codec === 'mp3' ? new Mp3Encoder(1, rate, kbitPerSecond) : undefined;
  }

  /** Bytes of 16-bit samples of 24 kHz; those of the last few samples may come with the next piece. */
  async push(pcm: Int16Array): Promise<Buffer> {
    const parts: Buffer[] = [];
    for (let at = this.#begin(pcm); at < pcm.length; at += SLICE) {
      const slice = pcm.subarray(at, at + SLICE);
      parts.push(this.#encode(this.#resampler ? this.#resampler.push(slice) : slice));
      if (this.#lame || this.#resampler) await nextTurn();
    }
    return Buffer.concat(parts);
  }

  /** The rest. */
  end(): Buffer {
    const rest = this.#encode(this.#resampler?.end() ?? new Int16Array());
    return this.#lame ? Buffer.concat([rest, Uint8Array.from(this.#lame.flush())]) : rest;
  }

  /** How many samples are left out at the beginning, because MP3 puts as many there. */
  #begin(pcm: Int16Array): number {
    if (!this.#lame || this.#begun) return 0;
    this.#begun = true;
    const delay = Math.round((MP3_DELAY * SAMPLE_RATE) / this.#encoding.rate);
    return pcm.length <= delay ? 0 : pcm.length - withoutSilence(pcm, delay).length;
  }

  #encode(samples: Int16Array): Buffer {
    if (this.#lame) return Buffer.from(Uint8Array.from(this.#lame.encodeBuffer(samples)));
    const bytes = { pcm: pcmBytes, mulaw: muLaw, alaw: aLaw }[this.#encoding.codec as 'pcm'](samples);
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
}
