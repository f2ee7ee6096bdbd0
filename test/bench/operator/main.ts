// `npm run bench:operator`: what the operator costs as the number of services grows, on a real control plane with kwok's nodes.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { repoRoot } from '../../../tools/cluster/paths.ts';
import { compare } from './baseline.ts';
import { page } from './page.ts';
import { runFleet } from './run.ts';
import type { Figures } from './run.ts';

const usage = `usage: npm run bench:operator [-- N ...] [-- --short] [-- --objectives] [-- --floor] [-- --check] [-- --profile FOLDER]

Puts fleets of N TTSServices (default 100 and 1000) through creation, steady state, restart, a change of every spec and deletion.
JSON goes to standard output and, with a page of plots, to .state/bench/operator.json and .html.
  --short           100 services, and only creation and the steady state; a minute and a half at most
  --creation-only   the same for any N
  --objectives      services have spec.scaling.objective, and their pods tell what they measure
  --floor           then creates the same objects without an operator instead of the other steps: what the control plane costs
  --check           exits with 1 when a ratio is more than 20 % worse than in test/bench/operator/baseline.json
  --profile FOLDER  writes a CPU profile of the operator there
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    short: { type: 'boolean', default: false },
    'creation-only': { type: 'boolean', default: false },
    objectives: { type: 'boolean', default: false },
    floor: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
    profile: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const counts = positionals.length > 0 ? positionals.map(Number) : values.short ? [100] : [100, 1000];
if (values.help || counts.some((count) => !Number.isInteger(count) || count < 1 || count > 20_000)) {
  process.stderr.write(usage);
  process.exit(values.help ? 0 : 2);
}

// An exit ends the programs that were started; a signal alone would leave them.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));
process.chdir(repoRoot);
execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-b', 'operator'], { stdio: 'inherit' });
const started = Date.now();
let last = '';
const progress = (line: string): void => {
  if (line === last) return;
  last = line;
  process.stderr.write(`[${((Date.now() - started) / 1000).toFixed(1)} s] ${line}\n`);
};

const loadBefore = loadavg()[0] ?? 0;
const runs: Figures[] = [];
for (const services of counts) {
  progress(`${services} services`);
  const figures = await runFleet(
    {
      services,
      pods: { start: 1000, download: 1000 },
      // Pods are asked once a minute.
      steadySeconds: values.objectives ? 150 : values.short ? 10 : 30,
      objectives: values.objectives,
      floor: values.floor,
      creationOnly: values.short || values['creation-only'],
      nodeArguments: values.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${values.profile}`],
    },
    progress,
  );
  runs.push(figures);
}
const machine = {
  // What else the machine did: above zero before the first run, the seconds below say less than the ratios.
  loadBefore,
  cpus: cpus().length,
  model: cpus()[0]?.model ?? '',
  memoryGiB: Math.round(totalmem() / 2 ** 30),
};
const result = { date: new Date().toISOString(), node: process.version, machine, runs };
const text = `${JSON.stringify(result, rounded, 2)}\n`;
const folder = join(repoRoot, '.state/bench');
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'operator.json'), text);
writeFileSync(join(folder, 'operator.html'), page(result));
process.stdout.write(text);
if (values.check) {
  const baseline = JSON.parse(readFileSync(join(import.meta.dirname, 'baseline.json'), 'utf8')) as { runs: Figures[] };
  const worse = compare(runs, baseline.runs);
  for (const line of worse) process.stderr.write(`${line}\n`);
  if (worse.length > 0) process.exit(1);
}

function rounded(_: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value;
}
