import type { KubeObject } from '../../operator/controller/object.ts';
import type { ContainerStatus, PodStatus, WorkloadStatus } from '../../operator/controller/workloads.ts';

/** Kubernetes' own objects, as far as the models of its controllers look at them. */
export interface Container {
  name: string;
  image: string;
  args?: string[];
  env?: { name: string; value?: string }[];
  resources?: { requests?: Record<string, string>; limits?: Record<string, string> };
  volumeMounts?: { name: string; mountPath: string; readOnly?: boolean }[];
}

export interface PodVolume {
  name: string;
  persistentVolumeClaim?: { claimName: string; readOnly?: boolean };
  configMap?: { name: string };
  secret?: { secretName: string };
  emptyDir?: object;
  image?: { reference: string };
}

export interface PodSpec {
  nodeName?: string;
  nodeSelector?: Record<string, string>;
  tolerations?: { key?: string; operator?: string }[];
  affinity?: {
    podAffinity?: {
      requiredDuringSchedulingIgnoredDuringExecution?: { labelSelector?: { matchLabels?: Record<string, string> } }[];
    };
  };
  initContainers?: Container[];
  containers: Container[];
  volumes?: PodVolume[];
  restartPolicy?: string;
}

export interface Pod extends KubeObject {
  spec: PodSpec;
  status?: PodStatus & { phase?: string };
}

export interface PodTemplate {
  metadata?: { labels?: Record<string, string>; annotations?: Record<string, string> };
  spec: PodSpec;
}

export interface Job extends KubeObject {
  spec: {
    template: PodTemplate;
    suspend?: boolean;
    ttlSecondsAfterFinished?: number;
    activeDeadlineSeconds?: number;
    backoffLimit?: number;
  };
  status?: {
    startTime?: string;
    completionTime?: string;
    active?: number;
    succeeded?: number;
    failed?: number;
    conditions?: Condition[];
  };
}

export interface Condition {
  type: string;
  status: string;
  reason?: string;
  message?: string;
  lastTransitionTime?: string;
}

export interface Deployment extends KubeObject {
  spec: {
    replicas?: number;
    paused?: boolean;
    progressDeadlineSeconds?: number;
    revisionHistoryLimit?: number;
    strategy?: { type?: string; rollingUpdate?: { maxSurge?: number | string; maxUnavailable?: number | string } };
    selector: { matchLabels: Record<string, string> };
    template: PodTemplate;
  };
  status?: WorkloadStatus;
}

export interface Claim extends KubeObject {
  spec: {
    accessModes: string[];
    storageClassName?: string;
    volumeName?: string;
    resources: { requests: { storage: string } };
  };
  status?: { phase?: string; capacity?: { storage: string } };
}

export type { ContainerStatus };

export function claimsOf({ spec }: Pod): { name: string; readOnly: boolean }[] {
  return (spec.volumes ?? []).flatMap(({ persistentVolumeClaim: claim }) =>
    claim ? [{ name: claim.claimName, readOnly: claim.readOnly ?? false }] : [],
  );
}

export function isActive({ metadata, status }: Pod): boolean {
  return metadata.deletionTimestamp === undefined && status?.phase !== 'Failed' && status?.phase !== 'Succeeded';
}

export function isReady({ status }: Pod): boolean {
  return status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True') ?? false;
}

export function envOf(container: Container | undefined, name: string): string | undefined {
  return container?.env?.findLast((one) => one.name === name)?.value;
}

/** Whether a service's spec asks for no pods; `replicas: 0` does so also where there are bounds for an autoscaler (decision 46). */
export function wantsZero({ spec }: KubeObject): boolean {
  const { suspend, scaling } = spec as { suspend: boolean; scaling: { replicas?: number } };
  return suspend || scaling.replicas === 0;
}
