import { z } from 'zod';

const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  );
const flag = z.enum(['true', 'false']).transform((text) => text === 'true');
const port = z.coerce.number().int().min(0).max(65535);
const optional = z
  .string()
  .default('')
  .transform((text) => (text === '' ? undefined : text));

const Environment = z.object({
  POD_NAMESPACE: z.string().default('tts-system'),
  POD_NAME: z.string().default('tts-operator'),
  WATCH_NAMESPACES: list,
  OPERATOR_IMAGE: z.string().default('tts-operator:dev'),
  RUNTIME_IMAGE: z.string().default('tts-runtime:dev'),
  RUNTIME_GPU_IMAGE: z.string().default('tts-runtime-gpu:dev'),
  IMAGE_PULL_POLICY: z.enum(['Always', 'IfNotPresent', 'Never']).default('IfNotPresent'),
  TTS_NPM_REGISTRY: optional,
  TTS_PYPI_INDEX: optional,
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
  LEADER_ELECT: flag.default(true),
  WORKERS: z.coerce.number().int().min(1).max(256).default(8),
  RESYNC_SECONDS: z.coerce.number().int().min(10).max(86_400).default(600),
  RELIST_SECONDS: z.coerce.number().int().min(1).max(86_400).default(600),
  WATCH_SILENCE_SECONDS: z.coerce.number().int().min(1).max(3600).default(150),
  METRICS_PORT: port.default(8080),
  HEALTH_PORT: port.default(8081),
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
  logLevel: string;
  leaderElect: boolean;
  workers: number;
  resyncSeconds: number;
  /** How often a full list looks for what a watch missed, and how long a watch may be silent before it is taken for dead. */
  relistSeconds: number;
  watchSilenceSeconds: number;
  metricsPort: number;
  healthPort: number;
}

/** Reads the environment; throws an error that names the wrong variable. */
export function readConfig(env: NodeJS.ProcessEnv): OperatorConfig {
  const parsed = Environment.safeParse(env);
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
    logLevel: e.LOG_LEVEL,
    leaderElect: e.LEADER_ELECT,
    workers: e.WORKERS,
    resyncSeconds: e.RESYNC_SECONDS,
    relistSeconds: e.RELIST_SECONDS,
    watchSilenceSeconds: e.WATCH_SILENCE_SECONDS,
    metricsPort: e.METRICS_PORT,
    healthPort: e.HEALTH_PORT,
  };
}
