import type { TTSService } from './api/resource.ts';
import type { Status } from './api/ttsservice.ts';
import type { OperatorConfig } from './config.ts';
import type { Outcome } from './controller/outcome.ts';
import { stamped } from './controller/drift.ts';
import type { KubeObject } from './controller/object.ts';
import { autoscaled, deployment } from './desired/deployment.ts';
import { autoscaler, disruptionBudget, endpoint, networkPolicy } from './desired/endpoint.ts';
import { ANNOTATION, LABEL } from './desired/metadata.ts';
import type { Volume } from './desired/volume.ts';
import type { PinnedModel } from './model-store/catalog.ts';
import { attemptOf } from './attempts.ts';
import { isSpent } from './model-state.ts';
import type { ModelState, ResolutionState } from './model-state.ts';
import type { Refusal } from './model-status.ts';
import type { Observed } from './observed.ts';
import { wantedReplicas, workloadStatus } from './observed.ts';
import { download, isSharer, resolution, sharersOf } from './sharing.ts';
import { rolledOut } from './rollout.ts';
import { invalidStatus, statusOf } from './status.ts';
import { placeOf } from './wanted.ts';

/** What a reconcile does, in this order: hand over, apply, remove, write the status. */
export interface Plan {
  /** Gives `spec.replicas` of the Deployment to a manager of its own, so that leaving it out does not reset it to 1. */
  handover: KubeObject | undefined;
  apply: KubeObject[];
  remove: KubeObject[];
  /** The status, given what was refused and what is now seen of the workload. */
  status: (refusals: Refusal[], present?: Partial<Observed>) => Status;
  outcome: Outcome;
}

/** While a download runs, its progress is looked at this often. */
const LOOK_MS = 2_000;
/** A Secret or ConfigMap that a failed download reads is looked at this often, so that a corrected one is tried at once. */
const REFERENCE_MS = 3_000;
/** More services than this that wait for one download look at it less often. */
const LOOKERS = 10;

type State = ModelState | ResolutionState;

/** Decides what is to be done for one service. Pure: the same arguments give the same plan. */
export function plan(service: TTSService, observed: Observed, config: OperatorConfig, now: Date): Plan {
  const place = placeOf(service, config);
  const time = now.toISOString().replace(/\.\d+Z$/, 'Z');
  if ('reason' in place) {
    const { reason, message } = place;
    const problem = { status: 'False' as const, reason, message };
    return {
      handover: undefined,
      apply: [],
      remove: [],
      status: () => invalidStatus(service, problem, observed, time),
      outcome: { kind: 'invalid', reason },
    };
  }
  const { volume } = place;
  const sharers = sharersOf(service, volume, observed.neighbours, config);
  const model = 'model' in place ? place.model : undefined;
  const { state, apply } =
    'open' in place
      ? resolution(service, place.open, sharers, observed, config)
      : download(service, volume, place.model, sharers, observed, config);
  return {
    handover: handover(service, observed.deployment),
    apply: [
      ...apply,
      ...(isSharer(service, volume, sharers, observed)
        ? workload(service, volume, model, state, observed, config)
        : []),
    ],
    remove: leftovers(service, volume, model, state, observed),
    status: (refusals, present) =>
      statusOf(service, model, volume, state, { ...observed, ...present }, serious(refusals, apply), time),
    outcome: outcomeOf(service, state, sharers.length),
  };
}

/** The refusals but for that of a larger claim alone: it works at the size that it has, and StorageReady tells. */
function serious(refusals: Refusal[], apply: KubeObject[]): Refusal[] {
  const claims = apply.filter(({ kind }) => kind === 'PersistentVolumeClaim');
  const ofClaims = refusals.filter(({ object }) => object.startsWith('PersistentVolumeClaim/'));
  return ofClaims.length < claims.length ? refusals.filter((refusal) => !ofClaims.includes(refusal)) : refusals;
}

/** The servers and what is around them: nothing at all before the model is verified for the first time. */
function workload(
  service: TTSService,
  volume: Volume,
  model: PinnedModel | undefined,
  state: State,
  observed: Observed,
  config: OperatorConfig,
): KubeObject[] {
  const verified = state.phase === 'Verified' || state.phase === 'PerPod' ? model : undefined;
  const runs = observed.deployment !== undefined;
  if (!verified && !runs) return [];
  const around = [endpoint(service), disruptionBudget(service), networkPolicy(service), autoscaler(service)].filter(
    (object) => object !== undefined,
  );
  return verified ? [servers(service, volume, verified, observed.deployment, config), ...around] : around;
}

/**
 * The servers, with the images they run now while they serve and nothing but the operator's default images has changed: a new
 * operator rolls no service out (docs/decisions/0005-operator-upgrades.md).
 */
function servers(
  service: TTSService,
  volume: Volume,
  model: PinnedModel,
  live: KubeObject | undefined,
  config: OperatorConfig,
): KubeObject {
  const images = (workloadStatus(live).readyReplicas ?? 0) > 0 && live ? imagesOf(live) : undefined;
  if (live && images) {
    const same = deployment(service, volume, model, { ...config, ...images });
    const stamp = stamped(same, ANNOTATION.applied).metadata.annotations?.[ANNOTATION.applied];
    if (stamp === live.metadata.annotations?.[ANNOTATION.applied]) return same;
  }
  return deployment(service, volume, model, config);
}

function imagesOf(
  live: KubeObject,
): Pick<OperatorConfig, 'operatorImage' | 'runtimeImage' | 'runtimeGpuImage'> | undefined {
  const pod = (live.spec as PodTemplate | undefined)?.template?.spec;
  const [check, server] = [
    pod?.initContainers?.[0]?.image,
    pod?.containers?.find(({ name }) => name === 'tts-service')?.image,
  ];
  return check && server ? { operatorImage: check, runtimeImage: server, runtimeGpuImage: server } : undefined;
}

interface PodTemplate {
  template?: { spec?: { initContainers?: { image?: string }[]; containers?: { name: string; image?: string }[] } };
}

/**
 * What hands the number of pods to the autoscaler, or stops all pods of a service whose present model is not verified. A count that
 * an autoscaler cannot leave (zero) becomes the least number.
 */
function handover(service: TTSService, live: KubeObject | undefined): KubeObject | undefined {
  const { name, namespace } = service.metadata;
  const scaled = (replicas: number): KubeObject => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace },
    spec: { replicas },
  });
  if (!live) return undefined;
  if (service.spec.suspend) return wantedReplicas(live) > 0 ? scaled(0) : undefined;
  if (!autoscaled(service)) return undefined;
  const { minReplicas = 1 } = service.spec.scaling;
  const present = wantedReplicas(live);
  if (live.metadata.annotations?.[ANNOTATION.scaling] !== 'auto') return scaled(present || minReplicas);
  return present > 0 && present < minReplicas ? scaled(minReplicas) : undefined; // what the autoscaler would do half a minute later
}

/** What the service owns and nobody wants any more. A former model's volume stays until the new one serves and no pod uses it. */
function leftovers(
  service: TTSService,
  volume: Volume,
  model: PinnedModel | undefined,
  state: State,
  observed: Observed,
): KubeObject[] {
  const settled =
    model !== undefined &&
    (state.phase === 'Verified' || state.phase === 'PerPod') &&
    (!observed.deployment || rolledOut(observed.deployment, model));
  const attempt = 'attempt' in state ? state.attempt : 0;
  return observed.owned.filter((object) => {
    if (object.metadata.deletionTimestamp) return false;
    if (object.kind === 'HorizontalPodAutoscaler') return autoscaler(service) === undefined;
    if (object.kind === 'NetworkPolicy') return networkPolicy(service) === undefined;
    const of = object.metadata.labels?.[LABEL.volume];
    if (of === undefined) return false;
    if (of !== volume.name) return settled && !observed.inUse.includes(of);
    if (object.kind !== 'Job') return false;
    const shared = object.metadata.ownerReferences?.some(({ uid }) => uid !== service.metadata.uid) ?? false;
    const stopped = service.spec.suspend && (state.phase === 'Downloading' || state.phase === 'Resolving');
    return attemptOf(object) < attempt || (stopped && !shared) || isSpent(object, observed);
  });
}

function outcomeOf({ spec }: TTSService, state: State, sharers: number): Outcome {
  if (spec.suspend) return { kind: 'done' };
  const crowd = Math.min(30, Math.max(1, sharers / LOOKERS));
  if (state.phase === 'Downloading' || state.phase === 'Resolving' || state.phase === 'Resolved')
    return { kind: 'retryAfter', ms: LOOK_MS * crowd };
  const reads = spec.model.secretRef !== undefined || spec.model.caBundleRef !== undefined;
  const look = reads ? REFERENCE_MS * crowd : Infinity;
  if (state.phase === 'Waiting') return look === Infinity ? { kind: 'done' } : { kind: 'retryAfter', ms: look };
  if (state.phase === 'Retrying') return { kind: 'retryAfter', ms: Math.min(look, Math.max(1_000, state.retryInMs)) };
  return { kind: 'done' };
}
