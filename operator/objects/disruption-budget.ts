import type { V1PodDisruptionBudget } from '@kubernetes/client-node';
import type { KubeObject } from '../controller/object.ts';
import type { TTSService } from '../api/resource.ts';
import { ownedMetadata, podSelector } from './metadata.ts';

/** Lets one pod at a time be evicted, and pods that do not serve at any time. */
export function disruptionBudget(service: TTSService): KubeObject {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: ownedMetadata(service, service.metadata.name),
    spec: {
      maxUnavailable: 1,
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
      selector: { matchLabels: podSelector(service) },
    },
  } satisfies V1PodDisruptionBudget;
}
