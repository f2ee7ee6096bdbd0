import { ApiError } from '../errors.ts';

/** Something that computes one input at a time: a thread that holds the model. */
export interface Lane<Input, Output> {
  call(input: Input): Promise<Output>;
}

export interface SchedulerOptions {
  /** After this wait a later segment goes before first ones, so that new requests never starve old ones. */
  patienceMs?: number;
  /** Told how long each segment waited. */
  onWait?: (seconds: number) => void;
  /** Told how long a lane computed each segment, and whether it was the first of its request. */
  onComputed?: (seconds: number, first: boolean) => void;
}

/**
 * Computes a request's next segment; rejects with the signal's reason when aborted while waiting, with ApiError
 * `queue_timeout` when its first segment's turn has not come at `deadline` (performance.now()). `onTurn` runs when it is computed.
 */
export type Run<Input, Output> = (input: Input, signal: AbortSignal, onTurn?: () => void) => Promise<Output>;

const PATIENCE_MS = 10_000;

interface Task<Input, Output> {
  input: Input;
  first: boolean;
  queuedAt: number;
  onTurn: (() => void) | undefined;
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
  #secondsPerSegment = 1;

  constructor(lanes: readonly Lane<Input, Output>[], options: SchedulerOptions = {}) {
    this.#idle = [...lanes];
    this.#laneCount = lanes.length;
    this.#options = options;
  }

  /** Segments waiting for a thread. */
  get depth(): number {
    return this.#first.length + this.#later.length;
  }

  /** A request's place: its first segment goes before later ones of others; without a deadline it has begun elsewhere. */
  seat(deadline: number | undefined): Run<Input, Output> {
    let started = deadline === undefined;
    return (input, signal, onTurn) => {
      const first = !started;
      started = true;
      return this.#enqueue(input, signal, first ? deadline : undefined, onTurn);
    };
  }

  async #enqueue(
    input: Input,
    signal: AbortSignal,
    deadline: number | undefined,
    onTurn: (() => void) | undefined,
  ): Promise<Output> {
    signal.throwIfAborted();
    const queue = deadline === undefined ? this.#later : this.#first;
    return new Promise<Output>((resolve, reject) => {
      const giveUp = (error: Error) => {
        const index = queue.indexOf(task);
        if (index < 0) return;
        queue.splice(index, 1);
        task.reject(error);
      };
      const onAbort = () => giveUp(asError(signal.reason));
      const timer =
        deadline !== undefined &&
        setTimeout(() => giveUp(queueTimeout(this.#secondsToWait())), Math.max(0, deadline - performance.now()));
      const settle = () => {
        if (timer) clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
      };
      const task: Task<Input, Output> = {
        input,
        first: deadline !== undefined,
        queuedAt: performance.now(),
        onTurn,
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
    task.onTurn?.();
    try {
      task.resolve(await lane.call(task.input));
      const seconds = (performance.now() - started) / 1000;
      this.#options.onComputed?.(seconds, task.first);
      this.#secondsPerSegment = 0.8 * this.#secondsPerSegment + 0.2 * seconds;
    } catch (error) {
      task.reject(asError(error));
    } finally {
      this.#idle.push(lane);
      this.#dispatch();
    }
  }

  #secondsToWait(): number {
    return ((this.depth + 1) * this.#secondsPerSegment) / this.#laneCount;
  }
}

/** Nothing was free for a request in all the time that it may wait. */
export function queueTimeout(secondsToWait: number): ApiError {
  const retryAfterSeconds = Math.min(60, Math.max(1, Math.ceil(secondsToWait)));
  const message = `The server is busy: the request waited for the maximum time. Try again in ${retryAfterSeconds} s.`;
  return new ApiError('queue_timeout', message, { retryAfterSeconds });
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}
