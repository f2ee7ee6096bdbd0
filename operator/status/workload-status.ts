import type { Judgement, Problem } from '../api/conditions.ts';
import { no, unknown, yes } from '../api/conditions.ts';
import { relay } from '../api/reasons.ts';
import type { TTSService } from '../api/resource.ts';
import type { KubeObject } from '../controller/object.ts';
import { autoscaled } from '../objects/deployment.ts';
import type { PinnedModel } from '../model-store/catalog.ts';
import { sentence } from './model-status.ts';
import type { Refusal } from './model-status.ts';
import type { Observed } from '../observe/observed.ts';
import { wantedReplicas, workloadStatus } from '../controller/workloads.ts';
import { podProblem } from './pod-problems.ts';
import { neededReplicas, rolledOut, rolloutOf, unseen } from '../decide/rollout.ts';

/** Whether a pod serves. */
export function judgeAvailable(observed: Observed, hold: Problem | undefined, refusals: Refusal[]): Judgement {
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

/** What is under way, or what everything has come to rest at. */
export function judgeProgress(
  service: TTSService,
  model: PinnedModel | undefined,
  observed: Observed,
  hold: Problem | undefined,
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
  return { reason: /exceeded quota/.test(message) ? 'QuotaExceeded' : relay(failed.reason, 'FailedCreate'), message };
}

/** Whether the autoscaler can do its work; undefined with a fixed number of pods. */
export function judgeAutoscaling(
  service: TTSService,
  { autoscaler, deployment }: Observed,
  hold: Problem | undefined,
): Judgement | undefined {
  if (!autoscaled(service)) return undefined;
  if (!autoscaler) return unknown('Starting', 'The autoscaler is made with the servers.');
  const conditions = workloadStatus(autoscaler).conditions ?? [];
  const active = conditions.find(({ type }) => type === 'ScalingActive');
  const able = conditions.find(({ type }) => type === 'AbleToScale');
  if (hold) return no(hold.reason, `${hold.message} The autoscaler rests.`);
  if (wantedReplicas(deployment) === 0) return no('ScaledToZero', 'Scaled to zero by hand: the autoscaler rests.');
  if (able?.status === 'False')
    return no(relay(able.reason, 'UnableToScale'), able.message ?? 'The autoscaler cannot scale.');
  if (active?.status === 'False')
    return no(
      relay(active.reason, 'MetricsUnavailable'),
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
