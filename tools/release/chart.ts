import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { repoRoot } from '../cluster/paths.ts';
import { valuesYaml } from '../helm/chart-files.ts';
import { tarGz } from './archive.ts';
import { artifact } from './artifact.ts';
import type { Descriptor } from './layout.ts';
import type { Destination } from './destination.ts';

export const chartFolder = join(repoRoot, 'config/helm/tts-operator');

/** What Helm reads as the media types of a chart (helm.sh/docs/topics/registries). */
const configType = 'application/vnd.cncf.helm.config.v1+json';
const contentType = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';

interface ChartAbout {
  name: string;
  version: string;
  appVersion: string;
  description: string;
}

export const chartAbout = (): ChartAbout => load(readFileSync(join(chartFolder, 'Chart.yaml'), 'utf8')) as ChartAbout;

/** Digests of a release's images; one without an image for GPUs names it by tag. */
export interface ImageDigests {
  operator: string;
  runtime: string;
  gpuRuntime?: string;
}

/** The chart as a tgz whose default images are those of the release, by digest. */
export async function packChart(to: Destination, digests: ImageDigests): Promise<Buffer> {
  const { name } = chartAbout();
  const values = valuesYaml({
    image: { repository: to.operator, digest: digests.operator },
    runtime: {
      image: { repository: to.runtime, digest: digests.runtime },
      gpuImage: { repository: to.gpuRuntime, ...(digests.gpuRuntime && { digest: digests.gpuRuntime }) },
    },
  });
  const files = readdirSync(chartFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name).slice(chartFolder.length + 1));
  return tarGz(
    files.map((path) => ({
      path: `${name}/${path}`,
      bytes: path === 'values.yaml' ? values : readFileSync(join(chartFolder, path)),
    })),
  );
}

/** The chart as `helm push` would push it, but without the time of the push. */
export function chartArtifact(folder: string, tgz: Buffer): Descriptor {
  const about = chartAbout();
  return artifact(folder, [{ name: 'chart.tgz', mediaType: contentType, bytes: tgz }], {
    config: { mediaType: configType, bytes: JSON.stringify(about) },
    annotations: {
      'org.opencontainers.image.title': about.name,
      'org.opencontainers.image.version': about.version,
      'org.opencontainers.image.description': about.description,
    },
  });
}
