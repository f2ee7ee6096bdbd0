import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { KubeObject } from '../../operator/controller/object.ts';
import { startFaultServer } from '../../operator/model-store/testing/fault-server.ts';
import type { Fault } from '../../operator/model-store/testing/fault-server.ts';
import { startMain, taskEnvironment } from '../../operator/model-store/testing/process.ts';
import type { ResultLine } from '../../operator/model-store/report.ts';
import { makeSample, sourcesAt } from '../../operator/model-store/testing/sample.ts';
import { parseConfig } from '../../runtime/config.ts';
import { createMetrics } from '../../runtime/http/metrics.ts';
import { buildServer } from '../../runtime/server.ts';
import { fakeEngine } from '../../runtime/testing/fake-engine.ts';
import { roomyAdmission } from '../../runtime/testing/roomy-admission.ts';
import { NO_TRACING } from '../../tracing/span.ts';
import { startControlPlane } from '../support/control-plane.ts';
import type { ControlPlane } from '../support/control-plane.ts';
import { applyCrds } from '../support/crds.ts';
import { eventually, kubectl } from '../support/kubectl.ts';
import type { Kubectl } from '../support/kubectl.ts';
import { startOperator } from '../support/operator-process.ts';
import type { OperatorProcess } from '../support/operator-process.ts';
import { playKubelet } from '../support/played-kubelet.ts';
import { pinnedModel } from '../support/pinned-model.ts';

let plane: ControlPlane;
let k: Kubectl;
let operator: OperatorProcess | undefined;
let heartbeat: NodeJS.Timeout | undefined;
let count = 0;

beforeAll(async () => {
  plane = await startControlPlane({ controllerManager: true, scheduler: true });
  k = kubectl(plane.kubeconfig, plane.binaries);
  await applyCrds(k);
  // A node, with room for the pods of all entries, that only exists as an object: the scheduler is real, nothing runs.
  await k.apply('apiVersion: v1\nkind: Node\nmetadata: {name: node1, labels: {kubernetes.io/hostname: node1}}\n');
  const beat = async (): Promise<void> => {
    const now = new Date().toISOString();
    const room = { cpu: '48', memory: '96Gi', pods: '110', 'ephemeral-storage': '1Ti' };
    const conditions = [
      { type: 'Ready', status: 'True', lastHeartbeatTime: now, lastTransitionTime: now, reason: 'Played' },
    ];
    const status = { capacity: room, allocatable: room, conditions };
    await k.run(['patch', 'node', 'node1', '--subresource=status', '--type=merge', '-p', JSON.stringify({ status })]);
  };
  await beat();
  heartbeat = setInterval(() => void beat(), 10_000);
  operator = await startOperator(plane.kubeconfig);
});
afterAll(async () => {
  clearInterval(heartbeat);
  await operator?.stop();
  await plane?.stop();
});

interface Conditioned extends KubeObject {
  status?: { conditions?: { type: string; status: string; reason: string; message: string }[] };
}

const manifest = (name: string, namespace: string, spec: object): string =>
  JSON.stringify({
    apiVersion: 'tts.pattern-agentic.io/v1alpha1',
    kind: 'TTSService',
    metadata: { name, namespace },
    spec,
  });

async function newNamespace(): Promise<string> {
  const namespace = `trouble-${++count}`;
  await k.ok(['create', 'namespace', namespace]);
  return namespace;
}

/** Applies a service and gives the condition, as the document writes it, once its reason is the wanted one. */
async function conditionOf(namespace: string, type: string, reason: string, pattern = /./): Promise<string> {
  return eventually(
    `${type} ${reason}`,
    async () => {
      const service = await k.get<Conditioned>('tts', 'hello', namespace);
      const found = service?.status?.conditions?.find((one) => one.type === type);
      if (found?.reason !== reason || !pattern.test(found.message))
        throw new Error(JSON.stringify(service?.status?.conditions));
      return `${type}=${found.status} ${found.reason}: ${found.message}`;
    },
    240_000, // all entries are brought about at once
    400,
  );
}

/** The condition that a spec ends in, in a namespace of its own. */
async function condition(spec: object, type: string, reason: string, pattern?: RegExp): Promise<string> {
  const namespace = await newNamespace();
  await k.apply(manifest('hello', namespace, spec));
  return conditionOf(namespace, type, reason, pattern);
}

/** Plays what a kubelet reports of the first serving pod's container. */
async function withPodState(state: object, type: string, reason: string): Promise<string> {
  const namespace = await newNamespace();
  await k.apply(manifest('hello', namespace, { storage: { mode: 'PerPod' } }));
  const pod = await eventually(
    'a pod',
    async () => (await k.json<{ items: KubeObject[] }>(['get', 'pods', '-n', namespace])).items[0]?.metadata.name,
  );
  const container = { name: 'tts-service', image: 'x', imageID: 'x', ready: false, restartCount: 3, ...state };
  const status = { phase: 'Pending', containerStatuses: [container] };
  await k.ok([
    'patch',
    'pod',
    pod,
    '-n',
    namespace,
    '--subresource=status',
    '--type=merge',
    '-p',
    JSON.stringify({ status }),
  ]);
  return conditionOf(namespace, type, reason);
}

interface Broken {
  fault?: Fault;
  url?: string;
  folder?: string;
}

/** Runs the real downloader against a server that is broken like this; the line that it ends with. */
async function brokenDownload({ fault, url, folder }: Broken): Promise<ResultLine> {
  const sample = makeSample({ 'model.onnx': 300_000 });
  const server = await startFaultServer(sample.served);
  if (fault) server.fault = () => fault;
  const work = mkdtempSync(join(tmpdir(), 'tts-trouble-'));
  try {
    const env = await taskEnvironment(
      work,
      sample,
      sourcesAt(sample, url ?? server.url),
      folder ?? join(work, 'models'),
    );
    const { result, output } = await startMain(['pull'], { ...env, MODEL_ALLOWED_SCHEMES: 'http,https' }).ended;
    if (result?.reason === undefined) throw new Error(output);
    return result;
  } finally {
    await server.close();
    rmSync(work, { recursive: true, force: true });
  }
}

/** A volume that is too small or read-only: a file system in memory, mounted for the time of `use`. */
async function onMount<T>(options: string, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'tts-volume-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]);
  try {
    return await use(folder);
  } finally {
    execFileSync('umount', [folder]);
    rmSync(folder, { recursive: true });
  }
}

/** The message with which the API server refuses a manifest. */
async function refusal(spec: object, before?: object): Promise<string> {
  const namespace = await newNamespace();
  if (before) await k.apply(manifest('hello', namespace, before));
  const { code, stderr } = await k.run(['apply', '--validate=strict', '-f', '-'], manifest('hello', namespace, spec));
  expect(code).toBe(1);
  return stderr.trim().split('\n').at(-1) ?? '';
}

/** The error with which a speech server answers. */
async function answer(
  env: Record<string, string>,
  body: object,
  more: { headers?: Record<string, string>; times?: number; absent?: string[] } = {},
): Promise<string> {
  const engine = await fakeEngine({ inferenceMs: 200, absent: more.absent ?? [] });
  const admission = roomyAdmission({ maxRequests: 1 });
  const app = await buildServer({
    config: parseConfig(env),
    logger: pino({ level: 'silent' }),
    metrics: createMetrics(
      () => engine.scheduler.depth,
      admission,
      () => false,
    ),
    admission,
    tracing: NO_TRACING,
    readiness: () => ({ ready: true }),
    engine: () => engine,
  });
  try {
    const payload = { model: 'tts-1', input: 'Hello there.', voice: 'alloy', ...body };
    const answers = await Promise.all(
      Array.from({ length: more.times ?? 1 }, () =>
        app.inject({ method: 'POST', url: '/v1/audio/speech', payload, headers: more.headers ?? {} }),
      ),
    );
    const failed = answers.find(({ statusCode }) => statusCode >= 400);
    const { error } = failed?.json() as { error: { code: string; message: string } };
    return `${failed?.statusCode} ${error.code}: ${error.message}`;
  } finally {
    await app.close();
  }
}

function keysFolder(): string {
  return mkdtempSync(join(tmpdir(), 'tts-keys-'));
}

/** How each entry of the document comes about: its heading, and the real message. */
const entries: Record<string, () => Promise<string>> = {
  'Pods start before the model is there': () => condition({}, 'Available', 'NotStarted'),
  'Pods are OOMKilled': () =>
    withPodState(
      {
        state: { waiting: { reason: 'CrashLoopBackOff' } },
        lastState: { terminated: { exitCode: 137, reason: 'OOMKilled' } },
      },
      'Available',
      'OOMKilled',
    ),
  'The claim stays Pending': () => condition({}, 'StorageReady', 'Unbound', /no nodes|unbound|persistentvolumeclaim/i),
  'The StorageClass does not exist': () =>
    condition({ storage: { className: 'fast' } }, 'StorageReady', 'Unbound', /StorageClass fast .* Pod /),
  'The existing claim is not found': () =>
    condition({ storage: { mode: 'ExistingClaim', claimName: 'models' } }, 'StorageReady', 'ClaimNotFound'),
  'The volume is too small for the model': () =>
    condition({ storage: { size: '100Mi' } }, 'ModelReady', 'VolumeTooSmall'),
  'The volume cannot shrink': () => refusal({ storage: { size: '1Gi' } }, { storage: { size: '4Gi' } }),
  'There is no such model': () => condition({ model: { name: 'kokoro-v9' } }, 'ModelReady', 'UnknownModel'),
  'There is no such voice in the model': () =>
    condition({ model: { voices: ['af_heart', 'af_hart'] } }, 'ModelReady', 'UnknownVoice'),
  'The image cannot be pulled': () =>
    withPodState(
      {
        state: {
          waiting: { reason: 'ImagePullBackOff', message: 'Back-off pulling image "registry.example/tts-runtime:1"' },
        },
      },
      'Available',
      'ImagePullBackOff',
    ),
  'No node has room': () =>
    condition(
      { storage: { mode: 'PerPod' }, compute: { resources: { requests: { cpu: '64', memory: '1Gi' } } } },
      'Available',
      'Unschedulable',
    ),
  'No node has a GPU': () =>
    condition(
      { storage: { mode: 'PerPod' }, model: pinnedModel, compute: { device: 'gpu' } },
      'Available',
      'Unschedulable',
    ),
  'A quota is used up': async () => {
    const namespace = await newNamespace();
    await k.ok(['create', 'quota', 'small', '-n', namespace, '--hard=requests.cpu=500m']);
    await k.apply(manifest('hello', namespace, { storage: { mode: 'PerPod' } }));
    return conditionOf(namespace, 'Available', 'QuotaExceeded');
  },
  'The autoscaler does nothing': () =>
    condition(
      { storage: { mode: 'PerPod' }, scaling: { minReplicas: 1, maxReplicas: 3 } },
      'Autoscaling',
      'FailedGetContainerResourceMetric',
    ),
  'A name is taken': async () => {
    const namespace = await newNamespace();
    await k.ok(['create', 'service', 'clusterip', 'hello-service', '-n', namespace, '--tcp=80:80']);
    await k.apply(manifest('hello', namespace, { storage: { mode: 'PerPod' } }));
    return conditionOf(namespace, 'Progressing', 'NameTaken');
  },
  'The manifest is refused': () => refusal({ scaling: { minReplicas: 2 } }),
};

/** The same for what the speech API answers. */
const answers: Record<string, () => Promise<string>> = {
  'Responses are slow, or end with 429': () => answer({ TTS_MAX_REQUESTS: '1' }, {}, { times: 2 }),
  'The server asks for a key': () => answer({ TTS_API_KEYS_DIR: keysFolder() }, {}),
  'The voice is not on this server': () => answer({}, { voice: 'am_adam' }, { absent: ['am_adam'] }),
  'The input is too long': () => answer({ TTS_MAX_TEXT_LENGTH: '10' }, {}),
};

/** The same for downloads that fail: how the real downloader ends. */
const downloads: Record<string, () => Promise<ResultLine>> = {
  'The volume fills up': () => onMount('size=200k', (folder) => brokenDownload({ folder: join(folder, 'models') })),
  'The volume refuses to be written': () =>
    onMount('ro', (folder) => brokenDownload({ folder: join(folder, 'models') })),
  'The registry cannot be reached': () => brokenDownload({ url: 'http://127.0.0.1:9' }),
  'The registry’s certificate is not trusted': () => brokenDownload({ url: plane.url }),
  'The registry asks for a login': () => brokenDownload({ fault: { kind: 'status', status: 401 } }),
  'The mirror serves another file': () => brokenDownload({ fault: { kind: 'flip', at: 1000 } }),
  'The mirror serves a web page': () => brokenDownload({ fault: { kind: 'html' } }),
};

const page = readFileSync('docs/guides/troubleshooting.md', 'utf8');
const written = new Map(
  [...page.matchAll(/^### ([^\n]+)\n\n```text\n(.*?)\n```$/gms)].map(([, heading = '', text = '']) => [heading, text]),
);

/** What differs from run to run: hashes, generated names, addresses, the number of an attempt. */
/** What other versions of Kubernetes word differently: the value (or its type) in a refusal, details of the scheduler. */
const worded = (text: string): string =>
  process.env['KUBERNETES_VERSION'] === undefined
    ? text
    : text.replace(/(Invalid value: )"[^"]*": /g, '$1').replace(/ no new claims to deallocate,/g, '');

const steady = (text: string): string =>
  worded(text)
    .replace(/\b[0-9a-f]{64}\b/g, 'DIGEST')
    .replace(/(tts-kokoro-v1-0-\w+)-[0-9a-f]{10}(-pull-\d+)?(-[a-z0-9]{5})?/g, '$1-HASH$2')
    .replace(/(hello)-[a-f0-9]{5,10}(-[a-z0-9]{5})?/g, '$1-POD')
    .replace(/"?(media|trouble-\d+)"?\/?/g, '')
    .replace(/https?:\/\/[^\s/]+/g, 'HOST')
    .replace(/\(\/\S+\)/g, '(FOLDER)')
    .replace(/Attempt \d+ failed\. The next attempt starts within (a minute|minutes)/, 'Attempt N failed. …')
    .replace(/\b\d{3,}\b/g, 'N');

const actual = new Map<string, string>();

beforeAll(async () => {
  const told = async (heading: string, message: Promise<string>): Promise<void> => {
    actual.set(heading, await message.catch((error: unknown) => `not reproduced: ${String(error)}`));
  };
  for (const [heading, reproduce] of Object.entries(answers)) await told(heading, reproduce());
  await Promise.all(Object.entries(entries).map(([heading, reproduce]) => told(heading, reproduce())));
  // From here on a node is played, for the pods of downloads.
  const ends = new Map<string, ResultLine>();
  const kubelet = playKubelet(k, {
    download: ({ metadata }) => ({ succeeded: false, result: ends.get(metadata.namespace) ?? {} }),
    binds: ({ metadata }) => ends.has(metadata.namespace),
  });
  const judged = async (download: () => Promise<ResultLine>): Promise<string> => {
    const [result, namespace] = [await download(), await newNamespace()];
    ends.set(namespace, result);
    await k.apply(manifest('hello', namespace, {}));
    return conditionOf(namespace, 'ModelReady', result.reason ?? '');
  };
  try {
    await Promise.all(Object.entries(downloads).map(([heading, download]) => told(heading, judged(download))));
  } finally {
    await kubelet.stop();
  }
});

const headings = [...Object.keys(entries), ...Object.keys(answers), ...Object.keys(downloads)];

test('every entry of the page is one that is reproduced here, and the other way round', () => {
  expect([...written.keys()].sort()).toEqual(headings.sort());
});

test.each(headings)('%s', (heading) => {
  if (process.env['SHOW_MESSAGES']) process.stderr.write(`@@${JSON.stringify([heading, actual.get(heading)])}\n`);
  expect(steady(actual.get(heading) ?? '')).toBe(steady(written.get(heading) ?? ''));
});
