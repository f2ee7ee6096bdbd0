import { execFileSync } from 'node:child_process';
import { mkdir, open, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startFaultServer } from '../../operator/model-store/testing/fault-server.ts';
import type { Fault, FaultServer } from '../../operator/model-store/testing/fault-server.ts';
import { startMain, taskEnvironment } from '../../operator/model-store/testing/process.ts';
import { makeSample, scratch, sourcesAt } from '../../operator/model-store/testing/sample.ts';
import type { Sample } from '../../operator/model-store/testing/sample.ts';
import { check } from '../../operator/model-store/verify.ts';

const [KiB, MiB] = [1024, 2 ** 20];
/** What is on its way when a connection is cut: bytes that the server has sent and the downloader never wrote. */
const CHUNK = 256 * KiB;
const mounts = process.platform === 'linux' && process.getuid?.() === 0;

let sample: Sample;
let server: FaultServer;
let dir: Awaited<ReturnType<typeof scratch>>;
let env: Record<string, string>;

async function given(sizes: Record<string, number>, modelPath = join(dir.path, 'models')): Promise<void> {
  sample = makeSample(sizes);
  await server?.close();
  server = await startFaultServer(sample.served);
  env = await taskEnvironment(dir.path, sample, sourcesAt(sample, server.url), modelPath);
}
beforeEach(async () => {
  dir = await scratch();
  await given({ 'model.onnx': 700 * KiB, 'vocab.json': 900, 'voices/a.bin': 120 * KiB });
});
afterEach(async () => {
  await server.close();
  execFileSync('sh', ['-c', `mountpoint -q ${dir.path}/volume && umount ${dir.path}/volume || true`]);
  await dir[Symbol.asyncDispose]();
});

const pull = (more: Record<string, string> = {}) => startMain(['pull'], { ...env, MODEL_ATTEMPTS: '2', ...more });
const published = () => join(env.MODEL_PATH ?? '', sample.digest);
const state = async () => (await check(published(), 'full')).state;
const onModel = (fault: Fault | undefined, times = Infinity) => {
  server.fault = (path, n) => (path === '/model.onnx' && n <= times ? fault : undefined);
};

/** A pull that fails for this reason and publishes nothing, and another one that goes on once the fault is over. */
async function failsThenGoesOn(reason: string, heal: () => unknown): Promise<void> {
  const { code, result, output } = await pull().ended;
  expect([code, result?.phase, result?.reason]).toEqual([1, 'Failed', reason]);
  expect(output).not.toMatch(/\n\s+at /);
  expect(await state()).toBe('absent');
  await heal();
  expect(await pull().ended).toMatchObject({ code: 0, result: { phase: 'Published' } });
  expect(await state()).toBe('whole');
}

async function tmpfs(size: string): Promise<string> {
  const path = join(dir.path, 'volume');
  await mkdir(path);
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', path]);
  return path;
}

describe('T14 a truncated or corrupt file is never published', () => {
  test.each<[what: string, fault: Fault, reason: string]>([
    ['a web page with status 200', { kind: 'html' }, 'UnexpectedContent'],
    ['an empty file', { kind: 'body', body: Buffer.alloc(0) }, 'SizeMismatch'],
    ['a file that is too short', { kind: 'body', body: Buffer.alloc(600 * KiB) }, 'SizeMismatch'],
    ['a file that is too long', { kind: 'body', body: Buffer.alloc(800 * KiB) }, 'SizeMismatch'],
    ['other bytes of the same length', { kind: 'body', body: Buffer.alloc(700 * KiB) }, 'DigestMismatch'],
    ['one flipped byte', { kind: 'flip', at: 300_000 }, 'DigestMismatch'],
  ])('%s from the source', async (_, fault, reason) => {
    onModel(fault);
    await failsThenGoesOn(reason, () => onModel(undefined));
  });

  test.each<[what: string, harm: (path: string) => Promise<unknown>]>([
    ['one flipped byte', (path) => flip(path, 77)],
    ['a truncated file', (path) => truncate(path, 1000)],
    ['an emptied file', (path) => truncate(path, 0)],
    ['a deleted file', (path) => rm(path)],
  ])('%s on the volume is found, and that file alone is fetched again', async (_, harm) => {
    await pull().ended;
    const before = server.sent;
    await harm(join(published(), 'voices/a.bin'));
    const damaged = await startMain(['verify', '--full'], env).ended;
    expect([damaged.code, damaged.result]).toMatchObject([1, { reason: 'Damaged', file: 'voices/a.bin' }]);
    expect((await pull().ended).code).toBe(0);
    expect(await state()).toBe('whole');
    expect(server.sent - before).toBe(120 * KiB);
  });

  test('SIGKILL at 50 random moments: whole or absent, and next to nothing is fetched twice', async () => {
    await given({ 'model.onnx': 3 * MiB, 'voices/a.bin': 300_000, 'voices/b.bin': 300_000, 'vocab.json': 100 });
    server.pace = 4;
    let kills = 0;
    while (kills < 50) {
      const [sent, killed] = [server.sent, kills];
      for (let whole = false; !whole; whole = (await state()) === 'whole') {
        const run = pull();
        if (kills < 50) {
          // Half of the moments are a number of bytes, half a time, so that the ends of a run are met too.
          const limit = server.sent + Math.random() * 700_000;
          const until = performance.now() + (kills % 2 ? 60_000 : Math.random() * 900);
          let ended = false;
          void run.ended.then(() => (ended = true));
          while (!ended && performance.now() < until && (kills % 2 === 0 || server.sent < limit)) await sleep(3);
          run.child.kill('SIGKILL');
        }
        const { code, signal, output } = await run.ended;
        if (signal === 'SIGKILL') kills++;
        else expect([code, output]).toEqual([0, output]);
        expect(['absent', 'whole']).toContain(await state());
      }
      expect(server.sent - sent).toBeLessThanOrEqual(sample.bytes + (kills - killed) * CHUNK);
      await rm(published(), { recursive: true });
    }
  }, 1_200_000);

  test.skipIf(!mounts)('a volume that is too small is told before the first byte', async () => {
    await given({ 'model.onnx': 5 * MiB }, await tmpfs('4m'));
    expect((await pull().ended).result).toMatchObject({ phase: 'Failed', reason: 'NoSpace' });
    expect(server.requests).toEqual([]);
  });

  test.skipIf(!mounts)('a volume that fills up on the way: told, and gone on with when there is room', async () => {
    const volume = await tmpfs('8m');
    await given({ 'model.onnx': 5 * MiB }, volume);
    server.pace = 2;
    const run = pull();
    while (server.sent < MiB) await sleep(5);
    await writeFile(join(volume, 'filler'), Buffer.alloc(5 * MiB)).catch(() => undefined);
    expect((await run.ended).result).toMatchObject({ phase: 'Failed', reason: 'NoSpace' });
    expect(await state()).toBe('absent');
    await rm(join(volume, 'filler'));
    expect((await pull().ended).code).toBe(0);
    expect(await state()).toBe('whole');
    expect(server.sent).toBeLessThanOrEqual(sample.bytes + MiB);
  });

  test.skipIf(!mounts)('a read-only volume is told', async () => {
    const volume = await tmpfs('8m');
    await given({ 'model.onnx': MiB }, volume);
    execFileSync('mount', ['-o', 'remount,ro', volume]);
    await failsThenGoesOn('ReadOnlyVolume', () => execFileSync('mount', ['-o', 'remount,rw', volume]));
  });
});

describe('T15 a source that stalls, refuses or misbehaves is told as what it is', () => {
  test.each<[what: string, fault: Fault, reason: string]>([
    ['429', { kind: 'status', status: 429 }, 'RateLimited'],
    ['500', { kind: 'status', status: 500 }, 'ServerError'],
    ['401', { kind: 'status', status: 401 }, 'Unauthorised'],
    ['403', { kind: 'status', status: 403 }, 'Unauthorised'],
    ['404', { kind: 'status', status: 404 }, 'NotFound'],
    ['a connection cut', { kind: 'cut', after: 0 }, 'Interrupted'],
    ['a redirect to a metadata address', { kind: 'redirect', to: 'http://169.254.169.254/latest' }, 'Forbidden'],
    ['a redirect to a host that is not allowed', { kind: 'redirect', to: 'http://example.test/x' }, 'Forbidden'],
    ['a redirect without end', { kind: 'redirect', to: '/model.onnx' }, 'UnexpectedContent'],
    ['a port where nobody listens', { kind: 'redirect', to: 'http://127.0.0.1:9/' }, 'Unreachable'],
  ])('%s', async (_, fault, reason) => {
    onModel(fault);
    await failsThenGoesOn(reason, () => onModel(undefined));
    const cuts = server.requests.filter(({ path }) => path === '/model.onnx').length - 1;
    expect(server.sentOf.get('/model.onnx') ?? 0).toBeLessThanOrEqual(700 * KiB + cuts * CHUNK);
  });

  test('a stall, after which nothing comes any more', async () => {
    server.fault = (path, n) => (path === '/model.onnx' ? { kind: 'stall', after: n === 1 ? 200_000 : 0 } : undefined);
    await failsThenGoesOn('Stalled', () => onModel(undefined));
    expect(server.sentOf.get('/model.onnx') ?? 0).toBeLessThanOrEqual(700 * KiB + CHUNK);
  });

  test('a stall after each piece only takes its time', async () => {
    onModel({ kind: 'stall', after: 200_000 });
    expect((await pull().ended).code).toBe(0);
    expect(await state()).toBe('whole');
  });

  test('Retry-After is waited for', async () => {
    onModel({ kind: 'status', status: 429, headers: { 'retry-after': '2' } }, 1);
    const started = performance.now();
    expect((await pull().ended).code).toBe(0);
    expect(performance.now() - started).toBeGreaterThan(2000);
  });

  test('cuts at 30 random bytes: each attempt goes on where the last one ended', async () => {
    await given({ 'model.onnx': 4 * MiB });
    server.pace = 1;
    let cuts = 0;
    server.fault = () => (cuts++ < 30 ? { kind: 'cut', after: Math.floor(Math.random() * 250 * KiB) } : undefined);
    expect((await pull({ MODEL_ATTEMPTS: '30' }).ended).code).toBe(0);
    expect(await state()).toBe('whole');
    expect(server.sent).toBeLessThanOrEqual(sample.bytes + Math.min(cuts, 30) * CHUNK);
  });

  test('a server that ignores Range is read from the start', async () => {
    server.fault = (path, n) =>
      path !== '/model.onnx' ? undefined : n === 1 ? { kind: 'cut', after: 100_000 } : { kind: 'ignoreRange' };
    expect((await pull().ended).code).toBe(0);
    expect(await state()).toBe('whole');
    expect(server.sentOf.get('/model.onnx')).toBeLessThanOrEqual(700 * KiB + CHUNK);
  });

  test('a redirect to another host takes no credentials along, and none are told', async () => {
    const other = await startFaultServer(sample.served);
    const secrets = join(dir.path, 'secret');
    await mkdir(secrets);
    await writeFile(join(secrets, 'https-headers'), 'Authorization: Bearer hunter2\n');
    onModel({ kind: 'redirect', to: `${other.url}/model.onnx?signature=hunter3` });
    const { code, output } = await pull({ MODEL_CREDENTIALS_DIR: secrets }).ended;
    expect(code).toBe(0);
    expect(server.requests[0]?.headers.authorization).toBe('Bearer hunter2');
    expect(JSON.stringify(other.requests)).not.toContain('hunter2');
    expect(output).not.toContain('hunter');
    await other.close();
  });
});

async function flip(path: string, at: number): Promise<void> {
  const file = await open(path, 'r+');
  const byte = Buffer.alloc(1);
  await file.read(byte, 0, 1, at);
  await file.write(Buffer.from([byte[0]! ^ 255]), 0, 1, at);
  await file.close();
  expect(await readdir(published())).toContain('manifest.json');
}
