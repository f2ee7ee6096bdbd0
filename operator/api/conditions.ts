import type { Reason } from './reasons.ts';
import type { Condition } from './status.ts';

/** Condition types of a TTSService, in the order in which a reader wants them, and what each means when True. */
export const conditionTypes = {
  Ready:
    'The summary: the model is verified, all desired pods serve, and nothing is in progress. If it is not True, its reason and message are those of the first condition that keeps it from being True.',
  StorageReady: 'The claim that holds the model is bound.',
  ModelReady:
    'Every file of the model was verified on the volume. Later damage makes it False until the volume is repaired. Pods that serve continue to serve.',
  Available: 'At least one pod serves.',
  Progressing:
    'A change is in progress. False with reason `Settled` is the normal state. False with any other reason is a standstill.',
  GPUInUse:
    'All pods that serve compute on a GPU. False with reason `GpuFallback`: some compute on the CPU, because `TTS_GPU_FALLBACK` allows it. Ready does not depend on it. This condition exists only if `spec.compute.device` is `gpu`.',
  Autoscaling:
    'The autoscaler works: the HorizontalPodAutoscaler, or KEDA if `spec.scaling.minReplicas` is 0. This condition exists only if `spec.scaling.maxReplicas` is set.',
  ObjectiveMet:
    'As many pods serve as `spec.scaling.objective` needs, by what they measured of themselves. Ready does not depend on it. This condition exists only if `spec.scaling.objective` is set.',
  LexiconsReady:
    'All lexicons that the spec names are in use. False does not keep the service from being Ready. This condition exists only if `spec.server.lexicons` or `spec.server.lexiconsOnRequest` is set.',
} as const;

type Optional = 'GPUInUse' | 'Autoscaling' | 'ObjectiveMet' | 'LexiconsReady';

/** One judgement for each condition; some only of services that have a GPU, an autoscaler, an objective or lexicons. */
export type Judgements = Record<Exclude<keyof typeof conditionTypes, Optional>, Judgement> & {
  [Type in Optional]?: Judgement;
};

/** What is wrong, for whatever condition it concerns. */
export interface Problem {
  reason: Reason;
  message: string;
}

/** A judgement about one condition: what `withConditions` turns into a condition with its times. */
export interface Judgement extends Problem {
  status: 'True' | 'False' | 'Unknown';
}

export const yes = (reason: Reason, message: string): Judgement => ({ status: 'True', reason, message });
export const no = (reason: Reason, message: string): Judgement => ({ status: 'False', reason, message });
export const unknown = (reason: Reason, message: string): Judgement => ({ status: 'Unknown', reason, message });

/** The conditions after new judgements; a transition time stays unless the status changed (Kubernetes API conventions). */
export function withConditions(
  old: Condition[] | undefined,
  judged: Judgements | { Ready: Judgement },
  observedGeneration: number | undefined,
  now: string,
): Condition[] {
  return Object.entries(judged).map(([type, { status, reason, message }]) => {
    const before = old?.find((condition) => condition.type === type);
    return {
      type,
      status,
      reason,
      message: message.slice(0, 2000).toWellFormed(), // half a character would come back as another, and be written again
      lastTransitionTime: before?.status === status ? before.lastTransitionTime : now,
      ...(observedGeneration === undefined ? {} : { observedGeneration }),
    };
  });
}
