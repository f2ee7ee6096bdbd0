import type { Judgement, Problem } from '../api/conditions.ts';
import { no, yes } from '../api/conditions.ts';
import { relay } from '../api/reasons.ts';
import type { TTSService } from '../api/resource.ts';
import type { KubeObject } from '../controller/object.ts';
import type { PinnedModel } from '../model-store/catalog.ts';
import type { Refusal } from './model-status.ts';
import type { Observed } from '../observe/observed.ts';
import { wantedReplicas, workloadStatus } from '../controller/workloads.ts';
import { podProblem } from './pod-problems.ts';
import type { Scaler } from '../decide/sleeping.ts';
import { isReplacing, neededReplicas, rolledOut, rolloutOf, unseen } from '../decide/rollout.ts';

/** Whether a pod serves. */
export function judgeAvailable(
  observed: Observed,
  scaler: Scaler,
  hold: Problem | undefined,
  refusals: Refusal[],
): Judgement {
  const { deployment } = observed;
  const { readyReplicas = 0 } = workloadStatus(deployment);
  if (readyReplicas > 0) return yes('Serving', `${readyReplicas} of ${wantedReplicas(deployment)} pods serve.`);
  const refused = refusals.find(({ object }) => object.startsWith('Deployment/'));
  if (!deployment && refused) return no(refused.reason, refused.message);
  if (!deployment) return no('NotStarted', 'No server starts before its model is verified.');
  if (hold) return no(hold.reason, hold.message);
  if (wantedReplicas(deployment) === 0)
    return scaler === 'keda'
      ? no('Sleeping', 'No pod runs, because nobody uses the service. The next request starts one.')
      : no('ScaledToZero', 'Scaled to zero replicas.');
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
    const kept = readyReplicas > 0 ? ' Older pods continue to serve.' : '';
    const why = problem?.message ?? 'The new pods do not become ready.';
    return no('ProgressDeadlineExceeded', `${why}${kept}${roomAdvice(service, problem, deployment)}`);
  }
  if (modelReady.status === 'False') return yes(modelReady.reason, modelReady.message);
  if (!deployment) return yes('Starting', 'The Deployment is being created.');
  if (hold) return yes(hold.reason, hold.message);
  if (rollout === 'paused')
    return no(
      'Paused',
      `Deployment ${deployment.metadata.name} is paused, so its pods are not replaced. Run kubectl rollout resume deployment/${deployment.metadata.name} -n ${service.metadata.namespace}.`,
    );
  if (rollout === 'underWay' && isReplacing(deployment) && !(unseen(deployment) && wasReady(service)))
    return yes(
      'RollingOut',
      problem
        ? `${problem.message}${roomAdvice(service, problem, deployment)}`
        : 'New pods are starting. Old pods serve until the new ones are ready.',
    );
  if (readyReplicas < neededReplicas(service, deployment))
    return problem
      ? yes(problem.reason, problem.message)
      : yes('Starting', `${readyReplicas} of ${wantedReplicas(deployment)} pods serve. The others are starting.`);
  if (!rolledOut(deployment, model) && !unseen(deployment))
    return yes('RollingOut', 'The Deployment is about to be updated.');
  return no('Settled', 'The cluster matches the spec.');
}

/** What helps where a new pod needs what the old ones hold, such as the only GPU of a node. */
function roomAdvice({ spec }: TTSService, problem: Problem | undefined, deployment: KubeObject | undefined): string {
  const { replicas = 0, updatedReplicas = 0 } = workloadStatus(deployment);
  const hasOldPods = replicas > updatedReplicas;
  if (!hasOldPods || spec.rollout.maxSurge === 0 || !/Insufficient /.test(problem?.message ?? '')) return '';
  return ' To end an old pod before a new one starts, set spec.rollout to maxSurge 0 and maxUnavailable 1.';
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
  const message = `Secret ${keys.name} does not exist. Create it or correct spec.server.apiKeysSecretRef. The pods start after that.`;
  return { reason: 'SecretNotFound', message };
}

/** What keeps a Deployment's pods from being made at all, such as a quota or an admission rule. */
function replicaFailure(deployment: KubeObject | undefined): Problem | undefined {
  const failed = workloadStatus(deployment).conditions?.find(
    ({ type, status }) => type === 'ReplicaFailure' && status === 'True',
  );
  if (!failed) return undefined;
  const message = failed.message ?? 'The pods cannot be created.';
  return { reason: /exceeded quota/.test(message) ? 'QuotaExceeded' : relay(failed.reason, 'FailedCreate'), message };
}
