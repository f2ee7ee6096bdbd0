import { API_VERSION, KIND, LEXICON, PLURAL } from '../api/fields.ts';

export interface Kind {
  apiVersion: string;
  kind: string;
  plural: string;
}

/** Every kind of object that the operator reads or writes. */
export const KINDS = {
  TTSService: { apiVersion: API_VERSION, kind: KIND, plural: PLURAL },
  TTSLexicon: { apiVersion: API_VERSION, kind: LEXICON.kind, plural: LEXICON.plural },
  ConfigMap: { apiVersion: 'v1', kind: 'ConfigMap', plural: 'configmaps' },
  PersistentVolumeClaim: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', plural: 'persistentvolumeclaims' },
  Secret: { apiVersion: 'v1', kind: 'Secret', plural: 'secrets' },
  Pod: { apiVersion: 'v1', kind: 'Pod', plural: 'pods' },
  Service: { apiVersion: 'v1', kind: 'Service', plural: 'services' },
  Job: { apiVersion: 'batch/v1', kind: 'Job', plural: 'jobs' },
  Deployment: { apiVersion: 'apps/v1', kind: 'Deployment', plural: 'deployments' },
  HorizontalPodAutoscaler: {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    plural: 'horizontalpodautoscalers',
  },
  PodDisruptionBudget: { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', plural: 'poddisruptionbudgets' },
  NetworkPolicy: { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', plural: 'networkpolicies' },
  EndpointSlice: { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', plural: 'endpointslices' },
  ScaledObject: { apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject', plural: 'scaledobjects' },
  InterceptorRoute: { apiVersion: 'http.keda.sh/v1beta1', kind: 'InterceptorRoute', plural: 'interceptorroutes' },
  Lease: { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', plural: 'leases' },
  Event: { apiVersion: 'v1', kind: 'Event', plural: 'events' },
} as const satisfies Record<string, Kind>;

export type KindName = keyof typeof KINDS;

/** The path of a collection or, with a name, of one object. */
export function pathOf(kind: Kind, namespace: string | undefined, name?: string, subresource?: string): string {
  const root = kind.apiVersion.includes('/') ? `/apis/${kind.apiVersion}` : `/api/${kind.apiVersion}`;
  const parts = [root, ...(namespace === undefined ? [] : ['namespaces', namespace]), kind.plural];
  for (const part of [name, subresource]) if (part !== undefined) parts.push(part);
  return parts.join('/');
}
