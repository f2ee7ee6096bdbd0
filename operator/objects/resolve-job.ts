import type { V1ConfigMap } from '@kubernetes/client-node';
import type { KubeObject } from '../controller/object.ts';
import type { TTSService } from '../api/resource.ts';
import type { OperatorConfig } from '../config.ts';
import type { Attempt } from './download-job.ts';
import { storeJob } from './download-job.ts';
import type { OpenModel } from '../resolve/model.ts';
import { resolutionOf } from '../resolve/volume.ts';
import { CONTAINER } from '../api/names.ts';
import { storeContainer, storeVolumes } from './pod-parts.ts';
import { manifestMetadata, sourcesFile } from './volume.ts';
import type { Volume } from '../resolve/volume.ts';

/** In seconds: a source that tells no digests is read to its end. */
const DEADLINE = 21_600;

/** One attempt at asking the sources for the sizes and digests that are not known. */
export function resolveJob(
  open: OpenModel,
  sharers: TTSService[],
  attempt: Attempt,
  config: OperatorConfig,
): KubeObject {
  const [first] = sharers;
  if (!first) throw new Error('a resolution has at least one service');
  const volume = resolutionOf(open);
  return storeJob(volume, sharers, attempt, DEADLINE, {
    containers: [
      storeContainer(CONTAINER.download, 'resolve', first, undefined, config, sourcesFile(open.sources).key),
    ],
    volumes: storeVolumes(first, 'resolve', volume),
  });
}

/** What the Job is to ask, and whom. */
export function draftConfigMap({ draft, sources }: OpenModel, volume: Volume, sharers: TTSService[]): KubeObject {
  const { key, text } = sourcesFile(sources);
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: manifestMetadata(volume, sharers),
    data: { 'manifest.json': `${JSON.stringify(draft)}\n`, [key]: text },
  } satisfies V1ConfigMap;
}
