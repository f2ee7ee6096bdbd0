import type { KubeObject } from '../controller/object.ts';
import type { TTSService } from '../api/resource.ts';
import type { OperatorConfig } from '../config.ts';
import type { PinnedModel } from '../model-store/catalog.ts';
import { ANNOTATION, LABEL, MANAGED_BY, sharedOwners, volumeLabels } from './metadata.ts';
import { downloadName, shortHash } from './names.ts';
import { modelsVolume, podSecurity, storeContainer, storeVolumes } from './pod-parts.ts';
import type { Volume } from './volume.ts';

/**
 * One attempt at filling the volume (or, for a claim of the user's, at checking it). Attempts are counted by the operator, so the
 * Job itself never retries: a new spec or Secret can be tried at once.
 */
export function downloadJob(
  volume: Volume,
  model: PinnedModel,
  sharers: TTSService[],
  attempt: number,
  config: OperatorConfig,
): KubeObject {
  const [first] = sharers;
  if (!first) throw new Error('a volume has at least one service');
  const { nodeSelector, tolerations } = first.spec.pod;
  const labels = volumeLabels(volume.name);
  const task = volume.ours ? 'pull' : 'verify';
  const spec = {
    backoffLimit: 0,
    ttlSecondsAfterFinished: 3600,
    template: {
      metadata: { labels: { ...MANAGED_BY, ...labels } },
      spec: {
        restartPolicy: 'Never',
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        terminationGracePeriodSeconds: 10,
        securityContext: podSecurity,
        nodeSelector,
        tolerations,
        containers: [storeContainer('download', task, first, model, config)],
        volumes: [modelsVolume(first, volume, task === 'verify'), ...storeVolumes(first, task, volume)],
      },
    },
  };
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: downloadName(volume.name, attempt),
      namespace: first.metadata.namespace,
      labels: { ...labels, [LABEL.digest]: model.digest.slice(0, 63) },
      annotations: { [ANNOTATION.attempt]: String(attempt), [ANNOTATION.task]: shortHash(JSON.stringify(spec)) },
      ownerReferences: sharedOwners(sharers),
    },
    spec,
  };
}
