import { resolveObjectURL } from 'node:buffer';
import { Worker } from 'node:worker_threads';
import type { TransferListItem } from 'node:worker_threads';

/**
 * Streams that one thread encodes before another takes over. Its library cannot give back what a stream has taken (0.8 MB for
 * AAC, 0.2 MB for FLAC), so a thread ends when it has begun so many and all are over.
 */
const STREAMS_OF_A_THREAD = 48;

/** Beyond so many threads, of which a long stream may keep each from its end, a thread has one stream. */
const SHARED_THREADS = 4;

/** A thread without streams ends after this time. */
const IDLE_MS = 2_000;

/** What mediabunny's encoders and their threads tell each other: one answer for each request. */
interface Request {
  id: number;
  command: unknown;
}
type Answer = { id: number } & ({ success: true; data: unknown } | { success: false; error: unknown });
type Listener = (event: { data: Answer }) => void;

interface CodecThread {
  worker: Worker;
  /** Streams that it may begin, has begun, and has in progress. */
  limit: number;
  begun: number;
  open: number;
  waiting: Map<number, { stream: CodecStream; id: number }>;
  idle: NodeJS.Timeout | undefined;
  /** Why it encodes no more. */
  ended: Error | undefined;
}

/** The threads of each program. */
const threads = new Map<string, CodecThread[]>();
let lastId = 0;

/** How many threads encode for mediabunny. */
export function codecThreads(): number {
  return [...threads.values()].reduce((sum, some) => sum + some.length, 0);
}

/**
 * What mediabunny's encoders take for a browser's Worker, and of which they make one for every file: a stream of a thread that
 * several share, since a thread of its own takes 20 MB. Several streams in one thread are encoded to the bit as one alone.
 */
class CodecStream {
  readonly #thread: Promise<CodecThread>;
  #listener: Listener = () => undefined;
  #ended = false;

  constructor(url: string) {
    const program = resolveObjectURL(url)?.text() ?? Promise.reject(new Error(`no program at ${url}`));
    this.#thread = program.then((code) => choose(code));
  }

  addEventListener(_type: 'message', listener: Listener): void {
    this.#listener = listener;
  }

  hear(data: Answer): void {
    if (!this.#ended) this.#listener({ data });
  }

  postMessage({ id, command }: Request, transfer: TransferListItem[] = []): void {
    this.#thread.then(
      ({ worker, waiting, ended }) => {
        if (ended !== undefined) return this.hear({ id, success: false, error: ended });
        lastId += 1;
        waiting.set(lastId, { stream: this, id });
        worker.postMessage({ id: lastId, command }, transfer);
      },
      (error: unknown) => this.hear({ id, success: false, error }),
    );
  }

  terminate(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#thread.then(leave, () => undefined);
  }
}

function choose(code: string): CodecThread {
  let own = threads.get(code);
  if (!own) threads.set(code, (own = []));
  const thread = own.find(({ begun, limit }) => begun < limit) ?? start(code, own);
  clearTimeout(thread.idle);
  thread.worker.ref();
  thread.begun += 1;
  thread.open += 1;
  return thread;
}

function start(code: string, own: CodecThread[]): CodecThread {
  const worker = new Worker(code, { eval: true, name: 'codec' });
  const limit = own.length < SHARED_THREADS ? STREAMS_OF_A_THREAD : 1;
  const thread: CodecThread = {
    worker,
    limit,
    begun: 0,
    open: 0,
    waiting: new Map(),
    idle: undefined,
    ended: undefined,
  };
  let problem = 'the encoder’s thread ended';
  worker.on('message', (answer: Answer) => {
    const asked = thread.waiting.get(answer.id);
    thread.waiting.delete(answer.id);
    asked?.stream.hear({ ...answer, id: asked.id });
  });
  worker.on('error', (error) => (problem = error instanceof Error ? error.message : String(error)));
  worker.on('exit', () => {
    own.splice(own.indexOf(thread), 1);
    thread.limit = 0;
    thread.ended = new Error(`cannot encode: ${problem}`);
    for (const { stream, id } of thread.waiting.values()) stream.hear({ id, success: false, error: thread.ended });
  });
  own.push(thread);
  return thread;
}

/** One stream of a thread is over. */
function leave(thread: CodecThread): void {
  thread.open -= 1;
  if (thread.open > 0) return;
  thread.worker.unref();
  const end = () => {
    thread.limit = 0;
    void thread.worker.terminate();
  };
  if (thread.begun >= thread.limit) end();
  else thread.idle = setTimeout(end, IDLE_MS).unref();
}

/** Has mediabunny's encoders use these threads: it starts a Worker by that name wherever there is one. */
export function shareCodecThreads(): void {
  Object.assign(globalThis, { Worker: CodecStream });
}
