/** Which of the contexts of a connection speaks: the first one with something to say, or the last one. */
export type Order = 'oldest' | 'newest';

/** Lets one context of a connection speak at a time, from one segment to the next. */
export class Turns {
  readonly #order: Order;
  readonly #busy = new Set<number>();
  #changed = Promise.withResolvers<void>();

  constructor(order: Order) {
    this.#order = order;
  }

  /** A context, by its number in order of arrival, has something to say from now on. */
  join(context: number): void {
    this.#busy.add(context);
  }

  leave(context: number): void {
    if (!this.#busy.delete(context)) return;
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }

  /** Resolves when it is the turn of a context that has joined, or the signal is aborted. */
  async turn(context: number, signal: AbortSignal): Promise<void> {
    while (!signal.aborted && this.#next() !== context) await this.#changed.promise;
  }

  #next(): number {
    return this.#order === 'oldest' ? Math.min(...this.#busy) : Math.max(...this.#busy);
  }
}
