import type { KubeObject } from '../controller/object.ts';
import { secondsOf } from '../api/fields.ts';
import { CONTAINER, endpointName, podsName, quietRouteName } from '../api/names.ts';
import type { TTSService } from '../api/resource.ts';
import { CPU_TARGET, IDLE_AFTER } from '../api/scaling-spec.ts';
import type { OperatorConfig } from '../config.ts';
import { PORT } from './server-settings.ts';
import { BEHIND } from './interceptor.ts';
import { ANNOTATION, ownedMetadata, podSelector } from './metadata.ts';

/** Requests in progress for which KEDA wants one pod: a pod speaks a segment at a time, and others wait. */
const REQUESTS_PER_POD = 4;
/** How long the interceptor holds a request for a pod that starts, and for the head of an answer. */
const HOLD = '120s';
const HEAD = '300s';
/** How often KEDA asks whether the last pod may end. What wakes is pushed, and does not wait for this. */
const POLL_SECONDS = 15;

/** Where the routes of the speech API begin. What speaks or lists is one of them; probes, metrics, documents and the page are not. */
export const API_PATHS = ['/v1', '/v2', '/dev', '/voices'];

/** KEDA does nothing with a ScaledObject that has this annotation. */
const PAUSED = 'autoscaling.keda.sh/paused';

/** What a request that wakes nothing is answered while no pod runs. */
const ASLEEP = '{"status":"asleep","message":"No pod runs. A request to the speech API (/v1) starts one."}\n';
/** What a request is answered whose connection has to be closed: the same address leads elsewhere by now. */
const MOVED =
  '{"error":{"message":"Try again with a new connection.","type":"server_error","param":null,"code":"moved"}}\n';

/** The pods alone: what the interceptor asks whether one is ready, and sends requests to. `none`: it is to find none. */
export function podsEndpoint(service: TTSService, none = false): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: ownedMetadata(service, podsName(service.metadata.name)),
    spec: {
      type: 'ClusterIP',
      selector: none ? { ...podSelector(service), ...BEHIND } : podSelector(service),
      ports: [{ name: PORT.name, port: 80, targetPort: PORT.name, protocol: 'TCP' }],
    },
  };
}

/** The route of the requests that wake a service: those of its API. `released`: since when clients are not led there. */
export function wakingRoute(service: TTSService, clusterDomain: string, released?: string): KubeObject {
  const rules = [{ hosts: hostsOf(service, clusterDomain), paths: API_PATHS.map((value) => ({ value })) }];
  return route(service, service.metadata.name, { rules, readiness: HOLD }, released);
}

/**
 * The route of everything else. Nothing scales by it, so that probes of a load balancer or a scrape do not keep a service awake; while
 * no pod runs they are answered by the interceptor.
 */
export function quietRoute(service: TTSService, clusterDomain: string, released?: string): KubeObject {
  const rules = [{ hosts: hostsOf(service, clusterDomain) }];
  const coldStart = placeholder(200, {}, ASLEEP);
  return route(service, quietRouteName(service.metadata.name), { rules, readiness: '5s', coldStart }, released);
}

/**
 * A route to the pods. Where no pod runs and clients are not led here any more, nothing is held: the answer closes the connection, so
 * that the client opens another.
 */
function route(
  service: TTSService,
  name: string,
  { readiness, ...spec }: { rules: object[]; readiness: string; coldStart?: object },
  released: string | undefined,
): KubeObject {
  const metadata = ownedMetadata(service, name);
  const leaving = { coldStart: placeholder(503, { Connection: 'close', 'Retry-After': '1' }, MOVED) };
  return {
    apiVersion: 'http.keda.sh/v1beta1',
    kind: 'InterceptorRoute',
    metadata: released === undefined ? metadata : { ...metadata, annotations: { [ANNOTATION.released]: released } },
    spec: {
      target: { service: podsName(service.metadata.name), portName: PORT.name },
      scalingMetric: { concurrency: { targetValue: requestsPerPod(service) } },
      ...spec,
      timeouts: { readiness, request: '0s', responseHeader: HEAD },
      ...(released === undefined ? {} : leaving),
    },
  };
}

/** Requests in progress for which KEDA wants one pod: as many as the objective lets a pod have, where there is one. */
export function requestsPerPod({ status: { objective } }: TTSService): number {
  if (objective?.neededReplicas === undefined) return REQUESTS_PER_POD;
  return Math.max(1, Math.floor(objective.concurrency / objective.neededReplicas));
}

/** What the interceptor answers while no pod runs. */
function placeholder(statusCode: number, headers: Record<string, string>, body: string): object {
  const all = { 'Content-Type': 'application/json', ...headers };
  return { placeholder: { response: { statusCode, headers: all, body } } };
}

/**
 * The names of the Service that no other namespace has too: the interceptor serves all namespaces and knows a service by the host of a
 * request alone, so that `NAME-service` without a namespace would lead to whichever is older.
 */
export function hostsOf({ metadata: { name, namespace } }: TTSService, clusterDomain: string): string[] {
  const short = `${endpointName(name)}.${namespace}`;
  const full = `${short}.svc.${clusterDomain}`;
  return [short, `${short}.svc`, full, `${full}.`]; // some clients send the dot with which a name is looked up as it is
}

/** What has KEDA set the number of pods; `paused` while they are held at zero. */
export function scaledObject(service: TTSService, config: OperatorConfig, paused: boolean): KubeObject {
  const { name } = service.metadata;
  const { maxReplicas = 1, idleAfter = IDLE_AFTER, targetCPUUtilization } = service.spec.scaling;
  const idle = secondsOf(idleAfter);
  const metadata = ownedMetadata(service, name);
  return {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: paused ? { ...metadata, annotations: { [PAUSED]: 'true' } } : metadata,
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
      minReplicaCount: 0,
      maxReplicaCount: maxReplicas,
      cooldownPeriod: idle,
      // Otherwise a new service would sleep before its first request, and before anything has shown that it can speak.
      initialCooldownPeriod: idle,
      pollingInterval: POLL_SECONDS,
      triggers: [
        { type: 'external-push', metadata: { scalerAddress: config.keda.scaler, interceptorRoute: name } },
        ...(targetCPUUtilization === undefined ? [] : [cpu(targetCPUUtilization)]),
      ],
    },
  };
}

function cpu(percent: number = CPU_TARGET) {
  return {
    type: 'cpu',
    metricType: 'Utilization',
    metadata: { value: String(percent), containerName: CONTAINER.server },
  };
}
