import type { KubeObject } from '../controller/object.ts';
import { podStatus, workloadStatus } from '../controller/workloads.ts';
import { lastResult } from '../model-store/report.ts';
import type { ResultLine } from '../model-store/report.ts';
import { CONTAINER } from '../api/names.ts';
import { ANNOTATION } from '../objects/metadata.ts';

/** The last of a volume's Jobs that is not about to go. */
export function lastJob(jobs: KubeObject[]): KubeObject | undefined {
  return jobs.filter(({ metadata }) => !metadata.deletionTimestamp).sort((a, b) => attemptOf(b) - attemptOf(a))[0];
}

export function attemptOf(job: KubeObject): number {
  return Number(job.metadata.annotations?.[ANNOTATION.attempt] ?? 1);
}

/** The result that a Job's container left in its termination message. */
export function endReport(job: KubeObject, pods: KubeObject[]): ResultLine | undefined {
  for (const pod of podsOf(job, pods)) {
    const report = lastResult(containerEnd(pod)?.message);
    if (report) return report;
  }
  return undefined;
}

/** How a Job ended, or undefined while it runs. Where a container that was added to its pod runs on, the download's own end counts. */
export function endOf(job: KubeObject, pods: KubeObject[]): { succeeded: boolean; time: string } | undefined {
  for (const { type, status, lastTransitionTime } of workloadStatus(job).conditions ?? [])
    if (status === 'True' && (type === 'Complete' || type === 'Failed')) {
      const completed = (job.status as { completionTime?: string } | undefined)?.completionTime;
      return {
        succeeded: type === 'Complete',
        time: completed ?? lastTransitionTime ?? job.metadata.creationTimestamp ?? '',
      };
    }
  const ended = podsOf(job, pods).flatMap((pod) => (outlived(pod) ? (containerEnd(pod) ?? []) : []))[0];
  return ended && { succeeded: ended.exitCode === 0, time: ended.finishedAt ?? job.metadata.creationTimestamp ?? '' };
}

/** Whether a Job's download has ended and another container of its pod has not: it never ends by itself. */
export function lingers(job: KubeObject, pods: KubeObject[]): boolean {
  return podsOf(job, pods).some((pod) => containerEnd(pod) !== undefined && outlived(pod));
}

function outlived(pod: KubeObject): boolean {
  return (
    podStatus(pod).containerStatuses?.some(({ name, state }) => name !== CONTAINER.download && state?.running) ?? false
  );
}

export function containerEnd(pod: KubeObject) {
  return podStatus(pod).containerStatuses?.find(({ name }) => name === CONTAINER.download)?.state?.terminated;
}

/** Whether a Job's download has begun: its pod has a node, and all that it mounts. */
export function isStarted(job: KubeObject, pods: KubeObject[]): boolean {
  return podsOf(job, pods).some((pod) =>
    podStatus(pod).containerStatuses?.some(
      ({ name, state }) => name === CONTAINER.download && (state?.running ?? state?.terminated),
    ),
  );
}

export function podsOf(job: KubeObject, pods: KubeObject[]): KubeObject[] {
  return pods.filter(({ metadata }) => metadata.ownerReferences?.some(({ uid }) => uid === job.metadata.uid));
}
