import type { V1Affinity, V1PodAffinityTerm } from '@kubernetes/client-node';
import type { TTSService } from '../api/resource.ts';
import { LABEL } from './metadata.ts';

/** The taint that nodes with GPUs have by custom. */
export function gpuTolerations({ spec }: TTSService) {
  if (spec.compute.device !== 'gpu') return [];
  return [{ key: spec.compute.gpu?.resourceName ?? 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' }];
}

/** The affinity of a spec; pods of a volume that only one node may mount are kept together, on whatever node mounts it. */
export function affinityWith(own: V1Affinity | undefined, volume: string | undefined): { affinity?: V1Affinity } {
  if (volume === undefined) return own === undefined ? {} : { affinity: own };
  const together: V1PodAffinityTerm = {
    topologyKey: 'kubernetes.io/hostname',
    labelSelector: { matchLabels: { [LABEL.volume]: volume } },
  };
  const required = [...(own?.podAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []), together];
  return {
    affinity: {
      ...own,
      podAffinity: { ...own?.podAffinity, requiredDuringSchedulingIgnoredDuringExecution: required },
    },
  };
}
