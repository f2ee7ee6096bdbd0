import type { Clock } from '../controller/clock.ts';

/** What is asked about has gone by then. */
const KEPT_MS = 7_200_000;

/** Remembers when this process first saw something, by its own clock: those of other machines may differ. */
export class FirstSeen {
  readonly #clock: Pick<Clock, 'monotonic'>;
  readonly #known = new Map<string, number>();

  constructor(clock: Pick<Clock, 'monotonic'>) {
    this.#clock = clock;
  }

  /** How many milliseconds ago each of these was first asked about. */
  ages(ids: string[]): ReadonlyMap<string, number> {
    const now = this.#clock.monotonic();
    for (const id of ids) if (!this.#known.has(id)) this.#remember(id, now);
    return new Map(ids.map((id) => [id, now - (this.#known.get(id) ?? now)]));
  }

  #remember(id: string, now: number): void {
    for (const [other, since] of this.#known) if (now - since > KEPT_MS) this.#known.delete(other);
    this.#known.set(id, now);
  }
}
