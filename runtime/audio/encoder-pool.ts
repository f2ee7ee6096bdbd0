import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { FromThread, Pooled, ToThread } from './encoder-protocol.ts';
import type { PcmStream } from './format.ts';

interface Stream {
  source: AsyncIterator<Int16Array>;
  /** What the source failed with. */
  problem: unknown;
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

const MOST_THREADS = 4;

/** Of the 16 that Node would take: encoders make much garbage, and a thread of MP3 then takes 80 MB instead of 120. */
const YOUNG_MEGABYTES = 4;

/**
 * A few threads that encode, so that the thread that answers requests need not. Each stream has one thread, and of each stream one
 * piece of samples and one of bytes are on their way at most: the reader asks for bytes, and the encoder for samples. AAC, FLAC and
 * Opus encode ahead of the reader, but keep at most 256 KiB (ByteQueue).
 */
export class EncoderPool {
  readonly #size: number;
  readonly #idleMs: number;
  readonly #program: URL;
  readonly #threads: Thread[] = [];
  #lastId = 0;

  /** At most `size` threads, which are started as streams need them. */
  constructor(
    size = Math.max(1, Math.min(MOST_THREADS, availableParallelism() >> 1)),
    idleMs = IDLE_MS,
    program = PROGRAM,
  ) {
    this.#size = size;
    this.#idleMs = idleMs;
    this.#program = program;
  }

  /** Threads that run. */
  get threads(): number {
    return this.#threads.length;
  }

  /** Streams in progress. */
  get streams(): number {
    return this.#threads.reduce((sum, { streams }) => sum + streams.size, 0);
  }

  /** Starts a thread if none runs, and loads an encoder: that takes a tenth of a second, in which the first words are spoken. */
  warm(format: Pooled['format']): void {
    if (this.#threads.length === 0) this.#rest(this.#start());
    const load: ToThread = { type: 'load', format };
    for (const { worker } of this.#threads) worker.postMessage(load);
  }

  /** Encodes samples; when the reader stops, or the samples fail, so does the encoder. */
  async *encode(pooled: Pooled, pcm: PcmStream): AsyncGenerator<Uint8Array> {
    const thread = this.#choose();
    const id = ++this.#lastId;
    const source = pcm[Symbol.asyncIterator]();
    const stream: Stream = { source, problem: undefined, bytes: Promise.withResolvers() };
    const send = (message: ToThread) => thread.worker.postMessage(message);
    thread.streams.set(id, stream);
    clearTimeout(thread.idle);
    thread.worker.ref();
    send({ id, type: 'open', pooled });
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
    const worker = new Worker(this.#program, {
      name: 'encoder',
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
    });
    const thread: Thread = { worker, streams: new Map(), idle: undefined, ended: undefined };
    let problem = 'the encoder’s thread ended';
    worker.on('message', (message: FromThread) => {
      const stream = thread.streams.get(message.id);
      if (stream) this.#answer(thread, message, stream);
    });
    worker.on('error', (error) => (problem = error instanceof Error ? error.message : String(error)));
    worker.on('exit', () => {
      this.#forget(thread);
      clearTimeout(thread.idle);
      thread.ended = new Error(`cannot encode: ${problem}`);
      for (const { bytes } of thread.streams.values()) bytes.reject(thread.ended);
    });
    this.#threads.push(thread);
    return thread;
  }

  #answer({ worker }: Thread, message: FromThread, stream: Stream): void {
    if (message.type === 'bytes') stream.bytes.resolve(message.bytes);
    else if (message.type === 'failed') stream.bytes.reject(stream.problem ?? new Error(message.message));
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
        .catch((error: unknown) => {
          // The reader gets what was encoded of the samples before, then this.
          stream.problem = error;
          const broken: ToThread = { id: message.id, type: 'broken' };
          worker.postMessage(broken);
        });
    }
  }

  /** Lets the process end, and the thread after some time without work. */
  #rest(thread: Thread): void {
    thread.worker.unref();
    thread.idle = setTimeout(() => {
      this.#forget(thread);
      void thread.worker.terminate();
    }, this.#idleMs).unref();
  }

  /** Gives it no more streams. */
  #forget(thread: Thread): void {
    const at = this.#threads.indexOf(thread);
    if (at >= 0) this.#threads.splice(at, 1);
  }
}

/** The threads of this process. */
export const encoderPool = new EncoderPool();
