import type {
  V1Affinity,
  V1Container,
  V1Deployment,
  V1ResourceRequirements,
  V1Toleration,
  V1TopologySpreadConstraint,
} from '@kubernetes/client-node';
import type { KubeObject } from '../controller/object.ts';
import { secondsOf } from '../api/fields.ts';
import type { TTSService } from '../api/resource.ts';
import type { OperatorConfig } from '../config.ts';
import { CONTAINER, digestLabel } from '../api/names.ts';
import { lexiconMount } from './lexicons.ts';
import { ANNOTATION, LABEL, ownerOf, podSelector, serviceLabels } from './metadata.ts';
import { containerSecurity, environment, modelsMount, podSecurity, temporaryMount } from './pod-parts.ts';
import type { Served } from './served.ts';
import { affinityWith, gpuTolerations } from './placement.ts';

/** The server's own port (docs/architecture.md, the contract), which everything finds by its name. */
export const PORT = { name: 'http', number: 8205 };

/** A server that finds the model's files gone or altered looks again for so long, then ends: its end is what the operator sees. */
const MODEL_WAIT_SECONDS = 60;

/** Of one pod, where the spec says nothing. */
const RESOURCES: NonNullable<TTSService['spec']['compute']['resources']> = {
  requests: { cpu: '1', memory: '1Gi' },
  limits: { cpu: '2', memory: '2Gi' },
};

/** What is in the pods' emptyDirs can be made again: cluster-autoscaler need not spare their node. */
const EVICTABLE = { 'cluster-autoscaler.kubernetes.io/safe-to-evict': 'true' };

/** Whether an autoscaler sets the number of pods. */
export function autoscaled(service: TTSService): boolean {
  return mayScale(service) && !service.spec.suspend;
}

/** Whether the spec leaves the number of pods to an autoscaler; `replicas: 0` keeps it. */
function mayScale({ spec: { scaling } }: TTSService): boolean {
  return scaling.maxReplicas !== undefined && scaling.replicas !== 0;
}

/** How many pods a Deployment is asked for. */
export interface Scale {
  /** Undefined: an autoscaler sets it. */
  replicas: number | undefined;
  /** While we hold it at zero: the number that it gets back. */
  held: number | undefined;
}

/**
 * The speech servers. Its template names the digest of a model that is verified on the volume, and its init container checks that
 * again in every pod, so no server starts on files that are missing, short or altered.
 */
export function deployment(service: TTSService, served: Served, scale: Scale, config: OperatorConfig): KubeObject {
  const { spec } = service;
  const selector = podSelector(service);
  const lexicons = lexiconMount(service);
  const { serviceAccountName, priorityClassName, runtimeClassName } = spec.pod;
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: service.metadata.name,
      namespace: service.metadata.namespace,
      labels: serviceLabels(service),
      annotations: {
        [ANNOTATION.scaling]: mayScale(service) ? 'auto' : 'fixed',
        ...(served.verifiedOn === undefined ? {} : { [ANNOTATION.verifiedClaim]: served.verifiedOn }),
        ...(scale.held === undefined ? {} : { [ANNOTATION.held]: String(scale.held) }),
      },
      ownerReferences: [ownerOf(service)],
    },
    spec: {
      ...(scale.replicas === undefined ? {} : { replicas: scale.replicas }),
      // A former ReplicaSet keeps its pods that were evicted, and those keep the claim of a former model for ever.
      revisionHistoryLimit: 0,
      progressDeadlineSeconds: 600,
      strategy: served.exclusive ? { type: 'Recreate' } : { type: 'RollingUpdate', rollingUpdate: spec.rollout },
      selector: { matchLabels: selector },
      template: {
        metadata: {
          labels: {
            ...spec.pod.labels,
            ...serviceLabels(service),
            [LABEL.volume]: served.volume,
            [LABEL.digest]: digestLabel(served.digest),
          },
          annotations: { ...EVICTABLE, ...spec.pod.annotations },
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
          tolerations: [...spec.pod.tolerations, ...gpuTolerations(service)] as V1Toleration[],
          ...affinity(service, served),
          topologySpreadConstraints: spec.pod.topologySpreadConstraints as unknown as V1TopologySpreadConstraint[],
          initContainers: [served.check as V1Container],
          containers: [server(service, served, config)],
          volumes: [
            ...served.volumes,
            ...(spec.server.apiKeysSecretRef
              ? [{ name: 'api-keys', secret: { secretName: spec.server.apiKeysSecretRef.name } }]
              : []),
            ...(lexicons ? [lexicons.volume] : []),
          ],
        },
      },
    },
  } satisfies V1Deployment;
}

function server(service: TTSService, served: Served, config: OperatorConfig) {
  const { spec } = service;
  const lexicons = lexiconMount(service);
  const { requests = {}, limits = {} } = spec.compute.resources ?? RESOURCES;
  const gpu = spec.compute.device === 'gpu';
  const gpus = gpu
    ? { [spec.compute.gpu?.resourceName ?? 'nvidia.com/gpu']: String(spec.compute.gpu?.count ?? 1) }
    : {};
  const probe = (path: string) => ({ httpGet: { path, port: PORT.name } });
  const own = new Set(spec.server.env.map(({ name }) => name));
  const settings = environment({
    TTS_ENVIRONMENT: spec.server.environment,
    TTS_LOG_LEVEL: spec.server.logLevel,
    TTS_HOST: '::',
    TTS_PORT: String(PORT.number),
    TTS_MODEL_PATH: served.path,
    TTS_MODEL_WAIT: String(MODEL_WAIT_SECONDS),
    TTS_MODEL_DIGEST: served.digest,
    USE_GPU: String(gpu),
    TTS_MAX_TEXT_LENGTH: String(spec.server.maxTextLength),
    TTS_TEMP_DIR: '/tmp/tts',
    TTS_CORS_ORIGINS: spec.server.corsOrigins?.join(','),
    TTS_SLEEP_AFTER: spec.server.sleepAfter === undefined ? undefined : String(secondsOf(spec.server.sleepAfter)),
    TTS_API_KEYS_DIR: spec.server.apiKeysSecretRef ? '/etc/tts/api-keys' : undefined,
    TTS_LEXICONS_DIR: lexicons?.folder,
  });
  return {
    name: CONTAINER.server,
    image: runtimeImage(spec, config),
    imagePullPolicy: spec.image.pullPolicy,
    env: [...settings.filter(({ name }) => !own.has(name)), ...spec.server.env],
    ports: [{ name: PORT.name, containerPort: portOf(spec), protocol: 'TCP' }],
    // Answered when the server is ready, not at the next tick after that; a startup probe would delay it.
    readinessProbe: { ...probe('/readyz?wait=2'), periodSeconds: 1, timeoutSeconds: 4, failureThreshold: 6 },
    livenessProbe: {
      ...probe('/livez'),
      initialDelaySeconds: 60,
      periodSeconds: 10,
      timeoutSeconds: 5,
      failureThreshold: 6,
    },
    lifecycle: { preStop: { sleep: { seconds: 5 } } },
    resources: { requests: { ...requests, ...gpus }, limits: { ...limits, ...gpus } } as V1ResourceRequirements,
    securityContext: containerSecurity,
    terminationMessagePolicy: 'FallbackToLogsOnError',
    volumeMounts: [
      modelsMount(true),
      temporaryMount,
      ...(spec.server.apiKeysSecretRef ? [{ name: 'api-keys', mountPath: '/etc/tts/api-keys', readOnly: true }] : []),
      ...(lexicons ? [lexicons.mount] : []),
    ],
  };
}

/** The port that the server listens on: its own, or that of the spec's environment, which everything else finds by its name. */
export function portOf({ server }: Pick<TTSService['spec'], 'server'>): number {
  const own = Number(server.env.find(({ name }) => name === 'TTS_PORT')?.value);
  return Number.isInteger(own) && own > 0 && own < 65_536 ? own : PORT.number;
}

function runtimeImage({ image, compute }: TTSService['spec'], config: OperatorConfig): string {
  const standard = compute.device === 'gpu' ? config.runtimeGpuImage : config.runtimeImage;
  if (image.repository === undefined && image.tag === undefined && image.digest === undefined) return standard;
  const repository = image.repository ?? standard.replace(/@.*$/, '').replace(/:[^:/]+$/, '');
  if (image.digest !== undefined) return `${repository}@${image.digest}`;
  return `${repository}:${image.tag ?? 'latest'}`;
}

/** Pods of a volume that only one node may mount are kept together, on whatever node mounts it. */
function affinity({ spec }: TTSService, { volume, oneNode }: Served): { affinity?: V1Affinity } {
  return affinityWith(spec.pod.affinity, oneNode ? volume : undefined);
}
