import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { WorkerMessage } from './protocol.ts';

/** A failure inside a worker; `workerErrorName` is the name of the error thrown there, 'WorkerCrash' when the thread died. */
export class WorkerError extends Error {
  readonly workerErrorName: string;
  constructor(name: string, message: string, stack?: string) {
    super(message);
    this.name = 'WorkerError';
    this.workerErrorName = name;
    if (stack !== undefined) this.stack = stack;
  }
}

interface Call<Request, Response> {
  request: Request;
  resolve(response: Response): void;
  reject(error: Error): void;
}

const RESTART_DELAYS_MS = [0, 500, 2_000, 10_000];

/**
 * A worker thread that is replaced when it dies. Calls are answered one at a time in order; a death fails only the call
 * that was being answered.
 */
export class SupervisedWorker<Request, Response> {
  readonly #name: string;
  readonly #url: URL;
  readonly #workerData: unknown;
  readonly #onRestart: (reason: string) => void;
  readonly #waiting: Call<Request, Response>[] = [];
  #current: Call<Request, Response> | undefined;
  /** Settles when the current call is over. */
  #idle: PromiseWithResolvers<void> | undefined;
  #worker: Worker | undefined;
  #running = false;
  #closed = false;
  #failures = 0;

  /** `name` is what the system calls the thread. */
  constructor(name: string, url: URL, workerData: unknown, onRestart: (reason: string) => void = () => {}) {
    this.#name = name;
    this.#url = url;
    this.#workerData = workerData;
    this.#onRestart = onRestart;
  }

  /** Calls not yet answered. */
  get pending(): number {
    return this.#waiting.length + (this.#current ? 1 : 0);
  }

  /** True from the worker's first readiness to its death, and again once it is replaced. */
  get running(): boolean {
    return this.#running;
  }

  /** Starts the thread; resolves when it is ready, throws when it cannot get ready. */
  async start(): Promise<void> {
    const worker = new Worker(this.#url, { name: this.#name, workerData: this.#workerData });
    this.#worker = worker;
    await new Promise<void>((resolve, reject) => {
      let reason = 'the worker thread exited';
      worker.on('message', (message: WorkerMessage<Response>) => {
        if (message.type === 'ready') {
          this.#running = true;
          this.#failures = 0;
          resolve();
          this.#next();
        } else if (message.type === 'failed') {
          reason = message.message;
          void worker.terminate();
        } else {
          this.#answer(message);
        }
      });
      worker.on('error', (error) => (reason = error instanceof Error ? error.message : String(error)));
      worker.on('exit', () => {
        const wasRunning = this.#running;
        this.#running = false;
        reject(new WorkerError('WorkerCrash', reason));
        if (wasRunning) void this.#replace(reason);
      });
    });
  }

  /** Sends one request; rejects with WorkerError when the worker throws or dies over it. */
  async call(request: Request): Promise<Response> {
    if (this.#closed) throw closing();
    return new Promise((resolve, reject) => {
      this.#waiting.push({ request, resolve, reject });
      this.#next();
    });
  }

  /**
   * Ends the thread; waiting calls are rejected. The call that is being answered is waited for: native code that is
   * interrupted takes the whole process down.
   */
  async close(): Promise<void> {
    this.#closed = true;
    for (const call of this.#waiting.splice(0)) call.reject(closing());
    await this.#idle?.promise;
    await this.#worker?.terminate();
  }

  #next(): void {
    if (!this.#running || this.#current) return;
    this.#current = this.#waiting.shift();
    if (!this.#current) return;
    this.#idle = Promise.withResolvers();
    this.#worker?.postMessage(this.#current.request);
  }

  #finish(settle: (call: Call<Request, Response>) => void): void {
    const call = this.#current;
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
    if (!this.#closed) this.#onRestart(reason);
    while (!this.#closed) {
      await delay(RESTART_DELAYS_MS[Math.min(this.#failures++, RESTART_DELAYS_MS.length - 1)]);
      try {
        return await this.start();
      } catch (error) {
        this.#onRestart(error instanceof Error ? error.message : String(error));
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
