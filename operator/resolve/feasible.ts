import type { TTSService } from '../api/resource.ts';
import { quantityValue } from '../controller/drift.ts';
import type { PinnedModel } from '../model-store/catalog.ts';
import type { Origins } from './allowed.ts';
import { noSource } from './model.ts';
import type { OpenModel } from './model.ts';

/** Why a model cannot be brought to where a service keeps it, found before anything is made; the message says what to write. */
export function infeasible(
  { spec }: TTSService,
  wanted: { model: PinnedModel } | { open: OpenModel },
  origins: Origins,
): { reason: 'VolumeTooSmall' | 'NoSource'; message: string } | undefined {
  const { mode, size } = spec.storage;
  const filled = mode === 'Shared' || mode === 'PerPod';
  if ('open' in wanted) {
    const missing = noSource(wanted.open.sources, wanted.open.draft.files, spec.model, origins);
    return missing === undefined ? undefined : { reason: 'NoSource', message: missing };
  }
  if (!filled) return undefined;
  const { manifest, sources, bytes } = wanted.model;
  if ((quantityValue(size) ?? 0) < bytes) {
    const need = `${Math.ceil((bytes * 2) / 2 ** 20)}Mi`;
    const message = `spec.storage.size is ${size}, but the model has ${Math.ceil(bytes / 2 ** 20)} MiB. Set it to ${need} or more, which leaves room for the archives during the download.`;
    return { reason: 'VolumeTooSmall', message };
  }
  const missing = noSource(sources, manifest.files, spec.model, origins);
  return missing === undefined ? undefined : { reason: 'NoSource', message: missing };
}
