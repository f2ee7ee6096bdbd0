import { createServer } from 'node:http';
import { appendFile, mkdir, open, readFile, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StoreFailure } from './failure.ts';
import { manifestDigest } from './manifest.ts';
import type { Sources } from './source.ts';
import { startFaultServer } from './testing/fault-server.ts';
import type { Fault, FaultServer } from './testing/fault-server.ts';
import { makeSample, pullSample, scratch, sourcesAt } from './testing/sample.ts';
import type { Sample } from './testing/sample.ts';
import { check } from './verify.ts';

const KiB = 1024;
let sample: Sample;
let server: FaultServer;
let dir: Awaited<ReturnType<typeof scratch>>;
let sources: Sources;

beforeEach(async () => {
  sample = makeSample({
    'model.onnx': 700 * KiB,
    'vocab.json': 900,
    'voices/a.bin': 120 * KiB,
    'voices/b.bin': 130 * KiB,
  });
  dir = await scratch();
  await serve();
});
afterEach(async () => {
  await server.close();
  await dir[Symbol.asyncDispose]();
});

async function serve() {
  await server?.close();
  server = await startFaultServer(sample.served);
  sources = sourcesAt(sample, server.url);
}
const published = () => join(dir.path, sample.digest);
const pull = (env: Record<string, string> = {}) => pullSample(sample, sources, dir.path, env);
const onModel = (fault: Fault, times = Infinity) => {
  server.fault = (path, n) => (path === '/model.onnx' && n <= times ? fault : undefined);
};
async function failure(run: Promise<unknown>): Promise<StoreFailure> {
  const error = await run.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(StoreFailure);
  return error as StoreFailure;
}
async function expectWhole() {
  expect(await check(published(), 'full')).toMatchObject({ state: 'whole' });
  for (const [path, body] of sample.contents) expect(await readFile(join(published(), path))).toEqual(body);
  expect(await readdir(join(dir.path, '.downloads'))).toEqual([]);
}
const expectAbsent = async () => expect(await check(published(), 'fast')).toEqual({ state: 'absent' });

describe('a good source', () => {
  it('publishes every file, fetching each byte once, and nothing the second time', async () => {
    const done = await pull();
    expect(done).toMatchObject({ filesVerified: 4, filesTotal: 4, missing: [], bytesFetched: sample.bytes });
    await expectWhole();
    expect(server.sent).toBe(sample.bytes);
    expect(done.meter.line(performance.now())).toMatchObject({
      bytesDownloaded: sample.bytes,
      bytesTotal: sample.bytes,
    });
    await pull();
    expect(server.requests.length).toBe(4);
  });

  it('keeps at most so many requests open as configured', async () => {
    let [open, most] = [0, 0];
    server.fault = async () => {
      most = Math.max(most, ++open);
      await new Promise((go) => setTimeout(go, 50));
      open--;
      return undefined;
    };
    await pull({ MODEL_PARALLEL: '2' });
    expect(most).toBe(2);
  });
});

describe('a source that fails for good', () => {
  it.each<[string, Fault, string]>([
    ['401', { kind: 'status', status: 401 }, 'Unauthorised'],
    ['403', { kind: 'status', status: 403 }, 'Unauthorised'],
    ['404', { kind: 'status', status: 404 }, 'NotFound'],
    ['429', { kind: 'status', status: 429 }, 'RateLimited'],
    ['500', { kind: 'status', status: 500 }, 'ServerError'],
    ['503', { kind: 'status', status: 503 }, 'ServerError'],
    ['418', { kind: 'status', status: 418 }, 'UnexpectedContent'],
    ['a web page', { kind: 'html' }, 'UnexpectedContent'],
    ['a file that is too short', { kind: 'body', body: Buffer.alloc(600 * KiB) }, 'SizeMismatch'],
    ['a file that is too long', { kind: 'body', body: Buffer.alloc(800 * KiB) }, 'SizeMismatch'],
    ['other bytes of the same length', { kind: 'body', body: Buffer.alloc(700 * KiB) }, 'DigestMismatch'],
    ['one flipped bit', { kind: 'flip', at: 300_000 }, 'DigestMismatch'],
    ['a stall', { kind: 'stall', after: 0 }, 'Stalled'],
    ['a connection cut at the first byte', { kind: 'cut', after: 0 }, 'Interrupted'],
    ['a metadata address', { kind: 'redirect', to: 'http://169.254.169.254/latest/meta-data' }, 'Forbidden'],
    ['a host that is not allowed', { kind: 'redirect', to: 'http://example.test/model.onnx' }, 'Forbidden'],
    ['another scheme', { kind: 'redirect', to: 'ftp://127.0.0.1/model.onnx' }, 'Forbidden'],
    ['itself, for ever', { kind: 'redirect', to: '/model.onnx' }, 'UnexpectedContent'],
    ['a port where nobody listens', { kind: 'redirect', to: 'http://127.0.0.1:9/' }, 'Unreachable'],
  ])('%s is told as such, and nothing is published', async (_what, fault, reason) => {
    onModel(fault);
    const error = await failure(pull({ MODEL_ATTEMPTS: '2' }));
    expect(error).toMatchObject({ reason, file: 'model.onnx' });
    await expectAbsent();
    server.fault = () => undefined;
    await pull();
    await expectWhole();
  });

  it('does not take a trickle of bytes for progress', async () => {
    sample = makeSample({ 'model.onnx': 40 * KiB });
    const drip = createServer((_request, response) => {
      response.writeHead(200, { 'content-length': String(40 * KiB) });
      const timer = setInterval(() => response.write('x'), 50);
      response.on('close', () => clearInterval(timer));
    });
    await new Promise<void>((ready) => drip.listen(0, '127.0.0.1', ready));
    const { port } = drip.address() as { port: number };
    sources = sourcesAt(sample, `http://127.0.0.1:${port}`);
    const error = await failure(pull({ MODEL_ATTEMPTS: '1' }));
    expect(error.reason).toBe('Stalled');
    drip.closeAllConnections();
    drip.close();
  });
});

describe('a source that fails for a while', () => {
  it.each<[string, Fault]>([
    ['500', { kind: 'status', status: 500 }],
    ['a connection cut', { kind: 'cut', after: 123_456 }],
    ['a stall', { kind: 'stall', after: 200_000 }],
  ])('%s is tried again and goes on where it was', async (_what, fault) => {
    onModel(fault, 2);
    server.pace = 1;
    const { log } = await pull();
    await expectWhole();
    expect(server.sent).toBeLessThanOrEqual(sample.bytes + 2 * 64 * KiB);
    expect(log).toEqual([expect.stringMatching(/retrying in/), expect.stringMatching(/retrying in/)]);
  });

  it('waits as long as Retry-After says', async () => {
    onModel({ kind: 'status', status: 429, headers: { 'retry-after': '1' } }, 1);
    const started = performance.now();
    await pull();
    expect(performance.now() - started).toBeGreaterThan(1000);
    await expectWhole();
  });

  it('survives cuts at 40 random bytes, fetching no more than 64 KiB twice per cut', async () => {
    sample = makeSample({ 'model.onnx': 5000 * KiB, 'voices/a.bin': 500 * KiB });
    await serve();
    server.pace = 1;
    let cuts = 0;
    server.fault = () => (cuts++ < 40 ? { kind: 'cut', after: Math.floor(Math.random() * 250 * KiB) } : undefined);
    await pull({ MODEL_ATTEMPTS: '40' });
    await expectWhole();
    expect(cuts).toBeGreaterThan(20);
    expect(server.sent).toBeLessThanOrEqual(sample.bytes + Math.min(cuts, 40) * 64 * KiB);
  });

  it('starts again when the server ignores Range', async () => {
    server.fault = (path, n) =>
      path !== '/model.onnx' ? undefined : n === 1 ? { kind: 'cut', after: 100_000 } : { kind: 'ignoreRange' };
    await pull();
    await expectWhole();
    expect(server.sentOf.get('/model.onnx')).toBe(100_000 + 700 * KiB);
  });

  it('goes on at the next source when the first is wrong', async () => {
    const other = await startFaultServer(sample.served);
    other.fault = () => ({ kind: 'flip', at: 10 });
    sources = sourcesAt(sample, other.url, server.url);
    await pull();
    await expectWhole();
    await other.close();
  });

  it('tells every source when all fail, with the reason of the first', async () => {
    const other = await startFaultServer(new Map());
    onModel({ kind: 'status', status: 403 });
    sources = sourcesAt(sample, server.url, other.url);
    const error = await failure(pull());
    expect(error.reason).toBe('Unauthorised');
    expect(error.message).toMatch(/responded with 403; then: .* responded with 404/);
    await other.close();
  });
});

describe('credentials', () => {
  it('stay with the first host, and out of messages', async () => {
    const other = await startFaultServer(sample.served);
    const secretDir = join(dir.path, 'secret');
    await mkdir(secretDir);
    await writeFile(join(secretDir, 'https-headers'), 'Authorization: Bearer hunter2\nX-Key: hunter3\n');
    server.fault = (path) =>
      path === '/model.onnx'
        ? { kind: 'redirect', to: `${other.url}/model.onnx?signature=hunter4` }
        : path === '/vocab.json'
          ? { kind: 'redirect', to: '/moved.json' }
          : undefined;
    sample.served.set('/moved.json', sample.contents.get('vocab.json')!);
    await pull({ MODEL_CREDENTIALS_DIR: secretDir });
    await expectWhole();
    const [first] = server.requests;
    expect(first?.headers).toMatchObject({ authorization: 'Bearer hunter2', 'x-key': 'hunter3' });
    const moved = server.requests.find((request) => request.path === '/moved.json');
    expect(moved?.headers).toMatchObject({ authorization: 'Bearer hunter2' });
    expect(JSON.stringify(other.requests)).not.toMatch(/hunter[23]/);
    await rm(published(), { recursive: true });
    other.fault = () => ({ kind: 'status', status: 404 });
    const error = await failure(pull({ MODEL_CREDENTIALS_DIR: secretDir }));
    expect(error.reason).toBe('NotFound');
    expect(error.message).not.toMatch(/hunter/);
    await other.close();
  });
});

describe('the volume', () => {
  it.each<[string, () => Promise<void>]>([
    [
      'a flipped byte',
      async () => {
        const file = await open(join(published(), 'voices/a.bin'), 'r+');
        await file.write(Buffer.from([sample.contents.get('voices/a.bin')![77]! ^ 255]), 0, 1, 77);
        await file.close();
      },
    ],
    ['a truncated file', () => truncate(join(published(), 'voices/a.bin'), 1000)],
    ['an emptied file', () => writeFile(join(published(), 'voices/a.bin'), '')],
    ['a longer file', () => appendFile(join(published(), 'voices/a.bin'), 'x')],
    ['a deleted file', () => rm(join(published(), 'voices/a.bin'))],
  ])('%s is repaired by fetching that file alone', async (_what, harm) => {
    await pull();
    const before = server.sent;
    await harm();
    const done = await pull();
    expect(done.repaired).toEqual(['voices/a.bin']);
    await expectWhole();
    expect(server.sent - before).toBe(120 * KiB);
  });

  it('takes a damaged model away while its repair fails, and brings it back when it works', async () => {
    await pull();
    await truncate(join(published(), 'model.onnx'), 5);
    onModel({ kind: 'status', status: 500 });
    expect((await failure(pull({ MODEL_ATTEMPTS: '1' }))).reason).toBe('ServerError');
    await expectAbsent();
    server.fault = () => undefined;
    await pull();
    await expectWhole();
    expect(server.sent).toBe(sample.bytes + 700 * KiB);
  });

  it.each([
    ['a lost manifest', 'manifest.json', ''],
    ['a lost marker', 'published.json', ''],
    ['a changed manifest', 'manifest.json', '{"schemaVersion":1}'],
  ])('%s needs no download', async (_what, name, text) => {
    await pull();
    await (text ? writeFile(join(published(), name), text) : rm(join(published(), name)));
    expect(await check(published(), 'fast')).toMatchObject({ state: 'damaged' });
    await pull();
    await expectWhole();
    expect(server.sent).toBe(sample.bytes);
  });

  it('throws a wrong partial file away and fetches once more', async () => {
    onModel({ kind: 'stall', after: 300_000 });
    await failure(pull({ MODEL_ATTEMPTS: '1' }));
    const staging = join(dir.path, '.downloads', sample.digest);
    const partial = join(staging, (await readdir(staging)).find((entry) => entry.startsWith('partial-')) ?? '');
    const [name] = (await readdir(partial)).filter((entry) => entry.endsWith('.part'));
    expect((await stat(join(partial, name!))).size).toBe(300_000);
    await writeFile(join(partial, name!), Buffer.alloc(300_000));
    server.fault = () => undefined;
    await pull();
    await expectWhole();
  });

  it('shares files that another model on the volume has', async () => {
    await pull();
    const before = server.sent;
    const other = makeSample({ 'model.onnx': 5000 });
    other.manifest.files.push(...sample.manifest.files.filter((file) => file.path.startsWith('voices/')));
    other.digest = manifestDigest(other.manifest);
    const more = await startFaultServer(other.served);
    const done = await pullSample(other, { ...sources, ...sourcesAt(other, more.url) }, dir.path);
    expect(done.bytesFetched).toBe(5000);
    expect(server.sent).toBe(before);
    expect(await check(join(dir.path, other.digest), 'full')).toMatchObject({ state: 'whole' });
    await expectWhole();
    await more.close();
  });
});

describe('optional files', () => {
  beforeEach(async () => {
    sample = makeSample({ 'model.onnx': 9000, 'voices/old.pt': 500, 'voices/older.pt': 600 }, [
      'voices/old.pt',
      'voices/older.pt',
    ]);
    await serve();
  });

  it('may be missing, are counted, and are fetched later', async () => {
    server.fault = (path) => (path === '/voices/old.pt' ? { kind: 'status', status: 404 } : undefined);
    const done = await pull();
    expect(done).toMatchObject({ missing: ['voices/old.pt'], filesVerified: 2, filesTotal: 3 });
    expect(done.whyMissing).toMatch(/^NotFound: .*responded with 404/);
    expect(await check(published(), 'full')).toMatchObject({ state: 'whole', missing: ['voices/old.pt'] });
    expect(await pull()).toMatchObject({ missing: ['voices/old.pt'], bytesFetched: 0 });
    server.fault = () => undefined;
    expect(await pull()).toMatchObject({ missing: [], filesVerified: 3, bytesFetched: 500 });
    await expectWhole();
  });

  it('hold up the others no longer than configured', async () => {
    server.fault = (path) => (path.endsWith('.pt') ? { kind: 'stall', after: 10 } : undefined);
    const started = performance.now();
    const done = await pull({ MODEL_STALL_SECONDS: '60', MODEL_OPTIONAL_SECONDS: '0.5' });
    expect(performance.now() - started).toBeLessThan(5000);
    expect(done.missing).toEqual(['voices/old.pt', 'voices/older.pt']);
    expect(done.whyMissing).toBe('they took too long');
  });
});
