import type { TTSService } from './api/resource.ts';
import { parseTTSService } from './api/resource.ts';
import type { Status } from './api/ttsservice.ts';
import type { OperatorConfig } from './config.ts';
import type { Outcome } from './controller/outcome.ts';
import { stamped } from './controller/drift.ts';
import type { KubeObject } from './controller/object.ts';
import { autoscaled, deployment } from './desired/deployment.ts';
import { downloadJob } from './desired/download-job.ts';
import { autoscaler, disruptionBudget, endpoint, networkPolicy } from './desired/endpoint.ts';
import { ANNOTATION, LABEL } from './desired/metadata.ts';
import { manifestConfigMap, modelClaim } from './desired/volume.ts';
import type { Volume } from './desired/volume.ts';
import type { PinnedModel } from './model-store/catalog.ts';
import { attemptOf, modelState } from './model-state.ts';
import type { ModelState } from './model-state.ts';
import type { Observed } from './observed.ts';
import { wantedReplicas, workloadStatus } from './observed.ts';
import type { Refusal } from './status.ts';
import { rolledOut } from './rollout.ts';
import { invalidStatus, statusOf } from './status.ts';
import { eldest, placeOf } from './wanted.ts';

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

const DIGEST_UNKNOWN = {
  reason: 'DigestUnknown',
  message:
    'Sizes and digests of some files are not known. Write spec.model.files with both, or choose another precision.',
};
/** While a download runs, its progress is looked at this often. */
const LOOK_MS = 2_000;
/** More services than this that wait for one download look at it less often. */
const LOOKERS = 10;

/** Decides what is to be done for one service. Pure: the same arguments give the same plan. */
export function plan(service: TTSService, observed: Observed, config: OperatorConfig, now: Date): Plan {
  const place = placeOf(service, config);
  const time = now.toISOString().replace(/\.\d+Z$/, 'Z');
  if (!('model' in place)) {
    const { reason, message } = 'open' in place ? DIGEST_UNKNOWN : place;
    const problem = { status: 'False' as const, reason, message };
    return {
      handover: undefined,
      apply: [],
      remove: [],
      status: () => invalidStatus(service, problem, observed, time),
      outcome: { kind: 'invalid', reason },
    };
  }
  const { model, volume } = place;
  const sharers = sharersOf(service, volume, observed.neighbours, config);
  const task = downloadJob(volume, model, sharers.slice(0, 1), 1, config).metadata.annotations?.[ANNOTATION.task] ?? '';
  const state = modelState(volume, observed, task, now.getTime());
  return {
    handover: handover(service, observed.deployment),
    apply: [
      ...storage(service, volume, model, sharers, state, observed, config),
      ...workload(service, volume, model, state, observed, config),
    ],
    remove: leftovers(service, volume, model, state, observed),
    status: (refusals, present) => statusOf(service, model, volume, state, { ...observed, ...present }, refusals, time),
    outcome: outcomeOf(service, state, sharers.length),
  };
}

/** The services that use this volume, the oldest first: its settings make it. */
function sharersOf(
  service: TTSService,
  volume: Volume,
  neighbours: KubeObject[],
  config: OperatorConfig,
): TTSService[] {
  const all = [service];
  for (const object of neighbours) {
    if (object.metadata.deletionTimestamp || object.metadata.uid === service.metadata.uid) continue;
    const parsed = parseTTSService(object);
    const place = 'service' in parsed ? placeOf(parsed.service, config) : undefined;
    if ('service' in parsed && place && 'volume' in place && place.volume.name === volume.name)
      all.push(parsed.service);
  }
  const first = eldest(all) ?? service;
  return [first, ...all.filter((other) => other !== first)];
}

/**
 * What the users of a volume share. The oldest of them writes it for all; another does so where it is missing, or not yet owned by it,
 * so that a thousand services of one volume are not a thousand writers of it.
 */
function storage(
  service: TTSService,
  volume: Volume,
  model: PinnedModel,
  sharers: TTSService[],
  state: ModelState,
  observed: Observed,
  config: OperatorConfig,
): KubeObject[] {
  const speaks = sharers[0] === service;
  const mine = (live: KubeObject | undefined): boolean =>
    speaks || !live?.metadata.ownerReferences?.some(({ uid }) => uid === service.metadata.uid);
  const objects: KubeObject[] = [];
  if (volume.ours && mine(observed.claim)) objects.push(modelClaim(volume, sharers, observed.claim));
  const verified = state.phase === 'Verified' ? state.verified : undefined;
  if (mine(observed.manifest)) objects.push(manifestConfigMap(volume, model, sharers, verified));
  if (state.phase === 'Downloading' && !service.spec.suspend && mine(state.job))
    objects.push(downloadJob(volume, model, sharers, state.attempt, config));
  return objects;
}

/** The servers and what is around them: nothing at all before the model is verified for the first time. */
function workload(
  service: TTSService,
  volume: Volume,
  model: PinnedModel,
  state: ModelState,
  observed: Observed,
  config: OperatorConfig,
): KubeObject[] {
  const verified = state.phase === 'Verified' || state.phase === 'PerPod';
  const runs = observed.deployment !== undefined;
  if (!verified && !runs) return [];
  const around = [endpoint(service), disruptionBudget(service), networkPolicy(service), autoscaler(service)].filter(
    (object) => object !== undefined,
  );
  return verified ? [servers(service, volume, model, observed.deployment, config), ...around] : around;
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

/** What the service owns and does not want any more. A former model's volume stays until the new one serves. */
function leftovers(
  service: TTSService,
  volume: Volume,
  model: PinnedModel,
  state: ModelState,
  observed: Observed,
): KubeObject[] {
  const settled =
    state.phase !== 'Downloading' &&
    state.phase !== 'Retrying' &&
    (!observed.deployment || rolledOut(observed.deployment, model));
  return observed.owned.filter((object) => {
    if (object.metadata.deletionTimestamp) return false;
    if (object.kind === 'HorizontalPodAutoscaler') return autoscaler(service) === undefined;
    if (object.kind === 'NetworkPolicy') return networkPolicy(service) === undefined;
    const of = object.metadata.labels?.[LABEL.volume];
    if (of === undefined) return false;
    const shared = object.metadata.ownerReferences?.some(({ uid }) => uid !== service.metadata.uid) ?? false;
    if (of !== volume.name) return settled && !shared;
    if (object.kind !== 'Job') return false;
    const old = (state.phase === 'Downloading' || state.phase === 'Retrying') && attemptOf(object) < state.attempt;
    return old || (service.spec.suspend && state.phase === 'Downloading' && !shared);
  });
}

function outcomeOf({ spec }: TTSService, state: ModelState, sharers: number): Outcome {
  if (spec.suspend) return { kind: 'done' };
  if (state.phase === 'Downloading')
    return { kind: 'retryAfter', ms: LOOK_MS * Math.min(30, Math.max(1, sharers / LOOKERS)) };
  if (state.phase === 'Retrying') return { kind: 'retryAfter', ms: Math.max(1_000, state.retryInMs) };
  return { kind: 'done' };
}
