import type { Judgement, Judgements } from './api/conditions.ts';
import { no, unknown, withConditions, yes } from './api/conditions.ts';
import type { TTSService } from './api/resource.ts';
import type { Status } from './api/ttsservice.ts';
import type { OperatorConfig } from './config.ts';
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
import type { Hold } from './scaling.ts';
import { neededReplicas, rolledOut, rolloutOf, unseen } from './rollout.ts';

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
  const storage = judgeStorage(volume, state, observed, refusals);
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
  now: string,
): Status {
  const judged = {
    StorageReady: unknown(problem.reason, problem.message),
    ModelReady: problem,
    Available: judgeAvailable(observed, hold, []),
    Progressing: problem,
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

function judgeAvailable(observed: Observed, hold: Hold | undefined, refusals: Refusal[]): Judgement {
  const { deployment } = observed;
  const { readyReplicas = 0 } = workloadStatus(deployment);
  if (readyReplicas > 0) return yes('Serving', `${readyReplicas} of ${wantedReplicas(deployment)} pods serve.`);
  const refused = refusals.find(({ object }) => object.startsWith('Deployment/'));
  if (!deployment && refused) return no(refused.reason, refused.message);
  if (!deployment) return no('NotStarted', 'No server is started before its model is verified.');
  if (hold) return no(hold.reason, hold.message);
  if (wantedReplicas(deployment) === 0) return no('ScaledToZero', 'No pod is asked for.');
  const problem = obstacle(observed);
  return problem ? no(problem.reason, problem.message) : no('Starting', 'The pods are starting.');
}

function judgeProgress(
  service: TTSService,
  model: PinnedModel | undefined,
  observed: Observed,
  hold: Hold | undefined,
  modelReady: Judgement,
  refusals: Refusal[],
): Judgement {
  const [refused] = refusals;
  if (refused) return no(refused.reason, `${refused.object}: ${refused.message}`);
  if (service.spec.suspend) return no('Suspended', 'spec.suspend is true.');
  const { deployment } = observed;
  const { readyReplicas = 0 } = workloadStatus(deployment);
  const problem = obstacle(observed);
  const rollout = deployment && rolloutOf(deployment);
  if (rollout === 'stuck') {
    const kept = readyReplicas > 0 ? ' The pods that served before keep serving.' : '';
    return no('ProgressDeadlineExceeded', `${problem?.message ?? 'The new pods do not get ready.'}${kept}`);
  }
  if (modelReady.status === 'False') return yes(modelReady.reason, modelReady.message);
  if (!deployment) return yes('Starting', 'The Deployment is being made.');
  if (hold) return yes(hold.reason, hold.message);
  if (rollout === 'paused')
    return no(
      'Paused',
      `Deployment ${deployment.metadata.name} is paused, and its pods stay as they are: kubectl rollout resume deployment/${deployment.metadata.name} -n ${service.metadata.namespace}.`,
    );
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

/** What keeps pods from serving, if anything that can be seen does. */
function obstacle({ deployment, keys, pods }: Observed): Problem | undefined {
  const failed = replicaFailure(deployment);
  if (failed || !keys || keys.version !== undefined) return failed ?? podProblem(pods);
  const message = `There is no Secret ${keys.name}; create it or correct spec.server.apiKeysSecretRef. Its pods start then.`;
  return { reason: 'SecretNotFound', message };
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
function judgeAutoscaling(
  service: TTSService,
  { autoscaler, deployment }: Observed,
  hold: Hold | undefined,
): Judgement | undefined {
  if (!autoscaled(service)) return undefined;
  if (!autoscaler) return unknown('Starting', 'The autoscaler is made with the servers.');
  const conditions = workloadStatus(autoscaler).conditions ?? [];
  const active = conditions.find(({ type }) => type === 'ScalingActive');
  const able = conditions.find(({ type }) => type === 'AbleToScale');
  if (hold) return no(hold.reason, `${hold.message} The autoscaler rests.`);
  if (wantedReplicas(deployment) === 0) return no('ScaledToZero', 'Scaled to zero by hand: the autoscaler rests.');
  if (able?.status === 'False')
    return no(able.reason ?? 'UnableToScale', able.message ?? 'The autoscaler cannot scale.');
  if (active?.status === 'False')
    return no(
      active.reason ?? 'MetricsUnavailable',
      `${sentence(active.message ?? 'No metrics')} ${metricsAdvice(active)}`,
    );
  if (!active) return unknown('Starting', 'The autoscaler has not looked at the pods yet.');
  const { minReplicas = 1, maxReplicas = 1 } = service.spec.scaling;
  return yes('Autoscaling', `The autoscaler keeps between ${minReplicas} and ${maxReplicas} pods.`);
}

function metricsAdvice({ reason, message = '' }: { reason?: string; message?: string }): string {
  if (/missing request for cpu/.test(message))
    return 'Set spec.compute.resources.requests.cpu: the target is a part of it.';
  if (reason === 'FailedGetContainerResourceMetric')
    return /could not find the requested resource|unable to handle the request/.test(message)
      ? 'CPU use comes from metrics-server (metrics.k8s.io): install it, or look why it does not answer.'
      : 'CPU use comes from metrics-server (metrics.k8s.io), which knows a pod after about a minute.';
  if (reason === 'FailedGetPodsMetric')
    return 'The queue depth comes from custom.metrics.k8s.io: install an adapter such as prometheus-adapter that serves tts_queue_depth.';
  return 'The number of pods stays as it is meanwhile.';
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
