import type { Judgement, Problem } from '../api/conditions.ts';
import { no, unknown, yes } from '../api/conditions.ts';
import { relay } from '../api/reasons.ts';
import type { TTSService } from '../api/resource.ts';
import { IDLE_AFTER } from '../api/scaling-spec.ts';
import { wantedReplicas, workloadStatus } from '../controller/workloads.ts';
import { scalerOf } from '../decide/sleeping.ts';
import { autoscaled, maySleep } from '../objects/deployment.ts';
import { interceptorAnswers } from '../objects/interceptor.ts';
import type { Observed } from '../observe/observed.ts';
import { sentence } from './model-status.ts';
import type { Refusal } from './model-status.ts';

/** What helps where the API server knows a field of KEDA's objects not yet, or not any more. */
const NEEDS = 'The operator works with KEDA 2.14 or later and its HTTP add-on 0.15 or later.';

/** Whether the autoscaler can do its work; undefined with a fixed number of pods. */
export function judgeAutoscaling(
  service: TTSService,
  observed: Observed,
  hold: Problem | undefined,
  [refused]: Refusal[],
): Judgement | undefined {
  const { autoscaler, deployment, keda, scaledObject } = observed;
  if (!autoscaled(service)) return undefined;
  if (refused) return no(refused.reason, `${refused.object}: ${sentence(refused.message)} ${NEEDS}`);
  if (scalerOf(service, observed) === 'keda') return judgeKeda(service, observed, hold);
  if (maySleep(service) && 'problem' in keda) return no(keda.problem.reason, keda.problem.message);
  if (scaledObject)
    return no(
      'KedaLeaving',
      `ScaledObject ${scaledObject.metadata.name} is being deleted. KEDA has to remove its finalizer.`,
    );
  if (!autoscaler) return unknown('Starting', 'The autoscaler is created together with the servers.');
  const conditions = workloadStatus(autoscaler).conditions ?? [];
  const active = conditions.find(({ type }) => type === 'ScalingActive');
  const able = conditions.find(({ type }) => type === 'AbleToScale');
  if (hold) return no(hold.reason, `${hold.message} The autoscaler is inactive.`);
  if (wantedReplicas(deployment) === 0)
    return no('ScaledToZero', 'Scaled to zero by hand, so the autoscaler is inactive.');
  if (able?.status === 'False')
    return no(relay(able.reason, 'UnableToScale'), able.message ?? 'The autoscaler cannot scale.');
  const { minReplicas = 1, maxReplicas = 1 } = service.spec.scaling;
  // The bounds alone say how many there are.
  if (service.status.objective && minReplicas === maxReplicas)
    return yes('Autoscaling', `The autoscaler keeps the ${minReplicas} pods of the objective.`);
  if (active?.status === 'False')
    return no(
      relay(active.reason, 'MetricsUnavailable'),
      `${sentence(active.message ?? 'No metrics')} ${metricsAdvice(active)}`,
    );
  if (!active) return unknown('Starting', 'The autoscaler has not evaluated the pods yet.');
  return yes('Autoscaling', `The autoscaler keeps ${minReplicas} to ${maxReplicas} pods.`);
}

function metricsAdvice({ reason, message = '' }: { reason?: string; message?: string }): string {
  if (/missing request for cpu/.test(message))
    return 'Set spec.compute.resources.requests.cpu: the target is a percentage of it.';
  if (reason === 'FailedGetContainerResourceMetric')
    return /could not find the requested resource|unable to handle the request/.test(message)
      ? 'CPU use comes from metrics-server (metrics.k8s.io). Install it, or find out why it does not respond.'
      : 'CPU use comes from metrics-server (metrics.k8s.io), which reports on a pod after about a minute.';
  if (reason === 'FailedGetPodsMetric')
    return 'The queue depth comes from custom.metrics.k8s.io. Install an adapter, such as prometheus-adapter, that serves tts_queue_depth.';
  return 'Until then, the number of pods does not change.';
}

/** Whether a request can wake the service, and whether KEDA scales it. */
function judgeKeda(service: TTSService, { keda, scaledObject }: Observed, hold: Problem | undefined): Judgement {
  if (hold) return no(hold.reason, `${hold.message} KEDA is paused.`);
  if ('interceptor' in keda && !interceptorAnswers(keda.interceptor))
    return no('InterceptorDown', 'No pod of the interceptor of the HTTP add-on is ready. Requests do not get through.');
  if (!scaledObject)
    return unknown(
      'Starting',
      'KEDA takes over once its HTTP add-on has set Ready on the InterceptorRoutes of the service.',
    );
  const ready = workloadStatus(scaledObject).conditions?.find(({ type }) => type === 'Ready');
  if (ready?.status === 'False')
    return no(relay(ready.reason, 'UnableToScale'), sentence(ready.message ?? 'KEDA cannot use the ScaledObject'));
  if (ready?.status !== 'True') return unknown('Starting', 'KEDA has not evaluated the ScaledObject yet.');
  const { maxReplicas = 1, idleAfter = IDLE_AFTER } = service.spec.scaling;
  return yes(
    'Autoscaling',
    `KEDA keeps 0 to ${maxReplicas} pods. The last one ends after ${idleAfter} without a request.`,
  );
}
