import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { filesArtifact } from './assemble.ts';
import type { Assembled } from './assemble.ts';
import type { Signing } from './cosign.ts';
import type { Registry } from './crane.ts';
import type { Destination } from './destination.ts';
import type { Descriptor } from './layout.ts';
import { FILES, imagesOf } from './record.ts';

/** Every file of a folder by name. */
export const filesOf = (folder: string): Map<string, Buffer> =>
  new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]));

async function push(registry: Registry, folder: string, top: Descriptor, reference: string): Promise<void> {
  const digest = await registry.push(folder, reference);
  if (digest !== top.digest) throw new Error(`${reference}: pushed ${top.digest}, the registry has ${digest}`);
}

/**
 * Pushes images and chart, signs them by digest, attests bills of materials and provenance, signs the checksums, and pushes the files
 * last: who finds the files finds all.
 */
export async function publish(
  release: Assembled,
  to: Destination,
  registry: Registry,
  signing: Signing,
  progress: (line: string) => void,
): Promise<void> {
  const { record, layouts, files, predicate } = release;
  const { version } = record;
  for (const [name, { folder, top }] of Object.entries(layouts)) {
    const repository = to[name as keyof typeof layouts];
    progress(`pushing ${repository}:${version} (${top.digest})`);
    await push(registry, folder, top, `${repository}:${version}`);
    progress(`signing ${repository}`);
    const reference = `${repository}@${top.digest}`;
    await signing.image(reference);
    await signing.attest(reference, 'slsaprovenance1', predicate);
  }
  for (const { repository, platforms } of imagesOf(record)) {
    for (const platform of Object.values(platforms)) {
      if (platform === undefined) continue;
      progress(`attesting ${platform.sbom}`);
      await signing.attest(`${repository}@${platform.digest}`, 'cyclonedx', join(files, platform.sbom));
    }
  }
  await signing.file(join(files, FILES.checksums), join(files, FILES.bundle));
  const folder = join(dirname(files), 'oci/files');
  const top = filesArtifact(folder, filesOf(files), version);
  progress(`pushing ${to.files}:${version}`);
  await push(registry, folder, top, `${to.files}:${version}`);
  await signing.image(`${to.files}@${top.digest}`);
}
