import type { KubeObject } from './controller/object.ts';
import type { Failure } from './attempts.ts';
import { attempts, endReport } from './attempts.ts';
import { ANNOTATION } from './desired/metadata.ts';
import type { Verified, Volume } from './desired/volume.ts';
import type { ResolvedFile } from './model-store/report.ts';
import { lastResult } from './model-store/report.ts';
import type { ContainerStatus, Observed } from './observed.ts';
import { podStatus } from './observed.ts';

/** How far the model on a volume is. `attempt` is the Job to have: the present one, or the next. */
export type ModelState =
  /** Each pod brings or mounts the model itself. */
  | { phase: 'PerPod' }
  | { phase: 'Verified'; verified: Verified }
  | { phase: 'Downloading'; attempt: number; job: KubeObject | undefined; repair: boolean }
  | Unsettled;

/** How far the asking for unknown digests is. */
export type ResolutionState =
  | { phase: 'Resolving'; attempt: number; job: KubeObject | undefined }
  | { phase: 'Resolved'; id: string; files: ResolvedFile[] }
  | Unsettled;

/** What downloads and resolutions have in common: a failure that is waited out, or something to wait for before the first Job. */
type Unsettled =
  | { phase: 'Retrying'; attempt: number; failure: Failure; retryInMs: number }
  | { phase: 'Waiting'; attempt: number; failure: Failure };

/** A check that has run for this long waits for files that are not there: checking takes a second or two. */
const CHECK_MS = 20_000;

/** Judges the volume from its record, its Jobs and the checks of its pods. `task` is the hash of what the Job would do now. */
export function modelState(volume: Volume, observed: Observed, task: string, now: number): ModelState {
  if (volume.claim === undefined) return { phase: 'PerPod' };
  const record = recordOf(observed);
  const damaged = record !== undefined && pastTime(damageSeen(observed, now), record.time);
  if (record && !damaged) return { phase: 'Verified', verified: record };

  const last = attempts(observed, task, now);
  const { attempt } = last;
  // The pod of a Job that has ended keeps a claim that is being deleted: the next attempt removes it.
  if (observed.claim?.metadata.deletionTimestamp) {
    const then = volume.ours
      ? 'once no pod uses it, it is made anew and the model is downloaded again'
      : 'create it again, with the model on it, or correct spec.storage.claimName';
    const message = `Claim ${volume.claim} is being deleted; ${then}.`;
    const next = last.kind === 'due' ? attempt : attempt + 1;
    return { phase: 'Waiting', attempt: next, failure: { reason: 'ClaimDeleted', message } };
  }
  if (last.kind === 'succeeded') {
    const uid = observed.claim?.metadata.uid;
    const fresh = !damaged && uid !== undefined && !pastTime(observed.claim?.metadata.creationTimestamp, last.time);
    if (fresh) return { phase: 'Verified', verified: verifiedBy(last.job, observed.jobPods, uid, last.time) };
    return { phase: 'Downloading', attempt: attempt + 1, job: undefined, repair: true };
  }
  if (last.kind === 'running') return { phase: 'Downloading', attempt, job: last.job, repair: record !== undefined };
  if (last.kind === 'failed') return { phase: 'Retrying', attempt, failure: last.failure, retryInMs: last.retryInMs };
  const missing = missingReference(observed);
  if (missing) return { phase: 'Waiting', attempt, failure: missing };
  return { phase: 'Downloading', attempt, job: undefined, repair: damaged };
}

/** Judges how far the asking is; what another service of the namespace has pinned is taken over. */
export function resolutionState(id: string, observed: Observed, task: string, now: number): ResolutionState {
  if (observed.pinnedBefore) return { phase: 'Resolved', id, files: observed.pinnedBefore };
  const last = attempts(observed, task, now);
  const { attempt } = last;
  if (last.kind === 'succeeded') {
    const files = endReport(last.job, observed.jobPods)?.resolved;
    return files ? { phase: 'Resolved', id, files } : { phase: 'Resolving', attempt: attempt + 1, job: undefined };
  }
  if (last.kind === 'running') return { phase: 'Resolving', attempt, job: last.job };
  if (last.kind === 'failed') return { phase: 'Retrying', attempt, failure: last.failure, retryInMs: last.retryInMs };
  const missing = missingReference(observed);
  return missing ? { phase: 'Waiting', attempt, failure: missing } : { phase: 'Resolving', attempt, job: undefined };
}

/** The Secret or ConfigMap that a download needs and that is not there. */
export function missingReference({ references }: Observed): Failure | undefined {
  const missing = references?.find(({ version }) => version === undefined);
  if (!missing) return undefined;
  const { kind, name } = missing;
  const field = kind === 'Secret' ? 'spec.model.secretRef' : 'spec.model.caBundleRef';
  return { reason: `${kind}NotFound`, message: `There is no ${kind} ${name}; create it or correct ${field}.` };
}

function recordOf({ claim, manifest }: Observed): Verified | undefined {
  const uid = claim?.metadata.uid;
  const annotations = manifest?.metadata.annotations ?? {};
  const { [ANNOTATION.verifiedClaim]: onClaim, [ANNOTATION.verifiedTime]: time } = annotations;
  if (uid === undefined || onClaim !== uid || time === undefined || claim?.metadata.deletionTimestamp) return undefined;
  const { [ANNOTATION.verifiedFiles]: files = '', [ANNOTATION.verifiedSource]: source = '' } = annotations;
  return { claim: uid, time, files, source };
}

function verifiedBy(job: KubeObject, pods: KubeObject[], claim: string, time: string): Verified {
  const report = endReport(job, pods);
  const files = report?.filesTotal === undefined ? '' : `${report.filesVerified ?? 0}/${report.filesTotal}`;
  return { claim, time, files, source: (report?.sources ?? []).join(', ') };
}

/** When a serving pod last found the files missing or altered. */
function damageSeen({ pods }: Observed, now: number): string | undefined {
  let last: string | undefined;
  for (const check of checksOf(pods)) {
    for (const state of [check.state, check.lastState]) {
      const failed = state?.terminated && state.terminated.exitCode !== 0 && isDamage(state.terminated.message);
      const time = failed ? state.terminated?.finishedAt : undefined;
      if (time !== undefined && pastTime(time, last)) last = time;
    }
    const since = check.state?.running?.startedAt;
    if (since !== undefined && now - Date.parse(since) >= CHECK_MS && pastTime(since, last)) last = since;
  }
  return last;
}

/** Milliseconds until the oldest check that runs now, and that began after the last verification, counts as damage; else undefined. */
export function checkRunsOutInMs({ time }: Verified, { pods }: Observed, now: number): number | undefined {
  const starts = checksOf(pods).flatMap(({ state }) => {
    const since = state?.running?.startedAt;
    return since !== undefined && pastTime(since, time) ? [Date.parse(since)] : [];
  });
  return starts.length === 0 ? undefined : Math.min(...starts) + CHECK_MS - now;
}

/** What the kubelet says of the containers that check the model before a server starts. */
function checksOf(pods: KubeObject[]): ContainerStatus[] {
  return pods.flatMap((pod) => podStatus(pod).initContainerStatuses?.find(({ name }) => name === 'model') ?? []);
}

function isDamage(message: string | undefined): boolean {
  const reason = lastResult(message)?.reason;
  return reason === 'Damaged' || reason === 'NotPublished';
}

function pastTime(time: string | undefined, other: string | undefined): boolean {
  return time !== undefined && (other === undefined || Date.parse(time) > Date.parse(other));
}
