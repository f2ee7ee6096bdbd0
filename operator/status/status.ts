import type { Judgement, Judgements } from '../api/conditions.ts';
import { no, unknown, withConditions, yes } from '../api/conditions.ts';
import type { TTSService } from '../api/resource.ts';
import type { Status } from '../api/ttsservice.ts';
import type { OperatorConfig } from '../config.ts';
import { endpointAddress } from '../objects/endpoint.ts';
import { podSelector } from '../objects/metadata.ts';
import type { Volume } from '../objects/volume.ts';
import type { PinnedModel } from '../model-store/catalog.ts';
import { judgeModel, judgeStorage, modelStatus } from './model-status.ts';
import type { Refusal } from './model-status.ts';
import type { ModelState, ResolutionState } from '../decide/model-state.ts';
import type { Observed } from '../observe/observed.ts';
import { wantedReplicas, workloadStatus } from '../observe/observed.ts';
import type { Hold } from '../decide/scaling.ts';
import { judgeAutoscaling, judgeAvailable, judgeProgress } from './workload-status.ts';

/** The status of a service with a model; undefined while its digests are asked for. */
export function statusOf(
  service: TTSService,
  model: PinnedModel | undefined,
  volume: Volume,
  state: ModelState | ResolutionState,
  observed: Observed,
  hold: Hold | undefined,
  refusals: Refusal[],
  now: string,
  { clusterDomain }: Pick<OperatorConfig, 'clusterDomain'>,
): Status {
  const storage = judgeStorage(service, volume, state, observed, refusals);
  const modelReady = judgeModel(service, state, observed, storage);
  const available = judgeAvailable(observed, hold, refusals);
  const progressing = judgeProgress(service, model, observed, hold, modelReady, refusals);
  const autoscaling = judgeAutoscaling(service, observed, hold);
  const judged: Judgements = {
    StorageReady: storage,
    ModelReady: modelReady,
    Available: available,
    Progressing: progressing,
    ...(autoscaling ? { Autoscaling: autoscaling } : {}),
    Ready: summary(service, observed, storage, modelReady, available, progressing),
  };
  return {
    ...(service.metadata.generation === undefined ? {} : { observedGeneration: service.metadata.generation }),
    phase: phaseOf(service, judged, state),
    ...podCounts(service, observed),
    endpoint: endpointAddress(service, clusterDomain),
    ...(volume.claim === undefined ? {} : { volume: volume.claim }),
    model: modelStatus(service, model, state, observed, now),
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
export function invalidStatus(
  service: TTSService,
  problem: Judgement,
  observed: Observed,
  hold: Hold | undefined,
  refusals: Refusal[],
  now: string,
): Status {
  const autoscaling = judgeAutoscaling(service, observed, hold);
  const judged: Judgements = {
    StorageReady: unknown(problem.reason, problem.message),
    ModelReady: problem,
    Available: judgeAvailable(observed, hold, refusals),
    Progressing: problem,
    ...(autoscaling ? { Autoscaling: autoscaling } : {}),
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
  const none = (reason: string, message: string): Judgement =>
    replicas === 0 ? yes(reason, message) : no('Stopping', `${replicas} pods are ending.`);
  if (spec.suspend) return none('Suspended', 'spec.suspend is true: no pod runs.');
  const firstBad = [storage, model].find(({ status }) => status !== 'True');
  if (firstBad) return no(firstBad.reason, firstBad.message);
  if (available.reason === 'ScaledToZero') return none('ScaledToZero', available.message);
  if (available.status !== 'True') return no(available.reason, available.message);
  if (progressing.reason === 'Settled') return yes('Ready', available.message);
  return no(progressing.reason, progressing.message);
}

function phaseOf({ spec }: TTSService, judged: Judgements, state: ModelState | ResolutionState): string {
  if (spec.suspend) return 'Suspended';
  if (judged.Available.reason === 'ScaledToZero') return 'ScaledToZero';
  if (judged.Ready.status === 'True') return 'Ready';
  if (judged.Available.status === 'True')
    return ['RollingOut', 'Starting'].includes(judged.Progressing.reason) ? judged.Progressing.reason : 'Degraded';
  if (state.phase === 'Retrying' || state.phase === 'Resolving') return state.phase;
  if (state.phase === 'Waiting') return 'Pending';
  if (judged.StorageReady.status !== 'True' && state.phase === 'Downloading') return 'Pending';
  return state.phase === 'Downloading' ? 'Downloading' : 'Starting';
}
