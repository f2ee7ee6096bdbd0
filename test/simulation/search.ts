import { Worker } from 'node:worker_threads';
import type { FileRun } from './branches.ts';
import type { Reached, Told } from './worker.ts';

export interface Found {
  seed: number;
  rule: string;
  message: string;
}

export interface Bounds {
  from: number;
  seeds: number;
  steps: number;
  /** When to end, in milliseconds since the process began. */
  untilMs: number;
  workers: number;
  /** Whether to go on after a violation. */
  keepGoing: boolean;
  /** Whether to note which blocks of the operator's decisions run: a tenth slower. */
  branches: boolean;
}

export interface Searched {
  seeds: number;
  steps: number;
  virtualSeconds: number;
  seen: Set<string>;
  found: Found[];
  /** What each worker ran of the operator's decisions, where that was asked for. */
  runs: FileRun[][];
  from: number;
  to: number;
}

/** A walk takes a tenth of a second of the processor's time; one that takes this long never ends. */
const MOST_CPU_MS = 60_000;
const LOOK_MS = 30_000;
/** What is begun when the time is over may end within this time. */
const GRACE_MS = 3_000;
/** Where what it tells at its end counts, it may take longer. */
const LONG_GRACE_MS = 120_000;

/** Runs seeds until a bound is reached or a rule is broken; each worker has every n-th seed. */
export async function search(bounds: Bounds): Promise<Searched> {
  const { from, workers, branches } = bounds;
  const searched: Searched = {
    seeds: 0,
    steps: 0,
    virtualSeconds: 0,
    seen: new Set(),
    found: [],
    runs: [],
    from,
    to: from,
  };
  let over = false;
  const stops = new Set<() => void>();
  const stop = (): void => {
    over = true;
    for (const one of stops) one();
  };
  const violated = (one: Found): void => {
    searched.found.push(one);
    if (!bounds.keepGoing) return stop();
    process.stderr.write(`seed ${one.seed}: ${one.rule}: ${one.message.slice(0, 300)}\n`);
  };
  const count = ({ seed, steps, virtualSeconds, seen, violations: [first] }: Told): void => {
    if (over) return;
    searched.seeds++;
    searched.steps += steps;
    searched.virtualSeconds += virtualSeconds;
    searched.to = Math.max(searched.to, seed);
    for (const one of seen) searched.seen.add(one);
    if (first) violated({ seed, rule: first.rule, message: first.message });
    if (searched.seeds >= bounds.seeds || searched.steps >= bounds.steps) stop();
  };

  /** Runs one worker to its end; returns the seed that it did not come back from, if there is one. */
  const work = (first: number): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL('./worker.ts', import.meta.url), {
        workerData: { first, stride: workers, branches },
      });
      let next = first;
      let stuck = false;
      const end = (): void => void worker.terminate();
      let since = { seed: next, ms: 0 };
      const look = setInterval(() => {
        void cpuMs(worker).then((ms) => {
          if (since.seed !== next) since = { seed: next, ms };
          else if (ms - since.ms > MOST_CPU_MS) {
            stuck = true;
            end();
          }
        });
      }, LOOK_MS);
      const halt = (): void => {
        worker.postMessage('stop');
        setTimeout(end, branches ? LONG_GRACE_MS : GRACE_MS).unref();
      };
      stops.add(halt);
      worker.on('message', (told: Told | Reached) => {
        if ('runs' in told) return void searched.runs.push(told.runs);
        next = told.seed + workers;
        count(told);
      });
      worker.once('error', reject);
      worker.once('exit', () => {
        clearInterval(look);
        stops.delete(halt);
        resolve(stuck && !over ? next : undefined);
      });
    });

  const clock = bounds.untilMs === Infinity ? undefined : setTimeout(stop, bounds.untilMs - performance.now());
  await Promise.all(
    Array.from({ length: workers }, async (_, i) => {
      for (let first = from + i; !over;) {
        const stuck = await work(first);
        if (stuck === undefined) return;
        searched.seeds++;
        violated({
          seed: stuck,
          rule: 'endless',
          message: `not done within ${MOST_CPU_MS / 1000} s of the processor's time`,
        });
        first = stuck + workers;
      }
    }),
  );
  clearTimeout(clock);
  return searched;
}

/** The processor's time that a worker has taken; none if it has ended meanwhile. */
async function cpuMs(worker: Worker): Promise<number> {
  const { user, system } = await worker.cpuUsage().catch(() => ({ user: 0, system: 0 }));
  return (user + system) / 1000;
}
