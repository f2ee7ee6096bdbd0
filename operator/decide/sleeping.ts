import type { TTSService } from '../api/resource.ts';
import { endpointName } from '../api/names.ts';
import type { OperatorConfig } from '../config.ts';
import type { KubeObject } from '../controller/object.ts';
import { wantedReplicas, workloadStatus } from '../controller/workloads.ts';
import { mayScale, maySleep } from '../objects/deployment.ts';
import { interceptorSlices, isBehind } from '../objects/interceptor.ts';
import { podsEndpoint, quietRoute, scaledObject, wakingRoute } from '../objects/keda.ts';
import type { Observed } from '../observe/observed.ts';
import { drainOf, releasedSince } from './draining.ts';
import type { Drain } from './draining.ts';

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
  /** When something of this changes by itself, in milliseconds. */
  nextMs: number;
}

const READY = 'Ready';

/**
 * Decides step by step, so that no request is lost on the way. To KEDA: routes, then clients to the interceptor once its add-on has
 * taken the routes, then the ScaledObject, by which pods may end. Back: the ScaledObject goes, a pod starts, clients are led to it, and
 * the routes go when no client can have a connection to the interceptor any more (docs/decisions/0057-scale-to-zero.md).
 */
export function wakerOf(service: TTSService, observed: Observed, config: OperatorConfig, held: boolean): Waker {
  const { keda, endpoint, routes } = observed;
  const scaler = scalerOf(service, observed);
  const was = isBehind(endpoint);
  const taken = routes.length > 1 && routes.every((route) => isTrue(route, READY) && !releasedSince(route));
  const interceptor = 'interceptor' in keda ? keda.interceptor : undefined;
  const behind = interceptor !== undefined && leads(service, observed, scaler, was, taken);
  const wanted = interceptor !== undefined && (behind || was || (scaler === 'keda' && !service.spec.suspend));
  const drain = wanted ? undefined : drainOf(routes, observed.now);
  const lasts = scaler === 'keda' || (drain !== undefined && routes.length > 0 && !drain.over);
  const overlaps = drain?.overlaps === true && wantedReplicas(observed.deployment) > 0 && serves(observed);
  const paths = [
    ...(wanted || lasts ? routesOf(service, config, drain) : []),
    ...(interceptor && (behind || overlaps) ? interceptorSlices(service, interceptor) : []),
  ];
  const kept = new Set(paths.map(idOf));
  return {
    scaler,
    behind,
    paths,
    scaling:
      scaler === 'keda' && (was || observed.scaledObject) && !observed.autoscaler
        ? scaledObject(service, config, held)
        : undefined,
    keeps: (object) => {
      const { kind, metadata } = object;
      if (kind === 'ScaledObject') return scaler === 'keda';
      if (kind === 'EndpointSlice' && was) return true;
      return kept.has(idOf(object)) || (kind === 'Service' && metadata.name === endpointName(service.metadata.name));
    },
    nextMs: drain && lasts && scaler !== 'keda' ? drain.nextMs : Infinity,
  };
}

/** The routes, with what they lead to: the pods, or at the end of their time nothing. */
function routesOf(service: TTSService, { clusterDomain }: OperatorConfig, drain: Drain | undefined): KubeObject[] {
  const routes = [wakingRoute, quietRoute].map((route) => route(service, clusterDomain, drain?.since));
  return [podsEndpoint(service, drain?.passes === false), ...routes];
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
  return was && coming && !serves({ deployment });
}

function serves({ deployment }: Pick<Observed, 'deployment'>): boolean {
  return (workloadStatus(deployment).readyReplicas ?? 0) > 0;
}

function idOf({ kind, metadata }: KubeObject): string {
  return `${kind}/${metadata.name}`;
}

function isTrue(object: KubeObject, type: string): boolean {
  return workloadStatus(object).conditions?.some((one) => one.type === type && one.status === 'True') ?? false;
}
