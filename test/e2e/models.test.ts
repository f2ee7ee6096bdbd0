import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../support/kubectl.ts';
import { theCluster } from './cluster.ts';
import type { E2eCluster } from './cluster.ts';
import type { Host } from './host.ts';
import { startHub } from './hub.ts';
import { ownNamespace } from './own-namespace.ts';
import { folderOfClaim, publishedModel } from './volumes.ts';

const namespace = 'models';
const scratch = mkdtempSync(join(tmpdir(), 'tts-models-'));
let cluster: E2eCluster;
let host: Host;
let sample: Awaited<ReturnType<typeof publishedModel>>;
let sampleSpec: { model: { caBundleRef?: { name: string } }; image: object };

beforeAll(async () => {
  cluster = await theCluster();
  if (cluster.host === undefined)
    throw new Error('these tests need a cluster on this machine: the embedded node or kind');
  ({ host } = cluster);
  await cluster.k.ok(['wait', '--for=condition=Ready', 'tts/pattern-tts', '-n', 'pattern-agentic', '--timeout=180s']);
  sample = await publishedModel(cluster, 'pattern-tts', 'pattern-agentic');
  sampleSpec = (
    await cluster.k.json<{ spec: typeof sampleSpec }>(['get', 'tts', 'pattern-tts', '-n', 'pattern-agentic'])
  ).spec;
  await ownNamespace(cluster, namespace);
});
afterAll(async () => {
  await cluster.k.run(['delete', 'namespace', namespace, '--wait=true', '--timeout=120s']);
  rmSync(scratch, { recursive: true });
});

const service = (name: string, spec: object) => ({
  apiVersion: 'tts.pattern-agentic.io/v1alpha1',
  kind: 'TTSService',
  metadata: { name, namespace },
  spec: {
    image: sampleSpec.image,
    compute: { resources: { requests: { cpu: '50m', memory: '512Mi' }, limits: { cpu: '2', memory: '4Gi' } } },
    scaling: { replicas: 1 },
    ...spec,
  },
});

const ready = (name: string) =>
  cluster.k.ok(['wait', '--for=condition=Ready', `tts/${name}`, '-n', namespace, '--timeout=240s']);

/** The address of a service inside the cluster, which the node itself reaches too. */
async function addressOf(name: string): Promise<string> {
  const { spec } = await cluster.k.json<{ spec: { clusterIP: string } }>([
    'get',
    'service',
    `${name}-service`,
    '-n',
    namespace,
  ]);
  return `http://${spec.clusterIP}`;
}

async function say(url: string, input: string): Promise<Buffer> {
  const answer = await fetch(`${url}/v1/audio/speech`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'tts-1', input, voice: 'af_heart' }),
  });
  const body = Buffer.from(await answer.arrayBuffer());
  if (!answer.ok) throw new Error(`${answer.status} ${body.toString().slice(0, 200)}`);
  return body;
}

/** The precision's name is another, and so are its digest and its folder; its bytes are the int8 weights, the only ones that reach this machine. */
test('another precision, whose digest only the hub knows: downloaded beside the old one, no request fails, the old one goes', async () => {
  const weights = readFileSync(join(sample.root, sample.path, 'model.onnx'));
  const path =
    '/onnx-community/Kokoro-82M-v1.0-ONNX/resolve/1939ad2a8e416c0acfeecc08a694d14ef25f2231/onnx/model_q8f16.onnx';
  const hub = await startHub(await host.address(), new Map([[path, weights]]));
  try {
    const authorities = existsSync(process.env.NODE_EXTRA_CA_CERTS ?? '')
      ? readFileSync(process.env.NODE_EXTRA_CA_CERTS ?? '', 'utf8')
      : '';
    await cluster.k.apply(
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'authorities', namespace },
        data: { 'ca.crt': `${authorities}\n${hub.authority}` },
      }),
    );
    const model = {
      voices: ['af_heart'],
      caBundleRef: { name: 'authorities' },
      sources: [{ huggingFace: { endpoint: hub.url } }],
    };
    await cluster.k.apply(JSON.stringify(service('upgrade', { model })));
    await ready('upgrade');
    const before = await publishedModel(cluster, 'upgrade', namespace);
    const url = await addressOf('upgrade');

    let stop = false;
    const answers: string[] = [];
    const client = async (name: string): Promise<void> => {
      for (let n = 0; !stop; n += 1) {
        const answer = await say(url, `Request ${n} of client ${name}.`).then(
          (mp3) => (mp3.length > 2000 ? 'ok' : 'short'),
          (error: Error & { cause?: Error }) =>
            `${error.message} (${error.cause?.message}) at ${new Date().toISOString()}`,
        );
        answers.push(answer);
      }
    };
    const clients = ['one', 'two'].map(client);
    const change = { spec: { model: { precision: 'q8f16' } } };
    await cluster.k.ok(['patch', 'tts', 'upgrade', '-n', namespace, '--type=merge', '-p', JSON.stringify(change)]);
    const after = await eventually(
      'the new model',
      async () => {
        const { status } = await cluster.k.json<{
          status: { model: { digest?: string; precision: string }; conditions: { type: string; status: string }[] };
        }>(['get', 'tts', 'upgrade', '-n', namespace]);
        const isReady = status.conditions.some(({ type, status: value }) => type === 'Ready' && value === 'True');
        return status.model.precision === 'q8f16' && isReady && publishedModel(cluster, 'upgrade', namespace);
      },
      480_000,
      1000,
    );
    await eventually(
      'the old pod is gone',
      async () => {
        const pods = await cluster.k.json<{ items: unknown[] }>([
          'get',
          'pods',
          '-n',
          namespace,
          '-l',
          'app=upgrade-service',
        ]);
        return pods.items.length === 1;
      },
      90_000,
      1000,
    );
    stop = true;
    await Promise.all(clients);

    expect(after.digest).not.toBe(before.digest);
    expect(answers.length).toBeGreaterThan(10);
    expect(answers.filter((answer) => answer !== 'ok')).toEqual([]);
    expect(hub.served.filter((line) => line.startsWith('GET'))).toEqual([`GET ${path}`]);
    await eventually(
      'the old folder is removed',
      () => Promise.resolve(!existsSync(join(before.root, before.path))),
      120_000,
      1000,
    );
  } finally {
    hub.close();
  }
}, 900_000);

test('fifty services of one model and namespace: one claim and one download', async () => {
  const names = Array.from({ length: 50 }, (_, n) => `many-${n}`);
  const model = { ...sampleSpec.model, voices: ['af_heart', 'am_adam'] };
  const list = names.map((name) => service(name, { model, scaling: { replicas: 0 } }));
  await cluster.k.apply(JSON.stringify({ apiVersion: 'v1', kind: 'List', items: list }));
  const verified = await eventually(
    'all fifty to be verified',
    async () => {
      const { items } = await cluster.k.json<{
        items: { metadata: { name: string }; status?: { volume?: string; model?: { phase: string } } }[];
      }>(['get', 'tts', '-n', namespace]);
      const many = items.filter(({ metadata }) => metadata.name.startsWith('many-'));
      return many.length === 50 && many.every(({ status }) => status?.model?.phase === 'Verified') && many;
    },
    240_000,
    2000,
  );
  const volumes = new Set(verified.map(({ status }) => status?.volume));
  expect(volumes.size).toBe(1);
  const [volume = ''] = volumes;
  expect(await folderOfClaim(cluster, volume, namespace)).toBeTruthy();
  const jobs = await cluster.k.json<{ items: { metadata: { name: string } }[] }>(['get', 'jobs', '-n', namespace]);
  expect(jobs.items.filter(({ metadata }) => metadata.name.startsWith(volume))).toHaveLength(1);
  await cluster.k.ok(['delete', 'tts', ...names, '-n', namespace, '--wait=true', '--timeout=120s']);
  await eventually(
    'the claim goes with the last of them',
    async () => (await cluster.k.get('pvc', volume ?? '', namespace)) === undefined,
    120_000,
    1000,
  );
}, 600_000);

test('a model in an image, mounted as an image volume', async () => {
  const reference = `docker.io/library/kokoro-model:${sample.digest.slice(0, 12)}`;
  const layer = join(scratch, 'layer.tar');
  execFileSync('tar', ['-C', sample.root, '-cf', layer, sample.path]);
  const diffId = `sha256:${createHash('sha256').update(readFileSync(layer)).digest('hex')}`;
  const config = {
    architecture: process.arch === 'arm64' ? 'arm64' : 'amd64',
    os: 'linux',
    config: {},
    rootfs: { type: 'layers', diff_ids: [diffId] },
  };
  writeFileSync(join(scratch, 'config.json'), JSON.stringify(config));
  const manifest = [{ Config: 'config.json', RepoTags: [reference], Layers: ['layer.tar'] }];
  writeFileSync(join(scratch, 'manifest.json'), JSON.stringify(manifest));
  const archive = join(scratch, 'image.tar');
  execFileSync('tar', ['-C', scratch, '-cf', archive, 'config.json', 'layer.tar', 'manifest.json']);
  await host.importImage(archive);
  try {
    const { model } = sampleSpec;
    await cluster.k.apply(JSON.stringify(service('image', { model, storage: { mode: 'Image', image: reference } })));
    await ready('image');
    const pods = await cluster.k.json<{ items: { spec: { volumes: { image?: { reference: string } }[] } }[] }>([
      'get',
      'pods',
      '-n',
      namespace,
      '-l',
      'app=image-service',
    ]);
    expect(pods.items[0]?.spec.volumes.some(({ image }) => image?.reference === reference)).toBe(true);
    expect((await say(await addressOf('image'), 'Spoken from an image.')).length).toBeGreaterThan(2000);
    expect(
      (
        await cluster.k.json<{ items: { metadata: { name: string } }[] }>(['get', 'jobs', '-n', namespace])
      ).items.filter(({ metadata }) => metadata.name.includes('image')),
    ).toEqual([]);
  } finally {
    await host.removeImage(reference);
  }
}, 300_000);
