import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { checkSums } from './checksums.ts';
import type { Verification } from './cosign.ts';
import type { Registry } from './crane.ts';
import { digestOf } from './layout.ts';
import { FILES, ReleaseRecord, imagesOf } from './record.ts';

/** Throws unless a tag of the registry is the digest of the release. */
async function sameDigest(registry: Registry, repository: string, version: string, digest: string): Promise<void> {
  const found = await registry.digest(`${repository}:${version}`);
  if (found !== digest) throw new Error(`${repository}:${version} is ${found}, the release has ${digest}`);
}

/**
 * Verifies a release whose files lie in a folder: the signature of the checksums, every file, and in the registry the digest, the
 * content, the signature and the attestations of each image and of the chart. Throws at the first that is not as it should be.
 */
export async function verifyRelease(
  folder: string,
  version: string,
  registry: Registry,
  verification: Verification,
  tell: (line: string) => void,
): Promise<ReleaseRecord> {
  const file = (name: string) => join(folder, name);
  await verification.file(file(FILES.checksums), file(FILES.bundle));
  tell('checksums: the signature is good');
  checkSums(folder, readFileSync(file(FILES.checksums), 'utf8'), [FILES.checksums, FILES.bundle]);
  tell('files: as the checksums say');
  const record = ReleaseRecord.parse(JSON.parse(readFileSync(file(FILES.record), 'utf8')));
  if (record.version !== version) throw new Error(`the files are those of ${record.version}, not of ${version}`);
  const { chart, bundle } = record;
  const { predicate } = JSON.parse(readFileSync(file(FILES.provenance), 'utf8')) as { predicate: unknown };
  for (const { repository, digest } of [...imagesOf(record), chart, bundle]) {
    const reference = `${repository}@${digest}`;
    await sameDigest(registry, repository, version, digest);
    await verification.image(reference);
    const attested = await verification.attestations(reference, 'slsaprovenance1');
    if (!attested.some((one) => isDeepStrictEqual(one, predicate)))
      throw new Error(`${reference}: its attested provenance is not that of ${FILES.provenance}`);
    if (repository !== chart.repository) await registry.validate(reference);
    tell(`${reference}: signature, provenance and content are good`);
  }
  const layer = digestOf(readFileSync(file(chart.file)));
  if (!(await registry.manifest(`${chart.repository}@${chart.digest}`)).includes(`"${layer}"`))
    throw new Error(`${chart.file} is not the chart of the registry`);
  for (const { repository, platforms } of imagesOf(record)) {
    for (const [architecture, platform] of Object.entries(platforms)) {
      if (platform === undefined) continue;
      const reference = `${repository}@${platform.digest}`;
      const bill: unknown = JSON.parse(readFileSync(file(platform.sbom), 'utf8'));
      const attested = await verification.attestations(reference, 'cyclonedx');
      if (!attested.some((one) => isDeepStrictEqual(one, bill)))
        throw new Error(`${reference}: its attested bill of materials is not ${platform.sbom}`);
      tell(`${repository} for ${architecture}: its bill of materials is ${platform.sbom}`);
    }
  }
  return record;
}
