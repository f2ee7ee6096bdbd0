import type { Condition } from './ttsservice.ts';

/** Condition types of every TTSService. Ready is the summary of the others. */
export type ConditionType = 'StorageReady' | 'ModelReady' | 'Available' | 'Progressing' | 'Ready';

/** One judgement for each condition; Autoscaling only of services that have an autoscaler. */
export type Judgements = Record<ConditionType, Judgement> & { Autoscaling?: Judgement };

/** A judgement about one condition: what `withConditions` turns into a condition with its times. */
export interface Judgement {
  status: 'True' | 'False' | 'Unknown';
  reason: string;
  message: string;
}

export const yes = (reason: string, message: string): Judgement => ({ status: 'True', reason, message });
export const no = (reason: string, message: string): Judgement => ({ status: 'False', reason, message });
export const unknown = (reason: string, message: string): Judgement => ({ status: 'Unknown', reason, message });

/** The conditions after new judgements; a transition time stays unless the status changed (Kubernetes API conventions). */
export function withConditions(
  old: Condition[] | undefined,
  judged: Judgements,
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
