import type { V2HorizontalPodAutoscaler } from '@kubernetes/client-node';
import type { KubeObject } from '../controller/object.ts';
import type { TTSService } from '../api/resource.ts';
import { CONTAINER } from '../api/names.ts';
import { CPU_TARGET } from '../api/scaling-spec.ts';
import { autoscaled } from './deployment.ts';
import { ownedMetadata } from './metadata.ts';

/** The HorizontalPodAutoscaler, or undefined with a fixed number of pods. Its least number is one: without KEDA nothing wakes a service. */
export function autoscaler(service: TTSService): KubeObject | undefined {
  if (!autoscaled(service)) return undefined;
  const {
    minReplicas = 1,
    maxReplicas = 1,
    targetCPUUtilization = CPU_TARGET,
    targetQueueDepth,
  } = service.spec.scaling;
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: ownedMetadata(service, service.metadata.name),
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: service.metadata.name },
      minReplicas: Math.max(1, minReplicas),
      maxReplicas,
      metrics: [
        {
          // Not the whole pod's: a sidecar without requests, which a mesh puts in, would leave it without a measure.
          type: 'ContainerResource',
          containerResource: {
            name: 'cpu',
            container: CONTAINER.server,
            target: { type: 'Utilization', averageUtilization: targetCPUUtilization },
          },
        },
        ...(targetQueueDepth === undefined ? [] : [queueDepth(targetQueueDepth)]),
      ],
    },
  } satisfies V2HorizontalPodAutoscaler;
}

/** The runtime's own gauge, as an adapter for custom.metrics.k8s.io gives it for each pod. */
function queueDepth(target: number) {
  return {
    type: 'Pods',
    pods: { metric: { name: 'tts_queue_depth' }, target: { type: 'AverageValue', averageValue: String(target) } },
  };
}
