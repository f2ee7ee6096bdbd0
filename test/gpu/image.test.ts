import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cacheFolder, pullShown } from '../../operator/model-store/pull-shown.ts';
import { ensurePackages } from '../../tools/cluster/packages.ts';
import { buildImages } from '../../tools/images/build.ts';
import { unpackImage } from './unpacked-image.ts';
import type { UnpackedImage } from './unpacked-image.ts';

const say = (line: string) => void process.stderr.write(`${line}\n`);
/** Where GKE mounts the driver, and where NVIDIA's container runtime puts it. */
const GKE = 'usr/local/nvidia/lib64/libcuda.so.1';
const NVIDIA = 'usr/lib/x86_64-linux-gnu/libcuda.so.1';

let image: UnpackedImage;
let digest: string;

beforeAll(async () => {
  await ensurePackages({ cc: 'gcc' }, say);
  const [built] = await buildImages(say, ['tts-runtime-gpu']);
  if (!built) throw new Error('no image was built');
  image = unpackImage(built.archive);
  const folder = cacheFolder('kokoro-v1.0');
  digest = await pullShown('kokoro-v1.0', 'q8', folder, process.stderr, true);
  cpSync(join(folder, digest), join(image.root, 'models', digest), { recursive: true });
});
afterAll(() => image?.remove());

/** Puts a driver without a device into the image for the time of a test. */
async function withDriver(path: string, work: () => Promise<void>): Promise<void> {
  const file = join(image.root, path);
  mkdirSync(dirname(file), { recursive: true });
  execFileSync('cc', ['-shared', '-fPIC', '-o', file, join(import.meta.dirname, 'no-device.c')]);
  try {
    await work();
  } finally {
    rmSync(file);
  }
}

interface State {
  ready: boolean;
  reason: string;
  message: string;
}

/** Starts the image's server, told to use a GPU, as its user; what /readyz says once it has tried. */
async function serve(env: Record<string, string> = {}): Promise<State> {
  const [program = '', ...args] = image.command;
  const main = args.map((argument) => (argument.startsWith('dist/') ? join('/app', argument) : argument));
  const child = spawn('chroot', [`--userspec=${image.user}`, image.root, program, ...main], {
    env: {
      ...image.env,
      ...{ TTS_HOST: '127.0.0.1', TTS_PORT: '0', TTS_MODEL_PATH: '/models', TTS_MODEL_DIGEST: digest },
      ...{ USE_GPU: 'true', ...env },
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit');
  const log: string[] = [];
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${log.join('\n')}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      log.push(line);
      const address = /listening at (http:\/\/127\.0\.0\.1:\d+)/.exec(line)?.[1];
      if (address !== undefined) resolve(address);
    });
  });
  try {
    for (const end = Date.now() + 120_000; Date.now() < end; await delay(200)) {
      const state = (await (await fetch(`${url}/readyz`)).json()) as State;
      if (state.reason !== 'Starting') return state;
    }
    throw new Error(`it is still starting: ${log.join('\n')}`);
  } finally {
    child.kill('SIGTERM');
    await exit;
  }
}

it('loads all of CUDA, and says that the driver is missing', async () => {
  const state = await serve();
  expect(state).toMatchObject({ ready: false, reason: 'GpuUnusable' });
  expect(state.message).toContain('libcuda.so.1: cannot open shared object file: No such file or directory.');
  expect(state.message).toContain("It is part of the GPU's driver");
});

it.each([
  ['as GKE mounts it', GKE, {}],
  ['as NVIDIA’s container runtime puts it, whatever the pod says of LD_LIBRARY_PATH', NVIDIA, { LD_LIBRARY_PATH: '' }],
])(
  'with a driver, %s, the provider of one registry runs in the library of the other, up to the device',
  (_, path, env) =>
    withDriver(path, async () => {
      expect(await serve(env)).toEqual({
        ready: false,
        reason: 'GpuUnusable',
        message: 'the GPU cannot be used: CUDA failure 100: no CUDA-capable device is detected',
      });
    }),
);

it('names each library that is missing', async () => {
  for (const name of ['libcublasLt.so.13', 'libcurand.so.10', 'libcudnn.so.9']) {
    const file = join(image.root, 'usr/lib/x86_64-linux-gnu', name);
    expect(existsSync(file)).toBe(true);
    const aside = join(image.root, 'tmp', name);
    execFileSync('mv', [file, aside]);
    await withDriver(GKE, async () => expect((await serve()).message).toContain(`${name}: cannot open shared object`));
    execFileSync('mv', [aside, file]);
  }
});

it('speaks on the CPU where that is allowed', async () => {
  const state = await serve({ TTS_GPU_FALLBACK: 'true' });
  expect(state).toMatchObject({ ready: true, reason: 'GpuFallback' });
  expect(state.message).toContain('libcuda.so.1');
});
