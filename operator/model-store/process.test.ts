import { execFileSync } from 'node:child_process';
import { chmod, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startFaultServer } from './testing/fault-server.ts';
import type { FaultServer } from './testing/fault-server.ts';
import { peakMemory, startMain, taskEnvironment } from './testing/process.ts';
import { makeSample, scratch, sourcesAt } from './testing/sample.ts';
import type { Sample } from './testing/sample.ts';
import { check } from './verify.ts';

const MiB = 2 ** 20;
const canMount = process.platform === 'linux' && process.getuid?.() === 0 && mountWorks();

let sample: Sample;
let server: FaultServer;
let dir: Awaited<ReturnType<typeof scratch>>;
let env: Record<string, string>;
const mounts: string[] = [];

async function given(sizes: Record<string, number>, modelPath = join(dir.path, 'models')) {
  sample = makeSample(sizes);
  await server?.close();
  server = await startFaultServer(sample.served);
  env = await taskEnvironment(dir.path, sample, sourcesAt(sample, server.url), modelPath);
}
beforeEach(async () => {
  dir = await scratch();
  await given({ 'model.onnx': 400_000, 'voices/a.bin': 50_000 });
});
afterEach(async () => {
  await server.close();
  for (const path of mounts.splice(0)) execFileSync('umount', [path]);
  await dir[Symbol.asyncDispose]();
});

const pull = (more: Record<string, string> = {}, options = {}) => startMain(['pull'], { ...env, ...more }, options);
const folder = () => join(env['MODEL_PATH']!, sample.digest);
const state = async () => (await check(folder(), 'full')).state;

async function tmpfs(size: string): Promise<string> {
  const path = join(dir.path, 'volume');
  await mkdir(path);
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', path]);
  mounts.push(path);
  return path;
}

function mountWorks(): boolean {
  try {
    execFileSync('mkdir', ['-p', '/tmp/model-store-mount']);
    execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', '/tmp/model-store-mount'], { stdio: 'ignore' });
    execFileSync('umount', ['/tmp/model-store-mount']);
    return true;
  } catch {
    return false;
  }
}

describe('the download Job', () => {
  it('reports progress as lines and the result in the termination message', async () => {
    server.pace = 60;
    const { code, result, progress } = await pull().ended;
    expect(code).toBe(0);
    expect(result).toMatchObject({
      phase: 'Published',
      digest: sample.digest,
      filesVerified: 2,
      filesTotal: 2,
      filesMissing: 0,
    });
    expect(JSON.parse(await readFile(env['MODEL_RESULT_FILE']!, 'utf8'))).toEqual(result);
    expect(progress.length).toBeGreaterThanOrEqual(2);
    expect(progress.at(-1)).toMatchObject({
      bytesDownloaded: sample.bytes,
      bytesTotal: sample.bytes,
      filesVerified: 2,
    });
    const counts = progress.map((line) => line.bytesDownloaded);
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
  });

  it.each([
    ['a manifest that is not the announced one', { MODEL_DIGEST: 'f'.repeat(64) }, 'BadManifest', /MODEL_DIGEST/],
    ['a manifest that is not there', { MODEL_MANIFEST_FILE: '/nowhere' }, 'BadConfiguration', /MODEL_MANIFEST_FILE/],
    ['no model path', { MODEL_PATH: '' }, 'BadConfiguration', /MODEL_PATH/],
    ['a wrong number', { MODEL_PARALLEL: 'many' }, 'BadConfiguration', /MODEL_PARALLEL/],
    ['a wrong address', { TTS_NPM_REGISTRY: 'nonsense' }, 'BadConfiguration', /TTS_NPM_REGISTRY/],
  ])('ends with a clear reason for %s', async (_what, more, reason, message) => {
    const { code, result, output } = await pull(more).ended;
    expect([code, result]).toMatchObject([1, { phase: 'Failed', reason }]);
    expect(result?.message).toMatch(message);
    expect(output).not.toMatch(/\n\s+at /);
  });

  it('names the keys of the Secret that nothing reads, when it fails', async () => {
    const secret = join(dir.path, 'secret');
    await mkdir(join(secret, '..data'), { recursive: true });
    for (const key of ['token', 'npm-token']) await writeFile(join(secret, key), 'x');
    server.fault = () => ({ kind: 'status', status: 401 });
    const { result } = await pull({ MODEL_CREDENTIALS_DIR: secret }).ended;
    expect(result).toMatchObject({
      reason: 'Unauthorised',
      message: expect.stringMatching(/responded with 401\. The Secret has unknown keys: token$/) as string,
    });
  });

  it('stops at once on SIGTERM, and goes on the next time', async () => {
    server.pace = 20;
    const run = pull();
    while (server.sent < 100_000) await sleep(5);
    run.child.kill('SIGTERM');
    const { result } = await run.ended;
    expect(result).toMatchObject({ phase: 'Failed', reason: 'Interrupted', message: 'stopped by SIGTERM' });
    expect(await state()).toBe('absent');
    expect((await pull().ended).code).toBe(0);
    expect(server.sent).toBeLessThanOrEqual(sample.bytes + 4 * 65_536);
  });

  it('waits for another one that fills the same model, and fetches nothing then', async () => {
    server.pace = 20;
    const runs = [pull(), pull(), pull()];
    for (const { ended } of runs) expect(await ended).toMatchObject({ code: 0 });
    expect(await state()).toBe('whole');
    expect(server.sent).toBe(sample.bytes);
  });

  it('keeps its memory flat', async () => {
    await given({ 'model.onnx': 300 * MiB });
    const run = pull();
    let peak = 0;
    const timer = setInterval(() => void peakMemory(run.child.pid!).then((now) => (peak = Math.max(peak, now))), 20);
    expect((await run.ended).code).toBe(0);
    clearInterval(timer);
    expect(peak).toBeGreaterThan(20);
    expect(peak).toBeLessThanOrEqual(150);
  }, 60_000);

  it('killed at random moments leaves a whole model or none, and fetches next to nothing twice', async () => {
    const moments = 6; // fifty of them in test/patterns/model-files.test.ts
    await given({ 'model.onnx': 3 * MiB, 'voices/a.bin': 300_000, 'voices/b.bin': 300_000, 'vocab.json': 100 });
    server.pace = 4;
    let kills = 0;
    let published = 0;
    while (kills < moments) {
      const before = server.sent;
      const killsBefore = kills;
      for (let whole = false; !whole;) {
        const run = pull();
        if (kills < moments) {
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
        const now = await state();
        expect(['absent', 'whole']).toContain(now);
        whole = now === 'whole';
        if (code === 0) expect(now).toBe('whole');
      }
      published++;
      expect(server.sent - before).toBeLessThanOrEqual(sample.bytes + (kills - killsBefore) * 256 * 1024);
      await rm(folder(), { recursive: true });
    }
    expect(published).toBeGreaterThan(0);
  }, 60_000);
});

describe('the volume of the Job', () => {
  it.skipIf(!canMount)('too small is told before the first byte', async () => {
    await given({ 'model.onnx': 5 * MiB }, await tmpfs('4m'));
    const { result } = await pull().ended;
    expect(result).toMatchObject({ phase: 'Failed', reason: 'NoSpace' });
    expect(result?.message).toMatch(/4\.0 MiB free, but the download needs 5\.0 MiB/);
    expect(server.requests).toEqual([]);
  });

  it.skipIf(!canMount)('that fills up on the way is told, and the download goes on when there is room', async () => {
    const volume = await tmpfs('8m');
    await given({ 'model.onnx': 5 * MiB }, volume);
    server.pace = 2;
    const run = pull();
    while (server.sent < MiB) await sleep(5);
    await writeFile(join(volume, 'filler'), Buffer.alloc(5 * MiB)).catch(() => undefined);
    const { result } = await run.ended;
    expect(result).toMatchObject({ phase: 'Failed', reason: 'NoSpace' });
    expect(await state()).toBe('absent');
    await rm(join(volume, 'filler'));
    expect((await pull().ended).code).toBe(0);
    expect(await state()).toBe('whole');
    expect(server.sent).toBeLessThan(sample.bytes + MiB);
  });

  it.skipIf(!canMount)('read-only is told, unless the model is there already', async () => {
    const volume = await tmpfs('8m');
    await given({ 'model.onnx': MiB }, volume);
    execFileSync('mount', ['-o', 'remount,ro', volume]);
    expect((await pull().ended).result).toMatchObject({ phase: 'Failed', reason: 'ReadOnlyVolume' });
    execFileSync('mount', ['-o', 'remount,rw', volume]);
    expect((await pull().ended).code).toBe(0);
    execFileSync('mount', ['-o', 'remount,ro', volume]);
    expect((await pull().ended).result).toMatchObject({ phase: 'Published', bytesFetched: 0 });
  });

  it('that is none is told', async () => {
    for (const path of ['/proc/models', '/proc/models/kokoro', '/dev/null/models'])
      expect((await pull({ MODEL_PATH: path }).ended).result).toMatchObject({
        phase: 'Failed',
        message: expect.stringContaining('mkdir') as string,
      });
  });

  it.skipIf(process.getuid?.() !== 0)('that refuses the user is told', async () => {
    await mkdir(env['MODEL_PATH']!, { mode: 0o755 });
    await chmod(dir.path, 0o777);
    const { result } = await pull({}, { uid: 65532, gid: 65532 }).ended;
    expect(result).toMatchObject({ phase: 'Failed', reason: 'PermissionDenied' });
  });
});

describe('the init container', () => {
  it('waits for the model, saying so, and ends when it is published', async () => {
    const waiting = startMain(['verify', '--fast'], env);
    await sleep(1500);
    expect(waiting.child.exitCode).toBeNull();
    expect((await pull().ended).code).toBe(0);
    const { code, result, output } = await waiting.ended;
    expect([code, result]).toMatchObject([0, { phase: 'Verified', filesVerified: 2, filesTotal: 2 }]);
    expect(output).toMatch(/"log","message":"waiting for .*which the download has not published yet/);
  });

  it('waits no longer than it may', async () => {
    const { code, result } = await startMain(['verify'], { ...env, MODEL_WAIT_SECONDS: '0.5' }).ended;
    expect([code, result]).toMatchObject([1, { phase: 'Failed', reason: 'NotPublished' }]);
  });

  it('waits as long as files arrive', async () => {
    const waiting = startMain(['verify'], { ...env, MODEL_WAIT_SECONDS: '3' });
    await mkdir(env['MODEL_PATH']!, { recursive: true });
    for (let i = 1; i <= 12; i++) {
      await sleep(500);
      await writeFile(join(env['MODEL_PATH']!, 'arriving'), Buffer.alloc(i));
    }
    expect(waiting.child.exitCode).toBeNull();
    expect((await waiting.ended).result).toMatchObject({ reason: 'NotPublished' });
  }, 30_000);

  it('takes no folder for damaged while it is being copied', async () => {
    await pull().ended;
    const path = join(folder(), 'voices/a.bin');
    const body = await readFile(path);
    await writeFile(path, body.subarray(0, 1));
    const checking = startMain(['verify'], env);
    for (let end = 2; end <= body.length && end < 9; end++) {
      await sleep(400);
      await writeFile(path, body.subarray(0, end));
    }
    await writeFile(path, body);
    expect(await checking.ended).toMatchObject({ code: 0, result: { phase: 'Verified' } });
  }, 30_000);

  it('fails on a short file at once, and on a changed one when it reads everything', async () => {
    await pull().ended;
    const path = join(folder(), 'voices/a.bin');
    const body = await readFile(path);
    body[9] = (body[9] ?? 0) ^ 1;
    await writeFile(path, body);
    expect(await startMain(['verify', '--fast'], env).ended).toMatchObject({ code: 0 });
    const full = await startMain(['verify', '--full'], env).ended;
    expect([full.code, full.result]).toMatchObject([1, { reason: 'Damaged', file: 'voices/a.bin' }]);
    await writeFile(path, body.subarray(1));
    const fast = await startMain(['verify', '--fast'], env).ended;
    expect([fast.code, fast.result]).toMatchObject([1, { reason: 'Damaged', file: 'voices/a.bin' }]);
    expect(fast.result?.message).toMatch(/has 49999 bytes instead of 50000/);
    expect(await readdir(folder())).toContain('manifest.json');
  });
});
