import type { KubeObject } from '../controller/object.ts';
import type { TTSService } from '../api/resource.ts';
import type { OperatorConfig } from '../config.ts';
import type { PinnedModel } from '../model-store/catalog.ts';
import { ANNOTATION, LABEL, ownerOf, podSelector, serviceLabels } from './metadata.ts';
import {
  containerSecurity,
  environment,
  modelPath,
  modelsVolume,
  podSecurity,
  storeContainer,
  storeVolumes,
} from './pod-parts.ts';
import { affinityWith, gpuTolerations } from './placement.ts';
import type { Volume } from './volume.ts';

/** The server's own port (docs/architecture.md, the contract). */
export const PORT = 8205;

/** Whether an autoscaler sets the number of pods. */
export function autoscaled({ spec }: TTSService): boolean {
  return spec.scaling.maxReplicas !== undefined && !spec.suspend;
}

/**
 * The speech servers. Its template names the digest of a model that is verified on the volume, and its init container checks that
 * again in every pod, so no server starts on files that are missing, short or altered. Replicas are left out while autoscaled.
 */
export function deployment(
  service: TTSService,
  volume: Volume,
  model: PinnedModel,
  config: OperatorConfig,
): KubeObject {
  const { spec } = service;
  const selector = podSelector(service);
  const task = spec.storage.mode === 'PerPod' ? 'pull' : 'verify';
  const { serviceAccountName, priorityClassName, runtimeClassName } = spec.pod;
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: service.metadata.name,
      namespace: service.metadata.namespace,
      labels: serviceLabels(service),
      annotations: { [ANNOTATION.scaling]: autoscaled(service) ? 'auto' : 'fixed' },
      ownerReferences: [ownerOf(service)],
    },
    spec: {
      ...(autoscaled(service) ? {} : { replicas: spec.suspend ? 0 : (spec.scaling.replicas ?? 1) }),
      revisionHistoryLimit: 3,
      progressDeadlineSeconds: 600,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
      selector: { matchLabels: selector },
      template: {
        metadata: {
          labels: {
            ...spec.pod.labels,
            ...serviceLabels(service),
            [LABEL.volume]: volume.name,
            [LABEL.digest]: model.digest.slice(0, 63),
          },
          annotations: spec.pod.annotations,
        },
        spec: {
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          terminationGracePeriodSeconds: 60,
          securityContext: podSecurity,
          ...(serviceAccountName === undefined ? {} : { serviceAccountName }),
          ...(priorityClassName === undefined ? {} : { priorityClassName }),
          ...(runtimeClassName === undefined ? {} : { runtimeClassName }),
          imagePullSecrets: spec.image.pullSecrets,
          nodeSelector: spec.pod.nodeSelector,
          tolerations: [...spec.pod.tolerations, ...gpuTolerations(service)],
          ...affinity(service, volume),
          topologySpreadConstraints: spec.pod.topologySpreadConstraints,
          initContainers: [storeContainer('model', task, service, model, config)],
          containers: [server(service, model, config)],
          volumes: [
            modelsVolume(service, volume, true),
            ...storeVolumes(service, task, volume),
            ...(spec.server.apiKeysSecretRef
              ? [{ name: 'api-keys', secret: { secretName: spec.server.apiKeysSecretRef.name } }]
              : []),
          ],
        },
      },
    },
  };
}

function server({ spec }: TTSService, model: PinnedModel, config: OperatorConfig) {
  const { requests = {}, limits = {} } = spec.compute.resources;
  const gpu = spec.compute.device === 'gpu';
  const gpus = gpu
    ? { [spec.compute.gpu?.resourceName ?? 'nvidia.com/gpu']: String(spec.compute.gpu?.count ?? 1) }
    : {};
  const probe = (path: string) => ({ httpGet: { path, port: 'http' } });
  const own = new Set(spec.server.env.map(({ name }) => name));
  const settings = environment({
    TTS_ENVIRONMENT: spec.server.environment,
    TTS_LOG_LEVEL: spec.server.logLevel,
    TTS_HOST: '0.0.0.0',
    TTS_PORT: String(PORT),
    TTS_MODEL_PATH: modelPath(model),
    TTS_MODEL_DIGEST: model.digest,
    USE_GPU: String(gpu),
    TTS_MAX_TEXT_LENGTH: String(spec.server.maxTextLength),
    TTS_TEMP_DIR: '/tmp/tts',
    TTS_API_KEYS_DIR: spec.server.apiKeysSecretRef ? '/etc/tts/api-keys' : undefined,
  });
  return {
    name: 'tts-service',
    image: runtimeImage(spec, config),
    imagePullPolicy: spec.image.pullPolicy,
    env: [...settings.filter(({ name }) => !own.has(name)), ...spec.server.env],
    ports: [{ name: 'http', containerPort: PORT, protocol: 'TCP' }],
    startupProbe: { ...probe('/livez'), periodSeconds: 2, failureThreshold: 60 },
    readinessProbe: { ...probe('/readyz'), periodSeconds: 2, timeoutSeconds: 3 },
    livenessProbe: { ...probe('/livez'), periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6 },
    lifecycle: { preStop: { sleep: { seconds: 5 } } },
    resources: { requests: { ...requests, ...gpus }, limits: { ...limits, ...gpus } },
    securityContext: containerSecurity,
    terminationMessagePolicy: 'FallbackToLogsOnError',
    volumeMounts: [
      { name: 'models', mountPath: '/models', readOnly: true },
      { name: 'tmp', mountPath: '/tmp' },
      ...(spec.server.apiKeysSecretRef ? [{ name: 'api-keys', mountPath: '/etc/tts/api-keys', readOnly: true }] : []),
    ],
  };
}

function runtimeImage({ image, compute }: TTSService['spec'], config: OperatorConfig): string {
  const standard = compute.device === 'gpu' ? config.runtimeGpuImage : config.runtimeImage;
  if (image.repository === undefined && image.tag === undefined && image.digest === undefined) return standard;
  const repository = image.repository ?? standard.replace(/@.*$/, '').replace(/:[^:/]+$/, '');
  if (image.digest !== undefined) return `${repository}@${image.digest}`;
  return `${repository}:${image.tag ?? 'latest'}`;
}

/** Pods of a volume that only one node may mount are kept together, on whatever node mounts it. */
function affinity({ spec }: TTSService, volume: Volume): { affinity?: unknown } {
  const oneNode = volume.claim !== undefined && !spec.storage.accessModes.includes('ReadWriteMany');
  return affinityWith(spec.pod.affinity, oneNode ? volume.name : undefined);
}
