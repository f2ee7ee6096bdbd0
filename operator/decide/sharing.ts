import { KIND } from '../api/fields.ts';
import type { TTSService } from '../api/resource.ts';
import { parseTTSService } from '../api/resource.ts';
import type { OperatorConfig } from '../config.ts';
import type { KubeObject } from '../controller/object.ts';
import { versionsOf } from './attempts.ts';
import type { Attempt } from '../objects/download-job.ts';
import { downloadJob } from '../objects/download-job.ts';
import { ANNOTATION } from '../objects/metadata.ts';
import type { OpenModel } from '../resolve/model.ts';
import { draftConfigMap, resolveJob } from '../objects/resolve-job.ts';
import { resolutionOf } from '../resolve/volume.ts';
import { grownClaim, manifestConfigMap, modelClaim, releasedClaim } from '../objects/volume.ts';
import type { Volume } from '../resolve/volume.ts';
import type { PinnedModel } from '../model-store/catalog.ts';
import { modelState, resolutionState, verification } from './model-state.ts';
import { mustEnd } from './mounters.ts';
import { preparedModels } from './prepared.ts';
import type { ModelState, ResolutionState } from './model-state.ts';
import type { Observed } from '../observe/observed.ts';
import { eldest, placeOf } from '../resolve/wanted.ts';
import type { Place } from '../resolve/wanted.ts';

/** The services that use this volume, the oldest first: its settings make it. */
export function sharersOf(
  service: TTSService,
  volume: Volume,
  neighbours: KubeObject[],
  config: OperatorConfig,
): TTSService[] {
  const all = [service];
  for (const object of neighbours) {
    if (object.metadata.deletionTimestamp || object.metadata.uid === service.metadata.uid) continue;
    const parsed = parseTTSService(object);
    const place = 'service' in parsed ? placeOf(parsed.service, config) : undefined;
    if ('service' in parsed && place && 'volume' in place && place.volume.name === volume.name)
      all.push(parsed.service);
  }
  const first = eldest(all) ?? service;
  return [first, ...all.filter((other) => other !== first)];
}

/**
 * Whether this service writes an object that the users of a volume share. The oldest of them does so for all, another only where it
 * is missing, so that a thousand services of one volume are not a thousand writers of it.
 */
function writes(service: TTSService, [first]: TTSService[], live: KubeObject | undefined): boolean {
  return first === service || live === undefined;
}

/**
 * Whether what the users of a volume share is kept for this service too: it is among the owners of the files, or is about to write them,
 * and among those of the claim where that has any. Before that its servers would lose their volume if the last other owner went.
 */
export function isSharer(
  service: TTSService,
  volume: Volume,
  sharers: TTSService[],
  { manifest, claim }: Observed,
): boolean {
  const owns = (object: KubeObject | undefined): boolean =>
    object?.metadata.ownerReferences?.some(({ uid }) => uid === service.metadata.uid) ?? false;
  const owned = claim?.metadata.ownerReferences?.some(({ kind }) => kind === KIND) ?? false;
  const kept = !volume.ours || !owned || owns(claim);
  return kept && (writes(service, sharers, manifest) || owns(manifest));
}

/** The next Job; one that is there keeps the versions that it was made with. */
function attemptAt(
  { attempt, job, answers = [] }: { attempt: number; job: KubeObject | undefined; answers?: string[] },
  observed: Observed,
): Attempt {
  const references = job ? job.metadata.annotations?.[ANNOTATION.references] : versionsOf(observed.references);
  return { number: attempt, references: references ?? '', answers };
}

const FIRST: Attempt = { number: 1, references: '', answers: [] };

/**
 * What the oldest of several services downloads, and from where. What they share comes from its spec alone, so that its credentials go to
 * no places but its own.
 */
function placeOfFirst([first]: TTSService[], config: OperatorConfig): Place | undefined {
  return first && placeOf(first, config);
}

/** How far the download of a model is, and what the users of its volume share. */
export function download(
  service: TTSService,
  volume: Volume,
  own: PinnedModel,
  sharers: TTSService[],
  observed: Observed,
  config: OperatorConfig,
): { state: ModelState; apply: KubeObject[] } {
  const first = placeOfFirst(sharers, config);
  const model = first && 'model' in first ? first.model : own;
  const task = () => taskOf(downloadJob(volume, model, sharers.slice(0, 1), FIRST, config));
  const judged = modelState(volume, observed, task);
  const waitsFor = judged.phase === 'Downloading' && !judged.job ? mustEnd(observed) : undefined;
  // The last Job stays until the next one is made: it tells which attempt that is.
  const state: ModelState =
    waitsFor && 'attempt' in judged ? { phase: 'Waiting', attempt: judged.attempt - 1, failure: waitsFor } : judged;
  const apply: KubeObject[] = [];
  const holders = observed.holders.flatMap((object) => {
    const parsed = parseTTSService(object);
    return 'service' in parsed ? [parsed.service] : [];
  });
  if (volume.ours && writes(service, sharers, observed.claim) && (observed.claim || !mustEnd(observed))) {
    const claim = modelClaim(volume, sharers, holders, observed);
    const grown = grownClaim(claim, sharers);
    apply.push(claim, ...(grown ? [grown] : []));
  }
  const released = volume.ours ? undefined : releasedClaim(observed.claim);
  if (released) apply.push(released);
  if (writes(service, sharers, observed.manifest)) {
    const verified = verification(observed);
    const prepared = preparedModels(observed, verified?.time);
    apply.push(manifestConfigMap(volume, model, sharers, holders, verified, prepared));
  }
  if (state.phase === 'Downloading' && !service.spec.suspend && keepsJob(service, sharers, state.job))
    apply.push(downloadJob(volume, model, sharers, attemptAt(state, observed), config));
  return { state, apply };
}

/** How far the asking for unknown digests is, and what those who wait for the answer share. */
export function resolution(
  service: TTSService,
  own: OpenModel,
  sharers: TTSService[],
  observed: Observed,
  config: OperatorConfig,
): { state: ResolutionState; apply: KubeObject[] } {
  const first = placeOfFirst(sharers, config);
  const open = first && 'open' in first ? first.open : own;
  const task = () => taskOf(resolveJob(open, sharers.slice(0, 1), FIRST, config));
  const state = resolutionState(open.id, observed, task);
  if (state.phase !== 'Resolving' || service.spec.suspend) return { state, apply: [] };
  const apply: KubeObject[] = [];
  if (writes(service, sharers, observed.manifest)) apply.push(draftConfigMap(open, resolutionOf(open), sharers));
  if (keepsJob(service, sharers, state.job)) apply.push(resolveJob(open, sharers, attemptAt(state, observed), config));
  return { state, apply };
}

/** The same of a Job, which suspended services make none of. */
function keepsJob(service: TTSService, sharers: TTSService[], live: KubeObject | undefined): boolean {
  return live === undefined || eldest(sharers.filter(({ spec }) => !spec.suspend)) === service;
}

function taskOf(job: KubeObject): string {
  return job.metadata.annotations?.[ANNOTATION.task] ?? '';
}
