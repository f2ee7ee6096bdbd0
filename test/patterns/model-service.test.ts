import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { startFaultServer } from '../../operator/model-store/testing/fault-server.ts';
import type { Fault, FaultServer } from '../../operator/model-store/testing/fault-server.ts';
import { makeSample, sha256 } from '../../operator/model-store/testing/sample.ts';
import type { Sample } from '../../operator/model-store/testing/sample.ts';
import { check } from '../../operator/model-store/verify.ts';
import { eventually } from '../support/kubectl.ts';
import { realDownloads } from '../support/real-downloads.ts';
import { makeWorld } from './world.ts';
import type { Conditioned, World } from './world.ts';

const KiB = 1024;
/** More than this is never fetched twice for one cut: what the kernel and the server had on their way. */
const CHUNK = 64 * KiB;
const NOWHERE = 'nowhere';

let downloads: Awaited<ReturnType<typeof realDownloads>>;
let world: World;
let sample: Sample;
let server: FaultServer;
let namespace: string;

beforeAll(async () => {
  downloads = await realDownloads();
  world = await makeWorld((k) => ({
    download: (pod) => downloads.run(k, pod),
    binds: ({ spec }) => spec.storageClassName !== NOWHERE,
  }));
});
beforeEach(async () => {
  sample = makeSample({ 'model.onnx': 300 * KiB, 'vocab.json': 900, 'voices/a.bin': 40 * KiB });
  server = await startFaultServer(sample.served);
  namespace = await world.namespace();
});
afterEach(async () => {
  await world.tidy();
  await server.close();
});
afterAll(async () => {
  await world?.end();
  await downloads?.end();
});

const allowed = { MODEL_ALLOWED_SCHEMES: 'http,https', MODEL_ALLOWED_HOSTS: '127.0.0.1' };
const operator = (env: Record<string, string> = {}) => world.operator(namespace, undefined, { ...allowed, ...env });

/** A TTSService's spec for a sample at a server, below a folder of it. */
function specOf(of: Sample, { folder = '', ...over }: { folder?: string; storage?: object; model?: object } = {}) {
  const files = of.manifest.files.map(({ path, size, sha256 }) => ({
    ...{ path, size, sha256, url: `${server.url}${folder}/${path}` },
  }));
  return {
    model: { name: 'sample', files, ...over.model },
    storage: { size: '64Mi', ...over.storage },
    scaling: { replicas: 1 },
  };
}

interface WithModel extends Conditioned {
  status: Conditioned['status'] & {
    volume?: string;
    model?: {
      digest?: string;
      phase?: string;
      source?: string;
      attempts?: number;
      pinned?: { id: string; files: { path: string; size: number; sha256: string }[] }[];
    };
  };
}
const service = async (name: string) => (await world.k.get<WithModel>('tts', name, namespace))!;
const reasonOf = async (name: string, type = 'ModelReady') => (await world.condition(namespace, name, type))?.reason;
const has = (name: string, reason: string, type = 'ModelReady', timeoutMs = 90_000) =>
  eventually(
    `${name}: ${type} ${reason}`,
    async () => {
      const condition = await world.condition(namespace, name, type);
      return condition?.reason === reason && condition;
    },
    timeoutMs,
  );
const verified = (name: string, timeoutMs = 240_000) => has(name, 'Verified', 'ModelReady', timeoutMs);
/** The published folder of a service's model on its claim. */
async function publishedOf(name: string): Promise<string> {
  const { status } = await service(name);
  return join(downloads.folderOf(namespace, status.volume ?? ''), 'sample', status.model?.digest ?? '');
}
const gets = (path: string): number => server.requests.filter((request) => request.path === path).length;

const faults: [name: string, fault: Fault, reason: string][] = [
  ['html', { kind: 'html' }, 'UnexpectedContent'],
  ['short', { kind: 'body', body: Buffer.alloc(100 * KiB) }, 'SizeMismatch'],
  ['empty', { kind: 'body', body: Buffer.alloc(0) }, 'SizeMismatch'],
  ['flipped', { kind: 'flip', at: 7777 }, 'DigestMismatch'],
  ['cut', { kind: 'cut', after: 0 }, 'Interrupted'],
  ['stall', { kind: 'stall', after: 0 }, 'Stalled'],
  ['forbidden', { kind: 'status', status: 403 }, 'Unauthorised'],
  ['missing', { kind: 'status', status: 404 }, 'NotFound'],
  ['limited', { kind: 'status', status: 429 }, 'RateLimited'],
  ['broken', { kind: 'status', status: 500 }, 'ServerError'],
  ['metadata', { kind: 'redirect', to: 'http://169.254.169.254/latest' }, 'Forbidden'],
];

test('T14 T15 each fault of a source is a reason of its own in the condition, nothing is published, and the next attempt goes on', async () => {
  let broken = true;
  for (const [name] of faults) for (const [path, body] of sample.contents) sample.served.set(`/${name}/${path}`, body);
  server.fault = (path) => {
    const found = faults.find(([name]) => path === `/${name}/model.onnx`);
    return broken ? found?.[1] : undefined;
  };
  await operator();
  // Another file list for each, so that no two share a volume.
  for (const [name] of faults)
    await world.apply(namespace, name, specOf(sample, { folder: `/${name}`, storage: { className: `class-${name}` } }));
  for (const [name, , reason] of faults) {
    const told = await has(name, reason, 'ModelReady', 240_000);
    expect(told.message, name).toContain('Attempt');
    expect(await check(await publishedOf(name), 'fast')).toEqual({ state: 'absent' });
    expect((await world.items('deployments', namespace)).map(({ metadata }) => metadata.name)).not.toContain(name);
  }
  broken = false;
  for (const [name, fault] of faults) {
    await verified(name);
    expect(await check(await publishedOf(name), 'full')).toMatchObject({ state: 'whole' });
    const attempts = gets(`/${name}/model.onnx`);
    const wrong = fault.kind === 'flip' || fault.kind === 'body' || fault.kind === 'html';
    const again = wrong ? attempts * 300 * KiB : attempts * CHUNK;
    expect(server.sentOf.get(`/${name}/model.onnx`) ?? 0, name).toBeLessThanOrEqual(300 * KiB + again);
    expect(gets(`/${name}/voices/a.bin`), `${name}: what was verified is not fetched again`).toBeLessThanOrEqual(2);
  }
}, 900_000);

test('fifty services of one model make one Job and one claim, and each file is fetched once', async () => {
  const proxy = await world.proxy();
  await world.operator(namespace, proxy, allowed);
  server.pace = 20;
  const names = Array.from({ length: 50 }, (_, i) => `s${i}`);
  const list = names.map((name) => ({
    apiVersion: 'tts.pattern-agentic.io/v1alpha1',
    kind: 'TTSService',
    metadata: { name, namespace },
    spec: { ...specOf(sample), scaling: { replicas: 0 } },
  }));
  await world.k.apply(JSON.stringify({ apiVersion: 'v1', kind: 'List', items: list }));
  await eventually(
    'all are verified',
    async () => {
      const { items } = await world.k.json<{ items: WithModel[] }>(['get', 'tts', '-n', namespace]);
      return items.length === 50 && items.every(({ status }) => status?.model?.phase === 'Verified');
    },
    400_000,
    500,
  );
  expect(await world.items('jobs', namespace)).toHaveLength(1);
  expect(await world.items('pvc', namespace)).toHaveLength(1);
  for (const path of sample.contents.keys()) expect(gets(`/${path}`), path).toBe(1);
  expect(server.sent).toBe(sample.bytes);
  const [claim] = await world.items('pvc', namespace);
  await eventually('all own the claim', async () => {
    const [live] = await world.items('pvc', namespace);
    return live?.metadata.ownerReferences?.length === 50;
  });
  // One service wrote the claim for all: not one write for each of the others.
  const writes = proxy
    .writes()
    .filter(({ path }) => path.includes(`persistentvolumeclaims/${claim?.metadata.name ?? ''}`));
  expect(writes.length).toBeLessThan(100);
  await world.k.ok(['delete', 'tts', '--all', '-n', namespace, '--wait=false']);
  await eventually(
    'the claim goes with the last',
    async () => (await world.items('pvc', namespace)).length === 0,
    60_000,
  );
}, 900_000);

test('digests that are not known are asked of the source once, pinned in status, and never change silently', async () => {
  const hub = '/owner/name/resolve/main/model.onnx';
  const linked = () => {
    const body = sample.served.get('/model.onnx')!;
    return { 'x-linked-etag': `"${sha256(body)}"`, 'x-linked-size': String(body.length), location: '/model.onnx' };
  };
  server.fault = (path) => (path === hub ? { kind: 'status', status: 302, headers: linked() } : undefined);
  await operator({ TTS_HF_ENDPOINT: server.url });
  const spec = specOf(sample);
  const [open, ...others] = spec.model.files;
  const asked = { ...spec.model, files: [{ path: open!.path, url: 'hf://owner/name@main/model.onnx' }, ...others] };
  await world.apply(namespace, 'first', { ...spec, model: asked });
  await verified('first');
  const first = (await service('first')).status.model!;
  const told = { path: 'model.onnx', size: 300 * KiB, sha256: sha256(sample.contents.get('model.onnx')!) };
  expect(first.pinned).toMatchObject([{ files: [told] }]);
  expect(first.source).toContain('127.0.0.1');
  // One HEAD to ask, one GET to fetch.
  expect(gets(hub)).toBe(2);
  expect(gets('/model.onnx')).toBe(1);

  // Another service takes over what is pinned, without asking.
  await world.apply(namespace, 'second', { ...spec, model: asked });
  await verified('second');
  expect((await service('second')).status.model).toMatchObject({ digest: first.digest, pinned: [{ files: [told] }] });
  expect(gets(hub)).toBe(2);
  expect(downloads.runs.filter(({ args, pod }) => args[0] === 'resolve' && pod.includes('sample')).length).toBe(1);
  await eventually('what asked is cleared away', async () => (await world.items('configmaps', namespace)).length === 1);

  // The source serves something else now, and the volume is lost: told, not taken.
  const other = makeSample({ 'model.onnx': 300 * KiB });
  sample.served.set('/model.onnx', other.contents.get('model.onnx')!);
  await rm(downloads.folderOf(namespace, (await service('first')).status.volume ?? ''), { recursive: true });
  await world.k.ok(['delete', 'pvc', '--all', '-n', namespace, '--wait=false']);
  await world.k.run(['delete', 'pods', '--all', '-n', namespace, '--force', '--grace-period=0']);
  await has('first', 'DigestMismatch', 'ModelReady', 240_000);
  const after = (await service('first')).status.model!;
  expect([after.digest, after.pinned]).toEqual([first.digest, first.pinned]);
}, 900_000);

test('a corrected Secret is tried at once, and a missing one is waited for', async () => {
  await operator();
  const [secret, name] = ['login', 'guarded'];
  server.fault = (_path, _n, request) =>
    request.headers.authorization === 'Bearer right' ? undefined : { kind: 'status', status: 401 };
  await world.apply(namespace, name, specOf(sample, { model: { secretRef: { name: secret } } }));
  const missing = await has(name, 'SecretNotFound');
  expect(missing.message).toContain('Secret login does not exist');
  expect(await world.items('jobs', namespace)).toEqual([]);

  const put = (text: string) =>
    world.k.apply(
      JSON.stringify({
        ...{ apiVersion: 'v1', kind: 'Secret', metadata: { name: secret, namespace } },
        stringData: { 'https-headers': `Authorization: Bearer ${text}` },
      }),
    );
  await put('wrong');
  await has(name, 'Unauthorised');
  // The third attempt comes after 10 s and 20 s; the wait after it is 40 s.
  await eventually(
    'attempt 3 failed',
    async () => {
      const condition = await world.condition(namespace, name, 'ModelReady');
      return condition?.reason === 'Unauthorised' && condition.message.includes('Attempt 3 failed');
    },
    90_000,
  );
  const corrected = Date.now();
  await put('right');
  await verified(name);
  expect(Date.now() - corrected).toBeLessThan(35_000);
  const text = await world.k.ok(['get', 'tts,events,pods,jobs', '-n', namespace, '-o', 'yaml']);
  expect(text).not.toMatch(/Bearer (wrong|right)/);
}, 900_000);

test('an address that the operator’s configuration refuses is told before anything is made', async () => {
  await world.operator(namespace, undefined, { MODEL_ALLOWED_HOSTS: '*.allowed.example' });
  await world.apply(namespace, 'scheme', specOf(sample));
  expect((await has('scheme', 'Forbidden')).message).toMatch(/files\[0\]\.url.*scheme http is not allowed/);
  await world.apply(namespace, 'host', {
    model: { sources: [{ https: { baseURL: 'https://elsewhere.example/models' } }] },
  });
  expect((await has('host', 'Forbidden')).message).toMatch(/sources\[0\].*host elsewhere\.example is not allowed/);
  await world.apply(namespace, 'metadata', {
    model: { sources: [{ npm: { registry: 'https://169.254.169.254/' } }] },
  });
  await has('metadata', 'Forbidden');
  await world.apply(namespace, 'proxied', { model: { proxy: { httpsProxy: 'http://proxy.example:3128' } } });
  expect((await has('proxied', 'Forbidden')).message).toContain('proxy.httpsProxy');
  await world.apply(namespace, 'fine', { model: { sources: [{ https: { baseURL: 'https://a.allowed.example/m' } }] } });
  await eventually('its Job', async () => (await world.items('jobs', namespace)).length === 1);
  expect(await world.items('pvc', namespace)).toHaveLength(1);
  expect(server.requests).toEqual([]);
});

test('a retained volume is picked up by a later service without a second download', async () => {
  await operator();
  await world.apply(namespace, 'kept', specOf(sample, { storage: { reclaimPolicy: 'Retain' } }));
  await verified('kept');
  const [before] = await world.items('pvc', namespace);
  await world.k.ok(['delete', 'tts', 'kept', '-n', namespace, '--timeout=60s']);
  await eventually('the rest is gone', async () => (await world.items('configmaps', namespace)).length === 0, 60_000);
  expect((await world.items('pvc', namespace)).map(({ metadata }) => metadata.uid)).toEqual([before?.metadata.uid]);
  const sent = server.sent;
  await world.apply(namespace, 'later', specOf(sample, { storage: { reclaimPolicy: 'Retain' } }));
  await verified('later');
  expect(server.sent).toBe(sent);
  expect((await world.items('pvc', namespace)).map(({ metadata }) => metadata.uid)).toEqual([before?.metadata.uid]);
});

test('a former model’s volume goes when the new one serves and nobody else uses it, not before', async () => {
  await operator();
  await world.apply(namespace, 'mover', specOf(sample));
  await world.apply(namespace, 'stayer', specOf(sample));
  await verified('mover');
  await verified('stayer');
  await world.settled(namespace, 'mover', 240_000);
  const [former] = await world.items('pvc', namespace);

  const next = makeSample({ 'model.onnx': 100 * KiB });
  for (const [path, body] of next.contents) sample.served.set(`/next/${path}`, body);
  server.fault = (path) => (path.startsWith('/next/') ? { kind: 'status', status: 404 } : undefined);
  const spec = { ...specOf(next, { folder: '/next' }) };
  await world.apply(namespace, 'mover', spec);
  await has('mover', 'NotFound');
  expect((await world.condition(namespace, 'mover', 'Available'))?.status).toBe('True');
  expect(await world.items('pvc', namespace)).toHaveLength(2);
  server.fault = () => undefined;
  await verified('mover');
  await world.settled(namespace, 'mover', 240_000);
  await new Promise((resolve) => setTimeout(resolve, 3000));
  expect(await world.items('pvc', namespace), 'the other service still uses it').toHaveLength(2);

  await world.apply(namespace, 'stayer', spec);
  await world.settled(namespace, 'stayer', 240_000);
  await eventually(
    'the former volume is gone',
    async () => {
      const claims = await world.items('pvc', namespace);
      return claims.length === 1 && claims[0]?.metadata.uid !== former?.metadata.uid;
    },
    60_000,
  );
  expect(await check(await publishedOf('mover'), 'full')).toMatchObject({ state: 'whole' });
}, 900_000);

test('T20 a volume that cannot be made, is too small or cannot grow is told with its reason, without a hang', async () => {
  await operator();
  await world.apply(namespace, 'classless', specOf(sample, { storage: { className: NOWHERE } }));
  const unbound = await has('classless', 'Unbound', 'StorageReady');
  expect(unbound.message).toContain(`StorageClass ${NOWHERE} has not provided a volume`);

  await world.apply(namespace, 'small', specOf(sample, { storage: { size: '100Ki' } }));
  const small = await has('small', 'VolumeTooSmall');
  expect(small.message).toMatch(/spec\.storage\.size is 100Ki.*write 1Mi or more/);

  const fixed = { metadata: { name: 'fixed' }, provisioner: 'none', allowVolumeExpansion: false };
  await world.k.apply(JSON.stringify({ apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', ...fixed }));
  await world.apply(namespace, 'fixed', specOf(sample, { storage: { className: 'fixed' } }));
  await verified('fixed');
  await world.apply(namespace, 'fixed', specOf(sample, { storage: { className: 'fixed', size: '128Mi' } }));
  const kept = await eventually('StorageReady tells that the claim has not grown', async () => {
    const condition = await world.condition(namespace, 'fixed', 'StorageReady');
    return condition?.message.includes('spec.storage.size') && condition;
  });
  expect(kept.status).toBe('True');
  expect(kept.message).toContain('not the 128Mi of spec.storage.size');
  expect((await world.condition(namespace, 'fixed', 'Available'))?.status).toBe('True');
  const shrunk = await world.k.run(
    ['apply', '-f', '-'],
    JSON.stringify({
      ...{ apiVersion: 'tts.pattern-agentic.io/v1alpha1', kind: 'TTSService', metadata: { name: 'fixed', namespace } },
      spec: specOf(sample, { storage: { className: 'fixed', size: '32Mi' } }),
    }),
  );
  expect(shrunk.stderr).toContain('storage.size can only grow');
}, 900_000);

test('a model in an image is mounted as an image volume, and checked before each server', async () => {
  await operator();
  const image = 'registry.example/models/kokoro:1';
  await world.apply(namespace, 'imaged', specOf(sample, { storage: { mode: 'Image', image } }));
  await world.settled(namespace, 'imaged');
  const [deployment] = await world.items('deployments', namespace);
  const pod = (deployment?.spec as { template: { spec: { volumes: object[]; initContainers: { env: object[] }[] } } })
    .template.spec;
  expect(pod.volumes).toContainEqual({ name: 'models', image: { reference: image, pullPolicy: 'IfNotPresent' } });
  expect(pod.initContainers[0]?.env).toContainEqual({ name: 'MODEL_WAIT_SECONDS', value: '1' });
  expect(await world.items('pvc', namespace)).toEqual([]);
  expect(await world.items('jobs', namespace)).toEqual([]);
  expect(await reasonOf('imaged', 'StorageReady')).toBe('NotNeeded');
});

test('the status of a service is written at most once in two seconds', async () => {
  const proxy = await world.proxy();
  const times: number[] = [];
  proxy.setRule(({ path, write }) => {
    if (write && path.includes('/ttsservices/busy/status')) times.push(Date.now());
    return undefined;
  });
  await world.operator(namespace, proxy, allowed);
  await world.apply(namespace, 'busy', { ...specOf(sample), scaling: { replicas: 4 } });
  await world.settled(namespace, 'busy');
  for (const replicas of ['1', '5', '0', '3']) {
    await world.k.ok(['scale', 'tts', 'busy', '-n', namespace, `--replicas=${replicas}`]);
    await new Promise((resolve) => setTimeout(resolve, 700));
  }
  await world.settled(namespace, 'busy');
  const gaps = times.slice(1).map((time, i) => time - times[i]!);
  expect(gaps.length).toBeGreaterThan(2);
  expect(Math.min(...gaps)).toBeGreaterThan(1_800);
});
