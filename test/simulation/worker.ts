import { parentPort, workerData } from 'node:worker_threads';
import { watchBranches } from './branches.ts';
import type { FileRun } from './branches.ts';
import { run } from './walk.ts';
import type { Outcome } from './walk.ts';
import type { Violation } from './invariants.ts';

/** What a worker tells of each seed. */
export interface Told {
  seed: number;
  steps: number;
  virtualSeconds: number;
  violations: Violation[];
  /** What was seen for the first time by this worker. */
  seen: string[];
}

/** What a worker tells at its end, where it was asked for. */
export interface Reached {
  runs: FileRun[];
}

Error.stackTraceLimit = 1; // errors are what the API server answers: thousands of them, and nobody reads where they were made

const { first, stride, branches } = workerData as { first: number; stride: number; branches: boolean };
const reached = branches ? await watchBranches() : undefined;
const known = new Set<string>();
let stopped = false;
parentPort?.on('message', () => (stopped = true));

for (let seed = first; !stopped; seed += stride) {
  const { steps, virtualSeconds, violations, seen } = await run(seed).catch(
    (error: unknown): Pick<Outcome, 'steps' | 'virtualSeconds' | 'violations' | 'seen'> => ({
      ...{ steps: 0, virtualSeconds: 0, seen: new Set() },
      violations: [{ rule: 'throws', message: String((error as Error).stack ?? error), second: 0, step: 0 }],
    }),
  );
  const fresh = [...seen].filter((one) => !known.has(one));
  for (const one of fresh) known.add(one);
  const told: Told = { seed, steps, virtualSeconds, violations, seen: fresh };
  parentPort?.postMessage(told);
  await new Promise<void>((resolve) => setImmediate(resolve));
}
if (reached) {
  const end: Reached = { runs: await reached() };
  parentPort?.postMessage(end);
}
parentPort?.close();
