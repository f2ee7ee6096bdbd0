import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { PcmStream } from './format.ts';

/**
 * The formats that are encoded here. AAC and FLAC have threads of their own (containers.ts). Opus stays in the thread that asks:
 * its library is native, and ends the process with a segmentation fault when a thread that has loaded it ends.
 */
export type PooledFormat = 'mp3';

export type ToThread = { id: number } & (
  | { type: 'open'; format: PooledFormat }
  | { type: 'next' }
  | { type: 'samples'; samples: Int16Array | undefined }
  | { type: 'close' }
);

export type FromThread = { id: number } & (
  { type: 'want' } | { type: 'bytes'; bytes: Uint8Array | undefined } | { type: 'failed'; message: string }
);

interface Stream {
  source: AsyncIterator<Int16Array>;
  bytes: PromiseWithResolvers<Uint8Array | undefined>;
}

interface Thread {
  worker: Worker;
  streams: Map<number, Stream>;
  idle: NodeJS.Timeout | undefined;
  /** Why it encodes no more. */
  ended: Error | undefined;
}

// The literal file names let bundlers trace the worker, from source (.ts) and from a build (.js).
const PROGRAM = import.meta.url.endsWith('.js')
  ? new URL('./encoder-worker.js', import.meta.url)
  : new URL('./encoder-worker.ts', import.meta.url);

/** A thread without work for so long ends. */
const IDLE_MS = 60_000;

/**
 * A few threads that encode, so that the thread that answers requests need not. Each stream has one thread, and of each stream one
 * piece of samples and one of bytes are on their way at most: the reader asks for bytes, and the encoder for samples.
 */
export class EncoderPool {
  readonly #size: number;
  readonly #idleMs: number;
  readonly #program: URL;
  readonly #threads: Thread[] = [];
  #lastId = 0;

  /** At most `size` threads, which are started as streams need them. */
  constructor(size = Math.max(1, Math.min(4, availableParallelism() >> 1)), idleMs = IDLE_MS, program = PROGRAM) {
    this.#size = size;
    this.#idleMs = idleMs;
    this.#program = program;
  }

  /** Threads that run. */
  get threads(): number {
    return this.#threads.length;
  }

  /** Starts a thread if none runs: loading an encoder takes a tenth of a second, in which the first words are spoken. */
  warm(): void {
    if (this.#threads.length === 0) this.#rest(this.#start());
  }

  /** Encodes samples; when the reader stops, or the samples fail, so does the encoder. */
  async *encode(format: PooledFormat, pcm: PcmStream): AsyncGenerator<Uint8Array> {
    const thread = this.#choose();
    const id = ++this.#lastId;
    const stream: Stream = { source: pcm[Symbol.asyncIterator](), bytes: Promise.withResolvers() };
    const send = (message: ToThread) => thread.worker.postMessage(message);
    thread.streams.set(id, stream);
    clearTimeout(thread.idle);
    thread.worker.ref();
    send({ id, type: 'open', format });
    try {
      for (;;) {
        stream.bytes = Promise.withResolvers();
        if (thread.ended) throw thread.ended;
        send({ id, type: 'next' });
        const bytes = await stream.bytes.promise;
        if (bytes === undefined) return;
        yield bytes;
      }
    } finally {
      send({ id, type: 'close' });
      thread.streams.delete(id);
      if (thread.streams.size === 0 && !thread.ended) this.#rest(thread);
      await stream.source.return?.();
    }
  }

  /** The thread with the fewest streams, or a new one while every other one is at work. */
  #choose(): Thread {
    const [least] = [...this.#threads].sort((a, b) => a.streams.size - b.streams.size);
    if (least && (least.streams.size === 0 || this.#threads.length >= this.#size)) return least;
    return this.#start();
  }

  #start(): Thread {
    const worker = new Worker(this.#program, { name: 'encoder' });
    const thread: Thread = { worker, streams: new Map(), idle: undefined, ended: undefined };
    let problem = 'the encoder’s thread ended';
    worker.on('message', (message: FromThread) => {
      const stream = thread.streams.get(message.id);
      if (stream) this.#answer(thread, message, stream);
    });
    worker.on('error', (error) => (problem = error instanceof Error ? error.message : String(error)));
    worker.on('exit', () => {
      const at = this.#threads.indexOf(thread);
      if (at >= 0) this.#threads.splice(at, 1);
      clearTimeout(thread.idle);
      thread.ended = new Error(`cannot encode: ${problem}`);
      for (const { bytes } of thread.streams.values()) bytes.reject(thread.ended);
    });
    this.#threads.push(thread);
    return thread;
  }

  #answer({ worker }: Thread, message: FromThread, stream: Stream): void {
    if (message.type === 'bytes') stream.bytes.resolve(message.bytes);
    else if (message.type === 'failed') stream.bytes.reject(new Error(message.message));
    else {
      const send = (samples: Int16Array | undefined) => {
        // A copy, since others may still read them; the thread gets it as it is.
        const own = samples?.slice();
        const answer: ToThread = { id: message.id, type: 'samples', samples: own };
        worker.postMessage(answer, own ? [own.buffer] : []);
      };
      stream.source
        .next()
        .then(({ value, done }) => send(done ? undefined : value))
        .catch((error: unknown) => stream.bytes.reject(error));
    }
  }

  /** Lets the process end, and the thread after some time without work. */
  #rest(thread: Thread): void {
    thread.worker.unref();
    thread.idle = setTimeout(() => void thread.worker.terminate(), this.#idleMs).unref();
  }
}

/** The threads of this process. */
export const encoderPool = new EncoderPool();
