/** A walk of so many events goes round in circles: most have a thousand, the longest ten thousand. */
export const MOST_STEPS = 60_000;

/** Virtual time: what is planned happens in the order of its time; at the same time, in the order of planning. */
export class Loop {
  /** Milliseconds since the simulation began. */
  now = 0;
  /** Events that have happened. */
  steps = 0;
  readonly #heap: Planned[] = [];
  #count = 0;

  /** Plans something; returns what cancels it. Time passes in whole milliseconds: a fraction too small to add to it would never pass. */
  after(ms: number, act: () => void, touches?: Process): () => void {
    const planned: Planned = { at: this.now + Math.ceil(Math.max(0, ms)), order: this.#count++, act, touches };
    this.#push(planned);
    return () => {
      planned.act = undefined;
    };
  }

  /** When the next event is due; Infinity when none is. */
  get next(): number {
    while (this.#heap.length > 0 && !this.#heap[0]!.act) this.#pop();
    return this.#heap[0]?.at ?? Infinity;
  }

  /** Lets the next event happen. False when there is none, or none before the time. True-ish tells whether a process ran. */
  step(until = Infinity): 'none' | 'done' | 'ran' {
    if (this.next > until) return 'none';
    const planned = this.#pop();
    if (!planned?.act) return 'none';
    this.now = Math.max(this.now, planned.at);
    const { touches, act } = planned;
    if (touches) {
      if (!touches.alive) return 'done';
      if (touches.frozenUntil > this.now) {
        planned.at = touches.frozenUntil;
        this.#push(planned);
        return 'done';
      }
    }
    this.steps++;
    act();
    return touches ? 'ran' : 'done';
  }

  #push(planned: Planned): void {
    const heap = this.#heap;
    let i = heap.push(planned) - 1;
    while (i > 0) {
      const up = (i - 1) >> 1;
      if (!before(planned, heap[up]!)) break;
      heap[i] = heap[up]!;
      i = up;
    }
    heap[i] = planned;
  }

  #pop(): Planned | undefined {
    const heap = this.#heap;
    const top = heap[0];
    const last = heap.pop();
    if (!last || heap.length === 0) return top;
    let i = 0;
    for (;;) {
      let down = 2 * i + 1;
      if (down >= heap.length) break;
      if (down + 1 < heap.length && before(heap[down + 1]!, heap[down]!)) down++;
      if (!before(heap[down]!, last)) break;
      heap[i] = heap[down]!;
      i = down;
    }
    heap[i] = last;
    return top;
  }
}

interface Planned {
  at: number;
  order: number;
  act: (() => void) | undefined;
  touches: Process | undefined;
}

/** A running program: what is planned for it waits while it is frozen, and never happens once it is dead. */
export interface Process {
  name: string;
  alive: boolean;
  frozenUntil: number;
}

function before(a: Planned, b: Planned): boolean {
  return a.at === b.at ? a.order < b.order : a.at < b.at;
}
