import type { V1Affinity, V1PodAffinityTerm } from '@kubernetes/client-node';
import type { TTSService } from '../api/resource.ts';
import { LABEL } from './metadata.ts';

/** The taints that nodes with GPUs have by custom: slices of a GPU (MIG) are on nodes with the taint of whole ones. */
export function gpuTolerations({ spec }: TTSService) {
  if (spec.compute.device !== 'gpu') return [];
  const name = spec.compute.gpu?.resourceName ?? 'nvidia.com/gpu';
  const whole = name.startsWith('nvidia.com/') ? ['nvidia.com/gpu'] : [];
  return [...new Set([name, ...whole])].map((key) => ({ key, operator: 'Exists', effect: 'NoSchedule' }));
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
