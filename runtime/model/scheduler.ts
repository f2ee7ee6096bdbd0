import { ApiError } from '../errors.ts';

/** Something that computes one input at a time: a thread that holds the model. */
export interface Lane<Input, Output> {
  call(input: Input): Promise<Output>;
}

export interface SchedulerOptions {
  /** Requests that may be inside at once, spoken or waiting; the next one is told to come back. */
  maxRequests: number;
  /** Longest wait for a request's first segment. */
  queueTimeoutMs: number;
  /** After this wait a later segment goes before first ones, so that new requests never starve old ones. */
  patienceMs?: number;
  /** Told how long each segment waited. */
  onWait?: (seconds: number) => void;
}

/** One request's place in the queue; `leave` must be called when the request is over, and may be called again. */
export interface Seat<Input, Output> {
  /** Computes one segment; rejects with the signal's reason when aborted while waiting. */
  run(input: Input, signal: AbortSignal): Promise<Output>;
  leave: () => void;
}

const PATIENCE_MS = 10_000;

interface Task<Input, Output> {
  input: Input;
  queuedAt: number;
  resolve(output: Output): void;
  reject(error: Error): void;
}

/**
 * Shares the model's threads among requests: a first segment goes before later ones, and equals go in order of arrival,
 * so that a long text never keeps a short one from starting. A request that has begun is never given up for waiting.
 */
export class Scheduler<Input, Output> {
  readonly #idle: Lane<Input, Output>[];
  readonly #laneCount: number;
  readonly #options: SchedulerOptions;
  readonly #first: Task<Input, Output>[] = [];
  readonly #later: Task<Input, Output>[] = [];
  #inside = 0;
  #secondsPerSegment = 1;

  constructor(lanes: readonly Lane<Input, Output>[], options: SchedulerOptions) {
    this.#idle = [...lanes];
    this.#laneCount = lanes.length;
    this.#options = options;
  }

  /** Segments waiting for a thread. */
  get depth(): number {
    return this.#first.length + this.#later.length;
  }

  /** Requests inside, spoken or waiting. */
  get inside(): number {
    return this.#inside;
  }

  /** Admits a request; throws ApiError `overloaded` when the house is full. */
  enter(): Seat<Input, Output> {
    if (this.#inside >= this.#options.maxRequests) {
      throw this.#overloaded(`the server is speaking ${this.#inside} requests already`);
    }
    this.#inside++;
    let started = false;
    let left = false;
    return {
      run: (input, signal) => {
        const first = !started;
        started = true;
        return this.#enqueue(input, signal, first);
      },
      leave: () => {
        if (!left) this.#inside--;
        left = true;
      },
    };
  }

  async #enqueue(input: Input, signal: AbortSignal, first: boolean): Promise<Output> {
    signal.throwIfAborted();
    const queue = first ? this.#first : this.#later;
    return new Promise<Output>((resolve, reject) => {
      const giveUp = (error: Error) => {
        const index = queue.indexOf(task);
        if (index < 0) return;
        queue.splice(index, 1);
        task.reject(error);
      };
      const onAbort = () => giveUp(asError(signal.reason));
      const timer =
        first &&
        setTimeout(() => {
          giveUp(this.#overloaded(`no thread was free within ${this.#options.queueTimeoutMs / 1000} s`));
        }, this.#options.queueTimeoutMs);
      const settle = () => {
        if (timer) clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
      };
      const task: Task<Input, Output> = {
        input,
        queuedAt: performance.now(),
        resolve: (output) => (settle(), resolve(output)),
        reject: (error) => (settle(), reject(error)),
      };
      signal.addEventListener('abort', onAbort);
      queue.push(task);
      this.#dispatch();
    });
  }

  #dispatch(): void {
    while (this.#idle.length > 0) {
      const task = this.#nextQueue().shift();
      if (!task) return;
      const lane = this.#idle.pop()!;
      void this.#compute(lane, task);
    }
  }

  #nextQueue(): Task<Input, Output>[] {
    const oldest = this.#later[0];
    if (!oldest || this.#first.length === 0) return oldest ? this.#later : this.#first;
    const impatient = performance.now() - oldest.queuedAt > (this.#options.patienceMs ?? PATIENCE_MS);
    return impatient ? this.#later : this.#first;
  }

  async #compute(lane: Lane<Input, Output>, task: Task<Input, Output>): Promise<void> {
    const started = performance.now();
    this.#options.onWait?.((started - task.queuedAt) / 1000);
    try {
      task.resolve(await lane.call(task.input));
      this.#secondsPerSegment = 0.8 * this.#secondsPerSegment + 0.2 * ((performance.now() - started) / 1000);
    } catch (error) {
      task.reject(asError(error));
    } finally {
      this.#idle.push(lane);
      this.#dispatch();
    }
  }

  #overloaded(why: string): ApiError {
    const seconds = ((this.depth + 1) * this.#secondsPerSegment) / this.#laneCount;
    const retryAfterSeconds = Math.min(60, Math.max(1, Math.ceil(seconds)));
    return new ApiError('overloaded', `The server is busy: ${why}. Try again in ${retryAfterSeconds} s.`, {
      retryAfterSeconds,
    });
  }
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}
