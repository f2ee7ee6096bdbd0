import { parentPort, workerData } from 'node:worker_threads';
import { run, setupOf } from './walk.ts';
import type { Outcome, Walk } from './walk.ts';
import type { Violation } from './invariants.ts';

/** What a worker tells of each seed. */
export interface Told {
  seed: number;
  steps: number;
  virtualSeconds: number;
  violations: Violation[];
  walk: Walk | undefined;
  /** What was seen for the first time by this worker. */
  seen: string[];
  actions: string[];
}

const { first, stride, length } = workerData as { first: number; stride: number; length: number | undefined };
const known = new Set<string>();
let stopped = false;
parentPort?.on('message', () => (stopped = true));

for (let seed = first; !stopped; seed += stride) {
  const { steps, virtualSeconds, violations, walk, seen } = await run(
    seed,
    length === undefined ? {} : { length },
  ).catch((error: unknown): Pick<Outcome, 'steps' | 'virtualSeconds' | 'violations' | 'walk' | 'seen'> => ({
    ...{ steps: 0, virtualSeconds: 0, walk: { setup: setupOf(seed), actions: [] }, seen: new Set() },
    violations: [{ rule: 'throws', message: String((error as Error).stack ?? error), second: 0, step: 0 }],
  }));
  const fresh = [...seen].filter((one) => !known.has(one));
  for (const one of fresh) known.add(one);
  const told: Told = {
    ...{ seed, steps, virtualSeconds, violations, seen: fresh, actions: [] },
    walk: violations.length > 0 ? walk : undefined,
  };
  parentPort?.postMessage(told);
  await new Promise<void>((resolve) => setImmediate(resolve));
}
parentPort?.close();
