import type { Judgement, Problem } from '../api/conditions.ts';
import { no, unknown, yes } from '../api/conditions.ts';
import type { TTSService } from '../api/resource.ts';
import type { Status } from '../api/status.ts';
import { attemptOf } from '../observe/jobs.ts';
import type { Pinned } from '../resolve/pins.ts';
import { withPinned } from '../resolve/pins.ts';
import { isLarger, sizeOf } from '../objects/volume.ts';
import type { Volume } from '../resolve/volume.ts';
import type { PinnedModel } from '../model-store/catalog.ts';
import { advice } from '../model-store/report.ts';
import { missingReference } from '../decide/model-state.ts';
import type { State } from '../decide/plan.ts';
import type { Observed } from '../observe/observed.ts';
import { workloadStatus } from '../controller/workloads.ts';
import { jobProblem, podProblem } from './pod-problems.ts';

/** A child that the API server refused, or whose name is taken. */
export interface Refusal extends Problem {
  object: string;
}

/** Whether the volume is there and bound; before the model is known there is none to judge. */
export function judgeStorage(
  { spec }: TTSService,
  volume: Volume,
  state: State,
  { claim, jobs, jobPods }: Observed,
  refusals: Refusal[],
): Judgement {
  if (volume.claim === undefined)
    return state.phase === 'PerPod'
      ? yes('NotNeeded', 'Each pod brings its own model.')
      : unknown('Resolving', 'The claim is created once the digests of the model are known.');
  const refused = refusals.find(({ object }) => object.startsWith('PersistentVolumeClaim/'));
  if (refused) return no(refused.reason, refused.message);
  if (!claim)
    return volume.ours
      ? unknown('Creating', `Claim ${volume.claim} is being created.`)
      : no('ClaimNotFound', `Claim ${volume.claim} does not exist. Create it or correct spec.storage.claimName.`);
  if (claim.metadata.deletionTimestamp)
    return no(
      'ClaimDeleted',
      `Claim ${volume.claim} is being deleted. ${volume.ours ? 'It is created again once no pod uses it' : 'Create it again or correct spec.storage.claimName'}.`,
    );
  const phase = (claim.status as { phase?: string } | undefined)?.phase;
  if (phase === 'Bound') {
    const { accessModes = [] } = claim.spec as { accessModes?: string[] };
    const everywhere = accessModes.some((mode) => mode === 'ReadWriteMany' || mode === 'ReadOnlyMany');
    const small =
      volume.ours && isLarger(spec.storage.size, sizeOf(claim))
        ? ` Its size is ${sizeOf(claim)} instead of the ${spec.storage.size} in spec.storage.size, because its StorageClass or a quota does not let it grow.`
        : '';
    return yes(
      'Bound',
      `Claim ${volume.claim} is bound.${everywhere ? '' : ' Only one node can mount it, so all pods run there.'}${small}`,
    );
  }
  if (phase === 'Lost')
    return no(
      'VolumeLost',
      `The volume of claim ${volume.claim} is gone. Delete the claim, and the operator creates it again.`,
    );
  const notMade = jobProblem(jobs, jobPods);
  if (notMade) return no(notMade.reason, `${notMade.message} Claim ${volume.claim} waits for that pod.`);
  const problem = podProblem(jobPods);
  const className = (claim.spec as { storageClassName?: string } | undefined)?.storageClassName;
  const hint =
    className === undefined
      ? 'The cluster has no default StorageClass. Set spec.storage.className.'
      : `StorageClass ${className} has not provided a volume. Check that it exists and can provision volumes.`;
  return no('Unbound', `Claim ${volume.claim} is not bound yet. ${hint} ${problem?.message ?? ''}`.trim());
}

/** Whether the model is verified where the servers find it, and if not, what is being done or has to be done. */
export function judgeModel({ spec }: TTSService, state: State, observed: Observed, storage: Judgement): Judgement {
  if (state.phase === 'PerPod')
    return (workloadStatus(observed.deployment).readyReplicas ?? 0) > 0
      ? yes('VerifiedInPod', 'Every serving pod has verified its own copy.')
      : unknown('VerifiedInPod', 'Each pod verifies its own copy before it serves.');
  if (state.phase === 'Verified') return yes('Verified', `All files were verified at ${state.verified.time}.`);
  if (spec.suspend) return no('Suspended', 'spec.suspend is true. Nothing is downloaded.');
  if (state.phase === 'Retrying') return failed(state);
  if (state.phase === 'Waiting') return no(state.failure.reason, state.failure.message);
  const missing = missingReference(observed);
  if (missing) return no(missing.reason, missing.message);
  const asks = state.phase === 'Resolving' || state.phase === 'Resolved';
  const { jobs, jobPods } = observed;
  const problem = asks || storage.status === 'True' ? (podProblem(jobPods) ?? jobProblem(jobs, jobPods)) : undefined;
  if (problem) return no(problem.reason, problem.message);
  if (asks) return no('Resolving', 'The operator asks the sources for sizes and digests that are not in the catalog.');
  if (storage.status !== 'True')
    return no('VolumePending', `The download starts once the volume is there. ${storage.message}`);
  return state.repair
    ? no('Repairing', 'Files on the volume are missing or altered. They are being downloaded again.')
    : no('Downloading', 'The model is being downloaded and verified.');
}

/** With a full stop, where it has none. */
export function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** In words that do not change at every look: each change is a write of the status. */
function failed({ attempt, failure, retryInMs, undone }: Extract<State, { phase: 'Retrying' }>): Judgement {
  const { reason, message } = failure;
  const what = reason in advice ? ` ${advice[reason as keyof typeof advice]}` : '';
  const when = retryInMs > 60_000 ? 'within minutes' : 'within a minute';
  return no(
    reason,
    `${sentence(message)}${what} Attempt ${attempt} ${undone ? 'succeeded, but did not last' : 'failed'}. The next attempt starts ${when}, or as soon as the spec or a Secret that it names changes.`,
  );
}

/** What status.model says: which model, how much of it is here, and what sources have told of it. */
export function modelStatus(
  { spec, status }: TTSService,
  model: PinnedModel | undefined,
  state: State,
  observed: Observed,
  now: string,
): NonNullable<Status['model']> {
  const { name, precision } = spec.model;
  const added: Pinned | undefined =
    state.phase === 'Resolved' ? { id: state.id, time: now, files: state.files } : undefined;
  const pinned = withPinned(status.model?.pinned, added);
  return {
    name,
    precision,
    ...(model ? { digest: model.digest, bytesTotal: model.bytes } : {}),
    phase: state.phase,
    ...(model ? extent(model, state, observed) : { attempts: attemptsMade(observed) }),
    ...(pinned ? { pinned } : {}),
  };
}

function extent({ manifest, bytes }: PinnedModel, state: State, observed: Observed): NonNullable<Status['model']> {
  const files = manifest.files.length;
  if (state.phase === 'PerPod') return {};
  if (state.phase === 'Verified')
    return {
      filesVerified: state.verified.files || `${files}/${files}`,
      bytesDownloaded: bytes,
      progressPercent: 100,
      lastVerifiedTime: state.verified.time,
      ...(state.verified.source === '' ? {} : { source: state.verified.source }),
    };
  const { progress } = observed;
  const done = progress?.bytesDownloaded ?? 0;
  const total = progress?.bytesTotal ?? bytes;
  const speed = progress?.bytesPerSecond ?? 0;
  return {
    attempts: attemptsMade(observed),
    filesVerified: `${progress?.filesVerified ?? 0}/${progress?.filesTotal ?? files}`,
    bytesDownloaded: Math.round(done),
    bytesTotal: Math.round(total),
    bytesPerSecond: Math.round(speed),
    progressPercent: total > 0 ? Math.min(99, Math.floor((done / total) * 100)) : 0,
    ...(speed > 0 ? { etaSeconds: Math.ceil(Math.max(0, total - done) / speed) } : {}),
  };
}

function attemptsMade({ jobs }: Observed): number {
  return Math.max(0, ...jobs.map(attemptOf));
}
