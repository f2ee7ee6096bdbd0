import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repoRoot } from '../cluster/paths.ts';
import { artifact } from './artifact.ts';
import { chartArtifact, packChart } from './chart.ts';
import type { ImageDigests } from './chart.ts';
import { checksums } from './checksums.ts';
import type { Destination } from './destination.ts';
import { imageIndex } from './images.ts';
import type { ImageArchive } from './images.ts';
import type { Descriptor } from './layout.ts';
import { crdsFile, releasedImage, releasedInstall } from './manifests.ts';
import { krewManifest, pluginArchive } from './plugin.ts';
import { bundleFiles, bundleImage } from './olm.ts';
import { predicateOf, statementOf } from './provenance.ts';
import type { Sources } from './provenance.ts';
import { FILES, ReleaseRecord, imagesOf } from './record.ts';

/** What a release is made of. */
export interface Parts {
  operator: ImageArchive[];
  runtime: ImageArchive[];
  /** The image for GPUs, where the release has one. */
  gpuRuntime?: ImageArchive[];
  notes: string;
  sources: Sources;
  to: Destination;
  /** Where the files can be fetched, for krew. */
  downloads: string;
}

/** A release on disk: the layouts to push and the files to publish. */
export interface Assembled {
  layouts: Partial<
    Record<'operator' | 'runtime' | 'gpuRuntime' | 'chart' | 'bundle', { folder: string; top: Descriptor }>
  >;
  files: string;
  record: ReleaseRecord;
  /** The predicate of SLSA as a file, for attestations. */
  predicate: string;
}

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

/**
 * Writes a release into an empty folder. The same parts give the same bytes: no time, no random number, no name of this machine is in
 * it. Signatures come later.
 */
export async function assemble(folder: string, parts: Parts): Promise<Assembled> {
  const { to, sources } = parts;
  const { version, commit } = sources;
  rmSync(folder, { recursive: true, force: true });
  const path = (name: string) => join(folder, name);
  mkdirSync(path('files'), { recursive: true });
  const files = new Map<string, Buffer>();
  const add = (name: string, content: Buffer | string) => files.set(name, Buffer.from(content));
  const annotations = {
    'org.opencontainers.image.version': version,
    'org.opencontainers.image.revision': commit,
    'org.opencontainers.image.source': sources.repository.replace(/^git\+/, ''),
  };
  const layouts: Assembled['layouts'] = {};
  const image = async (program: keyof ImageDigests, archives: ImageArchive[]) => {
    const folder = path(`oci/${program}`);
    const { index, manifests, bills } = await imageIndex(folder, archives, annotations);
    layouts[program] = { folder, top: index };
    const platforms = manifests.map(({ digest, platform }, position) => {
      const sbom = `sbom-${program}-${platform?.architecture}.cdx.json`;
      add(sbom, bills[position] ?? '');
      return [platform?.architecture, { digest, sbom }];
    });
    return { repository: to[program], digest: index.digest, platforms: Object.fromEntries(platforms) as object };
  };
  const images = {
    operator: await image('operator', parts.operator),
    runtime: await image('runtime', parts.runtime),
    ...(parts.gpuRuntime && { gpuRuntime: await image('gpuRuntime', parts.gpuRuntime) }),
  };
  const digests: ImageDigests = {
    operator: images.operator.digest,
    runtime: images.runtime.digest,
    ...(images.gpuRuntime && { gpuRuntime: images.gpuRuntime.digest }),
  };
  const chartName = `tts-operator-${version}.tgz`;
  const tgz = await packChart(to, digests);
  const chart = chartArtifact(path('oci/chart'), tgz);
  const install = readFileSync(join(repoRoot, 'config/install.yaml'), 'utf8');
  const bundle = await bundleImage(
    path('oci/bundle'),
    bundleFiles(
      install,
      {
        operator: releasedImage('operator', to, digests, version),
        RUNTIME_IMAGE: releasedImage('runtime', to, digests, version),
        RUNTIME_GPU_IMAGE: releasedImage('gpuRuntime', to, digests, version),
      },
      { version, repository: annotations['org.opencontainers.image.source'] },
    ),
  );
  const plugin = { name: `kubectl-tts-${version}.tar.gz`, bytes: await pluginArchive() };
  const record = ReleaseRecord.parse({
    version,
    commit,
    images,
    chart: { repository: to.chart, digest: chart.digest, file: chartName },
    bundle: { repository: to.bundle, digest: bundle.digest },
  });
  add(chartName, tgz);
  add(plugin.name, plugin.bytes);
  add(FILES.krew, krewManifest(version, plugin, parts.downloads));
  add(FILES.install, releasedInstall(install, to, digests, version));
  add(FILES.crds, crdsFile());
  add(FILES.notes, `${parts.notes}\n`);
  add(FILES.record, json(record));
  const subjects = [
    ...[...files].map(([name, bytes]) => ({
      name,
      digest: { sha256: checksums(new Map([[name, bytes]])).slice(0, 64) },
    })),
    ...[...imagesOf(record), record.chart, record.bundle].map(({ repository, digest }) => ({
      name: repository,
      digest: { sha256: digest.slice('sha256:'.length) },
    })),
  ];
  const predicate = predicateOf(sources);
  add(FILES.provenance, json(statementOf(subjects, predicate)));
  add(FILES.checksums, checksums(files));
  for (const [name, bytes] of files) writeFileSync(join(path('files'), name), bytes);
  writeFileSync(path('predicate.json'), json(predicate));
  return {
    layouts: {
      ...layouts,
      chart: { folder: path('oci/chart'), top: chart },
      bundle: { folder: path('oci/bundle'), top: bundle },
    },
    files: path('files'),
    record,
    predicate: path('predicate.json'),
  };
}

/** The files with their signed checksums as one artifact, so that a registry alone is enough to install and verify a release. */
export function filesArtifact(folder: string, files: Map<string, Buffer>, version: string): Descriptor {
  const names = [...files.keys()].sort();
  return artifact(
    folder,
    names.map((name) => ({ name, mediaType: 'application/octet-stream', bytes: files.get(name) ?? '' })),
    {
      artifactType: 'application/vnd.pattern-agentic.tts.release.v1',
      annotations: { 'org.opencontainers.image.version': version },
    },
  );
}
