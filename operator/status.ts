import type { Judgement, Judgements } from './api/conditions.ts';
import { no, unknown, withConditions, yes } from './api/conditions.ts';
import type { TTSService } from './api/resource.ts';
import type { Status } from './api/ttsservice.ts';
import type { KubeObject } from './controller/object.ts';
import { autoscaled } from './desired/deployment.ts';
import { endpointAddress } from './desired/endpoint.ts';
import { podSelector } from './desired/metadata.ts';
import type { Volume } from './desired/volume.ts';
import type { PinnedModel } from './model-store/catalog.ts';
import { judgeModel, judgeStorage, modelStatus, sentence } from './model-status.ts';
import type { Refusal } from './model-status.ts';
import type { ModelState, ResolutionState } from './model-state.ts';
import type { Observed } from './observed.ts';
import { wantedReplicas, workloadStatus } from './observed.ts';
import { podProblem } from './pod-problems.ts';
import type { Problem } from './pod-problems.ts';
import { neededReplicas, rolledOut, rolloutOf, unseen } from './rollout.ts';

/** The status of a service with a model; undefined while its digests are asked for. */
export function statusOf(
  service: TTSService,
  model: PinnedModel | undefined,
  volume: Volume,
  state: ModelState | ResolutionState,
  observed: Observed,
  refusals: Refusal[],
  now: string,
): Status {
  const storage = judgeStorage(service, volume, state, observed, refusals);
  const modelReady = judgeModel(service, state, observed, storage);
  const available = judgeAvailable(service, observed, refusals);
  const progressing = judgeProgress(service, model, observed, modelReady, refusals);
  const autoscaling = judgeAutoscaling(service, observed);
  const judged: Judgements = {
    StorageReady: storage,
    ModelReady: modelReady,
    Available: available,
    Progressing: progressing,
    ...(autoscaling ? { Autoscaling: autoscaling } : {}),
    Ready: summary(service, storage, modelReady, available, progressing),
  };
  const workload = workloadStatus(observed.deployment);
  const wanted = wantedReplicas(observed.deployment);
  return {
    ...(service.metadata.generation === undefined ? {} : { observedGeneration: service.metadata.generation }),
    phase: phaseOf(service, judged, state),
    replicas: workload.replicas ?? 0,
    readyReplicas: workload.readyReplicas ?? 0,
    readyPods: `${workload.readyReplicas ?? 0}/${wanted}`,
    selector: Object.entries(podSelector(service))
      .map(([key, value]) => `${key}=${value}`)
      .join(','),
    endpoint: endpointAddress(service),
    ...(volume.claim === undefined ? {} : { volume: volume.claim }),
    model: modelStatus(service, model, state, observed, now),
    conditions: withConditions(service.status.conditions, judged, service.metadata.generation, now),
  };
}

/** The status of a service that cannot be worked on as it is written; what ran before keeps running. */
export function invalidStatus(service: TTSService, problem: Judgement, observed: Observed, now: string): Status {
  const available = judgeAvailable(service, observed, []);
  const judged = {
    StorageReady: unknown(problem.reason, problem.message),
    ModelReady: problem,
    Available: available,
    Progressing: problem,
    Ready: problem,
  };
  const { observedGeneration: _, ...rest } = service.status;
  return {
    ...rest,
    ...(service.metadata.generation === undefined ? {} : { observedGeneration: service.metadata.generation }),
    phase: 'Invalid',
    conditions: withConditions(service.status.conditions, judged, service.metadata.generation, now),
  };
}

function judgeAvailable({ spec }: TTSService, { deployment, pods }: Observed, refusals: Refusal[]): Judgement {
  const { readyReplicas = 0 } = workloadStatus(deployment);
  if (readyReplicas > 0) return yes('Serving', `${readyReplicas} of ${wantedReplicas(deployment)} pods serve.`);
  const refused = refusals.find(({ object }) => object.startsWith('Deployment/'));
  if (!deployment && refused) return no(refused.reason, refused.message);
  if (!deployment) return no('NotStarted', 'No server is started before its model is verified.');
  if (wantedReplicas(deployment) === 0) return no(spec.suspend ? 'Suspended' : 'ScaledToZero', 'No pod is asked for.');
  const problem = replicaFailure(deployment) ?? podProblem(pods);
  return problem ? no(problem.reason, problem.message) : no('Starting', 'The pods are starting.');
}

function judgeProgress(
  service: TTSService,
  model: PinnedModel | undefined,
  observed: Observed,
  modelReady: Judgement,
  refusals: Refusal[],
): Judgement {
  const [refused] = refusals;
  if (refused) return no(refused.reason, `${refused.object}: ${refused.message}`);
  if (service.spec.suspend) return no('Suspended', 'spec.suspend is true.');
  const { deployment, pods } = observed;
  const { readyReplicas = 0 } = workloadStatus(deployment);
  const problem = replicaFailure(deployment) ?? podProblem(pods);
  const rollout = deployment && rolloutOf(deployment);
  if (rollout === 'stuck') {
    const kept = readyReplicas > 0 ? ' The pods that served before keep serving.' : '';
    return no('ProgressDeadlineExceeded', `${problem?.message ?? 'The new pods do not get ready.'}${kept}`);
  }
  if (modelReady.status === 'False') return yes(modelReady.reason, modelReady.message);
  if (!deployment) return yes('Starting', 'The Deployment is being made.');
  if (rollout === 'underWay' && !(unseen(deployment) && wasReady(service)))
    return yes(
      'RollingOut',
      problem?.message ?? 'New pods are starting; those that served before serve until they are ready.',
    );
  if (readyReplicas < neededReplicas(service, deployment))
    return problem
      ? yes(problem.reason, problem.message)
      : yes('Starting', `${readyReplicas} of ${wantedReplicas(deployment)} pods serve; the others are starting.`);
  if (!rolledOut(deployment, model) && !unseen(deployment))
    return yes('RollingOut', 'The Deployment is about to be changed.');
  return no('Settled', 'The cluster is as the spec says.');
}

/** Whether this very generation was Ready: then a Deployment that its controller has yet to see was only scaled. */
function wasReady({ metadata, status }: TTSService): boolean {
  const ready = status.conditions?.find(({ type }) => type === 'Ready');
  return ready?.status === 'True' && ready.observedGeneration === metadata.generation;
}

/** What keeps a Deployment's pods from being made at all, such as a quota or an admission rule. */
function replicaFailure(deployment: KubeObject | undefined): Problem | undefined {
  const failed = workloadStatus(deployment).conditions?.find(
    ({ type, status }) => type === 'ReplicaFailure' && status === 'True',
  );
  if (!failed) return undefined;
  const message = failed.message ?? 'pods cannot be made';
  return { reason: /exceeded quota/.test(message) ? 'QuotaExceeded' : (failed.reason ?? 'FailedCreate'), message };
}

/** Whether the autoscaler can do its work; undefined with a fixed number of pods. */
function judgeAutoscaling(service: TTSService, { autoscaler, deployment }: Observed): Judgement | undefined {
  if (!autoscaled(service)) return undefined;
  if (!autoscaler) return unknown('Starting', 'The autoscaler is made with the servers.');
  const conditions = workloadStatus(autoscaler).conditions ?? [];
  const active = conditions.find(({ type }) => type === 'ScalingActive');
  const able = conditions.find(({ type }) => type === 'AbleToScale');
  if (wantedReplicas(deployment) === 0) return no('ScaledToZero', 'Scaled to zero by hand: the autoscaler rests.');
  if (able?.status === 'False')
    return no(able.reason ?? 'UnableToScale', able.message ?? 'The autoscaler cannot scale.');
  if (active?.status === 'False')
    return no(
      active.reason ?? 'MetricsUnavailable',
      `${sentence(active.message ?? 'No metrics')} ${metricsAdvice(active.reason)}`,
    );
  if (!active) return unknown('Starting', 'The autoscaler has not looked at the pods yet.');
  const { minReplicas = 1, maxReplicas = 1 } = service.spec.scaling;
  return yes('Autoscaling', `The autoscaler keeps between ${minReplicas} and ${maxReplicas} pods.`);
}

function metricsAdvice(reason = ''): string {
  if (reason === 'FailedGetResourceMetric')
    return 'CPU use comes from metrics-server (metrics.k8s.io): install it, or wait until the pods have run for a minute.';
  if (reason === 'FailedGetPodsMetric')
    return 'The queue depth comes from custom.metrics.k8s.io: install an adapter such as prometheus-adapter that serves tts_queue_depth.';
  return 'The number of pods stays as it is meanwhile.';
}

function summary(
  { spec }: TTSService,
  storage: Judgement,
  model: Judgement,
  available: Judgement,
  progressing: Judgement,
): Judgement {
  if (spec.suspend) return no('Suspended', 'spec.suspend is true.');
  if (progressing.status === 'False' && progressing.reason !== 'Settled')
    return no(progressing.reason, progressing.message);
  if (available.reason === 'ScaledToZero') return no('ScaledToZero', available.message);
  const firstBad = [storage, model, available].find(({ status }) => status !== 'True');
  if (firstBad) return no(firstBad.reason, firstBad.message);
  if (progressing.reason === 'Settled') return yes('Ready', available.message);
  return no(progressing.reason, progressing.message);
}

function phaseOf({ spec }: TTSService, judged: Judgements, state: ModelState | ResolutionState): string {
  if (spec.suspend) return 'Suspended';
  if (judged.Ready.status === 'True') return 'Ready';
  if (judged.Available.status === 'True')
    return ['RollingOut', 'Starting'].includes(judged.Progressing.reason) ? judged.Progressing.reason : 'Degraded';
  if (judged.Available.reason === 'ScaledToZero') return 'ScaledToZero';
  if (state.phase === 'Retrying' || state.phase === 'Resolving') return state.phase;
  if (state.phase === 'Waiting') return 'Pending';
  if (judged.StorageReady.status !== 'True' && state.phase === 'Downloading') return 'Pending';
  return state.phase === 'Downloading' ? 'Downloading' : 'Starting';
}
