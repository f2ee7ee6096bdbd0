import type { Judgement } from '../api/conditions.ts';
import { no, yes } from '../api/conditions.ts';
import type { TTSService } from '../api/resource.ts';
import type { Status } from '../api/status.ts';
import { workloadStatus } from '../controller/workloads.ts';
import type { Scaler } from '../decide/sleeping.ts';
import type { Observed } from '../observe/observed.ts';

const ASLEEP = ['Sleeping', 'Waking'];

/**
 * Ready of a service that may sleep: whether it answers requests. While it sleeps it does if KEDA can wake it; while a pod starts that
 * a request has woken it does too, since the request waits.
 */
export function stillAnswers(
  { status }: TTSService,
  scaler: Scaler,
  ready: Judgement,
  autoscaling: Judgement | undefined,
): Judgement {
  if (scaler !== 'keda' || !autoscaling) return ready;
  if (ready.reason === 'Sleeping' && ready.status === 'True')
    return autoscaling.status === 'True' ? ready : no(autoscaling.reason, autoscaling.message);
  const slept = ASLEEP.includes(status.phase ?? '') && isTrue(status, 'Ready');
  if (ready.reason === 'Starting' && slept && autoscaling.status === 'True')
    return yes('Waking', 'A request has woken the service, and waits for the pod that starts.');
  return ready;
}

/** Whether a pod starts of a service that has slept, or cannot: Ready tells. */
export function isWaking({ status }: TTSService, scaler: Scaler, available: Judgement): boolean {
  return scaler === 'keda' && ASLEEP.includes(status.phase ?? '') && available.status !== 'True';
}

/** When a pod of a service that slept was ready again for the last time. */
export function lastWake({ status }: TTSService, { deployment }: Observed, now: string): Pick<Status, 'lastWakeTime'> {
  const awake = (workloadStatus(deployment).readyReplicas ?? 0) > 0;
  if (awake && ASLEEP.includes(status.phase ?? '')) return { lastWakeTime: now };
  return status.lastWakeTime === undefined ? {} : { lastWakeTime: status.lastWakeTime };
}

function isTrue({ conditions }: Status, type: string): boolean {
  return conditions?.some((one) => one.type === type && one.status === 'True') ?? false;
}
