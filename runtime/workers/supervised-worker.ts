import { setTimeout as delay } from 'node:timers/promises';
import { start } from './place.ts';
import type { Place, WorkerSpec } from './place.ts';
import type { WorkerMessage } from './protocol.ts';

/**
 * A failure of a call or a start; `workerErrorName` is the name of the error that was thrown in the worker, 'WorkerCrash' when
 * the thread died, 'WaitTimeout' or 'RunTimeout' when a limit of the call passed.
 */
export class WorkerError extends Error {
  readonly workerErrorName: string;
  constructor(name: string, message: string, stack?: string) {
    super(message);
    this.name = 'WorkerError';
    this.workerErrorName = name;
    if (stack !== undefined) this.stack = stack;
  }
}

export interface CallLimits {
  /** Gives the call up: at once while it waits, when it is answered while the thread is at it. */
  signal?: AbortSignal;
  /** Longest wait for the thread. */
  waitMs?: number;
  /** Longest time of the thread; one that takes longer is replaced. */
  runMs?: number;
}

/** What a worker tells besides its answers. */
export interface WorkerEvents {
  /** It has died, and is replaced unless it runs once only. */
  onRestart?(reason: string): void;
  onWarning?(message: string): void;
}

interface Call<Request, Response> {
  request: Request;
  runMs: number | undefined;
  resolve(response: Response): void;
  reject(error: Error): void;
}

const RESTART_DELAYS_MS = [0, 500, 2_000, 10_000];

/**
 * A worker, thread or process, that is replaced when it dies, unless it runs once only. Calls are answered one at a time in order; a death fails only
 * the call that was being answered.
 */
export class SupervisedWorker<Request, Response, Note = never> {
  readonly #spec: WorkerSpec;
  readonly #events: WorkerEvents;
  readonly #waiting: Call<Request, Response>[] = [];
  #current: Call<Request, Response> | undefined;
  /** Settles when the current call is over. */
  #idle: PromiseWithResolvers<void> | undefined;
  #worker: Place | undefined;
  /** Settles when the thread that is starting has come up or failed. */
  #starting: Promise<unknown> = Promise.resolve();
  #running = false;
  #note: Note | undefined;
  #closed = false;
  #failures = 0;
  #stuck = false;

  constructor(spec: WorkerSpec, events: WorkerEvents = {}) {
    this.#spec = spec;
    this.#events = events;
  }

  /** Calls not yet answered. */
  get pending(): number {
    return this.#waiting.length + (this.#current ? 1 : 0);
  }

  /** True from the worker's first readiness to its death, and again once it is replaced. */
  get running(): boolean {
    return this.#running;
  }

  /** What the thread that was started last told when it was ready. */
  get note(): Note | undefined {
    return this.#note;
  }

  /** Starts the thread; resolves when it is ready, throws when it cannot get ready. */
  async start(): Promise<void> {
    const started = this.#start();
    this.#starting = started.catch(() => undefined);
    return started;
  }

  async #start(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      let [name, reason] = ['WorkerCrash', 'the worker ended'];
      const worker = start(this.#spec, {
        onMessage: (told) => {
          const message = told as WorkerMessage<Response, Note>;
          if (message.type === 'ready') {
            this.#running = true;
            this.#note = message.note;
            this.#failures = 0;
            resolve();
            this.#next();
          } else if (message.type === 'failed') {
            ({ name, message: reason } = message);
            void worker.end();
          } else if (message.type === 'warning') {
            this.#events.onWarning?.(message.message);
          } else {
            this.#answer(message);
          }
        },
        onExit: (error) => {
          const wasRunning = this.#running || this.#stuck;
          if (name === 'WorkerCrash') reason = error ?? reason;
          if (this.#stuck) reason = 'a call took too long';
          this.#running = this.#stuck = false;
          reject(new WorkerError(name, reason));
          if (wasRunning) void this.#replace(reason);
        },
      });
      this.#worker = worker;
    });
  }

  /** Sends one request; rejects with WorkerError when the worker throws or dies over it or a limit passes. */
  async call(request: Request, { signal, waitMs, runMs }: CallLimits = {}): Promise<Response> {
    if (this.#closed) throw closing();
    signal?.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<Response>();
    const call: Call<Request, Response> = { request, runMs, resolve, reject };
    const giveUp = (error: Error): void => {
      const index = this.#waiting.indexOf(call);
      if (index < 0) return;
      this.#waiting.splice(index, 1);
      reject(error);
    };
    const onAbort = (): void => giveUp(signal?.reason instanceof Error ? signal.reason : new Error('aborted'));
    const timer =
      waitMs !== undefined &&
      setTimeout(() => giveUp(new WorkerError('WaitTimeout', 'the thread had no time for it')), waitMs);
    signal?.addEventListener('abort', onAbort);
    this.#waiting.push(call);
    this.#next();
    try {
      return await promise;
    } finally {
      if (timer) clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    }
  }

  /**
   * Ends the thread; waiting calls are rejected. A start and the call that is being answered are waited for: native code
   * that is interrupted takes the whole process down.
   */
  async close(): Promise<void> {
    this.#closed = true;
    for (const call of this.#waiting.splice(0)) call.reject(closing());
    await this.#starting;
    await this.#idle?.promise;
    await this.#worker?.end();
  }

  #next(): void {
    if (!this.#running || this.#current) return;
    const call = this.#waiting.shift();
    if (!call) return;
    this.#current = call;
    this.#idle = Promise.withResolvers();
    try {
      this.#worker?.post(call.request);
    } catch (error) {
      return this.#finish((unsent) => unsent.reject(error instanceof Error ? error : new Error(String(error))));
    }
    if (call.runMs === undefined) return;
    const late = setTimeout(() => {
      this.#finish((slow) => slow.reject(new WorkerError('RunTimeout', `it took more than ${call.runMs} ms`)), true);
    }, call.runMs);
    void this.#idle.promise.then(() => clearTimeout(late));
  }

  /** Settles the current call; a thread that is `stuck` in it is ended, and replaced as one that died. */
  #finish(settle: (call: Call<Request, Response>) => void, stuck = false): void {
    const call = this.#current;
    if (stuck) {
      this.#running = false;
      this.#stuck = true;
      void this.#worker?.end();
    }
    this.#current = undefined;
    if (call) settle(call);
    this.#idle?.resolve();
    this.#next();
  }

  #answer(message: Extract<WorkerMessage<Response>, { type: 'answer' | 'error' }>): void {
    this.#finish((call) => {
      if (message.type === 'answer') call.resolve(message.response);
      else call.reject(new WorkerError(message.name, message.message, message.stack));
    });
  }

  async #replace(reason: string): Promise<void> {
    this.#finish((call) => call.reject(new WorkerError('WorkerCrash', reason)));
    if (!this.#closed) this.#events.onRestart?.(reason);
    if (this.#spec.once) {
      this.#closed = true;
      for (const call of this.#waiting.splice(0)) call.reject(new WorkerError('WorkerCrash', reason));
    }
    while (!this.#closed) {
      await delay(RESTART_DELAYS_MS[Math.min(this.#failures++, RESTART_DELAYS_MS.length - 1)], undefined, {
        ref: false,
      });
      if (this.#closed) return;
      try {
        return await this.start();
      } catch (error) {
        this.#events.onRestart?.(error instanceof Error ? error.message : String(error));
        for (const call of this.#waiting.splice(0)) {
          call.reject(new WorkerError('WorkerCrash', 'the worker thread cannot be started again'));
        }
      }
    }
  }
}

function closing(): WorkerError {
  return new WorkerError('WorkerClosed', 'the server is shutting down');
}
