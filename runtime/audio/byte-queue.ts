/** Bytes that may wait for a slow reader before the writer is held up. */
const HIGH_WATER = 256 * 1024;

/**
 * Joins a writer that pushes to a reader that pulls: what was written since the last read comes as one piece. The writer
 * waits while too much is unread.
 */
export class ByteQueue {
  readonly #chunks: Uint8Array[] = [];
  #size = 0;
  #ended = false;
  #changed = Promise.withResolvers<void>();

  /** A stream to write into. */
  writable(): WritableStream<Uint8Array> {
    return new WritableStream({
      write: async (chunk) => {
        this.#chunks.push(chunk.slice());
        this.#size += chunk.length;
        this.#notify();
        while (this.#size > HIGH_WATER && !this.#ended) await this.#changed.promise;
      },
    });
  }

  /** Reads until `done` settles and everything is read; a failure of `done` is thrown after what came before it. */
  async *read(done: Promise<void>): AsyncGenerator<Uint8Array> {
    const end = () => {
      this.#ended = true;
      this.#notify();
    };
    done.then(end, end);
    try {
      for (;;) {
        while (this.#chunks.length === 0 && !this.#ended) await this.#changed.promise;
        if (this.#chunks.length === 0) break;
        const bytes = Buffer.concat(this.#chunks.splice(0));
        this.#size = 0;
        this.#notify();
        yield bytes;
      }
      await done;
    } finally {
      end();
    }
  }

  #notify(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }
}
