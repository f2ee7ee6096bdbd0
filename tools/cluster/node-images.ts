import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownImage } from '../images/builder.ts';
import type { BuiltImage } from '../images/build.ts';
import { ctr, pauseImage } from './container-runtime.ts';
import { cacheRoot } from './paths.ts';
import { sh } from './shell.ts';
import { writeArchive } from './static-image.ts';
import type { StaticImage } from './static-image.ts';

/** Where the node's containerd is. */
interface Runtime {
  binaries: string;
  state: string;
}

const library = (reference: string) => `docker.io/library/${reference}`;
/** What the sample's pod with a shell runs. */
export const shellImage = library('busybox:stable');

const held = async ({ binaries, state }: Runtime) => (await ctr(binaries, state, 'images', 'ls', '-q')).split('\n');

async function load({ binaries, state }: Runtime, image: StaticImage): Promise<void> {
  const file = join(state, `image-${process.pid}.tar`);
  await writeArchive(file, image);
  await ctr(binaries, state, 'images', 'import', file);
  rmSync(file);
}

/** Loads the image of every pod's first container, unless it is there. */
export async function ensurePauseImage(runtime: Runtime): Promise<void> {
  if ((await held(runtime)).includes(pauseImage)) return;
  const program = { path: 'pause', bytes: readFileSync(join(runtime.binaries, 'pause')) };
  await load(runtime, { reference: pauseImage, program, links: [], command: ['/pause'], user: '65535:65535' });
}

/** Debian's static busybox, kept in the cache folder. */
async function busybox(): Promise<Buffer> {
  const kept = join(cacheRoot, 'busybox');
  if (!existsSync(kept)) {
    const folder = mkdtempSync(join(tmpdir(), 'tts-busybox-'));
    try {
      await sh('sh', ['-c', 'cd "$0" && apt-get download -q busybox-static && dpkg-deb -x *.deb .', folder]);
      const found = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((file) =>
        file.endsWith('bin/busybox'),
      );
      mkdirSync(cacheRoot, { recursive: true });
      await sh('cp', ['-p', join(folder, found ?? 'bin/busybox'), `${kept}.part`]);
      renameSync(`${kept}.part`, kept);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return readFileSync(kept);
}

/** A stand-in for `busybox:stable` made of Debian's package, as a docker-archive in the cache folder. */
export async function shellArchive(): Promise<string> {
  const archive = join(cacheRoot, 'busybox.tar');
  if (existsSync(archive)) return archive;
  const bytes = await busybox();
  const applets = (await sh(join(cacheRoot, 'busybox'), ['--list'])).trim().split('\n');
  const links = applets.filter((name) => name !== 'busybox').map((name) => `bin/${name}`);
  const program = { path: 'bin/busybox', bytes };
  const part = `${archive}.${process.pid}`;
  await writeArchive(part, { reference: shellImage, program, links, command: ['sh'], user: '' });
  renameSync(part, archive);
  return archive;
}

/** Loads the product's images that the node does not hold, also under the tag `dev`, and `busybox:stable`. */
export async function loadImages(
  runtime: Runtime,
  images: BuiltImage[],
  progress: (line: string) => void,
): Promise<void> {
  const run = (...args: string[]) => ctr(runtime.binaries, runtime.state, ...args);
  const present = await held(runtime);
  for (const { name, reference, archive } of images) {
    if (!present.includes(library(reference))) {
      progress(`loading ${reference} into the node`);
      await run('images', 'import', archive);
    }
    await run('images', 'tag', '--force', library(reference), library(`${name}:dev`));
  }
  if (!present.includes(shellImage)) await run('images', 'import', await shellArchive());
}

/** Removes the product's images from the node. */
export async function unloadImages(runtime: Runtime): Promise<void> {
  const own = (await held(runtime)).filter((reference) => ownImage(reference));
  if (own.length > 0) await ctr(runtime.binaries, runtime.state, 'images', 'rm', ...own);
}
