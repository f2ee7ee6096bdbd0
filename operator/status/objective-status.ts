import type { Judgement, Problem } from '../api/conditions.ts';
import { no, unknown, yes } from '../api/conditions.ts';
import type { ObjectiveStatus } from '../api/objective.ts';
import type { TTSService } from '../api/resource.ts';
import { workloadStatus } from '../controller/workloads.ts';
import { objectiveOf } from '../decide/objective.ts';
import type { Scaler } from '../decide/sleeping.ts';
import { speechPerSecond } from '../decide/sizing.ts';
import { requestsPerPod } from '../objects/keda.ts';
import type { Observed } from '../observe/observed.ts';

/** Whether as many pods serve as the objective needs, and what it would take; undefined of a service without one. */
export function judgeObjective(
  service: TTSService,
  { deployment, measured }: Pick<Observed, 'deployment' | 'measured'>,
  scaler: Scaler,
  hold: Problem | undefined,
): Judgement | undefined {
  if (!objectiveOf(service)) return undefined;
  if (hold) return unknown(hold.reason, hold.message);
  const record = service.status.objective;
  if (!record)
    return measured && 'problem' in measured
      ? unknown(measured.problem.reason, measured.problem.message)
      : unknown('NotMeasured', 'Pods tell how fast they are once they have spoken 50 requests.');
  const { neededReplicas, replicas } = record;
  const { maxReplicas = 1 } = service.spec.scaling;
  if (neededReplicas === undefined)
    return no('PodsTooSlow', `No number of ${podsLike(service, record)} is enough. ${expected(record, replicas)}`);
  const needs = `The objective needs ${neededReplicas} ${podsLike(service, record, neededReplicas)}`;
  if (neededReplicas > maxReplicas)
    return no('TooFewPods', `${needs}; maxReplicas is ${maxReplicas}. ${expected(record, replicas)}`);
  if (scaler === 'keda')
    return yes(
      'ObjectiveMet',
      `${needs}. KEDA keeps one for ${requestsPerPod(service)} requests in progress. ${expected(record, replicas)}`,
    );
  const { readyReplicas = 0 } = workloadStatus(deployment);
  if (readyReplicas < neededReplicas) return no('TooFewPods', `${needs}; ${readyReplicas} serve.`);
  return yes('ObjectiveMet', `${needs}. ${expected(record, replicas)}`);
}

function podsLike({ spec }: TTSService, { measured }: ObjectiveStatus, count = Infinity): string {
  const cpu = spec.compute.resources?.limits?.['cpu'];
  const size = cpu === undefined ? '' : ` of ${cpu} CPU`;
  const [pods, speak] = count === 1 ? ['pod', 'speaks'] : ['pods', 'each speak'];
  return `${pods}${size} that ${speak} ${speechPerSecond(measured).toFixed(1)} seconds in a second`;
}

function expected(
  { concurrency, firstAudioMs, inTimePercent, pacePercent }: ObjectiveStatus,
  replicas: number,
): string {
  const what = `With ${replicas} and ${concurrency} ${concurrency === 1 ? 'request' : 'requests'} at once`;
  return `${what}, ${inTimePercent} % of first sounds are expected within ${firstAudioMs} ms (95 % are wanted), and speech ${(pacePercent / 100).toFixed(1)} times as fast as it is heard.`;
}
