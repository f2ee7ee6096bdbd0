import type { Problem } from '../api/conditions.ts';
import type { KubeObject } from '../controller/object.ts';
import { ANNOTATION } from '../objects/metadata.ts';
import { lastResult } from '../model-store/report.ts';
import { attemptOf, containerEnd, endOf, lastJob, podsOf } from '../observe/jobs.ts';
import type { Observed } from '../observe/observed.ts';
import { podStatus, workloadStatus } from '../controller/workloads.ts';

/** What the Jobs of a volume have come to. `attempt` counts the one spoken of; `due` is one that is to be made now. */
export type Attempts =
  | { kind: 'due'; attempt: number }
  | { kind: 'running'; attempt: number; job: KubeObject }
  | { kind: 'succeeded'; attempt: number; job: KubeObject; time: string; retryInMs: number }
  | { kind: 'failed'; attempt: number; failure: Problem; retryInMs: number };

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

/** The versions of the Secret and ConfigMap that a Job would read now, as one text; empty without any. */
export function versionsOf(references: Observed['references']): string {
  return (references ?? []).map(({ kind, name, version = 'none' }) => `${kind}/${name}@${version}`).join(',');
}

/** Why a Job's pod ended: what the download said, or what the kubelet did to it. */
function failureOf(job: KubeObject, pods: KubeObject[]): Problem {
  if (workloadStatus(job).conditions?.some(({ reason, status }) => status === 'True' && reason === 'DeadlineExceeded'))
    return {
      reason: 'DeadlineExceeded',
      message: 'The Job ran too long and was stopped. What it downloaded is kept.',
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
  return { reason: 'Failed', message: 'The download pod is gone and left no result.' };
}
