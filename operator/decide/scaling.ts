import type { Problem } from '../api/conditions.ts';
import type { TTSService } from '../api/resource.ts';
import type { KubeObject } from '../controller/object.ts';
import { CONTAINER } from '../api/names.ts';
import { autoscaled } from '../objects/deployment.ts';
import type { Scale } from '../objects/deployment.ts';
import { ANNOTATION } from '../objects/metadata.ts';
import type { Served } from '../objects/served.ts';
import type { Observed } from '../observe/observed.ts';
import { podStatus, wantedReplicas } from '../controller/workloads.ts';
import type { Scaler } from './sleeping.ts';

/**
 * Tells why a Deployment is held at zero, whatever number of pods the spec asks for: they are suspended, or the claim that their pods would mount is not the one on which the model
 * was verified (docs/decisions/0045-pods-on-verified-claims.md), or a download needs it for itself (`filling`). Pods that serve from a
 * claim that is being deleted are let be.
 */
export function holdOf(
  suspend: boolean,
  served: Served | undefined,
  observed: Pick<Observed, 'claim' | 'otherClaims' | 'pods'>,
  filling?: string,
): Problem | undefined {
  if (suspend) return { reason: 'Suspended', message: 'spec.suspend is true.' };
  if (served?.claim === undefined) return undefined;
  const { claim: name, verifiedOn } = served;
  const claim = [observed.claim, ...observed.otherClaims].find((one) => one?.metadata.name === name);
  const waits = `No server runs until the model is verified on claim ${name}.`;
  if (!claim) return { reason: 'NotVerified', message: `Claim ${name} is gone. ${waits}` };
  if (verifiedOn === undefined || claim.metadata.uid !== verifiedOn)
    return { reason: 'NotVerified', message: `Claim ${name} is new. ${waits}` };
  if (claim.metadata.deletionTimestamp && !observed.pods.some(runs))
    return { reason: 'ClaimDeleted', message: `Claim ${name} is being deleted, and no pod serves from it. ${waits}` };
  if (served.exclusive && filling === name)
    return { reason: 'NotVerified', message: `Only one pod at a time can use claim ${name}. ${waits}` };
  return undefined;
}

/** The number of pods that a Deployment is to have, and what is remembered of it meanwhile. */
export function scaleOf(
  service: TTSService,
  { deployment: live, scaledObject }: Pick<Observed, 'deployment' | 'scaledObject'>,
  scaler: Scaler,
  hold: Problem | undefined,
): Scale {
  // Until KEDA's object is gone, KEDA may set zero once more.
  const by = scaler === 'fixed' ? 'fixed' : scaler === 'keda' || scaledObject ? 'keda' : 'auto';
  if (hold) return { by, replicas: 0, held: remembered(live) };
  return { by, replicas: autoscaled(service) ? undefined : (service.spec.scaling.replicas ?? 1), held: undefined };
}

/**
 * What sets the number of pods by a manager of its own, before and apart from the rest of the Deployment: a template that the API
 * server refuses does not keep pods running, and the number can be left to an autoscaler without falling back to 1.
 */
export function handover(
  service: TTSService,
  live: KubeObject | undefined,
  scaler: Scaler,
  hold: Problem | undefined,
): KubeObject | undefined {
  if (!live) return undefined;
  const present = wantedReplicas(live);
  if (hold) return holding(live);
  const { replicas = 1, maxReplicas = Infinity } = service.spec.scaling;
  const minReplicas = Math.max(1, service.spec.scaling.minReplicas ?? 1);
  const held = heldOf(live);
  if (!autoscaled(service)) {
    const done = held === undefined && (replicas > 0 || present === 0);
    return done ? undefined : scaled(live, replicas);
  }
  // Zero that somebody else has set rests there: the autoscaler does not wake it. One that KEDA has left does not.
  const lowest = scaler === 'hpa' && scalingOf(live) === 'keda' ? minReplicas : 0;
  const within = (count: number): number =>
    count === 0 ? lowest : Math.min(maxReplicas, Math.max(minReplicas, count));
  if (held !== undefined) return scaled(live, within(present || held));
  if (!isAuto(live)) return scaled(live, present || minReplicas);
  if (present < lowest) return scaled(live, lowest);
  return present > 0 && present < minReplicas ? scaled(live, minReplicas) : undefined; // what the autoscaler would do half a minute later
}

/** The same for a service whose spec cannot be read: it is stopped, and gets back the pods that it had. */
export function handoverUnread(live: KubeObject | undefined, hold: Problem | undefined): KubeObject | undefined {
  if (!live) return undefined;
  if (hold) return holding(live);
  const held = heldOf(live);
  return held !== undefined && wantedReplicas(live) === 0 ? scaled(live, held) : undefined;
}

function holding(live: KubeObject): KubeObject | undefined {
  const done = wantedReplicas(live) === 0 && heldOf(live) !== undefined;
  return done ? undefined : scaled(live, 0, remembered(live));
}

/** The number that a held Deployment gets back. A zero that an autoscaled one had before was set by hand and stays. */
function remembered(live: KubeObject | undefined): number {
  const present = wantedReplicas(live);
  if (present > 0) return present;
  return (live && heldOf(live)) ?? (live && isAuto(live) ? 0 : 1);
}

/** Of this very Deployment, by its uid: where it has gone meanwhile, none is made of its number alone. */
function scaled({ metadata: { name, namespace, uid } }: KubeObject, replicas: number, held?: number): KubeObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      ...(uid === undefined ? {} : { uid }),
      ...(held === undefined ? {} : { annotations: { [ANNOTATION.held]: String(held) } }),
    },
    spec: { replicas },
  };
}

function heldOf({ metadata }: KubeObject): number | undefined {
  const held = metadata.annotations?.[ANNOTATION.held];
  return held === undefined ? undefined : Number(held);
}

function scalingOf({ metadata }: KubeObject): string | undefined {
  return metadata.annotations?.[ANNOTATION.scaling];
}

/** Whether something else than the operator sets the number. */
function isAuto(live: KubeObject): boolean {
  return ['auto', 'keda'].includes(scalingOf(live) ?? '');
}

/** Whether the server's container has started. */
function runs(pod: KubeObject): boolean {
  const server = podStatus(pod).containerStatuses?.find(({ name }) => name === CONTAINER.server);
  return server?.state?.running !== undefined;
}
