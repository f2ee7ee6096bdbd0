import type { Process } from './loop.ts';
import type { Fate, Weather } from './network.ts';
import type { Random } from './random.ts';

const CONTROLLERS = ['garbage', 'jobs', 'deployments', 'claims', 'kubelet', 'scheduler', 'autoscalers'] as const;

/** How late, lost or broken things are; streams of the seed's say what befalls whom. */
export class Chance implements Weather {
  /** How bad the network and the API server are, 0 to 1. */
  storm = 0;
  /** Nothing is late, lost or broken. */
  calm: boolean;
  readonly #random: (stream: string) => Random;
  /** Which of the cluster's programs is busy with other things, in three walks of ten. */
  readonly #busy: string | undefined;

  constructor(calm: boolean, random: (stream: string) => Random) {
    this.calm = calm;
    this.#random = random;
    const busy = random('busy');
    this.#busy = busy.chance(0.3) ? busy.pick(CONTROLLERS) : undefined;
  }

  /** How long one of the cluster's own programs takes to react. */
  lag(who: string): number {
    if (this.calm) return 5;
    const random = this.#random(`lag ${who}`);
    return random.chance(who === this.#busy ? 0.5 : 0.03) ? random.below(20_000) : 1 + random.below(100);
  }

  request(process: Process): Fate {
    if (this.calm) return { kind: 'well', there: 1, back: 1 };
    const random = this.#random(`request ${process.name.split('#')[0]}`);
    const there = random.chance(0.02) ? random.below(5_000) : 1 + random.below(30);
    const back = random.chance(0.02) ? random.below(5_000) : 1 + random.below(30);
    const chance = random.next();
    if (chance >= this.storm) return { kind: 'well', there, back };
    const what = random.weighted({ fails: 5, lost: 3, late: 2 });
    if (what === 'late') return { kind: 'well', there, back: random.below(40_000) };
    if (what === 'lost') return { kind: 'lost', there, back };
    const status = random.pick([undefined, 500, 503, 429, 401, 403]);
    return { kind: 'fails', there, status, ...(status === 429 ? { retryAfter: 1 } : {}) };
  }

  event(process: Process): { delay: number; twice: boolean; breaks: boolean } {
    if (this.calm) return { delay: 1, twice: false, breaks: false };
    const random = this.#random(`event ${process.name.split('#')[0]}`);
    const delay = random.chance(0.02) ? random.below(10_000) : 1 + random.below(50);
    return { delay, twice: random.chance(0.01), breaks: random.chance(0.002 + this.storm / 20) };
  }
}
