import { createHash, createHmac } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSettings } from './settings.ts';
import type { Source, Sources } from './source.ts';
import { integrityOf } from './sources/npm.ts';
import { parseReference } from './sources/oci.ts';
import { fromHtml, normalise, pick } from './sources/pypi.ts';
import { objectHeaders } from './sources/s3.ts';
import { startFaultServer } from './testing/fault-server.ts';
import type { Fault, FaultServer } from './testing/fault-server.ts';
import { makeSample, pullSample, scratch, sha256 } from './testing/sample.ts';
import type { Sample } from './testing/sample.ts';
import { check } from './verify.ts';

let sample: Sample;
let server: FaultServer;
let dir: Awaited<ReturnType<typeof scratch>>;
let files: Map<string, Buffer>;

beforeEach(async () => {
  sample = makeSample({ 'model.onnx': 90_000, 'voices/a.bin': 5000 });
  files = new Map();
  server = await startFaultServer(files);
  dir = await scratch();
});
afterEach(async () => {
  await server.close();
  await dir[Symbol.asyncDispose]();
});

const each = (make: (path: string) => Source): Sources =>
  Object.fromEntries([...sample.contents.keys()].map((path) => [path, [make(path)]]));
const serve = (prefix: string) => {
  for (const [path, body] of sample.contents) files.set(`${prefix}${path}`, body);
};
const expectWhole = async () =>
  expect(await check(join(dir.path, sample.digest), 'full')).toMatchObject({ state: 'whole' });
async function secret(keys: Record<string, string>) {
  const folder = join(dir.path, 'secret');
  await mkdir(folder);
  for (const [key, value] of Object.entries(keys)) await writeFile(join(folder, key), `${value}\n`);
  return { MODEL_CREDENTIALS_DIR: folder };
}

/** The signature that AWS documents for a request without a body, computed from what the server received. */
function expectedSignature(request: IncomingMessage, key: string, region: string): string {
  const { authorization = '', ...headers } = request.headers;
  const signed = /SignedHeaders=([^,]+)/.exec(authorization)?.[1] ?? '';
  const date = String(headers['x-amz-date']);
  const canonical = [
    ...[request.method, request.url, ''],
    ...signed.split(';').map((name) => `${name}:${String(headers[name])}`),
    ...['', signed, String(headers['x-amz-content-sha256'])],
  ].join('\n');
  const scope = `${date.slice(0, 8)}/${region}/s3/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', date, scope, createHash('sha256').update(canonical).digest('hex')].join('\n');
  const hmac = (by: string | Buffer, of: string) => createHmac('sha256', by).update(of).digest();
  const signing = hmac(hmac(hmac(hmac(`AWS4${key}`, date.slice(0, 8)), region), 's3'), 'aws4_request');
  return hmac(signing, text).toString('hex');
}

describe('S3', () => {
  const source = (path: string): Source => ({
    type: 's3',
    bucket: 'models',
    key: `kokoro v1/${path}`,
    region: 'eu-west-3',
  });

  it('signs each request, and a resumed one again', async () => {
    serve('/models/kokoro%20v1/');
    const good: boolean[] = [];
    server.fault = (_path, n, request): Fault | undefined => {
      const sent = /Signature=([0-9a-f]{64})/.exec(request.headers.authorization ?? '')?.[1];
      good.push(sent === expectedSignature(request, 'wJalrXUtnFEMI', 'eu-west-3'));
      if (!good.at(-1)) return { kind: 'status', status: 403 };
      return n === 1 ? { kind: 'cut', after: 2000 } : undefined;
    };
    const env = await secret({ 's3-access-key-id': 'AKIDEXAMPLE', 's3-secret-access-key': 'wJalrXUtnFEMI' });
    await pullSample(sample, each(source), dir.path, { ...env, TTS_S3_ENDPOINT: server.url });
    await expectWhole();
    expect(good).toEqual([true, true, true, true]);
  });

  it('signs what it asks for besides', async () => {
    const settings = readSettings({});
    settings.credentials = { 's3-access-key-id': 'a', 's3-secret-access-key': 'b' };
    const wish = { 'x-amz-checksum-mode': 'ENABLED' };
    const from = { type: 's3', bucket: 'bucket', key: 'k' } as const;
    const headers = await objectHeaders('HEAD', 'https://bucket.s3.us-east-1.amazonaws.com/k', from, settings, wish);
    expect(headers).toMatchObject(wish);
    expect(headers['authorization']).toMatch(/SignedHeaders=[^,]*x-amz-checksum-mode/);
    expect(await objectHeaders('HEAD', 'https://x.example/k', from, readSettings({}), wish)).toEqual(wish);
  });

  it('sends nothing to sign with to a public bucket', async () => {
    serve('/models/kokoro%20v1/');
    await pullSample(sample, each(source), dir.path, { TTS_S3_ENDPOINT: server.url });
    await expectWhole();
    expect(server.requests.every((request) => request.headers.authorization === undefined)).toBe(true);
  });

  it('is told when half of the credentials are missing', async () => {
    const env = await secret({ 's3-access-key-id': 'AKIDEXAMPLE' });
    const run = pullSample(sample, each(source), dir.path, { ...env, TTS_S3_ENDPOINT: server.url });
    await expect(run).rejects.toMatchObject({ reason: 'BadConfiguration', message: /s3-secret-access-key/ });
  });
});

describe('Hugging Face', () => {
  it('asks for a pinned revision, with the token', async () => {
    serve('/owner/name/resolve/abc123/sub/');
    const env = await secret({ 'huggingface-token': 'hf_x' });
    const sources = each((path) => ({
      type: 'huggingface',
      repo: 'owner/name',
      revision: 'abc123',
      path: `sub/${path}`,
    }));
    await pullSample(sample, sources, dir.path, { ...env, TTS_HF_ENDPOINT: server.url });
    await expectWhole();
    expect(server.requests.map((request) => request.headers.authorization)).toEqual(['Bearer hf_x', 'Bearer hf_x']);
  });
});

describe('an OCI artifact', () => {
  const host = () => new URL(server.url).host;
  const source = (path: string): Source => ({ type: 'oci', reference: `${host()}/team/kokoro:1.0`, title: path });
  const env = () => ({ TTS_OCI_PLAIN_HTTP: host() });

  beforeEach(() => {
    const layers = [...sample.contents].map(([path, body]) => {
      files.set(`/v2/team/kokoro/blobs/sha256:${sha256(body)}`, body);
      const annotations = { 'org.opencontainers.image.title': path };
      return {
        mediaType: 'application/octet-stream',
        digest: `sha256:${sha256(body)}`,
        size: body.length,
        annotations,
      };
    });
    const manifest = Buffer.from(JSON.stringify({ schemaVersion: 2, layers }));
    files.set('/v2/team/kokoro/manifests/sha256:' + sha256(manifest), manifest);
    const index = { schemaVersion: 2, manifests: [{ digest: `sha256:${sha256(manifest)}`, size: manifest.length }] };
    files.set('/v2/team/kokoro/manifests/1.0', Buffer.from(JSON.stringify(index)));
  });

  it('is found by the titles of its layers, through an index', async () => {
    await pullSample(sample, each(source), dir.path, env());
    await expectWhole();
  });

  it('is fetched with a token that the registry names the place of', async () => {
    server.fault = (path, _n, request): Fault | undefined => {
      if (path === '/token') {
        const right = request.headers.authorization === `Basic ${Buffer.from('joe:pw').toString('base64')}`;
        return right ? { kind: 'json', value: { token: 't0k' } } : { kind: 'status', status: 401 };
      }
      if (request.headers.authorization === 'Bearer t0k') return undefined;
      const challenge = `Bearer realm="${server.url}/token",service="registry",scope="repository:team/kokoro:pull"`;
      return { kind: 'status', status: 401, headers: { 'www-authenticate': challenge } };
    };
    await pullSample(sample, each(source), dir.path, {
      ...env(),
      ...(await secret({ 'oci-username': 'joe', 'oci-password': 'pw' })),
    });
    await expectWhole();
    await expect(pullSample(sample, each(source), join(dir.path, 'b'), env())).rejects.toMatchObject({
      reason: 'Unauthorised',
    });
  });

  it('says which title is not there', async () => {
    const sources = each((path) => ({ type: 'oci', reference: `${host()}/team/kokoro:1.0`, title: `${path}.x` }));
    const run = pullSample(sample, sources, dir.path, env());
    await expect(run).rejects.toMatchObject({ reason: 'NotFound', message: /no layer titled/ });
  });

  it.each([
    ['ghcr.io/a/b:1', 'https://ghcr.io/v2/a/b', '1'],
    ['ghcr.io/a/b', 'https://ghcr.io/v2/a/b', 'latest'],
    [`reg.local:5000/a@sha256:${'0'.repeat(64)}`, 'http://reg.local:5000/v2/a', `sha256:${'0'.repeat(64)}`],
    ['a/b:1', 'https://registry-1.docker.io/v2/a/b', '1'],
    ['b', 'https://registry-1.docker.io/v2/library/b', 'latest'],
  ])('reads the reference %s', (text, base, reference) => {
    expect(parseReference(text, ['reg.local:5000'])).toEqual({ base, reference });
  });
});

describe('a mounted claim', () => {
  it('is copied from, and checked', async () => {
    const claim = join(dir.path, 'claim');
    await mkdir(join(claim, 'voices'), { recursive: true });
    for (const [path, body] of sample.contents) await writeFile(join(claim, path), body);
    const models = join(dir.path, 'models');
    const sources = each((path) => ({ type: 'claim', path }));
    await pullSample(sample, sources, models, { MODEL_CLAIM_PATH: claim });
    expect(await check(join(models, sample.digest), 'full')).toMatchObject({ state: 'whole' });
    await writeFile(join(claim, 'model.onnx'), 'other');
    const run = pullSample(sample, sources, join(dir.path, 'other'), { MODEL_CLAIM_PATH: claim });
    await expect(run).rejects.toMatchObject({ reason: 'SizeMismatch', file: 'model.onnx' });
  });
});

describe('what registries write', () => {
  it('reads digests of npm', () => {
    const base64 = Buffer.alloc(64, 7).toString('base64');
    expect(integrityOf(`sha1-abc= sha512-${base64}`)).toEqual({ algorithm: 'sha512', hex: '07'.repeat(64) });
    expect(integrityOf('md5-x')).toBeUndefined();
  });

  it('finds the wheel of a version in a page of links', () => {
    const digest = 'a'.repeat(64);
    const page = `<a href="../../f/My_Pkg-1.0-py3-none-any.whl#sha256=${digest}">x</a>
      <a data-yanked="" href='/f/my_pkg-1.0.1-py3-none-any.whl'>y</a>
      <a href="/f/my_pkg-1.0-cp312-linux.whl">z</a> <a href="/f/my_pkg-1.0.tar.gz">s</a>`;
    const files = fromHtml(page, 'https://index.example/simple/my-pkg/');
    expect(files.length).toBe(4);
    expect(pick(files, 'my.pkg', '1.0')).toEqual({
      filename: 'My_Pkg-1.0-py3-none-any.whl',
      url: 'https://index.example/f/My_Pkg-1.0-py3-none-any.whl',
      sha256: digest,
    });
    expect(pick(files, 'my-pkg', '2.0')).toBeUndefined();
    expect(normalise('A.b__C')).toBe('a-b-c');
  });
});
