import { z } from 'zod';
import { lanesFor } from './machine/lanes.ts';
import { thisMachine } from './machine/machine.ts';
import type { Machine } from './machine/machine.ts';
import { TracingEnvironment, tracingSettings } from '../tracing/settings.ts';

const flag = z.enum(['true', 'false']).transform((value) => value === 'true');
const integer = (minimum: number, maximum: number) => z.coerce.number().int().min(minimum).max(maximum);

/** Reading a text takes time in proportion to its length: of this length at most 8 s of a core (test/bench/worst.ts). */
const MAX_TEXT_LENGTH = 32_768;

const ORIGIN = /^[a-z][a-z0-9+.-]*:\/\/([a-z0-9.-]+|\[[0-9a-f:]+\])(:\d{1,5})?$/;

/** Whether something is an origin as browsers send it: scheme, host and port, or `*` for any. */
function isOrigin(text: string): boolean {
  if (text === '*') return true;
  // Apps and extensions of browsers have schemes of their own, of which URL knows no origin.
  return ORIGIN.test(text) && (!/^https?:/.test(text) || URL.parse(text)?.origin === text);
}

/** The environment of a serving pod; docs/reference/environment.md is made of it. */
export const Environment = z.object({
  TTS_ENVIRONMENT: z.enum(['dev', 'staging', 'prod']).default('dev').describe('Name of the environment, for the log.'),
  TTS_LOG_LEVEL: z
    .enum(['DEBUG', 'INFO', 'WARNING', 'ERROR'])
    .default('INFO')
    .describe('Minimum level of log messages.'),
  TTS_HOST: z.string().default('0.0.0.0').describe('Address to listen on.'),
  TTS_PORT: integer(0, 65535).default(8205).describe('Port to listen on. 0: any free port.'),
  TTS_MODEL_PATH: z.string().default('/models/kokoro-v1.0').describe('Folder of published models.'),
  TTS_MODEL_DIGEST: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal characters, the sha256 of a manifest.json')
    .optional()
    .describe('Digest of the model to serve. If unset, the only model in the folder.'),
  TTS_MODEL_WAIT: integer(0, 86_400)
    .default(0)
    .describe('Seconds after which the server ends if model files are missing or altered. 0: it waits forever.'),
  USE_GPU: flag.default(false).describe('Use an NVIDIA GPU (CUDA) instead of the CPU.'),
  TTS_GPU_FALLBACK: flag
    .default(false)
    .describe(
      'With USE_GPU, and a GPU that cannot be used: serve on the CPU. If false, the server stays unready and `/readyz` tells the reason.',
    ),
  TTS_GPU_REPORT: flag
    .default(false)
    .describe(
      'With USE_GPU, and a GPU that cannot be used: end once, with the reason in the termination message, where the operator reads it. The next run of the container stays up.',
    ),
  TTS_UNKNOWN_FIELDS: z
    .enum(['refuse', 'ignore'])
    .default('refuse')
    .describe(
      'Answer to a request with a field that the API does not have: refuse it with status 400, or ignore the field.',
    ),
  TTS_MAX_TEXT_LENGTH: integer(1, MAX_TEXT_LENGTH).default(4096).describe('Maximum number of characters of a request.'),
  TTS_LOUDNESS: z
    .enum(['equal', 'natural'])
    .default('equal')
    .describe('How loud voices are: as loud as one another, or as the model makes them, which differs by 10 dB.'),
  TTS_PREPARED_RECORD: z
    .string()
    .optional()
    .describe(
      'File with the sha256 of the prepared models that the volume keeps. If set, a start copies the one for this server instead of preparing it.',
    ),
  TTS_TEMP_DIR: z.string().default('/tmp/tts').describe('Folder for temporary files.'),
  TTS_THREADS: integer(1, 256)
    .optional()
    .describe(
      'Threads of one inference. If unset, the number of cores that the process may use: by its CPU affinity and the CPU limit of its container.',
    ),
  TTS_LANES: z
    .string()
    .regex(/^(auto|[1-9]|1[0-6])$/, 'must be auto, or a number from 1 to 16')
    .default('1')
    .describe(
      'Segments that are spoken at once, 1 to 16. auto: one for each two cores, at least two on two cores or more, and fewer if the limit of memory is low. On a GPU, and with TTS_SLEEP_AFTER, auto is 1, and each further lane has its own copy of the model. The server does not start if its limit of memory is too low for the number ([memory](performance.md#lanes)).',
    ),
  TTS_MAX_REQUESTS: integer(1, 10_000)
    .default(64)
    .describe('Maximum number of requests that wait or are spoken at once. More get status 429.'),
  TTS_QUEUE_TIMEOUT: integer(1, 3600)
    .default(120)
    .describe('Maximum time in seconds that a request waits for its first sound.'),
  TTS_STALL_TIMEOUT: integer(2, 3600)
    .default(60)
    .describe('Seconds after which a client is disconnected if it does not read 64 KiB of its answer.'),
  TTS_CACHE_MB: integer(0, 1_000_000)
    .default(64)
    .describe('Memory for the cache of answers, in MB. 0 turns the cache off.'),
  TTS_API_KEYS_DIR: z
    .string()
    .optional()
    .describe('Folder with one API key in each file (a mounted Secret). If unset, no key is required.'),
  TTS_KEYLESS_LISTS: flag
    .default(false)
    .describe('Let clients read the lists of models and voices without a key (Open WebUI sends none there).'),
  TTS_LEXICONS_DIR: z
    .string()
    .optional()
    .describe(
      'Folder with one lexicon in each file `NAME.json` (a mounted ConfigMap). It is read again when it changes. The file `defaults` names those for every request, one a line. If unset, there are none.',
    ),
  TTS_CORS_ORIGINS: z
    .string()
    .transform((list) => list.split(/[\s,]+/).filter((origin) => origin !== ''))
    .refine(
      (origins) => origins.every(isOrigin),
      'must be origins such as https://chat.example.com, without a path, or *',
    )
    .default([])
    .describe(
      'Origins whose scripts may use the API from a browser, separated by commas. * for all of them, which cannot be combined with API keys. If unset, none.',
    ),
  TTS_RATE_LIMIT: integer(0, 1_000_000)
    .default(0)
    .describe(
      'Speech requests per minute for each API key, or for each address if there are no keys. Each pod counts for itself. More get status 429. 0: no limit.',
    ),
  TTS_MAX_STREAMS: integer(0, 10_000)
    .default(256)
    .describe('Maximum number of open WebSockets. More get status 429. 0: no WebSockets.'),
  TTS_MAX_STREAMS_PER_CLIENT: integer(1, 10_000)
    .default(64)
    .describe('Maximum number of open WebSockets of an API key, or of an address if there are no keys.'),
  TTS_STREAM_CONTEXTS: integer(1, 1_000)
    .default(16)
    .describe('Maximum number of texts that one WebSocket has in progress at once.'),
  TTS_STREAM_MAX_TEXT: integer(1, 1_000_000)
    .default(16_384)
    .describe('Maximum number of characters of one text that is sent over a WebSocket in pieces.'),
  TTS_STREAM_IDLE: integer(1, 86_400)
    .default(3_600)
    .describe('Seconds after which a WebSocket is closed if its client sends nothing and nothing is spoken.'),
  TTS_SLEEP_AFTER: integer(0, 604_800)
    .default(0)
    .describe(
      'Seconds without a request after which the server gives the memory of the model back. It stays ready, and the next request loads the model again. 0: never.',
    ),
  TTS_SHUTDOWN_TIMEOUT: integer(0, 3600).default(45).describe('Seconds after SIGTERM to finish requests in progress.'),
  ...TracingEnvironment.shape,
});

export type RuntimeConfig = ReturnType<typeof parseConfig>;

/** A setting that cannot be used; the message is one line that names the variable and what it must be. */
export class ConfigError extends Error {}

/** Reads the runtime's settings (docs/reference/environment.md lists them); an empty variable counts as unset. */
export function parseConfig(env: Record<string, string | undefined>, machine: Machine = thisMachine()) {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = Environment.safeParse(present);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => {
      const name = String(issue.path[0]);
      return `${name}=${JSON.stringify(env[name])}: ${issue.message}`;
    });
    throw new ConfigError(lines.join('; '));
  }
  const values = parsed.data;
  if (values.TTS_API_KEYS_DIR !== undefined && values.TTS_CORS_ORIGINS.includes('*'))
    throw new ConfigError('TTS_CORS_ORIGINS=* cannot be combined with TTS_API_KEYS_DIR: list the origins');
  return {
    environment: values.TTS_ENVIRONMENT,
    logLevel: values.TTS_LOG_LEVEL,
    host: values.TTS_HOST,
    port: values.TTS_PORT,
    modelPath: values.TTS_MODEL_PATH,
    modelDigest: values.TTS_MODEL_DIGEST,
    modelWaitSeconds: values.TTS_MODEL_WAIT,
    useGpu: values.USE_GPU,
    unknownFields: values.TTS_UNKNOWN_FIELDS,
    gpuFallback: values.TTS_GPU_FALLBACK,
    gpuReport: values.TTS_GPU_REPORT,
    maxTextLength: values.TTS_MAX_TEXT_LENGTH,
    equalLoudness: values.TTS_LOUDNESS === 'equal',
    tempDir: values.TTS_TEMP_DIR,
    preparedRecord: values.TTS_PREPARED_RECORD,
    threads: values.TTS_THREADS ?? machine.cores,
    lanes: lanesOf(values, machine),
    maxRequests: values.TTS_MAX_REQUESTS,
    queueTimeoutSeconds: values.TTS_QUEUE_TIMEOUT,
    stallTimeoutSeconds: values.TTS_STALL_TIMEOUT,
    cacheBytes: values.TTS_CACHE_MB * 1_000_000,
    apiKeysDir: values.TTS_API_KEYS_DIR,
    keylessLists: values.TTS_KEYLESS_LISTS,
    lexiconsDir: values.TTS_LEXICONS_DIR,
    corsOrigins: values.TTS_CORS_ORIGINS,
    /** Requests a minute of one key; 0: no limit. */
    rateLimit: values.TTS_RATE_LIMIT,
    /** Of WebSockets. */
    streams: {
      most: values.TTS_MAX_STREAMS,
      mostPerClient: values.TTS_MAX_STREAMS_PER_CLIENT,
      contexts: values.TTS_STREAM_CONTEXTS,
      maxTextLength: values.TTS_STREAM_MAX_TEXT,
      idleMs: values.TTS_STREAM_IDLE * 1000,
    },
    /** 0: never. */
    sleepAfterSeconds: values.TTS_SLEEP_AFTER,
    shutdownTimeoutSeconds: values.TTS_SHUTDOWN_TIMEOUT,
    /** Undefined: there are no traces. */
    tracing: tracingSettings(values),
  };
}

function lanesOf(values: z.infer<typeof Environment>, machine: Machine): number {
  const { TTS_LANES: lanes, TTS_SLEEP_AFTER: sleepAfter, USE_GPU: useGpu } = values;
  try {
    return lanesFor(lanes === 'auto' ? lanes : Number(lanes), { machine, apart: sleepAfter > 0, useGpu });
  } catch (error) {
    throw new ConfigError(`TTS_LANES=${JSON.stringify(lanes)}: ${(error as Error).message}`);
  }
}
