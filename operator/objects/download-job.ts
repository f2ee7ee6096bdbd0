import type { V1Container, V1Job, V1JobSpec, V1Toleration, V1Volume } from '@kubernetes/client-node';
import type { KubeObject } from '../controller/object.ts';
import type { TTSService } from '../api/resource.ts';
import type { OperatorConfig } from '../config.ts';
import type { PinnedModel } from '../model-store/catalog.ts';
import { ANNOTATION, LABEL, answersOf, sharedOwners, volumeLabels } from './metadata.ts';
import { CONTAINER, digestLabel, downloadName, shortHash } from '../api/names.ts';
import { affinityWith, gpuTolerations } from './placement.ts';
import { modelsVolume, podSecurity, storeContainer, storeVolumes } from './pod-parts.ts';
import { sourcesFile } from './volume.ts';
import type { Volume } from '../resolve/volume.ts';

/** Which attempt a Job is, what versions its Secret and ConfigMap had when it was planned ('' without any), and what damage it answers. */
export interface Attempt {
  number: number;
  references: string;
  answers: string[];
}

const HOUR = 3600;
/** Bytes a second: a download that is slower on the whole is given up, and goes on with the next attempt. */
const SLOWEST = 10_000;

/** One attempt at filling the volume (or, for a claim of the user's, at checking it). */
export function downloadJob(
  volume: Volume,
  model: PinnedModel,
  sharers: TTSService[],
  attempt: Attempt,
  config: OperatorConfig,
): KubeObject {
  const first = oldest(sharers);
  const verb = volume.ours ? 'pull' : 'verify';
  const deadline = HOUR + Math.ceil(model.bytes / SLOWEST);
  const job = storeJob(volume, sharers, attempt, deadline, {
    containers: [storeContainer(CONTAINER.download, verb, first, model, config, sourcesFile(model.sources).key)],
    volumes: [modelsVolume(first, volume), ...storeVolumes(first, verb, volume)],
  });
  job.metadata.labels = { ...job.metadata.labels, [LABEL.digest]: digestLabel(model.digest) };
  return job;
}

/**
 * A Job that runs one verb of the model store once. Attempts are counted by the operator, so the Job itself never retries: a new
 * spec or Secret can be tried at once. `deadline`: after so many seconds it is given up.
 */
export function storeJob(
  volume: Volume,
  sharers: TTSService[],
  { number, references, answers }: Attempt,
  deadline: number,
  pod: { containers: V1Container[]; volumes: V1Volume[] },
): KubeObject {
  const first = oldest(sharers);
  const { pullSecrets } = first.spec.image;
  const { labels: ownLabels, annotations: ownAnnotations } = first.spec.download.pod;
  const labels = { ...ownLabels, ...volumeLabels(volume.name) };
  const spec = {
    backoffLimit: 0,
    ttlSecondsAfterFinished: 3600,
    activeDeadlineSeconds: deadline,
    template: {
      metadata: { labels, annotations: ownAnnotations },
      spec: {
        restartPolicy: 'Never',
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        terminationGracePeriodSeconds: 10,
        ...(pullSecrets.length > 0 ? { imagePullSecrets: pullSecrets } : {}),
        securityContext: podSecurity,
        ...placement(first, volume),
        ...pod,
      },
    },
  } satisfies V1JobSpec;
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: downloadName(volume.name, number),
      namespace: first.metadata.namespace,
      labels,
      annotations: {
        ...ownAnnotations,
        [ANNOTATION.attempt]: String(number),
        [ANNOTATION.task]: shortHash(JSON.stringify(spec)),
        ...(references === '' ? {} : { [ANNOTATION.references]: references }),
        ...answersOf(answers),
      },
      ownerReferences: sharedOwners(sharers),
    },
    spec,
  } satisfies V1Job;
}

/** Where a Job's pod runs and as what: as the servers do, but for what spec.download.pod says, and beside what mounts its volume. */
function placement(service: TTSService, volume: Volume) {
  const { pod: servers, storage, download } = service.spec;
  const { nodeSelector, tolerations, affinity, priorityClassName, serviceAccountName } = {
    ...servers,
    tolerations: [...servers.tolerations, ...gpuTolerations(service)],
    ...download.pod,
  };
  const oneNode = volume.claim !== undefined && !storage.accessModes.includes('ReadWriteMany');
  return {
    ...(nodeSelector === undefined ? {} : { nodeSelector }),
    tolerations: tolerations as V1Toleration[],
    ...affinityWith(affinity, oneNode ? volume.name : undefined),
    ...(priorityClassName === undefined ? {} : { priorityClassName }),
    ...(serviceAccountName === undefined ? {} : { serviceAccountName }),
  };
}

function oldest([first]: TTSService[]): TTSService {
  if (!first) throw new Error('a volume has at least one service');
  return first;
}
