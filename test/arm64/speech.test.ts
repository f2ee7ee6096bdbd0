import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cacheFolder, pullShown } from '../../operator/model-store/pull-shown.ts';
import { sh } from '../../tools/cluster/shell.ts';
import { buildImages } from '../../tools/images/build.ts';
import { unpackImage } from '../gpu/unpacked-image.ts';
import type { UnpackedImage } from '../gpu/unpacked-image.ts';
import { emulated, ensureEmulator, processor } from './emulator.ts';

const say = (line: string) => console.error(line);
let qemu: string;
let image: UnpackedImage;
let server: ChildProcess | undefined;
let url = '';

/** Starts a program of the image. */
function start(command: string[], env: Record<string, string> = {}): ChildProcess {
  const [program = '', ...args] = emulated(qemu, image.root, '/app', command);
  return spawn(program, args, { env: { ...image.env, ...processor, ...env }, stdio: ['ignore', 'pipe', 'inherit'] });
}

/** For which processor a program is: 0xb7 is arm64, 0x3e x86-64 (ELF, e_machine). */
const machineOf = (file: string): number => readFileSync(file).readUInt16LE(18);

beforeAll(async () => {
  qemu = await ensureEmulator();
  const [built] = await buildImages(say, ['tts-runtime'], { architectures: ['arm64'] });
  image = unpackImage(built?.archive ?? '');
  mkdirSync(join(image.root, 'proc'), { recursive: true });
  const model = cacheFolder('kokoro-v1.0');
  const digest = await pullShown('kokoro-v1.0', 'q8', model, process.stderr);
  mkdirSync(join(image.root, 'models'));
  cpSync(model, join(image.root, 'models'), { recursive: true });
  server = start(['/usr/local/bin/node', ...image.command.slice(1)], {
    ...{ TTS_HOST: '127.0.0.1', TTS_PORT: '0', TTS_MODEL_PATH: '/models', TTS_MODEL_DIGEST: digest },
    TTS_TEMP_DIR: '/tmp/tts',
  });
  url = await new Promise<string>((resolve, reject) => {
    server?.once('exit', (code) => reject(new Error(`the server exited with ${code}`)));
    if (server?.stdout)
      createInterface({ input: server.stdout }).on('line', (line) => {
        const address = /listening at (http:\/\/127\.0\.0\.1:\d+)/.exec(line)?.[1];
        if (address !== undefined) resolve(address);
      });
  });
});
afterAll(async () => {
  if (server && server.exitCode === null) {
    server.kill('SIGKILL');
    await once(server, 'exit');
  }
  image?.remove();
});

test('the image is one for arm64, and holds no binary of another architecture', async () => {
  expect(machineOf(join(image.root, 'usr/local/bin/node'))).toBe(0xb7);
  const found = await sh('find', [join(image.root, 'app'), '-name', '*.node', '-o', '-name', '*.so*']);
  const files = found.trim().split('\n');
  expect(files.length).toBeGreaterThan(2);
  for (const file of files) expect(machineOf(file), file).toBe(0xb7);
  const bill = readFileSync(join(image.root, 'app/sbom.cdx.json'), 'utf8');
  expect(bill).toContain('pkg:deb/debian/libc6@');
  expect(bill).toContain('arch=arm64');
});

test('speaks a sentence', async () => {
  const deadline = Date.now() + 1_500_000;
  while (!(await fetch(`${url}/readyz`)).ok) {
    expect(server?.exitCode).toBe(null);
    if (Date.now() > deadline) throw new Error('not ready within 25 minutes');
    await delay(1000);
  }
  const body = JSON.stringify({ model: 'tts-1', input: 'Hello.', voice: 'af_heart', response_format: 'pcm' });
  const reply = await fetch(`${url}/v1/audio/speech`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  expect(reply.status).toBe(200);
  const samples = (await reply.arrayBuffer()).byteLength / 2;
  // On x86-64 it is about 1.2 s at 24 kHz. Garbage in the durations, which wrong emulation gives, is far from that.
  expect(samples).toBeGreaterThan(12_000);
  expect(samples).toBeLessThan(60_000);
});
