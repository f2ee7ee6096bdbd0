import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { together } from './branches.ts';
import { search } from './search.ts';
import { shrink } from './shrink.ts';
import { run } from './walk.ts';

const usage = `usage: npm run simulate -- [--seeds N | --minutes M] [--from SEED] [--steps N] [--json] [--keep-going]
       with --branches it tells which blocks of the operator's decisions no seed has reached
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

if (values.help) process.stderr.write(usage);
else if (values.seed !== undefined) await replay(Number(values.seed));
else await find();

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

/** Runs seeds on all cores until there have been enough of them, the time is over, or one breaks a rule. */
async function find(): Promise<void> {
  const minutes = values.minutes === undefined ? undefined : Number(values.minutes);
  const fresh = Math.floor(Date.now() / 1000) * 1_000;
  const { seeds, steps, virtualSeconds, seen, found, runs, from, to } = await search({
    from: Number(values.from ?? (minutes === undefined ? 0 : fresh % 2_000_000_000)),
    seeds: values.seeds !== undefined ? Number(values.seeds) : minutes === undefined ? 1_000 : Infinity,
    steps: Number(values.steps ?? Infinity),
    untilMs: minutes === undefined ? Infinity : minutes * 60_000,
    workers: Number(values.workers ?? availableParallelism()),
    keepGoing: values['keep-going'] ?? false,
    branches: values.branches ?? false,
  });
  const seconds = performance.now() / 1000;
  const summary = {
    ...{ seeds, from, to, steps, seconds: Math.round(seconds), stepsPerSecond: Math.round(steps / seconds) },
    ...{ virtualHours: Math.round(virtualSeconds / 3600), violations: found, seen: [...seen].sort() },
    ...(values.branches ? { branches: together(runs) } : {}),
  };
  if (values.json) process.stdout.write(`${JSON.stringify(summary)}\n`);
  else {
    const { violations, seen: states, branches, ...numbers } = summary;
    if (branches)
      process.stdout.write(`${branches.missed.join('\n')}\nreached ${branches.reached} of ${branches.of} blocks\n`);
    process.stdout.write(`${JSON.stringify(numbers)}\nreasons and phases seen: ${states.length}\n`);
    for (const { seed, rule, message } of violations)
      process.stdout.write(`seed ${seed}: ${rule}: ${message.slice(0, 500)}\n`);
    if (violations[0]) process.stdout.write(`npm run simulate -- --seed ${violations[0].seed} tells more\n`);
  }
  process.exitCode = found.length > 0 ? 1 : 0;
}
