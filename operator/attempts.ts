import type { KubeObject } from './controller/object.ts';
import { ANNOTATION } from './desired/metadata.ts';
import { lastResult } from './model-store/report.ts';
import type { ResultLine } from './model-store/report.ts';
import type { Observed } from './observed.ts';
import { podStatus, workloadStatus } from './observed.ts';

/** What the Jobs of a volume have come to. `attempt` counts the one spoken of; `due` is one that is to be made now. */
export type Attempts =
  | { kind: 'due'; attempt: number }
  | { kind: 'running'; attempt: number; job: KubeObject }
  | { kind: 'succeeded'; attempt: number; job: KubeObject; time: string; retryInMs: number }
  | { kind: 'failed'; attempt: number; failure: Failure; retryInMs: number };

export interface Failure {
  reason: string;
  message: string;
}

const FIRST_RETRY_MS = 10_000;
const LAST_RETRY_MS = 600_000;

/**
 * Judges the last of a volume's Jobs. A Job that would do something else now (`task`), or that failed before its Secret or ConfigMap
 * changed, is followed by another at once; any other failure is waited out, longer each time, and so is a success that did not last.
 */
export function attempts({ jobs, jobPods, references, sinceEnd }: Observed, task: () => string): Attempts {
  const job = lastJob(jobs);
  if (!job) return { kind: 'due', attempt: 1 };
  const attempt = attemptOf(job);
  const ended = endOf(job, jobPods);
  const { annotations = {} } = job.metadata;
  const wait = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(attempt - 1, 10));
  const retryInMs = wait - (sinceEnd.get(job.metadata.uid ?? '') ?? 0);
  if (ended?.succeeded) return { kind: 'succeeded', attempt, job, time: ended.time, retryInMs };
  if (annotations[ANNOTATION.task] !== task()) return { kind: 'due', attempt: attempt + 1 };
  if (!ended) return { kind: 'running', attempt, job };
  const seen = annotations[ANNOTATION.references] ?? '';
  const otherReferences = references !== undefined && seen !== versionsOf(references);
  if (retryInMs <= 0 || otherReferences) return { kind: 'due', attempt: attempt + 1 };
  return { kind: 'failed', attempt, failure: failureOf(job, jobPods), retryInMs };
}

/** The last of a volume's Jobs that is not about to go. */
export function lastJob(jobs: KubeObject[]): KubeObject | undefined {
  return jobs.filter(({ metadata }) => !metadata.deletionTimestamp).sort((a, b) => attemptOf(b) - attemptOf(a))[0];
}

/** The versions of the Secret and ConfigMap that a Job would read now, as one text; empty without any. */
export function versionsOf(references: Observed['references']): string {
  return (references ?? []).map(({ kind, name, version = 'none' }) => `${kind}/${name}@${version}`).join(',');
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
  return podStatus(pod).containerStatuses?.some(({ name, state }) => name !== 'download' && state?.running) ?? false;
}

/** Why a Job's pod ended: what the download said, or what the kubelet did to it. */
function failureOf(job: KubeObject, pods: KubeObject[]): Failure {
  if (workloadStatus(job).conditions?.some(({ reason, status }) => status === 'True' && reason === 'DeadlineExceeded'))
    return {
      reason: 'DeadlineExceeded',
      message: 'The Job took too long and was stopped; what it has fetched is kept.',
    };
  for (const pod of podsOf(job, pods)) {
    const status = podStatus(pod);
    if (status.reason === 'Evicted')
      return { reason: 'Evicted', message: status.message ?? 'The download pod was evicted.' };
    const ended = containerEnd(pod);
    if (ended?.reason === 'OOMKilled')
      return { reason: 'OOMKilled', message: 'The download pod used more memory than its limit.' };
    const report = lastResult(ended?.message);
    if (report) return { reason: report.reason ?? 'Failed', message: report.message ?? 'The download failed.' };
    if (ended) return { reason: 'Failed', message: `The download ended with exit status ${ended.exitCode}.` };
  }
  return { reason: 'Failed', message: 'The download pod is gone and left no message.' };
}

function containerEnd(pod: KubeObject) {
  return podStatus(pod).containerStatuses?.find(({ name }) => name === 'download')?.state?.terminated;
}

function podsOf(job: KubeObject, pods: KubeObject[]): KubeObject[] {
  return pods.filter(({ metadata }) => metadata.ownerReferences?.some(({ uid }) => uid === job.metadata.uid));
}
