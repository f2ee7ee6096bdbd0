import type { KubeObject } from './controller/object.ts';
import type { ProgressLine } from './model-store/report.ts';

/** What the cluster holds of one service, at one moment. Objects that are not there are undefined. */
export interface Observed {
  claim: KubeObject | undefined;
  manifest: KubeObject | undefined;
  /** Download Jobs of the service's volume. */
  jobs: KubeObject[];
  jobPods: KubeObject[];
  /** Last line of progress of the running download. */
  progress: ProgressLine | undefined;
  deployment: KubeObject | undefined;
  autoscaler: KubeObject | undefined;
  /** Serving pods. */
  pods: KubeObject[];
  /** Everything that the service owns, alone or with others. */
  owned: KubeObject[];
  /** The services of the namespace that use the same volume, this one among them. */
  neighbours: KubeObject[];
}

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
  terminated?: { exitCode: number; reason?: string; message?: string; startedAt?: string; finishedAt?: string };
}

export interface PodStatus {
  phase?: string;
  reason?: string;
  message?: string;
  conditions?: { type: string; status: string; reason?: string; message?: string }[];
  initContainerStatuses?: ContainerStatus[];
  containerStatuses?: ContainerStatus[];
}

export function podStatus(pod: KubeObject): PodStatus {
  return pod.status ?? {};
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
