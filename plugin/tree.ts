import { CPU_TARGET } from '../operator/api/scaling-spec.ts';
import type { KubeObject } from '../operator/controller/object.ts';
import { podStatus, wantedReplicas, workloadStatus } from '../operator/controller/workloads.ts';
import { podProblem } from '../operator/status/pod-problems.ts';
import { age, megabytes } from './format.ts';
import type { Inventory } from './inventory.ts';

/** A line and what is under it. */
export interface Branch {
  text: string;
  under: Branch[];
}

const leaf = (text: string): Branch => ({ text, under: [] });

/** Lines of a tree, drawn as `kubectl tree` and systemd do. */
export function drawn({ text, under }: Branch): string[] {
  return [text, ...under.flatMap((branch, n) => drawnUnder(branch, n === under.length - 1))];
}

function drawnUnder(branch: Branch, last: boolean): string[] {
  const [first = '', ...rest] = drawn(branch);
  return [`${last ? '└─ ' : '├─ '}${first}`, ...rest.map((line) => `${last ? '   ' : '│  '}${line}`)];
}

/** One service as a tree: its model, volume, downloads, servers and conditions, and the last Events. */
export function serviceTree(all: Inventory, events: string[], now: number): Branch {
  const { service } = all;
  const { metadata, spec, status = {} } = service;
  const since = age(metadata.creationTimestamp, now);
  const behind =
    status.observedGeneration !== undefined && status.observedGeneration !== metadata.generation
      ? '  (the operator has not observed the last change yet)'
      : '';
  const text = `TTSService ${metadata.namespace ?? ''}/${metadata.name}  ${status.phase ?? 'not observed by an operator yet'}  ${status.readyPods ?? '0/0'} ready  ${spec.compute.device}  ${since}${behind}`;
  const conditions = status.conditions ?? [];
  return {
    text,
    under: [
      model(all),
      ...volume(all, now),
      ...servers(all, now),
      ...endpoint(all),
      { text: 'Conditions', under: conditions.map((one) => leaf(condition(one, now))) },
      { text: 'Events', under: events.length > 0 ? events.map(leaf) : [leaf('none in the last hour')] },
    ].filter(({ text: title, under }) => title !== 'Conditions' || under.length > 0),
  };
}

function condition(
  {
    type,
    status,
    reason,
    message,
    lastTransitionTime,
  }: NonNullable<NonNullable<Inventory['service']['status']>['conditions']>[number],
  now: number,
): string {
  return `${type.padEnd(12)} ${status.padEnd(7)} ${reason}: ${message} (${age(lastTransitionTime, now)})`;
}

function model({ service: { spec, status } }: Inventory): Branch {
  const { phase, filesVerified, bytesTotal, progressPercent, digest, etaSeconds, lastVerifiedTime } =
    status?.model ?? {};
  // A spec leaves the precision out where it is the device's default.
  const precision = status?.model?.precision ?? (spec.model as { precision?: string }).precision ?? '';
  const parts = [
    `Model ${spec.model.name} ${precision}`.trim(),
    phase ?? 'not observed yet',
    filesVerified === undefined ? '' : `${filesVerified} files`,
    bytesTotal === undefined ? '' : megabytes(bytesTotal),
    progressPercent === undefined || progressPercent === 100 ? '' : `${progressPercent} %`,
    etaSeconds === undefined ? '' : `${etaSeconds} s left`,
    lastVerifiedTime === undefined ? '' : `verified ${lastVerifiedTime}`,
  ];
  return { text: parts.filter((part) => part !== '').join('  '), under: digest ? [leaf(`digest ${digest}`)] : [] };
}

function volume({ service, claim, jobs, jobPods }: Inventory, now: number): Branch[] {
  const { mode } = service.spec.storage;
  const downloads = jobs.map((job) => jobBranch(job, jobPods, now));
  const name = service.status?.volume;
  if (name === undefined)
    return mode === 'PerPod' || mode === 'Image' ? [leaf(`Volume ${mode}: one in each pod`)] : downloads;
  if (!claim) return [{ text: `PersistentVolumeClaim ${name}  does not exist`, under: downloads }];
  const { storageClassName, accessModes, resources } = (claim.spec ?? {}) as {
    storageClassName?: string;
    accessModes?: string[];
    resources?: { requests?: { storage?: string } };
  };
  const { phase } = (claim.status ?? {}) as { phase?: string };
  const parts = [phase, resources?.requests?.storage, storageClassName ?? 'no class', accessModes?.join('+')];
  return [{ text: `PersistentVolumeClaim ${name}  ${parts.filter(Boolean).join('  ')}`, under: downloads }];
}

function jobBranch(job: KubeObject, pods: KubeObject[], now: number): Branch {
  const ended = workloadStatus(job).conditions?.find(
    ({ type, status }) => status === 'True' && (type === 'Complete' || type === 'Failed'),
  );
  const own = pods.filter(({ metadata }) => metadata.ownerReferences?.some(({ uid }) => uid === job.metadata.uid));
  return {
    text: `Job ${job.metadata.name}  ${ended?.type ?? 'Running'}  ${age(job.metadata.creationTimestamp, now)}`,
    under: own.map((pod) => podBranch(pod, now)),
  };
}

function servers({ deployment, pods }: Inventory, now: number): Branch[] {
  if (!deployment) return [leaf('Deployment  none: no server starts before its model is verified')];
  const { readyReplicas = 0, updatedReplicas = 0 } = workloadStatus(deployment);
  const wanted = wantedReplicas(deployment);
  const rolling = updatedReplicas === wanted ? '' : `  ${updatedReplicas} of the current template`;
  return [
    {
      text: `Deployment ${deployment.metadata.name}  ${readyReplicas}/${wanted} ready${rolling}`,
      under: pods.map((pod) => podBranch(pod, now)),
    },
  ];
}

function podBranch(pod: KubeObject, now: number): Branch {
  const { phase = 'Unknown', conditions = [], containerStatuses = [] } = podStatus(pod);
  const ready = conditions.some(({ type, status }) => type === 'Ready' && status === 'True');
  const restarts = containerStatuses.reduce((sum, { restartCount = 0 }) => sum + restartCount, 0);
  const { nodeName } = (pod.spec ?? {}) as { nodeName?: string };
  const state = pod.metadata.deletionTimestamp ? 'Terminating' : ready ? 'Ready' : phase;
  const problem = ready || phase === 'Succeeded' ? undefined : podProblem([pod]);
  const parts = [
    state,
    restarts > 0 ? `${restarts} restarts` : '',
    nodeName ?? 'not scheduled yet',
    age(pod.metadata.creationTimestamp, now),
  ];
  return {
    text: `Pod ${pod.metadata.name}  ${parts.filter((part) => part !== '').join('  ')}`,
    under: problem ? [leaf(`${problem.reason}: ${problem.message.replace(/^Pod \S+: /, '')}`)] : [],
  };
}

function endpoint({ service, endpoint: object, autoscaler }: Inventory): Branch[] {
  const branches: Branch[] = [];
  if (object) {
    const { type = 'ClusterIP' } = (object.spec ?? {}) as { type?: string };
    branches.push(leaf(`Service ${object.metadata.name}  ${type}  ${service.status?.endpoint ?? ''}`));
  }
  if (autoscaler) {
    const { minReplicas = 1, maxReplicas = 1 } = (autoscaler.spec ?? {}) as Record<string, number>;
    const { currentMetrics = [], desiredReplicas = 0 } = (autoscaler.status ?? {}) as {
      currentMetrics?: { resource?: { current?: { averageUtilization?: number } } }[] | null;
      desiredReplicas?: number;
    };
    const use = currentMetrics?.[0]?.resource?.current?.averageUtilization;
    const { targetCPUUtilization = CPU_TARGET } = service.spec.scaling;
    branches.push(
      leaf(
        `HorizontalPodAutoscaler ${autoscaler.metadata.name}  ${minReplicas} to ${maxReplicas}, wants ${desiredReplicas}  CPU ${use === undefined ? 'not measured' : `${use} %`} of ${targetCPUUtilization} %`,
      ),
    );
  }
  return branches;
}
