import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { withLock } from '../cluster/lock.ts';
import { ensurePackages } from '../cluster/packages.ts';
import { cacheRoot, logFolder, repoRoot } from '../cluster/paths.ts';
import { findBuilder } from './builder.ts';
import type { Built } from './builder.ts';

/** An image as a docker-archive file; its tag is a hash of everything it is made of. */
export interface BuiltImage {
  name: 'tts-operator' | 'tts-runtime' | 'tts-runtime-gpu';
  reference: string;
  archive: string;
  bytes: number;
  /** Digest of the image's configuration: equal for equal images. */
  id: string;
}

type Program = 'operator' | 'runtime';

/** A variant of an image. CUDA 12 and cuDNN 9 come with the GPU's base image, which has to be had from a registry. */
const images: Record<BuiltImage['name'], { program: Program; args: Record<string, string> }> = {
  'tts-operator': { program: 'operator', args: {} },
  'tts-runtime': { program: 'runtime', args: {} },
  'tts-runtime-gpu': {
    program: 'runtime',
    args: { DEVICE: 'gpu', BASE_IMAGE: 'docker.io/nvidia/cuda:12.9.1-cudnn-runtime-ubuntu24.04' },
  },
};

const inputs = [
  ...['package.json', 'package-lock.json', '.npmrc', '.dockerignore', 'tsconfig.base.json'],
  ...['tools/trace.ts', 'tools/images/sbom.ts'],
];

function contextFiles(program: Program): string[] {
  const files = ['operator', 'runtime'].flatMap((folder) =>
    readdirSync(join(repoRoot, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
      .map((entry) => relative(repoRoot, join(entry.parentPath, entry.name))),
  );
  return [...inputs, `Dockerfile.${program}`, ...files].sort();
}

function contentHash(program: Program, args: object, bases: string): string {
  const hash = createHash('sha256').update(bases).update(JSON.stringify(args)).update(process.arch);
  for (const file of contextFiles(program)) {
    if (existsSync(join(repoRoot, file))) hash.update(`\0${file}\0`).update(readFileSync(join(repoRoot, file)));
  }
  return hash.digest('hex').slice(0, 12);
}

function removeOld(folder: string, name: string, keep: string): void {
  const old = readdirSync(folder)
    .filter(
      (file) => /^-[0-9a-f]{12}\./.test(file.slice(name.length)) && file.startsWith(name) && !file.startsWith(keep),
    )
    .map((file) => ({ file, time: statSync(join(folder, file)).mtimeMs }))
    .sort((a, b) => b.time - a.time);
  for (const { file } of old.slice(2)) rmSync(join(folder, file));
}

/** The version of package.json. */
const version = () => (JSON.parse(readFileSync(join(repoRoot, 'package.json'), 'utf8')) as { version: string }).version;

/**
 * Builds images, unless images of the same content are kept in the cache folder; `fresh` builds them again, from no kept layer.
 */
export async function buildImages(
  progress: (line: string) => void,
  names: BuiltImage['name'][] = ['tts-operator', 'tts-runtime'],
  fresh = false,
): Promise<BuiltImage[]> {
  const builder = await findBuilder(progress, (packages) => ensurePackages(packages, progress));
  const folder = join(cacheRoot, 'images');
  mkdirSync(folder, { recursive: true });
  mkdirSync(logFolder, { recursive: true });
  const built: BuiltImage[] = [];
  for (const name of names) {
    const { program, args } = images[name];
    const tag = contentHash(program, args, builder.bases);
    const archive = join(folder, `${name}-${tag}.tar`);
    const record = join(folder, `${name}-${tag}.json`);
    const reference = `${name}:${tag}`;
    await withLock(join(folder, 'build.lock'), progress, async () => {
      if (!fresh && existsSync(archive) && existsSync(record)) return;
      const started = Date.now();
      const log = join(logFolder, `image-${name}.log`);
      progress(`${name}: building with ${builder.name} (log ${relative(repoRoot, log)})`);
      const timer = setInterval(() => progress(`${name}: ${currentStep(log)}, ${seconds(started)} s`), 5000);
      try {
        const recipe = { dockerfile: `Dockerfile.${program}`, args: { VERSION: version(), ...args }, fresh };
        writeFileSync(record, JSON.stringify(await builder.build(recipe, reference, archive, log)));
      } finally {
        clearInterval(timer);
      }
      removeOld(folder, name, `${name}-${tag}`);
      progress(`${name}: built in ${seconds(started)} s`);
    });
    built.push({ name, reference, archive, ...(JSON.parse(readFileSync(record, 'utf8')) as Built) });
  }
  return built;
}

const seconds = (since: number) => Math.round((Date.now() - since) / 1000);

function currentStep(log: string): string {
  const steps = existsSync(log) ? readFileSync(log, 'utf8').match(/STEP \d+\/\d+: \w+[^\n]{0,40}/g) : null;
  return steps?.at(-1)?.toLowerCase() ?? 'preparing';
}
