import type { Clock } from './clock.ts';

interface Entry<Told> {
  /** Refused ones between them change nothing about how often it was written. */
  writes: number;
  /** In a row, up to the last one. */
  refusals: number;
  at: number;
  mostMs: number;
  told: Told | undefined;
}

/** So often may the same be written without a pause. */
const FREE = 3;
const FIRST_MS = 1_000;
const MOST_MS = 300_000;
/** A write that has stood for this long is not contested any more. */
const STOOD_MS = 30_000;
/** How often it was written is remembered for this long, and for twice the last wait. */
const REMEMBERED_MS = 60_000;

/**
 * Writes of one content that are needed again and again, because another manager or a policy undoes them or because they are refused:
 * each is followed by a longer wait than the one before. `Told` is what is known of the cause.
 */
export class Contests<Told> {
  readonly #clock: Clock;
  readonly #entries = new Map<string, Entry<Told>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether the same was written so often that somebody must undo it. */
  contested(id: string): boolean {
    const entry = this.#entry(id);
    return entry !== undefined && entry.refusals === 0 && entry.writes >= FREE;
  }

  /** Milliseconds until the same may be written again; 0: now. */
  waitMs(id: string): number {
    const entry = this.#entry(id);
    return entry ? Math.max(0, entry.at + delayOf(entry) - this.#clock.monotonic()) : 0;
  }

  /** What is known of the last write, and for how long that holds good if nobody undoes it. */
  last(id: string): { told: Told | undefined; forMs: number } {
    const entry = this.#entry(id);
    return { told: entry?.told, forMs: entry ? entry.at + STOOD_MS - this.#clock.monotonic() : 0 };
  }

  /** Counts a write. */
  wrote(id: string, told?: Told): void {
    const { writes = 0 } = this.#entry(id) ?? {};
    this.#put(id, { writes: writes + 1, refusals: 0, mostMs: MOST_MS, told });
  }

  /** Counts a write that was refused: no wait is longer than `mostMs`, and one that succeeds afterwards is the first. */
  refused(id: string, told: Told, mostMs: number): void {
    const { writes = 0, refusals = 0 } = this.#entry(id) ?? {};
    this.#put(id, { writes, refusals: refusals + 1, mostMs, told });
  }

  #put(id: string, entry: Omit<Entry<Told>, 'at'>): void {
    this.#entries.delete(id);
    this.#entries.set(id, { ...entry, at: this.#clock.monotonic() });
    for (const [oldest] of this.#entries) {
      if (this.#entry(oldest)) break;
      this.#entries.delete(oldest);
    }
  }

  #entry(id: string): Entry<Told> | undefined {
    const entry = this.#entries.get(id);
    if (!entry) return undefined;
    return this.#clock.monotonic() - entry.at < REMEMBERED_MS + 2 * delayOf(entry) ? entry : undefined;
  }
}

function delayOf({ writes, refusals, mostMs }: Entry<unknown>): number {
  const times = Math.max(writes, refusals);
  return times < FREE ? 0 : Math.min(mostMs, FIRST_MS * 2 ** Math.min(times - FREE, 20));
}
