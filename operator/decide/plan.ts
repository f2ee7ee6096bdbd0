import type { Problem } from '../api/conditions.ts';
import type { TTSService } from '../api/resource.ts';
import type { OperatorConfig } from '../config.ts';
import type { Outcome } from '../controller/outcome.ts';
import type { KubeObject } from '../controller/object.ts';
import { networkPolicy } from '../objects/network-policy.ts';
import { lexiconNames } from '../objects/lexicons.ts';
import { lexiconsName } from '../api/names.ts';
import { ANNOTATION, LABEL } from '../objects/metadata.ts';
import { servedBy } from '../objects/served.ts';
import type { Volume } from '../resolve/volume.ts';
import type { PinnedModel } from '../model-store/catalog.ts';
import { attemptOf } from '../observe/jobs.ts';
import { lexiconPlan } from './lexicons.ts';
import { boundedByObjective, withObjective } from './objective.ts';
import type { LexiconPlan } from './lexicons.ts';
import { isSpent } from './model-state.ts';
import type { ModelState, ResolutionState } from './model-state.ts';
import type { Observed } from '../observe/observed.ts';
import { handover, handoverUnread, holdOf, scaleOf } from './scaling.ts';
import { wakerOf } from './sleeping.ts';
import type { Waker } from './sleeping.ts';
import { download, isSharer, resolution, sharersOf } from './sharing.ts';
import { rolledOut } from './rollout.ts';
import { placeOf } from '../resolve/wanted.ts';
import { servedOf, workload } from './workload.ts';
import type { Wanted } from './workload.ts';

/** What a reconcile does, in this order: hand over, apply, remove, write the status. */
export interface Plan {
  /** Gives `spec.replicas` of the Deployment to a manager of its own, so that leaving it out does not reset it to 1. */
  handover: KubeObject | undefined;
  apply: KubeObject[];
  /** Of these, what another service keeps: only made, and only if it is still missing. */
  make: KubeObject[];
  remove: KubeObject[];
  /** Lexicons: pods that the kubelet is to look at, and what is said of them in the status. */
  lexicons: Omit<LexiconPlan, 'map'>;
  /** What the status is judged by, beside what is there by then and what was refused. */
  found: Found;
  outcome: Outcome;
  /** When there is more to do, if nothing happens before: beside the outcome, which tells how far the model is. */
  againMs: number;
}

/** The model on its volume and how far it is, or why there is none; `hold`: why servers must not run. */
export type Found = { hold: Problem | undefined } & (
  { problem: Problem } | { model: PinnedModel | undefined; volume: Volume; state: State }
);

/** While a download runs, its progress is looked at this often. */
const LOOK_MS = 2_000;
/** Servers that have to end first are looked for this often: those of another service wake nobody here. */
const ENDING_MS = 5_000;
/** A Secret or ConfigMap that a failed download reads is looked at this often, so that a corrected one is tried at once. */
const REFERENCE_MS = 3_000;
/** More services than this that wait for one download look at it less often. */
const LOOKERS = 10;

/** Kinds of what leads requests to pods and wakes them. */
const WAKING = ['Service', 'EndpointSlice', 'InterceptorRoute', 'ScaledObject'];

export type State = ModelState | ResolutionState;

/** Decides what is to be done for one service. Pure: the same arguments give the same plan, and the plan is data. */
export function plan(written: TTSService, observed: Observed, config: OperatorConfig): Plan {
  const service = boundedByObjective(withObjective(written, observed));
  const place = placeOf(written, config);
  if ('reason' in place) {
    const { hold, waker, ...servers } = serversOf(service, undefined, observed, config);
    return {
      ...servers,
      make: [],
      againMs: waker.nextMs,
      remove: observed.owned.filter(
        (object) => !object.metadata.deletionTimestamp && isUnwanted(service, waker, object),
      ),
      found: { problem: place, hold },
      outcome: { kind: 'invalid', reason: place.reason },
    };
  }
  const { volume } = place;
  const sharers = sharersOf(service, volume, observed.neighbours, config);
  const model = 'model' in place ? place.model : undefined;
  const { state, apply, make } =
    'open' in place
      ? resolution(service, place.open, sharers, observed, config)
      : download(service, volume, place.model, sharers, observed, config);
  const verified = state.phase === 'Verified' ? state.verified.claim : undefined;
  const ready = (state.phase === 'PerPod' || verified !== undefined) && isSharer(service, volume, sharers, observed);
  const verifiedOn = verified ?? observed.manifest?.metadata.annotations?.[ANNOTATION.verifiedClaim];
  const { hold, waker, ...servers } = serversOf(
    service,
    model && { volume, model, ready, verifiedOn },
    observed,
    config,
  );
  return {
    handover: servers.handover,
    apply: [...apply, ...servers.apply],
    make,
    lexicons: servers.lexicons,
    remove: leftovers(service, volume, model, state, waker, observed),
    found: { model, volume, state, hold },
    outcome: outcomeOf(service, state, sharers.length),
    againMs: waker.nextMs,
  };
}

/** What is done for a service whose spec cannot be read: it is told, and `suspend` is obeyed. */
export function planUnread(suspend: boolean, message: string, observed: Observed): Plan {
  const hold = holdOf(suspend, servedBy(observed.deployment), observed);
  return {
    handover: handoverUnread(observed.deployment, hold),
    apply: [],
    make: [],
    remove: [],
    lexicons: { nudges: [], judgement: undefined },
    found: { problem: { reason: 'InvalidSpec', message }, hold },
    outcome: { kind: 'invalid', reason: `InvalidSpec: ${message}` },
    againMs: Infinity,
  };
}

/** The servers, what is around them, and how many there may be, whatever has become of the wanted model. */
function serversOf(
  service: TTSService,
  wanted: Wanted | undefined,
  observed: Observed,
  config: OperatorConfig,
): Pick<Plan, 'handover' | 'apply' | 'lexicons'> & { hold: Problem | undefined; waker: Waker } {
  const { deployment: live } = observed;
  const served = (from: OperatorConfig) => servedOf(service, wanted, observed, from);
  const filling = wanted && !wanted.ready ? wanted.volume.claim : undefined;
  const hold = holdOf(service.spec.suspend, served(config), observed, filling);
  const { map, ...lexicons } = lexiconPlan(service, observed);
  const waker = wakerOf(service, observed, config, hold !== undefined);
  const scale = scaleOf(service, observed, waker.scaler, hold);
  const servers = workload(service, served, scale, waker, observed, config);
  return {
    handover: handover(service, live, waker.scaler, hold),
    apply: servers.length > 0 && map ? [map, ...servers] : servers,
    lexicons,
    hold,
    waker,
  };
}

/** What the service owns and nobody wants any more. A former model's volume stays until the new one serves and no pod uses it. */
function leftovers(
  service: TTSService,
  volume: Volume,
  model: PinnedModel | undefined,
  state: State,
  waker: Waker,
  observed: Observed,
): KubeObject[] {
  const settled =
    model !== undefined &&
    (state.phase === 'Verified' || state.phase === 'PerPod') &&
    (!observed.deployment || rolledOut(observed.deployment, model));
  const attempt = 'attempt' in state ? state.attempt : 0;
  return observed.owned.filter((object) => {
    if (object.metadata.deletionTimestamp) return false;
    if (isUnwanted(service, waker, object)) return true;
    const of = object.metadata.labels?.[LABEL.volume];
    if (of === undefined) return false;
    if (of !== volume.name) return settled && !observed.inUse.includes(of);
    if (object.kind !== 'Job') return false;
    const shared = object.metadata.ownerReferences?.some(({ uid }) => uid !== service.metadata.uid) ?? false;
    const stopped = service.spec.suspend && (state.phase === 'Downloading' || state.phase === 'Resolving');
    return attemptOf(object) < attempt || (stopped && !shared) || isSpent(object, observed);
  });
}

/** Whether the spec wants nothing of this kind around its servers. */
function isUnwanted(service: TTSService, waker: Waker, object: KubeObject): boolean {
  const { kind, metadata } = object;
  const { name } = metadata;
  if (kind === 'ConfigMap')
    return name === lexiconsName(service.metadata.name) && lexiconNames(service.spec.server).length === 0;
  if (kind === 'HorizontalPodAutoscaler') return waker.scaler !== 'hpa' || service.spec.suspend;
  if (WAKING.includes(kind)) return !waker.keeps(object);
  return kind === 'NetworkPolicy' && networkPolicy(service) === undefined;
}

function outcomeOf({ spec }: TTSService, state: State, sharers: number): Outcome {
  if (spec.suspend) return { kind: 'done' };
  const crowd = Math.min(30, Math.max(1, sharers / LOOKERS));
  if (state.phase === 'Downloading' || state.phase === 'Resolving' || state.phase === 'Resolved')
    return { kind: 'retryAfter', ms: LOOK_MS * crowd };
  if (state.phase === 'Waiting' && state.failure.reason === 'PodsEnding')
    return { kind: 'retryAfter', ms: ENDING_MS * crowd };
  const reads = spec.model.secretRef !== undefined || spec.model.caBundleRef !== undefined;
  const look = reads ? REFERENCE_MS * crowd : Infinity;
  if (state.phase === 'Waiting') return look === Infinity ? { kind: 'done' } : { kind: 'retryAfter', ms: look };
  if (state.phase === 'Retrying') return { kind: 'retryAfter', ms: Math.min(look, Math.max(1_000, state.retryInMs)) };
  return { kind: 'done' };
}
