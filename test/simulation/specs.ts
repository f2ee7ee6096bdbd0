import { createHash } from 'node:crypto';
import type { ResolvedFile } from '../../operator/model-store/report.ts';
import type { Random } from './random.ts';

/** A spec as a person writes it. */
export type Written = Record<string, unknown>;

const sha = (text: string): string => createHash('sha256').update(text).digest('hex');

export const HOSTS = ['mirror-a.example', 'mirror-b.example', 'mirror-c.example'] as const;
export const SECRETS = ['creds-a', 'creds-b'] as const;
export const KEYS = ['keys-a'] as const;
export const CA = 'ca';
export const LEXICONS = ['words-a', 'words-b'] as const;
export const CLAIMS = ['models-a', 'models-b'] as const;

/** Written with every model, for its default depends on the device. */
export const PRECISION = 'fp32';

/** What a source tells of a file whose digest nobody wrote down. */
export function resolveFile(path: string): ResolvedFile {
  return { path, size: 1000 + path.length, sha256: sha(path) };
}

/** A model of two files with their digests. */
export function ownModel(name: string, host: string): { name: string; precision: string; files: Written[] } {
  const file = (path: string): Written => ({
    path,
    url: `${host}/${name}/${path}`,
    sha256: sha(`${name}/${path}`),
    size: 5_000_000,
  });
  return { name, precision: PRECISION, files: [file('model.onnx'), file('vocab.json')] };
}

/** Models of two files: small, so that a step costs little. `open` ones have no digests. */
function model(random: Random): Written {
  const kind = random.weighted({ first: 50, second: 20, open: 10, catalog: 3, unknown: 1, forbidden: 1, broken: 1 });
  if (kind === 'catalog')
    return {
      ...(random.chance(0.5) ? { voices: [random.weighted({ af_heart: 9, nobody: 1 })] } : {}),
      ...(random.chance(0.5) ? { sources: [source('kokoro', random)] } : {}),
    };
  if (kind === 'unknown') return { name: 'nothing' };
  const host = kind === 'forbidden' ? 'http://plain.example' : `https://${random.pick(HOSTS)}`;
  const name = kind === 'second' ? 'second' : kind === 'open' ? 'open' : 'first';
  const known = ownModel(name, host).files;
  const files: Written[] = kind === 'open' ? known.map(({ path, url }) => ({ path, url })) : known;
  if (kind === 'broken') files.push(...files.slice(0, 1));
  return {
    name,
    precision: PRECISION,
    files,
    ...(random.chance(0.15) ? { secretRef: { name: random.pick(SECRETS) } } : {}),
    ...(random.chance(0.04) ? { caBundleRef: { name: CA } } : {}),
    ...(random.chance(0.1) ? { sources: [source(name, random)] } : {}),
    ...(random.chance(0.03) ? { proxy: { httpsProxy: 'http://proxy.example:3128' } } : {}),
  };
}

function source(name: string, random: Random): Written {
  const host = `https://${random.pick(HOSTS)}`;
  if (random.chance(0.5)) return { https: { baseURL: `${host}/${name}` } };
  return random.pick([
    { huggingFace: { endpoint: host } },
    { huggingFace: { repository: 'own/speech', revision: 'a1b2c3' } },
    { s3: { bucket: 'models', endpoint: host } },
    { s3: { bucket: 'models', prefix: 'speech/', region: 'eu-west-1' } },
    { oci: { reference: 'registry.example/models/speech:v1' } },
    { npm: { registry: host } },
    { pypi: { index: `${host}/simple` } },
  ]);
}

function storage(random: Random): Written {
  const mode = random.weighted({ Shared: 70, PerPod: 10, ExistingClaim: 12, Image: 8 });
  const size = random.weighted({ '1Gi': 30, '2Gi': 50, '4Gi': 15, '1Mi': 2 });
  if (mode === 'ExistingClaim') return { mode, claimName: random.pick(CLAIMS) };
  if (mode === 'Image')
    return { mode, image: random.weighted({ 'models/first': 6, 'models/second': 2, 'models/none': 1 }) };
  if (mode === 'PerPod') return { mode, size };
  return {
    size,
    ...(random.chance(0.4) ? { className: random.weighted({ fast: 4, local: 4, slow: 3, missing: 0.3 }) } : {}),
    ...(random.chance(0.4)
      ? { accessModes: [random.weighted({ ReadWriteOnce: 2, ReadWriteMany: 4, ReadWriteOncePod: 1 })] }
      : {}),
    ...(random.chance(0.2) ? { reclaimPolicy: 'Retain' } : {}),
  };
}

function scaling(random: Random): Written | undefined {
  return random.weighted({ none: 4, fixed: 4, auto: 2, zero: 1 }) === 'none'
    ? undefined
    : random.weighted({
          fixed: 5,
          auto: 3,
          zero: 1,
        }) === 'auto'
      ? autoscaling(1 + random.below(2), 2 + random.below(3), random)
      : { replicas: random.below(4) };
}

/** An objective follows from the bounds, as walks of known seeds do. */
function autoscaling(minReplicas: number, maxReplicas: number, random: Random): Written {
  return {
    ...{ minReplicas, maxReplicas },
    ...(random.chance(0.2) ? { targetQueueDepth: 5 } : {}),
    ...(minReplicas === 1 && maxReplicas > 2 ? { objective: OBJECTIVES[maxReplicas - 3] } : {}),
  };
}

/** One that such pods meet, and one that needs more of them than there may be. */
const OBJECTIVES: Written[] = [
  { firstAudioP95: '2s', concurrency: 10 },
  { firstAudioP95: '1500ms', concurrency: 80 },
];

const RARE: Written[] = [
  { sleepAfter: '90s' },
  { sleepAfter: '10m', loudness: 'natural' },
  { sleepAfter: '2h', tracing: { endpoint: 'http://collector.observability.svc:4318', samplingPercent: 5 } },
];

/** Both follow from one number, as walks of known seeds do. */
function textAndLanes(number: number): Written {
  return { maxTextLength: 100 + number, lanes: [1, 2, 'auto'][number]! };
}

function server(random: Random): Written {
  return {
    ...(random.chance(0.2) ? { logLevel: random.pick(['DEBUG', 'INFO', 'ERROR']) } : {}),
    ...(random.chance(0.15) ? { apiKeysSecretRef: { name: random.pick(KEYS) } } : {}),
    ...(random.chance(0.15)
      ? { env: [{ name: random.pick(['TTS_THREADS', 'EXTRA', 'TTS_PORT']), value: String(random.below(3)) }] }
      : {}),
    ...(random.chance(0.2) ? { lexicons: random.pick([[LEXICONS[0]], [LEXICONS[1]], [...LEXICONS]]) } : {}),
    ...(random.chance(0.1) ? textAndLanes(random.below(3)) : {}),
    ...(random.chance(0.1) ? random.pick(RARE) : {}),
  };
}

const FIELDS = {
  model,
  storage,
  scaling,
  server,
  image: (random: Random): Written =>
    random.pick([
      {},
      { tag: 'v2' },
      { repository: 'own/runtime', tag: 'v1' },
      { repository: 'bad/runtime', tag: 'v1' },
      { repository: 'own/runtime' },
      { repository: 'own/runtime', digest: `sha256:${'a'.repeat(64)}` },
      { pullSecrets: [{ name: 'registry' }] },
    ]),
  service: (random: Random): Written =>
    random.pick([{}, { port: 8080 }, { type: 'NodePort' }, { annotations: { team: 'speech' } }]),
  pod: (random: Random): Written =>
    random.pick([
      {},
      { labels: { team: 'speech' } },
      { annotations: { note: 'x' } },
      { nodeSelector: { zone: 'b' } },
      { tolerations: [{ key: 'gpu', operator: 'Exists' }] },
      { nodeSelector: { zone: 'nowhere' } },
      { affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [] } } },
      { serviceAccountName: 'speech', priorityClassName: 'high', runtimeClassName: 'nvidia' },
    ]),
  networkPolicy: (random: Random): Written =>
    random.pick([{}, { enabled: false }, { egress: [{ ports: [{ port: 53 }] }] }]),
  compute: (random: Random): Written =>
    random.pick([
      {},
      { device: 'gpu' },
      { device: 'gpu', gpu: { resourceName: 'example.com/gpu', count: 2 } },
      { resources: { requests: { cpu: '100m' } } },
      { resources: { requests: { cpu: '500' } } },
      { resources: { requests: { memory: '1Gi' } } },
    ]),
  download: (random: Random): Written =>
    random.pick([
      {},
      { pod: { labels: { team: 'speech' }, priorityClassName: 'low' } },
      { pod: { serviceAccountName: 'fetch' } },
    ]),
  suspend: (random: Random): boolean | undefined => (random.chance(0.5) ? true : undefined),
} as const;
export type Field = keyof typeof FIELDS;
export const FIELD_NAMES = Object.keys(FIELDS) as Field[];

const OFTEN: Record<Field, number> = {
  model: 1,
  storage: 0.8,
  scaling: 0.4,
  server: 0.3,
  image: 0.15,
  service: 0.1,
  pod: 0.15,
  networkPolicy: 0.1,
  compute: 0.08,
  download: 0.05,
  suspend: 0.05,
};

/** `much`: fields that are written more often than others. */
export function randomSpec(random: Random, much: readonly Field[] = []): Written {
  const spec: Written = {};
  for (const field of FIELD_NAMES) {
    if (!random.chance(much.includes(field) ? 0.8 : OFTEN[field])) continue;
    const value = FIELDS[field](random);
    if (value !== undefined) spec[field] = value;
  }
  return spec;
}

type Listed = Written & { files: { url: string }[] };
const isListed = (model: unknown): model is Listed => (model as Partial<Listed> | undefined)?.files !== undefined;

/** The same files from other places, or with another Secret. */
function elsewhere(model: Listed, random: Random): Written {
  const host = `https://${random.pick(HOSTS)}`;
  return {
    ...model,
    files: model.files.map((file) => ({ ...file, url: file.url.replace(/^https?:\/\/[^/]+/, host) })),
    ...(random.chance(0.5) ? { secretRef: { name: random.pick(SECRETS) } } : {}),
    ...(random.chance(0.3) ? { sources: [source(String(model['name']), random)] } : {}),
  };
}

/** The spec with one field written anew, or left out. */
export function changedSpec(spec: Written, random: Random, much: readonly Field[] = []): Written {
  const field = random.weighted<Field>({
    model: 5,
    storage: 4,
    scaling: 4,
    server: 3,
    image: 3,
    service: 1,
    pod: 2,
    networkPolicy: 1,
    compute: 1,
    download: 1,
    suspend: 4,
    ...Object.fromEntries(much.map((one) => [one, 10])),
  });
  const { [field]: was, ...rest } = spec;
  if (was !== undefined && random.chance(field === 'model' ? 0.03 : 0.25)) return rest;
  if (field === 'model' && isListed(was) && random.chance(0.3)) return { ...rest, model: elsewhere(was, random) };
  const value = FIELDS[field](random);
  return value === undefined ? rest : { ...rest, [field]: value };
}
