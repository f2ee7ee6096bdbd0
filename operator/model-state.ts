import type { KubeObject } from './controller/object.ts';
import { ANNOTATION } from './desired/metadata.ts';
import type { Verified, Volume } from './desired/volume.ts';
import type { Observed } from './observed.ts';
import { podStatus, workloadStatus } from './observed.ts';
import { parseReport } from './model-store/report.ts';
import type { ResultLine } from './model-store/report.ts';

/** How far the model on a volume is. `attempt` is the Job to have: the present one, or the next. */
export type ModelState =
  /** Each pod brings or mounts the model itself. */
  | { phase: 'PerPod' }
  | { phase: 'Verified'; verified: Verified }
  | { phase: 'Downloading'; attempt: number; job: KubeObject | undefined; repair: boolean }
  | { phase: 'Retrying'; attempt: number; failure: Failure; retryInMs: number };

export interface Failure {
  reason: string;
  message: string;
}

const FIRST_RETRY_MS = 10_000;
const LAST_RETRY_MS = 600_000;
/** A check that has run for this long waits for files that are not there: checking takes a second or two. */
const CHECK_MS = 20_000;

/** Judges the volume from its record, its Jobs and the checks of its pods. `task` is the hash of what the Job would do now. */
export function modelState(volume: Volume, observed: Observed, task: string, now: number): ModelState {
  if (volume.claim === undefined) return { phase: 'PerPod' };
  const record = recordOf(observed);
  const damaged = record !== undefined && pastTime(damageSeen(observed, now), record.time);
  if (record && !damaged) return { phase: 'Verified', verified: record };

  const jobs = observed.jobs
    .filter((job) => !job.metadata.deletionTimestamp)
    .sort((a, b) => attemptOf(b) - attemptOf(a));
  const [job] = jobs;
  if (!job) return { phase: 'Downloading', attempt: 1, job: undefined, repair: damaged };
  const attempt = attemptOf(job);
  const ended = endOf(job);
  const uid = observed.claim?.metadata.uid;
  if (ended?.succeeded) {
    const fresh = !damaged && uid !== undefined && !pastTime(observed.claim?.metadata.creationTimestamp, ended.time);
    if (fresh)
      return { phase: 'Verified', verified: { claim: uid, time: ended.time, files: filesOf(job, observed.jobPods) } };
    return { phase: 'Downloading', attempt: attempt + 1, job: undefined, repair: true };
  }
  if (job.metadata.annotations?.[ANNOTATION.task] !== task)
    return { phase: 'Downloading', attempt: attempt + 1, job: undefined, repair: damaged };
  if (!ended) return { phase: 'Downloading', attempt, job, repair: record !== undefined };
  const wait = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(attempt - 1, 10));
  const left = Date.parse(ended.time) + wait - now;
  if (left <= 0) return { phase: 'Downloading', attempt: attempt + 1, job: undefined, repair: false };
  return { phase: 'Retrying', attempt, failure: failureOf(job, observed.jobPods), retryInMs: left };
}

function recordOf({ claim, manifest }: Observed): Verified | undefined {
  const uid = claim?.metadata.uid;
  const annotations = manifest?.metadata.annotations ?? {};
  const { [ANNOTATION.verifiedClaim]: onClaim, [ANNOTATION.verifiedTime]: time } = annotations;
  if (uid === undefined || onClaim !== uid || time === undefined || claim?.metadata.deletionTimestamp) return undefined;
  return { claim: uid, time, files: annotations[ANNOTATION.verifiedFiles] ?? '' };
}

/** When a serving pod last found the files missing or altered. */
function damageSeen({ pods }: Observed, now: number): string | undefined {
  let last: string | undefined;
  for (const pod of pods) {
    const check = podStatus(pod).initContainerStatuses?.find(({ name }) => name === 'model');
    for (const state of [check?.state, check?.lastState]) {
      const failed = state?.terminated && state.terminated.exitCode !== 0 && isDamage(state.terminated.message);
      const time = failed ? state.terminated?.finishedAt : undefined;
      if (time !== undefined && pastTime(time, last)) last = time;
    }
    const since = check?.state?.running?.startedAt;
    if (since !== undefined && now - Date.parse(since) > CHECK_MS && pastTime(since, last)) last = since;
  }
  return last;
}

function isDamage(message: string | undefined): boolean {
  const report = lastReport(message);
  return report?.reason === 'Damaged' || report?.reason === 'NotPublished';
}

function pastTime(time: string | undefined, other: string | undefined): boolean {
  return time !== undefined && (other === undefined || Date.parse(time) > Date.parse(other));
}

export function attemptOf(job: KubeObject): number {
  return Number(job.metadata.annotations?.[ANNOTATION.attempt] ?? 1);
}

function endOf(job: KubeObject): { succeeded: boolean; time: string } | undefined {
  for (const { type, status, lastTransitionTime } of workloadStatus(job).conditions ?? [])
    if (status === 'True' && (type === 'Complete' || type === 'Failed')) {
      const completed = (job.status as { completionTime?: string } | undefined)?.completionTime;
      return {
        succeeded: type === 'Complete',
        time: completed ?? lastTransitionTime ?? job.metadata.creationTimestamp ?? '',
      };
    }
  return undefined;
}

/** Why a Job's pod ended: what the download said, or what the kubelet did to it. */
function failureOf(job: KubeObject, pods: KubeObject[]): Failure {
  for (const pod of podsOf(job, pods)) {
    const status = podStatus(pod);
    if (status.reason === 'Evicted')
      return { reason: 'Evicted', message: status.message ?? 'The download pod was evicted.' };
    const ended = status.containerStatuses?.find(({ name }) => name === 'download')?.state?.terminated;
    if (ended?.reason === 'OOMKilled')
      return { reason: 'OOMKilled', message: 'The download pod used more memory than its limit.' };
    const report = lastReport(ended?.message);
    if (report) return { reason: report.reason ?? 'Failed', message: report.message ?? 'The download failed.' };
    if (ended) return { reason: 'Failed', message: `The download ended with exit status ${ended.exitCode}.` };
  }
  return { reason: 'Failed', message: 'The download pod is gone and left no message.' };
}

/** Verified files of all files, as the download told at its end. */
function filesOf(job: KubeObject, pods: KubeObject[]): string {
  for (const pod of podsOf(job, pods)) {
    const ended = podStatus(pod).containerStatuses?.find(({ name }) => name === 'download')?.state?.terminated;
    const report = lastReport(ended?.message);
    if (report?.filesTotal !== undefined) return `${report.filesVerified ?? 0}/${report.filesTotal}`;
  }
  return '';
}

function podsOf(job: KubeObject, pods: KubeObject[]): KubeObject[] {
  return pods.filter(({ metadata }) => metadata.ownerReferences?.some(({ uid }) => uid === job.metadata.uid));
}

/** The result in a termination message: its last line that is one. */
function lastReport(message: string | undefined): ResultLine | undefined {
  for (const line of (message ?? '').trim().split('\n').reverse()) {
    const report = parseReport(line);
    if (report?.type === 'result') return report;
  }
  return undefined;
}
