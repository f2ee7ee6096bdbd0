import type { TTSService } from '../api/resource.ts';
import { podsName } from '../api/names.ts';
import type { OperatorConfig } from '../config.ts';
import type { KubeObject } from '../controller/object.ts';
import { wantedReplicas, workloadStatus } from '../controller/workloads.ts';
import { mayScale, maySleep } from '../objects/deployment.ts';
import { interceptorSlices, isBehind } from '../objects/interceptor.ts';
import { podsEndpoint, quietRoute, scaledObject, wakingRoute } from '../objects/keda.ts';
import type { Observed } from '../observe/observed.ts';

/** Who sets the number of pods: we, a HorizontalPodAutoscaler, or KEDA. */
export type Scaler = 'fixed' | 'hpa' | 'keda';

/** How requests reach a service, and who scales it. */
export interface Waker {
  scaler: Scaler;
  /** Whether clients are led to the interceptor instead of the pods. */
  behind: boolean;
  /** What leads requests there: before the Service of the clients. */
  paths: KubeObject[];
  /** What lets pods end and start: after it. */
  scaling: KubeObject | undefined;
  /** Whether an object of these kinds is still of use. */
  keeps: (object: KubeObject) => boolean;
}

const READY = 'Ready';

/**
 * Decides step by step, so that no request is lost on the way. To KEDA: routes, then clients to the interceptor once its add-on has
 * taken the routes, then the ScaledObject, by which pods may end. Back: the ScaledObject goes, a pod starts, clients are led to it, and
 * then the routes go (docs/decisions/0057-scale-to-zero.md).
 */
export function wakerOf(service: TTSService, observed: Observed, config: OperatorConfig, held: boolean): Waker {
  const { keda, endpoint, routes } = observed;
  const scaler = scalerOf(service, observed);
  const was = isBehind(endpoint);
  const taken = routes.length > 1 && routes.every((route) => isTrue(route, READY));
  const interceptor = 'interceptor' in keda ? keda.interceptor : undefined;
  const behind = interceptor !== undefined && leads(service, observed, scaler, was, taken);
  const routed = interceptor !== undefined && (scaler === 'keda' || behind || was);
  const { clusterDomain } = config;
  return {
    scaler,
    behind,
    paths: [
      ...(routed
        ? [podsEndpoint(service), wakingRoute(service, clusterDomain), quietRoute(service, clusterDomain)]
        : []),
      ...(behind ? interceptorSlices(service, interceptor) : []),
    ],
    scaling:
      scaler === 'keda' && (was || observed.scaledObject) && !observed.autoscaler
        ? scaledObject(service, config, held)
        : undefined,
    keeps: ({ kind, metadata }) => {
      if (kind === 'ScaledObject') return scaler === 'keda';
      if (kind === 'EndpointSlice') return behind || was;
      return kind === 'Service' && metadata.name !== podsName(service.metadata.name) ? true : routed || was;
    },
  };
}

/** Who is to set the number of pods. */
export function scalerOf(service: TTSService, { keda }: Pick<Observed, 'keda'>): Scaler {
  if (!mayScale(service)) return 'fixed';
  return maySleep(service) && 'interceptor' in keda ? 'keda' : 'hpa';
}

/** Whether clients are to be led to the interceptor. */
function leads(service: TTSService, { deployment }: Observed, scaler: Scaler, was: boolean, taken: boolean): boolean {
  if (service.spec.suspend) return false; // requests are refused at once, and not held for pods that do not come
  if (scaler === 'keda') return was || taken;
  // A pod that starts is waited for, so that requests meanwhile are held and not refused.
  const coming = wantedReplicas(deployment) > 0 || scaler === 'hpa' || (service.spec.scaling.replicas ?? 1) > 0;
  return was && coming && (workloadStatus(deployment).readyReplicas ?? 0) === 0;
}

function isTrue(object: KubeObject, type: string): boolean {
  return workloadStatus(object).conditions?.some((one) => one.type === type && one.status === 'True') ?? false;
}
