import type { V1Container, V1Deployment, V1Toleration, V1TopologySpreadConstraint } from '@kubernetes/client-node';
import type { KubeObject } from '../controller/object.ts';
import type { TTSService } from '../api/resource.ts';
import type { OperatorConfig } from '../config.ts';
import { CONTAINER, digestLabel } from '../api/names.ts';
import { lexiconMounts, lexiconVolumes } from './lexicons.ts';
import { ANNOTATION, LABEL, ownerOf, podSelector, serviceLabels } from './metadata.ts';
import { containerSecurity, filesMount, modelsMount, podSecurity, temporaryMount } from './pod-parts.ts';
import { runtimeImage } from './runtime-image.ts';
import type { Served } from './served.ts';
import { affinityWith, gpuTolerations } from './placement.ts';
import { PREPARES, prepareStep } from './prepare-step.ts';
import { PORT, ofNode, portOf, settingsOf } from './server-settings.ts';

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

/**
 * Whether the servers of a service may start without steps before them: its pods come while somebody waits, and each step takes from half
 * a second to two. The server checks the files itself before it speaks, and takes what is kept on the volume, if that is what is on record
 * (docs/decisions/0065-a-wake-has-no-steps.md).
 */
export function maySkipSteps(service: TTSService): boolean {
  return maySleep(service) && service.spec.server.env.every(({ name }) => !PREPARES.has(name));
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
          ...(served.check
            ? {
                initContainers: [
                  served.check as V1Container,
                  ...(served.keeps ? [prepareStep(service, served, config)] : []),
                ],
              }
            : {}),
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
      ...(served.check ? [] : [filesMount]),
      temporaryMount,
      ...(spec.server.apiKeysSecretRef ? [{ name: 'api-keys', mountPath: '/etc/tts/api-keys', readOnly: true }] : []),
      ...lexiconMounts(spec.server),
    ],
  };
}
