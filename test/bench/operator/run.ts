import { setTimeout as sleep } from 'node:timers/promises';
import type { Status } from '../../../operator/api/status.ts';
import { KINDS, pathOf } from '../../../operator/cluster/kinds.ts';
import type { KubeObject } from '../../../operator/controller/object.ts';
import type { Store } from '../../../operator/controller/store.ts';
import { difference, followAudit, total, withoutEvents, writesOf } from './audit.ts';
import type { Counts } from './audit.ts';
import { fleet, namespacesOf } from './fleet.ts';
import type { Member } from './fleet.ts';
import { childrenOf, floor } from './floor.ts';
import type { PlayedPods } from './kwok/stages.ts';
import { ownAddress, withObjectives } from './objectives.ts';
import { serviceAccount, setScene } from './scene.ts';
import type { Scene } from './scene.ts';
import { cpuSeconds } from './usage.ts';
import { watchOperator } from './watched-operator.ts';
import type { WatchedOperator } from './watched-operator.ts';

export interface RunOptions {
  services: number;
  pods: PlayedPods;
  /** Seconds of each look at the steady state. */
  steadySeconds: number;
  /** Only creation and the steady state. */
  creationOnly: boolean;
  /** The services have an objective, and their pods measure something. */
  objectives: boolean;
  /** Also create the same children without an operator, and measure that. */
  floor: boolean;
  nodeArguments: string[];
}

interface Phase {
  seconds: number;
  writesPerService: number;
  eventsPerService: number;
  cpuSeconds: number;
  apiServerCpuSeconds: number;
  reconciles: number;
  reconcileP50Ms: number;
  reconcileP99Ms: number;
  writes: Counts;
}

/** The figures of one fleet; milliseconds, MiB and seconds as the names say. */
export interface Figures {
  services: number;
  /** Of services with an objective. */
  objectives?: true;
  namespaces: number;
  /** From the first create to the last service being Ready, less what the played pods were told to take. */
  readySeconds: number;
  simulatedSeconds: number;
  /** The same children without an operator, and how much longer it took with one. */
  floor?: { seconds: number; apiServerCpuSeconds: number; beyondSeconds: number };
  reconcileP50Ms: number;
  reconcileP99Ms: number;
  reconciles: number;
  writesPerService: number;
  eventsPerService: number;
  writes: Counts;
  /** Writes and reconciles while nothing changes, before any resync. */
  steadyWrites: number;
  steadyReconciles: number;
  /** Highest resident memory from start to the end of the steady state; and what it was then. */
  rssMiB: number;
  rssSteadyMiB: number;
  rssEmptyMiB: number;
  cpuSeconds: number;
  apiServerCpuSeconds: number;
  restart?: { seconds: number; writes: number; cpuSeconds: number; rssMiB: number };
  change?: Phase;
  deletion?: Phase & { orphans: number };
}

const settled = (object: KubeObject | undefined): boolean => {
  const status = (object?.status ?? {}) as Status;
  const of = (type: string) => status.conditions?.find((condition) => condition.type === type);
  return (
    object !== undefined &&
    status.observedGeneration === object.metadata.generation &&
    of('Ready')?.status === 'True' &&
    of('Progressing')?.status === 'False' &&
    (of('ObjectiveMet')?.status ?? 'True') === 'True'
  );
};

/** Does something to every member, 32 requests at a time. */
async function toEach(members: Member[], work: (member: Member) => Promise<unknown>): Promise<void> {
  const queue = members.values();
  await Promise.all(
    Array.from({ length: 32 }, async () => {
      for (const member of queue) await work(member);
    }),
  );
}

/** Waits for a count; throws when the operator has ended, or for two minutes has neither come nearer nor written. */
async function waitFor(
  operator: WatchedOperator,
  writes: () => number,
  count: () => number,
  wanted: number,
  what: string,
  progress: (line: string) => void,
): Promise<void> {
  let last = '';
  for (let since = Date.now(); ; await sleep(200)) {
    const now = count();
    if (now === wanted) return;
    const state = `${now} ${writes()}`;
    if (state !== last) [last, since] = [state, Date.now()];
    const problem = !operator.running() ? 'the operator has ended' : 'nothing for two minutes';
    if (!operator.running() || Date.now() - since > 120_000)
      throw new Error(`${what}: ${now} of ${wanted}, and ${problem}\n${operator.lastWords()}`);
    progress(`${what}: ${now}/${wanted}`);
  }
}

/** Puts one fleet through its life and measures the operator. */
export async function runFleet(options: RunOptions, progress: (line: string) => void): Promise<Figures> {
  const measured = options.objectives ? await withObjectives(fleet(options.services)) : undefined;
  const members = measured?.members ?? fleet(options.services);
  const pods = { ...options.pods, address: measured && ownAddress() };
  const nodes = Math.max(3, Math.ceil(options.services / 50));
  const scene = await setScene(nodes, pods, progress);
  let operator: WatchedOperator | undefined;
  try {
    for (const name of namespacesOf(members))
      await scene.create('/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    const audit = followAudit(scene.plane.auditLog, serviceAccount);
    const services = await scene.follow('TTSService');
    const count = (): number => [...services.values()].filter(settled).length;
    operator = await watchOperator(scene.operatorConfig, {}, options.nodeArguments);
    let working = operator;
    const written = (): number => total(writesOf(audit.counts()));
    const rssEmptyMiB = operator.memory().now;

    const created = await phase(scene, operator, audit, members.length, async () => {
      await toEach(members, ({ namespace, name, spec }) =>
        scene.create(pathOf(KINDS.TTSService, namespace), {
          apiVersion: KINDS.TTSService.apiVersion,
          kind: KINDS.TTSService.kind,
          metadata: { namespace, name },
          spec,
        }),
      );
      await waitFor(working, written, count, members.length, 'ready', progress);
    });
    await operator.idle();
    const calm = { counts: audit.counts(), text: await operator.scrape() };
    await sleep(options.steadySeconds * 1000);
    let steadyWrites = total(writesOf(difference(audit.counts(), calm.counts)));
    const { reconciles: steadyReconciles } = operator.reconcileTimes(await operator.scrape(), calm.text);
    const { now: rssSteadyMiB, peak: rssMiB } = operator.memory();
    // A Job's pod starts and publishes, then the server's pod starts.
    const simulatedSeconds = (2 * options.pods.start + options.pods.download) / 1000;
    const { seconds, ...rest } = created;
    const figures: Figures = {
      services: members.length,
      ...(measured ? { objectives: true } : {}),
      namespaces: namespacesOf(members).length,
      readySeconds: seconds - simulatedSeconds,
      simulatedSeconds,
      ...rest,
      steadyWrites,
      steadyReconciles,
      rssMiB,
      rssSteadyMiB,
      rssEmptyMiB,
    };
    progress(JSON.stringify(figures));
    if (options.floor) {
      const children = await childrenOf(scene);
      await operator.stop();
      await scene.end();
      const alone = await floor(children, nodes, options.pods, progress);
      return { ...figures, floor: { ...alone, beyondSeconds: created.seconds - alone.seconds } };
    }
    if (options.creationOnly) return figures;

    await operator.stop();
    const before = audit.counts();
    const started = Date.now();
    operator = await watchOperator(
      scene.operatorConfig,
      { RESYNC_SECONDS: '10', RELIST_SECONDS: '10' },
      options.nodeArguments,
    );
    working = operator;
    await operator.reconciled(members.length);
    await operator.idle();
    const restartSeconds = (Date.now() - started) / 1000;
    const restartCpu = operator.cpuSeconds();
    await sleep(Math.max(25, options.steadySeconds) * 1000); // two resyncs and two relists
    const writes = total(writesOf(difference(audit.counts(), before)));
    steadyWrites += writes;
    const restart = { seconds: restartSeconds, writes, cpuSeconds: restartCpu, rssMiB: operator.memory().peak };

    const change = await phase(scene, operator, audit, members.length, async () => {
      await toEach(members, ({ namespace, name }) =>
        scene.api.json('PATCH', pathOf(KINDS.TTSService, namespace, name), {
          body: { spec: { server: { logLevel: 'DEBUG' } } },
          contentType: 'application/merge-patch+json',
        }),
      );
      await waitFor(working, written, () => changed(services), members.length, 'changed and ready', progress);
    });

    const deletion = await phase(scene, operator, audit, members.length, async () => {
      await toEach(members, ({ namespace, name }) =>
        scene.api.json('DELETE', pathOf(KINDS.TTSService, namespace, name), {
          body: { kind: 'DeleteOptions', apiVersion: 'v1', propagationPolicy: 'Background' },
        }),
      );
      await waitFor(working, written, () => services.size, 0, 'left to delete', progress);
      await gone(scene, progress);
    });
    return { ...figures, steadyWrites, restart, change, deletion: { ...deletion, orphans: await leftOver(scene) } };
  } finally {
    await operator?.stop();
    await scene.end();
    measured?.close();
  }
}

const changed = (services: Store<KubeObject>): number =>
  [...services.values()].filter((object) => (object.metadata.generation ?? 1) > 1 && settled(object)).length;

/** Measures what the operator does while `work` runs. */
async function phase(
  scene: Scene,
  operator: WatchedOperator,
  audit: ReturnType<typeof followAudit>,
  services: number,
  work: () => Promise<void>,
): Promise<Phase> {
  const before = { counts: audit.counts(), text: await operator.scrape(), cpu: operator.cpuSeconds() };
  const apiServer = cpuSeconds(scene.pids.apiServer);
  const started = Date.now();
  await work();
  const seconds = (Date.now() - started) / 1000;
  await operator.idle();
  const writes = writesOf(difference(audit.counts(), before.counts));
  return {
    seconds,
    writesPerService: total(withoutEvents(writes)) / services,
    eventsPerService: (total(writes) - total(withoutEvents(writes))) / services,
    cpuSeconds: operator.cpuSeconds() - before.cpu,
    apiServerCpuSeconds: cpuSeconds(scene.pids.apiServer) - apiServer,
    ...operator.reconcileTimes(await operator.scrape(), before.text),
    writes,
  };
}

const CHILDREN = [
  'Deployment',
  'Service',
  'Job',
  'ConfigMap',
  'PersistentVolumeClaim',
  'PodDisruptionBudget',
  'NetworkPolicy',
  'Pod',
] as const;

async function leftOver(scene: Scene): Promise<number> {
  const counts = await Promise.all(CHILDREN.map((kind) => scene.countManaged(kind)));
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Waits until the garbage collector has removed every child, or has removed none for a minute. */
async function gone(scene: Scene, progress: (line: string) => void): Promise<void> {
  let last = Infinity;
  for (let since = Date.now(); Date.now() - since < 60_000; await sleep(500)) {
    const left = await leftOver(scene);
    if (left === 0) return;
    if (left < last) [last, since] = [left, Date.now()];
    progress(`children left: ${left}`);
  }
}
