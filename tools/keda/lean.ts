import { cpSync, chmodSync, existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Triggers that are kept: external (the HTTP add-on is one), CPU and memory, cron, Prometheus, pods of a workload. */
const KEPT = new Set(['external', 'cpu_memory', 'cron', 'prometheus', 'kubernetes_workload']);
/** Folders and files of the module that no program needs. */
const UNUSED = new Set(['tests', 'images', 'schema', '.github', 'testdata']);

const CONSTANT = `package scalers

import v2 "k8s.io/api/autoscaling/v2"

// A constant of all scalers, which is defined in one of those that were left out.
const externalMetricType v2.MetricSourceType = "External"
`;

/**
 * A copy of KEDA's module without the scalers that nobody here uses, beside which the compiler takes a quarter of the time: KEDA is one
 * program with the clients of some eighty databases, queues and clouds in one Go package. Go refuses an overlay over its module cache,
 * therefore a copy. `folder` appears by one rename.
 */
export function leanSources(sources: string, folder: string): void {
  if (existsSync(folder)) return;
  const part = `${folder}.${process.pid}`;
  rmSync(part, { recursive: true, force: true });
  cpSync(sources, part, {
    recursive: true,
    filter: (from) => !UNUSED.has(basename(from)) && !from.endsWith('_test.go'),
  });
  for (const entry of readdirSync(part, { recursive: true, withFileTypes: true }))
    chmodSync(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o755 : 0o644);
  const scalers = join(part, 'pkg/scalers');
  for (const file of readdirSync(scalers)) {
    const trigger = /^(.*)_scaler\.go$/.exec(file)?.[1];
    if (trigger !== undefined && !KEPT.has(trigger)) rmSync(join(scalers, file));
  }
  writeFileSync(join(scalers, 'lean.go'), CONSTANT);
  const builder = join(part, 'pkg/scaling/scalers_builder.go');
  const made = readdirSync(scalers)
    .filter((file) => file.endsWith('.go'))
    .map((file) => readFileSync(join(scalers, file), 'utf8'))
    .join('\n');
  writeFileSync(builder, leanBuilder(readFileSync(builder, 'utf8'), made));
  renameSync(part, folder);
}

const SWITCH = '\tswitch triggerType {\n';
const DEFAULT = '\tdefault:\n';

/** The switch over the types of triggers, with the cases alone whose constructor is among the sources of the scalers. */
export function leanBuilder(builder: string, scalers: string): string {
  const from = builder.indexOf(SWITCH) + SWITCH.length;
  const to = builder.indexOf(DEFAULT, from);
  if (from < SWITCH.length || to < 0)
    throw new Error('KEDA chooses its scalers in another way than the pinned release');
  const made = new Set([...scalers.matchAll(/^func (New\w+)\(/gm)].map(([, name]) => name));
  const cases = builder.slice(from, to).split(/(?=^\tcase )/m);
  const kept = cases.filter((one) => {
    const used = [...one.matchAll(/scalers\.(New\w+)\(/g)].map(([, name]) => name);
    return one.trim() !== '' && used.every((name) => made.has(name));
  });
  return builder.slice(0, from) + kept.join('') + builder.slice(to);
}
