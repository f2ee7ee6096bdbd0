import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { watchBranches } from './branches.ts';
import type { Branches } from './branches.ts';
import { shrink } from './shrink.ts';
import { run } from './walk.ts';
import type { Walk } from './walk.ts';
import type { Told } from './worker.ts';

const usage = `usage: npm run simulate -- [--seeds N | --minutes M] [--from SEED] [--steps N] [--json] [--keep-going]
       npm run simulate -- --branches [--seeds N]       in one process, and tells which blocks of the operator's decisions were reached
       npm run simulate -- --seed S [--json]   runs one walk, tells what happens, and cuts it short where it breaks a rule
`;

const { values } = parseArgs({
  options: {
    ...{ seed: { type: 'string' }, seeds: { type: 'string' }, steps: { type: 'string' }, minutes: { type: 'string' } },
    ...{ from: { type: 'string' }, workers: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean' } },
    'keep-going': { type: 'boolean' },
    branches: { type: 'boolean' },
  },
});

interface Found {
  seed: number;
  rule: string;
  message: string;
}

if (values.help) process.stderr.write(usage);
else if (values.seed !== undefined) await replay(Number(values.seed));
else if (values.branches) await reach(Number(values.seeds ?? 300), Number(values.from ?? 0));
else await search();

/** Runs one seed aloud; a walk that breaks a rule is cut short, and the short one is told. */
async function replay(seed: number): Promise<void> {
  const { violations, walk, steps } = await run(seed);
  const [first] = violations;
  const short = first && (await shrink(walk, first.rule));
  const lines: string[] = [];
  await run(seed, { trace: (line) => lines.push(line), walk: short ?? walk });
  if (values.json) process.stdout.write(`${JSON.stringify({ seeds: 1, steps, violations, walk: short ?? walk })}\n`);
  else {
    process.stdout.write(`${lines.map((line) => line.slice(0, 240)).join('\n')}\n`);
    if (short) process.stdout.write(`\n${first.rule}: ${first.message}\n${JSON.stringify(short)}\n`);
  }
  process.exitCode = first ? 1 : 0;
}

/** Runs seeds in this process, and tells how much of the operator's decisions they came to. */
async function reach(seeds: number, from: number): Promise<void> {
  const stop = await watchBranches();
  let [steps, violations] = [0, 0];
  for (let seed = from; seed < from + seeds; seed++) {
    const outcome = await run(seed);
    steps += outcome.steps;
    violations += outcome.violations.length;
  }
  const branches: Branches = await stop();
  const { reached, of, missed } = branches;
  if (values.json) process.stdout.write(`${JSON.stringify({ seeds, steps, violations, branches })}\n`);
  else
    process.stdout.write(
      `${missed.join('\n')}\n${JSON.stringify({ seeds, steps, violations, branches: { reached, of } })}\n`,
    );
}

/** Runs seeds on all cores until there have been enough of them, the time is over, or one breaks a rule. */
async function search(): Promise<void> {
  const minutes = values.minutes === undefined ? undefined : Number(values.minutes);
  const most = values.seeds !== undefined ? Number(values.seeds) : minutes === undefined ? 1_000 : Infinity;
  const mostSteps = Number(values.steps ?? Infinity);
  const fresh = Math.floor(Date.now() / 1000) * 1_000;
  const from = Number(values.from ?? (minutes === undefined ? 0 : fresh % 2_000_000_000));
  const cores = Number(values.workers ?? availableParallelism());
  const seen = new Set<string>();
  const found: Found[] = [];
  let [seeds, steps, virtualSeconds, last] = [0, 0, 0, from];
  let walk: Walk | undefined;

  await Promise.all(
    Array.from({ length: cores }, (_, i) => {
      const workerData = { first: from + i, stride: cores, length: undefined };
      const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData });
      let over = false;
      const stop = (): void => {
        over = true;
        worker.postMessage('stop');
      };
      if (minutes !== undefined) {
        const left = minutes * 60_000 - performance.now();
        setTimeout(stop, left).unref();
        setTimeout(() => void worker.terminate(), left + 5_000).unref(); // a long walk is left where it is
      }
      return new Promise<void>((resolve, reject) => {
        worker.on('message', (told: Told) => {
          if (over) return;
          seeds++;
          steps += told.steps;
          virtualSeconds += told.virtualSeconds;
          last = Math.max(last, told.seed);
          for (const one of told.seen) seen.add(one);
          const [first] = told.violations;
          if (first) {
            found.push({ seed: told.seed, rule: first.rule, message: first.message });
            walk ??= told.walk;
          }
          const late = minutes !== undefined && performance.now() > minutes * 60_000; // since the process began
          const enough = (found.length > 0 && !values['keep-going']) || seeds >= most || steps >= mostSteps || late;
          if (!enough) return;
          stop();
        });
        worker.once('error', reject);
        worker.once('exit', () => resolve());
      });
    }),
  );

  const seconds = performance.now() / 1000;
  const summary = {
    ...{ seeds, from, to: last, steps, seconds: Math.round(seconds), stepsPerSecond: Math.round(steps / seconds) },
    ...{ virtualHours: Math.round(virtualSeconds / 3600), violations: found, seen: [...seen].sort() },
  };
  if (values.json) process.stdout.write(`${JSON.stringify(summary)}\n`);
  else {
    const { violations, seen: states, ...numbers } = summary;
    process.stdout.write(`${JSON.stringify(numbers)}\nreasons and phases seen: ${states.length}\n`);
    for (const { seed, rule, message } of violations)
      process.stdout.write(`seed ${seed}: ${rule}: ${message.slice(0, 500)}\n`);
    if (walk) process.stdout.write(`npm run simulate -- --seed ${violations[0]?.seed} tells more\n`);
  }
  process.exitCode = found.length > 0 ? 1 : 0;
}
