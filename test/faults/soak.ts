// `npm run soak -- --minutes 60`: many services with churn and requests on the embedded node; memory and objects have to stay level.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { repoRoot } from '../../tools/cluster/paths.ts';
import { difference, followAudit, total, writesOf } from '../bench/operator/audit.ts';
import { serviceAccount } from '../bench/operator/scene.ts';
import { cpuSeconds, memory } from '../bench/operator/usage.ts';
import { keepAsking } from '../support/keep-asking.ts';
import { eventually } from '../support/kubectl.ts';
import { NAMESPACE, theWorld } from './world.ts';
import type { PodObject } from './world.ts';

const usage = `usage: npm run soak [-- --minutes 60] [-- --services 20]

Needs the embedded node (npm run up) and about 0.6 GiB for each service. JSON goes to standard output and to .state/soak.json.
`;
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '60' },
    services: { type: 'string', default: '20' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const minutes = Number(values.minutes);
const count = Number(values.services);
if (values.help || !(minutes > 0) || !Number.isInteger(count) || count < 3) {
  process.stderr.write(usage);
  process.exit(values.help ? 0 : 2);
}

const world = await theWorld();
const progress = (line: string): void =>
  void process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${line}\n`);
const names = Array.from({ length: count }, (_, index) => `soak-${index}`);
const spec = { scaling: { replicas: 1 } };
const last = names.at(-1) ?? '';

interface Look {
  minute: number;
  operatorMiB: number;
  operatorCpuSeconds: number;
  operatorRestarts: number;
  /** Memory of the servers of services that are left alone, added up. */
  serversMiB: number;
  objects: number;
  ready: number;
}

const serving = async (name: string): Promise<PodObject | undefined> => (await world.pods(`app=${name}-service`))[0];

async function look(minute: number, still: string[]): Promise<Look> {
  const [operator] = await world.operators();
  if (!operator) throw new Error('no operator runs');
  const pid = await world.processOf(operator, 'operator');
  let serversMiB = 0;
  for (const name of still) {
    const pod = await serving(name);
    if (pod) serversMiB += memory(await world.processOf(pod, 'tts-service')).now;
  }
  const objects = await world.managed('deployments,services,jobs,pvc,configmaps,pdb,networkpolicies,replicasets,pods');
  const conditions = (await world.services()).map(({ status }) =>
    status?.conditions?.find(({ type }) => type === 'Ready'),
  );
  return {
    minute: Number(minute.toFixed(1)),
    operatorMiB: Math.round(memory(pid).now),
    operatorCpuSeconds: Math.round(cpuSeconds(pid)),
    operatorRestarts: operator.status.containerStatuses?.[0]?.restartCount ?? 0,
    serversMiB: Math.round(serversMiB),
    objects: objects.length,
    ready: conditions.filter((ready) => ready?.status === 'True').length,
  };
}

/** One round: one service goes and comes, one gets another spec, one loses its pod. The others are left alone. */
async function churn(round: number): Promise<void> {
  const [gone = '', changed = '', bereft = ''] = names.slice(-3);
  await world.k.ok(['delete', 'tts', gone, '-n', NAMESPACE, '--wait=true', '--timeout=60s']);
  const server = { maxTextLength: 4000 + (round % 90) };
  await world.k.ok([
    'patch',
    'tts',
    changed,
    '-n',
    NAMESPACE,
    '--type=merge',
    '-p',
    JSON.stringify({ spec: { server } }),
  ]);
  const pod = await serving(bereft);
  if (pod) await world.k.ok(['delete', 'pod', pod.metadata.name, '-n', NAMESPACE, '--wait=false']);
  await world.apply(gone, spec);
  await world.allReady(600_000);
}

progress(`starting ${count} services`);
await world.prepare();
const looks: Look[] = [];
const problems: string[] = [];
let asking: ReturnType<typeof keepAsking> | undefined;
let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => (interrupted = true));
try {
  for (const name of names) await world.apply(name, spec);
  await world.allReady(900_000);
  const still = names.slice(0, -3);
  const urls = await Promise.all(still.map((name) => world.address(name)));
  asking = keepAsking(urls, {
    everyMs: 1000,
    inFlight: 2,
    input: (number) => `Request ${number % 500} of the soak.`,
    timeoutMs: 60_000,
  });
  const audit = followAudit(join(world.node.state, 'log', 'audit.log'), serviceAccount);
  const started = Date.now();
  const passed = (): number => (Date.now() - started) / 60_000;
  looks.push(await look(0, still));
  let rounds = 0;
  while (passed() < minutes && !interrupted) {
    await churn(rounds++).catch((error: unknown) => {
      problems.push(`minute ${passed().toFixed(1)}: ${String(error)}`);
      progress(problems.at(-1) ?? '');
    });
    await sleep(10_000);
    looks.push(await look(passed(), still));
    progress(JSON.stringify(looks.at(-1)));
  }
  await sleep(15_000);
  const before = audit.counts();
  await sleep(30_000);
  const served = await asking.stop();
  asking = undefined;
  const result = {
    minutes: Number(passed().toFixed(1)),
    services: count,
    rounds,
    served,
    problems,
    writesAtRest: total(writesOf(difference(audit.counts(), before))),
    looks,
  };
  const text = `${JSON.stringify(result, undefined, 2)}\n`;
  mkdirSync(join(repoRoot, '.state'), { recursive: true });
  writeFileSync(join(repoRoot, '.state/soak.json'), text);
  process.stdout.write(text);
} finally {
  await asking?.stop();
  progress('removing the services');
  await world.k.run(['delete', 'namespace', NAMESPACE, '--timeout=180s']);
  await eventually(`${last} is gone`, async () => (await world.pods(`app=${last}-service`)).length === 0, 60_000);
}
