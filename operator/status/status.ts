import type { Judgement, Judgements } from '../api/conditions.ts';
import { no, unknown, withConditions, yes } from '../api/conditions.ts';
import type { Reason } from '../api/reasons.ts';
import type { TTSService } from '../api/resource.ts';
import type { Status } from '../api/status.ts';
import type { OperatorConfig } from '../config.ts';
import type { KubeObject } from '../controller/object.ts';
import { endpointAddress } from '../objects/service.ts';
import { podSelector } from '../objects/metadata.ts';
import { judgeModel, judgeStorage, modelStatus } from './model-status.ts';
import type { Refusal } from './model-status.ts';
import type { Found, Plan, State } from '../decide/plan.ts';
import type { Observed } from '../observe/observed.ts';
import { wantedReplicas, workloadStatus } from '../controller/workloads.ts';
import { judgeGpu } from './gpu-status.ts';
import { scalerOf } from '../decide/sleeping.ts';
import type { Scaler } from '../decide/sleeping.ts';
import { boundedByObjective, withObjective } from '../decide/objective.ts';
import { judgeAutoscaling } from './autoscaling-status.ts';
import { judgeObjective } from './objective-status.ts';
import { isWaking, lastWake, stillAnswers } from './sleep-status.ts';
import { judgeAvailable, judgeProgress } from './workload-status.ts';

/** The status of a service after its plan was carried out: what was refused of it, and what is there now. */
export function statusOf(
  service: TTSService,
  { found, apply, lexicons }: Pick<Plan, 'found' | 'apply' | 'lexicons'>,
  observed: Observed,
  refusals: Refusal[],
  now: string,
  config: Pick<OperatorConfig, 'clusterDomain'>,
): Status {
  const { judgement } = lexicons;
  if ('problem' in found) return invalidStatus(service, found, observed, refusals, judgement, now);
  const measured = withObjective(service, observed);
  return modelledStatus(measured, found, observed, serious(refusals, apply), judgement, now, config);
}

/** The refusals but for that of a larger claim alone: it works at the size that it has, and StorageReady tells. */
function serious(refusals: Refusal[], apply: KubeObject[]): Refusal[] {
  const claims = apply.filter(({ kind }) => kind === 'PersistentVolumeClaim');
  const ofClaims = refusals.filter(({ object }) => object.startsWith('PersistentVolumeClaim/'));
  return ofClaims.length < claims.length ? refusals.filter((refusal) => !ofClaims.includes(refusal)) : refusals;
}

/** Whether KEDA does not get an object: then the service does not sleep, and serves all the same. */
function isOfKeda({ object }: Refusal): boolean {
  return /^(InterceptorRoute|ScaledObject)\//.test(object);
}

function modelledStatus(
  written: TTSService,
  { model, volume, state, hold }: Extract<Found, { volume: unknown }>,
  observed: Observed,
  all: Refusal[],
  lexicons: Judgement | undefined,
  now: string,
  { clusterDomain }: Pick<OperatorConfig, 'clusterDomain'>,
): Status {
  const service = boundedByObjective(written);
  const refusals = all.filter((refusal) => !isOfKeda(refusal));
  const storage = judgeStorage(service, volume, state, observed, refusals);
  const modelReady = judgeModel(service, state, observed, storage);
  const scaler = scalerOf(service, observed);
  const available = judgeAvailable(observed, scaler, hold, refusals);
  const progressing = judgeProgress(service, model, observed, hold, modelReady, refusals);
  const gpu = judgeGpu(service, observed);
  const autoscaling = judgeAutoscaling(service, observed, hold, all.filter(isOfKeda));
  const objective = judgeObjective(written, observed, scaler, hold);
  const judged: Judgements = {
    StorageReady: storage,
    ModelReady: modelReady,
    Available: available,
    Progressing: progressing,
    ...(gpu ? { GPUInUse: gpu } : {}),
    ...(autoscaling ? { Autoscaling: autoscaling } : {}),
    ...(objective ? { ObjectiveMet: objective } : {}),
    ...(lexicons ? { LexiconsReady: lexicons } : {}),
    Ready: stillAnswers(
      service,
      scaler,
      summary(service, observed, storage, modelReady, available, progressing),
      autoscaling,
    ),
  };
  return {
    ...(service.metadata.generation === undefined ? {} : { observedGeneration: service.metadata.generation }),
    phase: phaseOf(service, scaler, judged, state),
    ...podCounts(service, observed),
    ...lastWake(service, observed, now),
    endpoint: endpointAddress(service, clusterDomain),
    ...(volume.claim === undefined ? {} : { volume: volume.claim }),
    model: modelStatus(service, model, state, observed, now),
    ...(service.status.objective ? { objective: service.status.objective } : {}),
    conditions: withConditions(service.status.conditions, judged, service.metadata.generation, now),
  };
}

function podCounts(service: TTSService, { deployment }: Observed) {
  const { replicas = 0, readyReplicas = 0 } = workloadStatus(deployment);
  return {
    replicas,
    readyReplicas,
    readyPods: `${readyReplicas}/${wantedReplicas(deployment)}`,
    selector: Object.entries(podSelector(service))
      .map(([key, value]) => `${key}=${value}`)
      .join(','),
  };
}

/** The status of a service that cannot be worked on as it is written; what ran before keeps running. */
function invalidStatus(
  service: TTSService,
  { problem: { reason, message }, hold }: Extract<Found, { problem: unknown }>,
  observed: Observed,
  refusals: Refusal[],
  lexicons: Judgement | undefined,
  now: string,
): Status {
  const gpu = judgeGpu(service, observed);
  const autoscaling = judgeAutoscaling(service, observed, hold, refusals.filter(isOfKeda));
  const problem = no(reason, message);
  const judged: Judgements = {
    StorageReady: unknown(reason, message),
    ModelReady: problem,
    Available: judgeAvailable(observed, scalerOf(service, observed), hold, refusals),
    Progressing: problem,
    ...(gpu ? { GPUInUse: gpu } : {}),
    ...(autoscaling ? { Autoscaling: autoscaling } : {}),
    ...(lexicons ? { LexiconsReady: lexicons } : {}),
    Ready: problem,
  };
  const { observedGeneration: _, ...rest } = service.status;
  return {
    ...rest,
    ...(service.metadata.generation === undefined ? {} : { observedGeneration: service.metadata.generation }),
    phase: 'Invalid',
    ...podCounts(service, observed),
    conditions: withConditions(service.status.conditions, judged, service.metadata.generation, now),
  };
}

function summary(
  { spec }: TTSService,
  { deployment }: Observed,
  storage: Judgement,
  model: Judgement,
  available: Judgement,
  progressing: Judgement,
): Judgement {
  const atRest = progressing.reason === 'Settled' || progressing.reason === 'Suspended';
  if (progressing.status === 'False' && !atRest) return no(progressing.reason, progressing.message);
  // No pods are a wish like any other: it is done when none is left.
  const { replicas = 0 } = workloadStatus(deployment);
  const none = (reason: Reason, message: string): Judgement =>
    replicas === 0
      ? yes(reason, message)
      : no('Stopping', `${replicas} ${replicas === 1 ? 'pod is' : 'pods are'} terminating.`);
  if (spec.suspend) return none('Suspended', 'spec.suspend is true. No pod is running.');
  const firstBad = [storage, model].find(({ status }) => status !== 'True');
  if (firstBad) return no(firstBad.reason, firstBad.message);
  if (available.reason === 'ScaledToZero' || available.reason === 'Sleeping')
    return none(available.reason, available.message);
  if (available.status !== 'True') return no(available.reason, available.message);
  if (progressing.reason === 'Settled') return yes('Ready', available.message);
  return no(progressing.reason, progressing.message);
}

function phaseOf(service: TTSService, scaler: Scaler, judged: Judgements, state: State): string {
  if (service.spec.suspend) return 'Suspended';
  const { reason } = judged.Available;
  if (reason === 'ScaledToZero' || reason === 'Sleeping') return reason;
  if (isWaking(service, scaler, judged.Available)) return 'Waking';
  if (judged.Ready.status === 'True') return 'Ready';
  if (judged.Available.status === 'True')
    return ['RollingOut', 'Starting'].includes(judged.Progressing.reason) ? judged.Progressing.reason : 'Degraded';
  if (state.phase === 'Retrying' || state.phase === 'Resolving') return state.phase;
  if (state.phase === 'Waiting') return 'Pending';
  if (judged.StorageReady.status !== 'True' && state.phase === 'Downloading') return 'Pending';
  return state.phase === 'Downloading' ? 'Downloading' : 'Starting';
}
