import type { KubeObject } from './object.ts';

export interface ContainerStatus {
  name: string;
  ready?: boolean;
  restartCount?: number;
  state?: ContainerState;
  lastState?: ContainerState;
}

export interface ContainerState {
  waiting?: { reason?: string; message?: string };
  running?: { startedAt?: string };
  terminated?: {
    exitCode: number;
    reason?: string;
    message?: string;
    startedAt?: string;
    finishedAt?: string;
    containerID?: string;
  };
}

export interface PodStatus {
  phase?: string;
  reason?: string;
  message?: string;
  podIP?: string;
  conditions?: { type: string; status: string; reason?: string; message?: string }[];
  initContainerStatuses?: ContainerStatus[];
  containerStatuses?: ContainerStatus[];
}

export function podStatus(pod: KubeObject): PodStatus {
  return pod.status ?? {};
}

/** Whether a pod runs nothing any more; one that was evicted stays as an object, and mounts nothing. */
export function hasEnded(pod: KubeObject): boolean {
  const { phase } = podStatus(pod);
  return phase === 'Failed' || phase === 'Succeeded';
}

export interface WorkloadStatus {
  observedGeneration?: number;
  replicas?: number;
  updatedReplicas?: number;
  readyReplicas?: number;
  availableReplicas?: number;
  conditions?: { type: string; status: string; reason?: string; message?: string; lastTransitionTime?: string }[];
}

export function workloadStatus(object: KubeObject | undefined): WorkloadStatus {
  return object?.status ?? {};
}

/** The number of pods that a Deployment is asked for. */
export function wantedReplicas(deployment: KubeObject | undefined): number {
  return (deployment?.spec as { replicas?: number } | undefined)?.replicas ?? (deployment ? 1 : 0);
}

/** A label of a Deployment's pod template. */
export function templateLabel({ spec }: KubeObject, label: string): string | undefined {
  const { template } = (spec ?? {}) as { template?: { metadata?: { labels?: Record<string, string> } } };
  return template?.metadata?.labels?.[label];
}
