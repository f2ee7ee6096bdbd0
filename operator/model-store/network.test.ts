import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer as createHttp } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkAddress, checkUrl, shown } from './http/address.ts';
import { createClient, retryAfter } from './http/client.ts';
import { networksOf } from './http/no-proxy.ts';
import { resolveDraft } from './resolve.ts';
import { waitBefore } from './retry.ts';
import { readSettings } from './settings.ts';
import { secretHeaders } from './sources/locate.ts';
import { ask } from './sources/location.ts';
import { pypiArchive } from './sources/pypi.ts';
import { startFaultServer } from './testing/fault-server.ts';
import { makeSample, pullSample, scratch, sourcesAt, testEnvironment } from './testing/sample.ts';

const open: { close(): unknown }[] = [];
let dir: Awaited<ReturnType<typeof scratch>>;
beforeEach(async () => {
  dir = await scratch();
});
afterEach(async () => {
  for (const it of open.splice(0)) it.close();
  await dir[Symbol.asyncDispose]();
});
async function listen(server: Server): Promise<number> {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  open.push(server);
  return (server.address() as AddressInfo).port;
}

describe('a private certificate authority', () => {
  it('is needed, and enough', async () => {
    const [key, cert] = [join(dir.path, 'key.pem'), join(dir.path, 'cert.pem')];
    const subject = ['-subj', '/CN=models', '-addext', 'subjectAltName=IP:127.0.0.1'];
    const options = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
    execFileSync('openssl', ['req', ...options, '-keyout', key, '-out', cert, ...subject], { stdio: 'ignore' });
    const sample = makeSample({ 'model.onnx': 5000 });
    const port = await listen(
      createHttps({ key: readFileSync(key), cert: readFileSync(cert) }, (_request, response) =>
        response.end(sample.contents.get('model.onnx')),
      ),
    );
    const sources = sourcesAt(sample, `https://127.0.0.1:${port}`);
    const env = { MODEL_ALLOWED_SCHEMES: 'https' };
    await expect(pullSample(sample, sources, dir.path, env)).rejects.toMatchObject({ reason: 'TlsFailed' });
    const done = await pullSample(sample, sources, dir.path, { ...env, MODEL_CA_FILE: cert });
    expect(done.bytesFetched).toBe(5000);
  });
});

describe('a proxy', () => {
  it('carries the requests, but for the hosts that need none', async () => {
    const sample = makeSample({ 'model.onnx': 5000 });
    const server = await startFaultServer(sample.served);
    const asked: string[] = [];
    const proxy = createHttp((request, response) => {
      asked.push(request.url ?? '');
      response.end(sample.contents.get('model.onnx'));
    });
    proxy.on('connect', (request, client) => {
      asked.push(`CONNECT ${request.url}`);
      const [host, port] = (request.url ?? '').split(':');
      const upstream = connect(Number(port), host, () => {
        client.write('HTTP/1.1 200 OK\r\n\r\n');
        upstream.pipe(client).pipe(upstream);
      });
    });
    const url = `http://127.0.0.1:${await listen(proxy)}`;
    await pullSample(sample, sourcesAt(sample, server.url), join(dir.path, 'a'), { HTTP_PROXY: url });
    expect(asked).toEqual([expect.stringMatching(/model\.onnx|^CONNECT 127/)]);
    await pullSample(sample, sourcesAt(sample, server.url), join(dir.path, 'b'), {
      HTTP_PROXY: url,
      NO_PROXY: '127.0.0.1',
    });
    expect(asked.length).toBe(1);
    await server.close();
  });
});

describe('a proxy that refuses', () => {
  it.each([
    [407, 'Unauthorised', /proxy responded with 407/],
    [403, 'Unauthorised', /proxy responded with 403/],
    [503, 'Unreachable', /proxy responded with 503/],
  ])('with %i is told as that', async (status, reason, message) => {
    const sample = makeSample({ 'model.onnx': 500 });
    const proxy = createHttp();
    proxy.on('connect', (_, client) => client.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`));
    const url = `http://127.0.0.1:${await listen(proxy)}`;
    const env = { HTTPS_PROXY: url, MODEL_ALLOWED_SCHEMES: 'https', MODEL_ALLOWED_HOSTS: '*' };
    const error = await pullSample(sample, sourcesAt(sample, 'https://models.example'), dir.path, env).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ reason, message: expect.stringMatching(message) as string });
  });

  it('is not asked for addresses of the networks that need none', () => {
    const direct = networksOf('internal, 10.0.0.0/8,fd00::/8, 1.2.3.4/99');
    expect(['10.2.3.4', 'fd12::1', '11.0.0.1', '1.2.3.4', 'ten.example'].map(direct)).toEqual([
      ...[true, true, false, false, false],
    ]);
  });

  it('is left out for such a network', async () => {
    const sample = makeSample({ 'model.onnx': 500 });
    const server = await startFaultServer(sample.served);
    const env = { HTTP_PROXY: 'http://127.0.0.1:1', NO_PROXY: '127.0.0.0/8' };
    await pullSample(sample, sourcesAt(sample, server.url), dir.path, env);
    await server.close();
  });
});

describe('what a server says and does not keep', () => {
  const index = async (answer: (response: ServerResponse) => void, more: object = {}) => {
    const port = await listen(createHttp((_, response) => answer(response)));
    const settings = readSettings({ ...testEnvironment, TTS_PYPI_INDEX: `http://127.0.0.1:${port}`, ...more });
    const client = createClient(settings);
    open.push(client);
    const { signal } = new AbortController();
    const at = { client, settings, signal, attempts: 2, log: () => undefined, memo: new Map() };
    return ask('key', at, () => pypiArchive({ package: 'a', version: '1', member: 'm' }, at));
  };

  it('an index that stalls after its headers is given up', async () => {
    const asking = index((response) => void response.writeHead(200, { 'content-type': 'text/html' }).write('<a'));
    await expect(asking).rejects.toMatchObject({ reason: 'Stalled' });
  });

  it('a link that is not escaped well is a name like another', async () => {
    const links = '<a href="b-100%.zip">b</a><a href="http://[/">c</a><a href="a-1-py3-none-any.whl">a</a>';
    const found = await index((response) => void response.writeHead(200, { 'content-type': 'text/html' }).end(links));
    expect(found.url).toMatch(/a-1-py3-none-any\.whl$/);
  });

  it('bytes that are encoded though they were not to be are no file, and are not pinned', async () => {
    const sample = makeSample({ 'model.onnx': 500 });
    const port = await listen(
      createHttp((_, response) => {
        response.setHeader('repr-digest', `sha-256=:${'A'.repeat(43)}=:`);
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(sample.contents.get('model.onnx'));
      }),
    );
    const sources = sourcesAt(sample, `http://127.0.0.1:${port}`);
    await expect(pullSample(sample, sources, dir.path)).rejects.toMatchObject({ reason: 'UnexpectedContent' });
    const draft = { ...sample.manifest, files: [{ path: 'model.onnx', role: 'model' as const }] };
    const { signal } = new AbortController();
    const asking = resolveDraft(draft, sources, readSettings(testEnvironment), () => undefined, signal);
    await expect(asking).rejects.toMatchObject({ reason: 'UnexpectedContent' });
  });
});

describe('addresses', () => {
  it('of IPv6 may be named with their brackets or without', () => {
    for (const host of ['[::1]', '::1'])
      expect(() =>
        checkUrl(new URL('https://[::1]/'), { schemes: ['https'], hosts: [host], trusted: [] }),
      ).not.toThrow();
  });

  const policy = { schemes: ['https'], hosts: ['*'], trusted: ['http://registry.local:4873'] };
  const refuses = (url: string, hosts = policy.hosts) => {
    try {
      checkUrl(new URL(url), { ...policy, hosts });
      return false;
    } catch (error) {
      expect(error).toMatchObject({ reason: 'Forbidden' });
      return true;
    }
  };
  it.each([
    'http://example.com/',
    'file:///etc/passwd',
    'https://169.254.169.254/latest/meta-data',
    'https://2852039166/',
    'https://0xa9fea9fe/',
    'https://[::ffff:169.254.169.254]/',
    'https://[fe80::1]/',
    'https://[fd00:ec2::254]/',
    'https://100.100.100.200/',
    'https://0.0.0.0/',
    'https://127.0.0.1/',
    'https://[::1]/',
    'http://registry.local/',
  ])('such as %s are refused', (url) => {
    expect(refuses(url)).toBe(true);
  });
  it.each(['https://example.com/', 'https://10.0.0.8/', 'http://registry.local:4873/x', 'https://[2001:db8::1]/'])(
    'such as %s are allowed',
    (url) => {
      expect(refuses(url)).toBe(false);
    },
  );
  it('are limited to the hosts of the configuration', () => {
    const hosts = ['*.example.com', 'mirror.local', '127.0.0.1'];
    expect(refuses('https://a.example.com/', hosts)).toBe(false);
    expect(refuses('https://a.example.com./', hosts)).toBe(false);
    expect(refuses('https://mirror.local/', hosts)).toBe(false);
    expect(refuses('https://127.0.0.1/', hosts)).toBe(false);
    expect(refuses('https://example.com/', hosts)).toBe(true);
    expect(refuses('https://evilexample.com/', hosts)).toBe(true);
    expect(refuses('https://mirror.local.evil.test/', hosts)).toBe(true);
  });
  it('that a name hides are refused when it is looked up', async () => {
    expect(() => checkAddress('169.254.169.254', 'innocent.test', policy)).toThrow(/metadata/);
    expect(() => checkAddress('127.0.0.1', 'innocent.test', policy)).toThrow(/a loopback address/);
    expect(() => checkAddress('10.1.2.3', 'innocent.test', policy)).not.toThrow();
    const sample = makeSample({ 'model.onnx': 10 });
    const server = await startFaultServer(sample.served);
    const sources = sourcesAt(sample, server.url.replace('127.0.0.1', 'localhost'));
    const env = { MODEL_ALLOWED_HOSTS: '*' };
    await expect(pullSample(sample, sources, dir.path, env)).rejects.toMatchObject({ reason: 'Forbidden' });
    await pullSample(sample, sources, dir.path, { MODEL_ALLOWED_HOSTS: '*,localhost' });
    await server.close();
  });
  it('are shown without what may be secret in them', () => {
    expect(shown('https://user:pw@h.test:8443/a/b?X-Amz-Signature=s#f')).toBe('https://h.test:8443/a/b');
  });
});

describe('small rules', () => {
  it('reads Retry-After as seconds or as a date', () => {
    const now = Date.parse('2026-01-01T00:00:00Z');
    expect(retryAfter('7', now)).toBe(7);
    expect(retryAfter('Thu, 01 Jan 2026 00:00:30 GMT', now)).toBe(30);
    expect(retryAfter('Wed, 31 Dec 2025 00:00:30 GMT', now)).toBe(0);
    expect(retryAfter('soon', now)).toBeUndefined();
  });
  it('waits longer and longer, within bounds', () => {
    expect([1, 2, 3, 4, 20].map((attempt) => waitBefore(attempt, 0.5, undefined, 1))).toEqual([0.5, 1, 2, 4, 30]);
    expect(waitBefore(1, 0.5, undefined, 0)).toBe(0.25);
    expect(waitBefore(1, 0.5, 12, 0)).toBe(12);
    expect(waitBefore(1, 0.5, 86_400, 0)).toBe(300);
  });
  it('reads headers of a Secret', () => {
    expect(secretHeaders('Authorization: Basic a:b\n\nX-Key: 1 \n')).toEqual({
      authorization: 'Basic a:b',
      'x-key': '1',
    });
    expect(() => secretHeaders('nonsense')).toThrow(/Name: value/);
  });
  it("takes a registry's password out of its address", () => {
    const settings = readSettings({ TTS_PYPI_INDEX: 'https://joe:p%40ss@index.test/simple' });
    expect(settings.pypiIndex).toBe('https://index.test/simple/');
    expect(settings.credentials).toEqual({ 'pypi-username': 'joe', 'pypi-password': 'p@ss' });
  });
  it('refuses a certificate file without certificates', () => {
    expect(() => readSettings({ MODEL_CA_FILE: import.meta.filename.replace('network.test', 'retry') })).toThrow(/PEM/);
  });
  it('takes proxies in capitals or not', () => {
    expect(readSettings({ https_proxy: 'http://p:1', NO_PROXY: 'a,b' }).proxy).toEqual({
      http: '',
      https: 'http://p:1',
      no: 'a,b',
    });
  });
});
