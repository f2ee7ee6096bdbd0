import type { Problem } from '../api/conditions.ts';
import { relay } from '../api/reasons.ts';
import type { Reason } from '../api/reasons.ts';
import type { KubeObject } from '../controller/object.ts';
import { lastResult } from '../model-store/report.ts';
import type { ContainerStatus } from '../controller/workloads.ts';
import { podStatus } from '../controller/workloads.ts';
import { gpuProblem } from './gpu-status.ts';

/** Reasons of a container that waits and will not start by itself. */
const BLOCKED = [
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'ErrImageNeverPull',
  'CreateContainerConfigError',
  'CreateContainerError',
] as const satisfies Reason[];

/**
 * The first thing that keeps one of the pods from running, in words that say what to do; undefined when nothing does. The newest pods
 * are asked first: older ones may have a fault that is mended already. Pods that have ended for good, such as evicted ones, tell of
 * the past: they are asked last.
 */
export function podProblem(pods: KubeObject[]): Problem | undefined {
  const hasEnded = (pod: KubeObject) => podStatus(pod).phase === 'Failed';
  for (const pod of [...pods].sort((a, b) => Number(hasEnded(a)) - Number(hasEnded(b)) || newestFirst(a, b))) {
    const found =
      unschedulable(pod) ??
      evicted(pod) ??
      containers(pod)
        .map(containerProblem)
        .find((problem) => problem !== undefined);
    if (found) return { ...found, message: `Pod ${pod.metadata.name}: ${found.message}` };
  }
  return undefined;
}

function newestFirst(a: KubeObject, b: KubeObject): number {
  return Date.parse(b.metadata.creationTimestamp ?? '') - Date.parse(a.metadata.creationTimestamp ?? '') || 0;
}

/** Why a Job that its controller has started has no pod: it was not allowed to make one. */
export function jobProblem(jobs: KubeObject[], pods: KubeObject[]): Problem | undefined {
  const job = jobs.find(({ metadata, status }) => {
    const { startTime, active = 0, conditions = [] } = (status ?? {}) as JobStatus;
    const has = pods.some((pod) => pod.metadata.ownerReferences?.some(({ uid }) => uid === metadata.uid));
    return startTime !== undefined && active === 0 && conditions.length === 0 && !has;
  });
  return (
    job && {
      reason: 'PodNotCreated',
      message: `Job ${job.metadata.name} could not create its pod, because of a quota, a LimitRange or Pod Security. Run kubectl describe job ${job.metadata.name} to see the cause.`,
    }
  );
}

interface JobStatus {
  startTime?: string;
  active?: number;
  conditions?: unknown[];
}

function unschedulable(pod: KubeObject): Problem | undefined {
  const condition = podStatus(pod).conditions?.find(({ type }) => type === 'PodScheduled');
  if (condition?.status !== 'False') return undefined;
  const message = condition.message ?? 'no node fits';
  return {
    reason: relay(condition.reason, 'Unschedulable'),
    message: `${message} ${schedulingAdvice(message)}`.trim(),
  };
}

/** What to do about the scheduler's words (kube-scheduler's plugins NodeResourcesFit, TaintToleration, NodeAffinity, VolumeBinding). */
function schedulingAdvice(message: string): string {
  const extended = /Insufficient ([^\s,;]+\/[^\s,;]*[^\s,;.])/.exec(message)?.[1];
  if (extended)
    return `No node has ${extended} available. Install its device plugin, add such a node, or set spec.compute.device to cpu.`;
  if (/Insufficient (cpu|memory)/.test(message)) return 'Lower spec.compute.resources.requests or add nodes.';
  if (/untolerated taint/.test(message)) return 'Add the taint to spec.pod.tolerations or add nodes.';
  if (/node affinity\/selector/.test(message)) return 'Check spec.pod.nodeSelector and affinity.';
  return '';
}

function evicted(pod: KubeObject): Problem | undefined {
  const { phase, reason, message } = podStatus(pod);
  if (phase !== 'Failed') return undefined;
  return { reason: relay(reason, 'PodFailed'), message: message ?? 'the pod failed' };
}

function containers(pod: KubeObject): ContainerStatus[] {
  const { initContainerStatuses = [], containerStatuses = [] } = podStatus(pod);
  return [...initContainerStatuses, ...containerStatuses];
}

function containerProblem(container: ContainerStatus): Problem | undefined {
  const { name, ready, state, lastState } = container;
  const { reason = '', message = '' } = state?.waiting ?? {};
  const blocked = BLOCKED.find((one) => one === reason);
  if (blocked) return { reason: blocked, message: `container ${name}: ${message || reason}` };
  const ended = state?.terminated ?? lastState?.terminated;
  if (ended === undefined || ended.exitCode === 0) return undefined;
  if (ended.reason === 'OOMKilled')
    return {
      reason: 'OOMKilled',
      message: `container ${name} used more memory than its limit. Raise spec.compute.resources.limits.memory.`,
    };
  const gpu = gpuProblem(container);
  if (gpu && !ready && reason !== 'CrashLoopBackOff')
    return { ...gpu, message: `container ${name} cannot use its GPU: ${gpu.message}` };
  if (reason !== 'CrashLoopBackOff' && state?.running) return undefined;
  const words =
    gpu?.message ??
    lastResult(ended.message)?.message ??
    (ended.message ?? '').trim().split('\n').slice(-3).join(' ').slice(-400);
  return {
    reason: reason === 'CrashLoopBackOff' ? reason : 'Crashed',
    message: `container ${name} exited with status ${ended.exitCode}. ${words}`.trim(),
  };
}
