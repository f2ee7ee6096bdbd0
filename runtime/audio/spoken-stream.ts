import { encoderPool } from './encoder-pool.ts';
import { isPlain } from './encoding.ts';
import type { Encoding } from './encoding.ts';
import type { PcmStream } from './format.ts';
import { pcmBytes } from './pcm.ts';

/**
 * Encodes what is spoken, piece by piece, as one sound, in a thread of the pool; what already is what was asked for, here. One call
 * of `push` or `end` at a time. `close` lets go of the thread, whether the sound has ended or not.
 */
export class SpokenStream {
  readonly #encoding: Encoding;
  #piece: Int16Array | undefined;
  #bytes: AsyncGenerator<Uint8Array> | undefined;

  constructor(encoding: Encoding) {
    this.#encoding = encoding;
  }

  /** Bytes of 16-bit samples of 24 kHz; those of the last few samples may come with the next piece. */
  async push(pcm: Int16Array): Promise<Buffer> {
    if (isPlain(this.#encoding)) return asBuffer(pcmBytes(pcm));
    this.#bytes ??= encoderPool.encode({ format: 'spoken', encoding: this.#encoding }, this.#pieces());
    return this.#next(pcm);
  }

  /** The rest; nothing if nothing was pushed. */
  async end(): Promise<Buffer> {
    return this.#next(undefined);
  }

  close(): void {
    void this.#bytes?.return(undefined);
  }

  async #next(piece: Int16Array | undefined): Promise<Buffer> {
    this.#piece = piece;
    const next = await this.#bytes?.next();
    return next?.done === false ? asBuffer(next.value) : Buffer.alloc(0);
  }

  /** The encoder asks for a piece once for each time that it is asked for bytes. */
  async *#pieces(): PcmStream {
    while (this.#piece) yield this.#piece;
  }
}

function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
