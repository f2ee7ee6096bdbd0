import type { Problem } from '../api/conditions.ts';
import type { KubeObject } from '../controller/object.ts';
import { attempts } from './attempts.ts';
import { endOf, endReport, isStarted, lastJob, lingers } from '../observe/jobs.ts';
import { CONTAINER } from '../api/names.ts';
import { ANNOTATION, answeredBy } from '../objects/metadata.ts';
import { shortHash } from '../api/names.ts';
import type { Verified } from '../objects/volume.ts';
import type { Volume } from '../resolve/volume.ts';
import type { ResolvedFile } from '../model-store/report.ts';
import { lastResult } from '../model-store/report.ts';
import type { ContainerStatus } from '../controller/workloads.ts';
import type { Observed } from '../observe/observed.ts';
import { podStatus } from '../controller/workloads.ts';

/** How far the model on a volume is. `attempt` is the Job to have: the present one, or the next. */
export type ModelState =
  /** Each pod brings or mounts the model itself. */
  | { phase: 'PerPod' }
  | { phase: 'Verified'; verified: Verified }
  | { phase: 'Downloading'; attempt: number; job: KubeObject | undefined; repair: boolean; answers: string[] }
  | Unsettled;

/** How far the asking for unknown digests is. */
export type ResolutionState =
  | { phase: 'Resolving'; attempt: number; job: KubeObject | undefined }
  | { phase: 'Resolved'; id: string; files: ResolvedFile[] }
  | Unsettled;

/** What downloads and resolutions have in common: a failure that is waited out, or something to wait for before the first Job. */
type Unsettled =
  | { phase: 'Retrying'; attempt: number; failure: Problem; retryInMs: number; undone?: true }
  | { phase: 'Waiting'; attempt: number; failure: Problem };

/** Judges the volume from its record, its Jobs and the checks of its pods. `task` is the hash of what the Job would do now. */
export function modelState(volume: Volume, observed: Observed, task: () => string): ModelState {
  if (volume.claim === undefined) return { phase: 'PerPod' };
  const verified = verification(observed);
  const seen = damageSeen(observed);
  const open = seen.filter((sighting) => !verified?.cured.includes(sighting));
  if (verified && open.length === 0) return { phase: 'Verified', verified };

  const last = attempts(observed, task);
  const { attempt } = last;
  // The pod of a Job that has ended keeps a claim that is being deleted: the next attempt removes it.
  if (observed.claim?.metadata.deletionTimestamp) {
    const then = volume.ours
      ? 'Once no pod uses it, it is created again and the model is downloaded again'
      : 'Create it again, with the model on it, or correct spec.storage.claimName';
    const message = `Claim ${volume.claim} is being deleted. ${then}.`;
    const next = last.kind === 'due' ? attempt : attempt + 1;
    return { phase: 'Waiting', attempt: next, failure: { reason: 'ClaimDeleted', message } };
  }
  const repair = verified !== undefined;
  if (last.kind === 'running') {
    // Before its pod starts, which may be never, pods go on to find the same damage: it answers them all once it does.
    const answers = isStarted(last.job, observed.jobPods) ? seen : answeredBy(last.job);
    return { phase: 'Downloading', attempt, job: last.job, repair, answers };
  }
  if (last.kind === 'failed') return { phase: 'Retrying', attempt, failure: last.failure, retryInMs: last.retryInMs };
  if (last.kind === 'succeeded' && last.retryInMs > 0)
    return { phase: 'Retrying', attempt, failure: undone(volume, repair), retryInMs: last.retryInMs, undone: true };
  const next = last.kind === 'succeeded' ? attempt + 1 : attempt;
  const missing = missingReference(observed);
  if (missing) return { phase: 'Waiting', attempt: next, failure: missing };
  return { phase: 'Downloading', attempt: next, job: undefined, repair, answers: seen };
}

/** Why a Job that succeeded is followed by another. */
function undone({ claim }: Volume, repair: boolean): Problem {
  if (repair)
    return { reason: 'Damaged', message: 'Files were missing or altered again soon after all had been verified.' };
  return { reason: 'ClaimReplaced', message: `Claim ${claim ?? ''} is not the one that the model was verified on.` };
}

/** The newest verification of the present claim: that of the last Job, or the record of one that may be gone by now. */
export function verification(observed: Observed): Verified | undefined {
  const { claim, jobs, jobPods } = observed;
  const uid = claim?.metadata.uid;
  if (uid === undefined || claim?.metadata.deletionTimestamp) return undefined;
  const record = recordOf(observed, uid);
  const job = lastJob(jobs);
  const ended = job && endOf(job, jobPods);
  if (!job || !ended?.succeeded || record?.job === job.metadata.uid || !madeFor(job, claim)) return record;
  return verifiedBy(job, jobPods, uid, ended.time);
}

/** Whether a Job was made for this claim and not for a former one of its name; both times are the API server's. */
function madeFor(job: KubeObject, claim: KubeObject | undefined): boolean {
  const [made, since] = [job, claim].map((object) => Date.parse(object?.metadata.creationTimestamp ?? ''));
  return !(made !== undefined && since !== undefined && made < since);
}

/** Whether a Job's verification is on record and its pod would run for ever all the same: then the Job may go. */
export function isSpent(job: KubeObject, { manifest, jobPods }: Observed): boolean {
  return manifest?.metadata.annotations?.[ANNOTATION.verifiedBy] === job.metadata.uid && lingers(job, jobPods);
}

/** Judges how far the asking is; what another service of the namespace has pinned is taken over. */
export function resolutionState(id: string, observed: Observed, task: () => string): ResolutionState {
  if (observed.pinnedBefore) return { phase: 'Resolved', id, files: observed.pinnedBefore };
  const last = attempts(observed, task);
  const { attempt } = last;
  if (last.kind === 'succeeded') {
    const files = endReport(last.job, observed.jobPods)?.resolved;
    if (files) return { phase: 'Resolved', id, files };
    // Its pod's end may be seen later than its own.
    if (last.retryInMs > 0) return { phase: 'Resolving', attempt, job: last.job };
    return { phase: 'Resolving', attempt: attempt + 1, job: undefined };
  }
  if (last.kind === 'running') return { phase: 'Resolving', attempt, job: last.job };
  if (last.kind === 'failed') return { phase: 'Retrying', attempt, failure: last.failure, retryInMs: last.retryInMs };
  const missing = missingReference(observed);
  return missing ? { phase: 'Waiting', attempt, failure: missing } : { phase: 'Resolving', attempt, job: undefined };
}

/** The Secret or ConfigMap that a download needs and that is not there. */
export function missingReference({ references }: Observed): Problem | undefined {
  const missing = references?.find(({ version }) => version === undefined);
  if (!missing) return undefined;
  const { kind, name, of } = missing;
  const whose = of === undefined ? '' : ` of TTSService ${of}`;
  const field = `${kind === 'Secret' ? 'spec.model.secretRef' : 'spec.model.caBundleRef'}${whose}`;
  return { reason: `${kind}NotFound`, message: `${kind} ${name} does not exist. Create it or correct ${field}.` };
}

function recordOf({ manifest }: Observed, uid: string): Verified | undefined {
  const { annotations = {} } = manifest?.metadata ?? {};
  const { [ANNOTATION.verifiedClaim]: onClaim, [ANNOTATION.verifiedTime]: time } = annotations;
  if (!manifest || onClaim !== uid || time === undefined) return undefined;
  const { [ANNOTATION.verifiedFiles]: files = '', [ANNOTATION.verifiedSource]: source = '' } = annotations;
  return {
    claim: uid,
    time,
    files,
    source,
    job: annotations[ANNOTATION.verifiedBy] ?? '',
    cured: answeredBy(manifest),
  };
}

function verifiedBy(job: KubeObject, pods: KubeObject[], claim: string, time: string): Verified {
  const report = endReport(job, pods);
  const files = report?.filesTotal === undefined ? '' : `${report.filesVerified ?? 0}/${report.filesTotal}`;
  const source = (report?.sources ?? []).join(', ').slice(0, 1024);
  return { claim, time, files, source, job: job.metadata.uid ?? '', cured: answeredBy(job) };
}

/**
 * Every sighting of damage: a check of any pod on the volume that found files missing or altered, and what a Job that has not succeeded
 * was made to answer. A sighting is one run of one container, so no clocks are compared to tell old ones from new ones.
 */
function damageSeen({ readers, jobs, jobPods }: Observed): string[] {
  const job = lastJob(jobs);
  const told = job && !endOf(job, jobPods)?.succeeded ? answeredBy(job) : [];
  const seen = readers.flatMap((pod) =>
    checksOf(pod).flatMap(({ state, lastState }) =>
      [state?.terminated, lastState?.terminated].flatMap((end) =>
        end && end.exitCode !== 0 && isDamage(end.message)
          ? shortHash(`${pod.metadata.uid ?? ''} ${end.containerID ?? end.finishedAt ?? ''}`)
          : [],
      ),
    ),
  );
  return [...new Set([...told, ...seen])].sort();
}

/** What the kubelet says of what reads the model: the check before a server starts, and the server, which may start again without it. */
function checksOf(pod: KubeObject): ContainerStatus[] {
  const { initContainerStatuses = [], containerStatuses = [] } = podStatus(pod);
  return [...initContainerStatuses, ...containerStatuses].filter(
    ({ name }) => name === CONTAINER.check || name === CONTAINER.server,
  );
}

function isDamage(message: string | undefined): boolean {
  const reason = lastResult(message)?.reason;
  return reason === 'Damaged' || reason === 'NotPublished';
}
