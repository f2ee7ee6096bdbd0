import type { TTSService } from '../api/resource.ts';
import { quantityValue } from '../controller/drift.ts';
import type { PinnedModel } from '../model-store/catalog.ts';
import type { OpenModel } from './model.ts';

/**
 * Why a model cannot be brought to where a service keeps it, found before anything is made; the message says what to write.
 * `unsourced`: what is told where no source may be asked for one of its files.
 */
export function infeasible(
  { spec }: TTSService,
  wanted: { model: PinnedModel } | { open: OpenModel },
  unsourced: string | undefined,
): { reason: 'VolumeTooSmall' | 'NoSource'; message: string } | undefined {
  const { mode, size } = spec.storage;
  if ('model' in wanted) {
    if (mode !== 'Shared' && mode !== 'PerPod') return undefined;
    const { bytes } = wanted.model;
    if ((quantityValue(size) ?? 0) < bytes) {
      const need = `${Math.ceil((bytes * 2) / 2 ** 20)}Mi`;
      const message = `spec.storage.size is ${size}, but the model has ${Math.ceil(bytes / 2 ** 20)} MiB. Set it to ${need} or more, which leaves room for the archives during the download.`;
      return { reason: 'VolumeTooSmall', message };
    }
  }
  return unsourced === undefined ? undefined : { reason: 'NoSource', message: unsourced };
}
