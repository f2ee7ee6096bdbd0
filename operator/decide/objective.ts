import { millisecondsOf } from '../api/fields.ts';
import { isAlike } from '../api/objective.ts';
import type { Measured, Objective, ObjectiveStatus } from '../api/objective.ts';
import type { TTSService } from '../api/resource.ts';
import type { Observed } from '../observe/observed.ts';
import { sizeFor } from './sizing.ts';

/** The objective of a service, in numbers. */
export function objectiveOf({ spec: { scaling } }: TTSService): Objective | undefined {
  const { objective, maxReplicas } = scaling;
  if (!objective || maxReplicas === undefined) return undefined;
  return { firstAudioMs: millisecondsOf(objective.firstAudioP95), concurrency: objective.concurrency };
}

/** The status with what the objective needs by what was measured: that of before while nothing has changed. */
export function withObjective(service: TTSService, { measured }: Pick<Observed, 'measured'>): TTSService {
  const { objective: old, ...rest } = service.status;
  const record = recordOf(service, old, measured && 'lanes' in measured ? measured : undefined);
  if (record === old) return service; // the same object: what was worked out for it is known
  return { ...service, status: record ? { ...rest, objective: record } : rest };
}

function recordOf(
  service: TTSService,
  old: ObjectiveStatus | undefined,
  fresh: Measured | undefined,
): ObjectiveStatus | undefined {
  const objective = objectiveOf(service);
  const measured = fresh && !(old && isAlike(old.measured, fresh)) ? fresh : old?.measured;
  if (!objective || !measured) return undefined;
  const within = (needed: number | undefined): number => {
    const { minReplicas = 1, maxReplicas = 1 } = service.spec.scaling;
    return Math.min(maxReplicas, Math.max(minReplicas, needed ?? maxReplicas));
  };
  const asked = old?.firstAudioMs === objective.firstAudioMs && old.concurrency === objective.concurrency;
  if (old && asked && old.measured === measured && old.replicas === within(old.neededReplicas)) return old;
  const { needed, expected } = sizeFor(objective, measured);
  const replicas = within(needed);
  const { inTime, pace } = expected(replicas);
  return {
    ...objective,
    ...(needed === undefined ? {} : { neededReplicas: needed }),
    replicas,
    inTimePercent: Math.floor(100 * inTime),
    pacePercent: Math.min(1_000_000, Math.floor(100 * pace)),
    measured,
  };
}

/**
 * The service with the bounds of its number of pods narrowed to what its objective needs. Where a target asks for more pods than that,
 * there may be more. One that sleeps at zero keeps its bounds: its pods follow the requests in progress (`requestsPerPod`).
 */
export function boundedByObjective(service: TTSService): TTSService {
  const { scaling } = service.spec;
  const record = service.status.objective;
  if (record?.neededReplicas === undefined || scaling.minReplicas === 0) return service;
  const { replicas } = record;
  const mayBeMore = scaling.targetCPUUtilization !== undefined || scaling.targetQueueDepth !== undefined;
  const bounds = { minReplicas: replicas, maxReplicas: mayBeMore ? scaling.maxReplicas : replicas };
  return { ...service, spec: { ...service.spec, scaling: { ...scaling, ...bounds } } };
}
