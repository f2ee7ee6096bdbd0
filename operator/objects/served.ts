import type { KubeObject } from '../controller/object.ts';
import type { TTSService } from '../api/resource.ts';
import type { OperatorConfig } from '../config.ts';
import type { PinnedModel } from '../model-store/catalog.ts';
import { ANNOTATION, LABEL } from './metadata.ts';
import { CONTAINER } from '../api/names.ts';
import {
  TEMPORARY_MIB,
  modelPath,
  modelsVolume,
  storeContainer,
  storeVolumes,
  temporaryMount,
  temporaryVolume,
} from './pod-parts.ts';
import { runtimeImage } from './runtime-image.ts';
import type { Volume } from '../resolve/volume.ts';

/** What a pod template says of the model that its servers speak with. */
export interface Served {
  /** Name of the volume, and the claim that is mounted; none in the modes PerPod and Image. */
  volume: string;
  claim: string | undefined;
  /** The claim (uid) on which the model was verified. */
  verifiedOn: string | undefined;
  path: string;
  digest: string;
  /** Whether all pods have to run on the node that mounts the volume. */
  oneNode: boolean;
  /** Whether one pod alone may mount the volume. */
  exclusive: boolean;
  /** Whether a pod may keep what it has prepared on the volume. */
  keeps: boolean;
  /** The container that checks or downloads the model before the server starts; none where the server does all that by itself. */
  check: Container | undefined;
  /** What the containers mount. */
  volumes: NamedVolume[];
}

interface Container {
  name: string;
  env?: { name: string; value?: string | undefined }[];
}

interface NamedVolume {
  name: string;
  persistentVolumeClaim?: { claimName: string };
  emptyDir?: { sizeLimit?: string };
}

interface Template {
  metadata?: { labels?: Record<string, string> };
  spec?: {
    initContainers?: Container[];
    containers?: Container[];
    volumes?: NamedVolume[];
    affinity?: { podAffinity?: { requiredDuringSchedulingIgnoredDuringExecution?: Term[] } };
  };
}

interface Term {
  labelSelector?: { matchLabels?: Record<string, string> };
}

/** Volumes that `deployment` adds by itself. */
const ADDED = new Set(['api-keys']);

/** What a template says of a model that the spec asks for. */
export function servedModel(
  service: TTSService,
  volume: Volume,
  model: PinnedModel,
  verifiedOn: string | undefined,
  config: OperatorConfig,
): Served {
  const { mode, accessModes } = service.spec.storage;
  const task = mode === 'PerPod' ? 'pull' : 'verify';
  return {
    volume: volume.name,
    claim: volume.claim,
    verifiedOn,
    path: modelPath(model),
    digest: model.digest,
    oneNode: volume.claim !== undefined && !accessModes.includes('ReadWriteMany'),
    exclusive: volume.claim !== undefined && accessModes.includes('ReadWriteOncePod'),
    keeps: volume.claim !== undefined && volume.ours && preparesItself(service, config),
    check: storeContainer(CONTAINER.check, task, service, model, config),
    volumes: [
      modelsVolume(service, volume),
      ...storeVolumes(service, task, volume).map((one) =>
        one.name === temporaryMount.name ? temporary(model, service.spec.compute.device === 'gpu') : one,
      ),
    ],
  };
}

/** Whether the runtime is the operator's own, which prepares the model; for a GPU, each server does that in its own pod. */
function preparesItself({ spec }: TTSService, config: OperatorConfig): boolean {
  return spec.compute.device === 'cpu' && runtimeImage(spec, config) === config.runtimeImage;
}

/**
 * The server keeps the model there as it is loaded, once, in about the bytes of the published one
 * (docs/decisions/0040-prepared-graph.md). For a GPU, 8-bit weights become floats.
 */
function temporary({ manifest }: PinnedModel, gpu: boolean) {
  const bytes = (gpu ? 4 : 1) * manifest.files.reduce((sum, { role, size }) => sum + (role === 'model' ? size : 0), 0);
  return temporaryVolume(TEMPORARY_MIB + Math.ceil((bytes * 1.5) / 2 ** 20));
}

/** What the template of a Deployment says of its model; undefined when it cannot be read. */
export function servedBy(deployment: KubeObject | undefined): Served | undefined {
  const { template, strategy } = (deployment?.spec ?? {}) as { template?: Template; strategy?: { type?: string } };
  const { initContainers = [], containers = [], volumes = [], affinity } = template?.spec ?? {};
  const check = initContainers.find(({ name }) => name === CONTAINER.check);
  const server = containers.find(({ name }) => name === CONTAINER.server);
  const value = (name: string) =>
    check ? variable(check, `MODEL_${name}`) : server && variable(server, `TTS_MODEL_${name}`);
  const [volume, path, digest] = [template?.metadata?.labels?.[LABEL.volume], value('PATH'), value('DIGEST')];
  if (volume === undefined || path === undefined || digest === undefined) return undefined;
  const terms = affinity?.podAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
  return {
    volume,
    claim: volumes.find(({ name }) => name === 'models')?.persistentVolumeClaim?.claimName,
    verifiedOn: deployment?.metadata.annotations?.[ANNOTATION.verifiedClaim],
    path,
    digest,
    oneNode: terms.some(({ labelSelector }) => labelSelector?.matchLabels?.[LABEL.volume] === volume),
    exclusive: strategy?.type === 'Recreate',
    keeps: initContainers.some(({ name }) => name === CONTAINER.prepare),
    check,
    volumes: volumes.filter(({ name }) => !ADDED.has(name)),
  };
}

function variable({ env }: Container, of: string): string | undefined {
  return env?.find(({ name }) => name === of)?.value;
}
