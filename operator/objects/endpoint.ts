import type {
  V1NetworkPolicy,
  V1PodDisruptionBudget,
  V1Service,
  V2HorizontalPodAutoscaler,
} from '@kubernetes/client-node';
import type { KubeObject } from '../controller/object.ts';
import type { TTSService } from '../api/resource.ts';
import { PORT, autoscaled } from './deployment.ts';
import { ownerOf, podSelector, serviceLabels } from './metadata.ts';
import { CONTAINER, endpointName } from '../api/names.ts';
import { CPU_TARGET } from '../api/scaling-spec.ts';

function metadata(service: TTSService, name: string) {
  return {
    name,
    namespace: service.metadata.namespace,
    labels: serviceLabels(service),
    ownerReferences: [ownerOf(service)],
  };
}

/** The Service in front of the pods. */
export function endpoint(service: TTSService): KubeObject {
  const { type, port, annotations } = service.spec.service;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { ...metadata(service, endpointName(service.metadata.name)), annotations },
    spec: {
      type,
      selector: podSelector(service),
      ports: [{ name: PORT.name, port, targetPort: PORT.name, protocol: 'TCP' }],
    },
  } satisfies V1Service;
}

/** The address of the speech API inside the cluster. */
export function endpointAddress({ metadata: { name, namespace }, spec }: TTSService, clusterDomain: string): string {
  const port = spec.service.port === 80 ? '' : `:${spec.service.port}`;
  return `http://${endpointName(name)}.${namespace}.svc.${clusterDomain}${port}`;
}

/** The autoscaler, or undefined with a fixed number of pods. */
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
    metadata: metadata(service, service.metadata.name),
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: service.metadata.name },
      minReplicas,
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

/** Lets one pod at a time be evicted, and pods that do not serve at any time. */
export function disruptionBudget(service: TTSService): KubeObject {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: metadata(service, service.metadata.name),
    spec: {
      maxUnavailable: 1,
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
      selector: { matchLabels: podSelector(service) },
    },
  } satisfies V1PodDisruptionBudget;
}

/** Lets only the API port in and what the spec names out, or undefined when the spec wants none. */
export function networkPolicy(service: TTSService): KubeObject | undefined {
  const { enabled, egress } = service.spec.networkPolicy;
  if (!enabled) return undefined;
  // The pods of this mode download what they serve, from wherever the spec says.
  const open = egress === undefined && service.spec.storage.mode === 'PerPod';
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: metadata(service, service.metadata.name),
    spec: {
      podSelector: { matchLabels: podSelector(service) },
      policyTypes: open ? ['Ingress'] : ['Ingress', 'Egress'],
      ingress: [{ ports: [{ port: PORT.name, protocol: 'TCP' }] }],
      ...(open ? {} : { egress: egress ?? [] }),
    },
  } satisfies V1NetworkPolicy;
}
