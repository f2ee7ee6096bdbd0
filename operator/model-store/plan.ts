import { join } from 'node:path';
import { StoreFailure } from './failure.ts';
import type { ManifestFile } from './manifest.ts';
import type { Meter } from './progress.ts';
import type { Sources } from './source.ts';
import { blobsOf } from './sources/locate.ts';
import { fileKey } from './sources/location.ts';
import { freeBytes, sizeOf } from './volume.ts';
import type { Places } from './volume.ts';

/** A volume gives space in pieces of about this size. */
const block = 4096;

/** Announces to the meter what has to cross the network, counting what earlier runs already brought. */
export async function plan(all: ManifestFile[], wanted: ManifestFile[], sources: Sources, at: Places, meter: Meter) {
  for (const file of wanted) {
    for (const { key, bytes } of blobsOf(sources[file.path]?.[0], file)) {
      const partial = join(at.partial, key);
      meter.expect(key, bytes, (await sizeOf(partial)) ?? (await sizeOf(`${partial}.part`)) ?? 0);
    }
  }
  for (const file of all) {
    for (const { key, bytes } of blobsOf(sources[file.path]?.[0], file)) {
      if (!meter.has(key)) meter.expect(key, bytes, bytes);
    }
  }
}

/** Throws NoSpace before the first byte when the volume cannot hold what is to come, archives and their members both. */
export async function checkSpace(wanted: ManifestFile[], sources: Sources, at: Places, meter: Meter): Promise<void> {
  const fetchedAsIs = (file: ManifestFile) =>
    blobsOf(sources[file.path]?.[0], file).some(({ key }) => key === fileKey(file.sha256));
  const unpacked = wanted.filter((file) => !fetchedAsIs(file));
  const need = meter.remaining + unpacked.reduce((sum, file) => sum + Math.ceil(file.size / block) * block, 0);
  const free = await freeBytes(at.root);
  if (need <= free) return;
  const mib = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
  throw new StoreFailure('NoSpace', `the volume has ${mib(free)} free, but the download needs ${mib(need)}`);
}
