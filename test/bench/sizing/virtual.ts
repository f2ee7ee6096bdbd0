import { Scheduler } from '../../../runtime/workers/scheduler.ts';

/** Texts of which segments and their times are drawn. */
export interface Speech {
  /** Seconds of speech of the first segment and of later ones; the number of segments of a request. */
  first: () => number;
  later: () => number;
  segments: () => number;
}

export interface Pods {
  count: number;
  lanes: number;
  /** Seconds of speech in a second of a pod whose lanes are all at work. */
  speed: number;
}

/** What came of it, after the first requests of each client. */
export interface Heard {
  firstMs: number[];
  /** Seconds of speech for each second of each client. */
  pace: number;
  /** Computing of first and of later segments, in milliseconds. */
  ownMs: { first: number[]; later: number[] };
}

/**
 * Clients that ask again as soon as they are answered, each time any of the pods, before the server's own scheduler in virtual time.
 */
export async function listen(pods: Pods, clients: number, requests: number, speech: Speech, random: () => number) {
  const time = new VirtualTime();
  const real = performance.now.bind(performance);
  performance.now = () => time.now;
  try {
    const heard: Heard = { firstMs: [], pace: 0, ownMs: { first: [], later: [] } };
    const lane = { call: (ms: number) => time.pass(ms) };
    const queues = Array.from(
      { length: pods.count },
      () => new Scheduler<number, void>(Array.from({ length: pods.lanes }, () => lane)),
    );
    const { signal } = new AbortController();
    const [least, most] = [2 * clients, 2 * clients + requests];
    let [begun, spoken, from, until] = [0, 0, 0, 0];
    const client = async (): Promise<void> => {
      while (begun < most) {
        const number = begun++;
        if (number === least) from = time.now;
        const run = queues[Math.floor(random() * pods.count)]!.seat(time.now + 1e9);
        const asked = time.now;
        const segments = speech.segments();
        for (let index = 0; index < segments; index++) {
          const seconds = index === 0 ? speech.first() : speech.later();
          const ms = ((1000 * seconds) / pods.speed) * pods.lanes;
          await run(ms, signal);
          if (number >= least && begun < most) [spoken, until] = [spoken + seconds, time.now];
          if (number < least) continue;
          if (index === 0) heard.firstMs.push(time.now - asked);
          heard.ownMs[index === 0 ? 'first' : 'later'].push(ms);
        }
      }
    };
    const all = Promise.all(Array.from({ length: clients }, client)).then(() => time.end());
    await time.run();
    await all;
    heard.pace = (1000 * spoken) / (until - from) / clients;
    return heard;
  } finally {
    performance.now = real;
  }
}

/** Time that passes only when everybody waits. */
class VirtualTime {
  now = 0;
  #over = false;
  readonly #due: { at: number; then: () => void }[] = [];

  pass(ms: number): Promise<void> {
    return new Promise((then) => {
      const at = this.now + ms;
      const index = this.#due.findLastIndex((other) => other.at <= at);
      this.#due.splice(index + 1, 0, { at, then });
    });
  }

  end(): void {
    this.#over = true;
  }

  async run(): Promise<void> {
    while (!this.#over) {
      const next = this.#due.shift();
      if (next) {
        this.now = next.at;
        next.then();
      }
      // What follows from it is done in microtasks.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}
