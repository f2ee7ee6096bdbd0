import { ApiError } from '../cluster/api.ts';
import type { Clock } from '../controller/clock.ts';
import { sleep } from '../controller/clock.ts';
import type { Page, Source, WatchEvent } from '../controller/reflector.ts';

/** A kind that is not there is looked for this often. */
const LOOK_MS = 15_000;

/** Why nothing is known of a kind: the cluster does not have it, or the operator may not list it. */
export type Absence = 'absent' | 'forbidden';

/** No failure: the time to look whether a kind is there has come. */
export class LookAgain extends Error {
  /** What has a reflector list again. */
  readonly status = 410;
}

/**
 * A kind that a cluster may have, come to have or lose: while it has not, there is nothing of it, which is no failure. `wanted` says
 * whether to look at all.
 */
export class OptionalSource implements Source {
  readonly #source: Source;
  readonly #clock: Clock;
  readonly #wanted: (signal: AbortSignal) => Promise<boolean>;
  readonly #looked = Promise.withResolvers<void>();
  #absence: Absence | undefined = 'absent';

  constructor(source: Source, clock: Clock, wanted: (signal: AbortSignal) => Promise<boolean> = async () => true) {
    this.#source = source;
    this.#clock = clock;
    this.#wanted = wanted;
  }

  /** Why there is nothing; undefined while the kind is there. */
  get absence(): Absence | undefined {
    return this.#absence;
  }

  /** Whether the kind is there, once that has been looked at. */
  async isThere(signal: AbortSignal): Promise<boolean> {
    await aborting(this.#looked.promise, signal);
    return this.#absence === undefined;
  }

  async list(options: { limit: number; continue?: string }, signal: AbortSignal): Promise<Page> {
    if (!(await this.#wanted(signal))) return this.#none('absent');
    try {
      const page = await this.#source.list(options, signal);
      this.#absence = undefined;
      this.#looked.resolve();
      return page;
    } catch (error) {
      const absence = absenceOf(error);
      if (absence === undefined) throw error;
      return this.#none(absence);
    }
  }

  async *watch(
    options: { resourceVersion: string; timeoutSeconds: number },
    signal: AbortSignal,
  ): AsyncGenerator<WatchEvent> {
    if (this.#absence !== undefined) {
      await sleep(this.#clock, LOOK_MS, signal);
      throw new LookAgain();
    }
    try {
      yield* this.#source.watch(options, signal);
    } catch (error) {
      throw absenceOf(error) === undefined ? error : new LookAgain();
    }
  }

  #none(absence: Absence): Page {
    this.#absence = absence;
    this.#looked.resolve();
    return { items: [], resourceVersion: '' };
  }
}

/** Waits; rejects with the signal's reason when that aborts first. */
function aborting<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    void promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

function absenceOf(error: unknown): Absence | undefined {
  if (!(error instanceof ApiError)) return undefined;
  if (error.status === 404) return 'absent';
  return error.status === 403 ? 'forbidden' : undefined;
}
