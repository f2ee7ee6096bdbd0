import type { Clock } from '../controller/clock.ts';

/** Lets everything run that waits for no time. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A clock whose time a test sets; timers ring when it passes them. */
export class TestClock implements Clock {
  ms = Date.parse('2026-01-02T03:04:05Z');
  readonly #timers = new Set<{ at: number; call: () => void }>();
  monotonic = (): number => this.ms;
  wall = (): number => this.ms;
  random = (): number => 0.5;
  after(ms: number, call: () => void): () => void {
    const timer = { at: this.ms + ms, call };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }
  /** How many timers are set. */
  get waiting(): number {
    return this.#timers.size;
  }
  pass(ms: number): void {
    this.ms += ms;
    for (const timer of [...this.#timers]) if (timer.at <= this.ms && this.#timers.delete(timer)) timer.call();
  }
}
