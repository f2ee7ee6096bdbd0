import type {
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
import { resourcesOf } from './default-resources.ts';
import { roomOf, withEphemeralStorage } from './ephemeral-storage.ts';
import { lexiconFolder, lexiconMounts, lexiconVolumes } from './lexicons.ts';
import { ANNOTATION, LABEL, ownerOf, podSelector, serviceLabels } from './metadata.ts';
import { containerSecurity, environment, modelsMount, podSecurity, temporaryMount } from './pod-parts.ts';
import { runtimeImage } from './runtime-image.ts';
import type { Served } from './served.ts';
import { affinityWith, gpuTolerations } from './placement.ts';
import { PREPARED_KEY } from './prepared.ts';
import { tracingVariables } from './tracing.ts';

/** The server's own port (docs/architecture.md, the contract), which everything finds by its name. */
export const PORT = { name: 'http', number: 8205 };

/** A server that finds the model's files gone or altered looks again for so long, then ends: its end is what the operator sees. */
const MODEL_WAIT_SECONDS = 60;

/** What is in the pods' emptyDirs can be made again: cluster-autoscaler need not spare their node. */
const EVICTABLE = { 'cluster-autoscaler.kubernetes.io/safe-to-evict': 'true' };

/** Whether an autoscaler sets the number of pods. */
export function autoscaled(service: TTSService): boolean {
  return mayScale(service) && !service.spec.suspend;
}

/** Whether the servers are to use a GPU, in the end: the spec's environment has the last word. */
export function usesGpu({ spec }: TTSService): boolean {
  const own = spec.server.env.find(({ name }) => name === 'USE_GPU');
  // For a server, an empty value is none, and none is false.
  return spec.compute.device === 'gpu' && (own === undefined || own.value === 'true');
}

/** Whether the servers report a GPU that they cannot use: as above. */
export function reportsGpu({ spec }: TTSService): boolean {
  return spec.server.env.every(({ name, value }) => name !== 'TTS_GPU_REPORT' || value === 'true');
}

/** Whether the spec lets the last pod end while nobody uses the service. */
export function maySleep(service: TTSService): boolean {
  return mayScale(service) && service.spec.scaling.minReplicas === 0;
}

/** Whether the spec leaves the number of pods to an autoscaler; `replicas: 0` keeps it. */
export function mayScale({ spec: { scaling } }: TTSService): boolean {
  return scaling.maxReplicas !== undefined && scaling.replicas !== 0;
}

/** How many pods a Deployment is asked for. */
export interface Scale {
  /** Who sets it, as the annotation says. */
  by: 'fixed' | 'auto' | 'keda';
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
  const { serviceAccountName, priorityClassName, runtimeClassName } = spec.pod;
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: service.metadata.name,
      namespace: service.metadata.namespace,
      labels: serviceLabels(service),
      annotations: {
        [ANNOTATION.scaling]: scale.by,
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
            ...(usesGpu(service) ? { [LABEL.device]: 'gpu' } : {}),
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
          // Pods of a volume that only one node may mount are kept together, on whatever node mounts it.
          ...affinityWith(spec.pod.affinity, served.oneNode ? served.volume : undefined),
          topologySpreadConstraints: spec.pod.topologySpreadConstraints as unknown as V1TopologySpreadConstraint[],
          initContainers: [
            served.check as V1Container,
            ...(served.keeps ? [prepareStep(service, served, config)] : []),
          ],
          containers: [server(service, served, config)],
          volumes: [
            ...served.volumes,
            ...(spec.server.apiKeysSecretRef
              ? [{ name: 'api-keys', secret: { secretName: spec.server.apiKeysSecretRef.name } }]
              : []),
            ...lexiconVolumes(service),
          ],
        },
      },
    },
  } satisfies V1Deployment;
}

/** The environment of a server; the spec's own comes last and replaces ours. */
function settingsOf({ metadata, spec: { server, compute } }: TTSService, served: Served) {
  const own = new Set(server.env.map(({ name }) => name));
  const settings = environment({
    TTS_ENVIRONMENT: server.environment,
    TTS_LOG_LEVEL: server.logLevel,
    TTS_HOST: '::',
    TTS_PORT: String(PORT.number),
    TTS_MODEL_PATH: served.path,
    TTS_MODEL_WAIT: String(MODEL_WAIT_SECONDS),
    TTS_MODEL_DIGEST: served.digest,
    USE_GPU: String(compute.device === 'gpu'),
    TTS_GPU_REPORT: compute.device === 'gpu' ? 'true' : undefined,
    TTS_MAX_TEXT_LENGTH: String(server.maxTextLength),
    TTS_TEMP_DIR: '/tmp/tts',
    TTS_LOUDNESS: server.loudness,
    ...tracingVariables(metadata, server.tracing),
    TTS_CORS_ORIGINS: server.corsOrigins?.join(','),
    TTS_SLEEP_AFTER: server.sleepAfter === undefined ? undefined : String(secondsOf(server.sleepAfter)),
    TTS_LANES: server.lanes === undefined ? undefined : String(server.lanes),
    TTS_API_KEYS_DIR: server.apiKeysSecretRef ? '/etc/tts/api-keys' : undefined,
    TTS_LEXICONS_DIR: lexiconFolder(server),
  });
  return [...settings.filter(({ name }) => !own.has(name)), ...server.env];
}

/** What the step before the server needs of the server's environment. */
const PREPARES = new Set(['TTS_MODEL_PATH', 'TTS_MODEL_DIGEST', 'TTS_TEMP_DIR']);

/**
 * Puts the prepared model where the server finds it, from the volume or, where that has none that is on record, by preparing it
 * and keeping it there. It may write to the volume, which the server may not, and it never fails: a server prepares by itself.
 */
function prepareStep(service: TTSService, served: Served, config: OperatorConfig): V1Container {
  const { spec } = service;
  return {
    name: CONTAINER.prepare,
    image: runtimeImage(spec, config),
    imagePullPolicy: spec.image.pullPolicy,
    // An image that has no such program is none that keeps the server from starting.
    command: [
      ...['node', '--max-semi-space-size=1', '--eval'],
      'import("./dist/runtime/model/keep-main.js").catch((error) => console.log(error.message))',
    ],
    env: [
      ...settingsOf(service, served).filter(({ name }) => PREPARES.has(name)),
      { name: 'TTS_PREPARED_RECORD', value: `/etc/tts/model/${PREPARED_KEY}` },
    ],
    resources: ofNode(spec, served),
    securityContext: containerSecurity,
    terminationMessagePolicy: 'FallbackToLogsOnError',
    volumeMounts: [
      { name: 'models', mountPath: '/models' },
      { name: 'files', mountPath: '/etc/tts/model', readOnly: true },
      temporaryMount,
    ],
  };
}

/** What a server asks of its node, with the room of its emptyDirs. */
const ofNode = ({ compute }: TTSService['spec'], { volumes }: Served): V1ResourceRequirements =>
  withEphemeralStorage(resourcesOf(compute), roomOf(volumes));

function server(service: TTSService, served: Served, config: OperatorConfig) {
  const { spec } = service;
  const { requests = {}, limits = {} } = ofNode(spec, served);
  const gpus =
    spec.compute.device === 'gpu'
      ? { [spec.compute.gpu?.resourceName ?? 'nvidia.com/gpu']: String(spec.compute.gpu?.count ?? 1) }
      : {};
  const probe = (path: string) => ({ httpGet: { path, port: PORT.name } });
  return {
    name: CONTAINER.server,
    image: runtimeImage(spec, config),
    imagePullPolicy: spec.image.pullPolicy,
    env: settingsOf(service, served),
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
    resources: { requests: { ...requests, ...gpus }, limits: { ...limits, ...gpus } },
    securityContext: containerSecurity,
    terminationMessagePolicy: 'FallbackToLogsOnError',
    volumeMounts: [
      modelsMount(true),
      temporaryMount,
      ...(spec.server.apiKeysSecretRef ? [{ name: 'api-keys', mountPath: '/etc/tts/api-keys', readOnly: true }] : []),
      ...lexiconMounts(spec.server),
    ],
  };
}

/** The port that the server listens on: its own, or that of the spec's environment, which everything else finds by its name. */
export function portOf({ server }: Pick<TTSService['spec'], 'server'>): number {
  const own = Number(server.env.find(({ name }) => name === 'TTS_PORT')?.value);
  return Number.isInteger(own) && own > 0 && own < 65_536 ? own : PORT.number;
}
