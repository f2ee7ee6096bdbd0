import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { withLock } from '../cluster/lock.ts';
import { ensurePackages } from '../cluster/packages.ts';
import { cacheRoot, logFolder, repoRoot } from '../cluster/paths.ts';
import { findBuilder } from './builder.ts';

/** An image as a docker-archive file; its tag is a hash of everything it is made of. */
export interface BuiltImage {
  name: 'tts-operator' | 'tts-runtime';
  reference: string;
  archive: string;
  bytes: number;
}

const inputs = ['package.json', 'package-lock.json', '.npmrc', '.dockerignore', 'tsconfig.base.json', 'tools/trace.ts'];

function contextFiles(program: string): string[] {
  const files = ['operator', 'runtime'].flatMap((folder) =>
    readdirSync(join(repoRoot, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
      .map((entry) => relative(repoRoot, join(entry.parentPath, entry.name))),
  );
  return [...inputs, `Dockerfile.${program}`, ...files].sort();
}

function contentHash(program: string, bases: string): string {
  const hash = createHash('sha256').update(bases).update(process.arch);
  for (const file of contextFiles(program)) {
    if (existsSync(join(repoRoot, file))) hash.update(`\0${file}\0`).update(readFileSync(join(repoRoot, file)));
  }
  return hash.digest('hex').slice(0, 12);
}

function removeOld(folder: string, name: string, keep: string): void {
  const old = readdirSync(folder)
    .filter((file) => file.startsWith(`${name}-`) && !file.startsWith(keep))
    .map((file) => ({ file, time: statSync(join(folder, file)).mtimeMs }))
    .sort((a, b) => b.time - a.time);
  for (const { file } of old.slice(2)) rmSync(join(folder, file));
}

/** Builds the two images, unless images of the same content are kept in the cache folder. */
export async function buildImages(progress: (line: string) => void): Promise<BuiltImage[]> {
  const builder = await findBuilder(progress, (packages) => ensurePackages(packages, progress));
  const folder = join(cacheRoot, 'images');
  mkdirSync(folder, { recursive: true });
  mkdirSync(logFolder, { recursive: true });
  const images: BuiltImage[] = [];
  for (const program of ['operator', 'runtime'] as const) {
    const name = `tts-${program}` as const;
    const tag = contentHash(program, builder.bases);
    const archive = join(folder, `${name}-${tag}.tar`);
    const sizeFile = join(folder, `${name}-${tag}.size`);
    const reference = `${name}:${tag}`;
    await withLock(join(folder, 'build.lock'), progress, async () => {
      if (existsSync(archive) && existsSync(sizeFile)) return;
      const started = Date.now();
      const log = join(logFolder, `image-${program}.log`);
      progress(`${name}: building with ${builder.name} (log ${relative(repoRoot, log)})`);
      const timer = setInterval(() => progress(`${name}: ${currentStep(log)}, ${seconds(started)} s`), 5000);
      try {
        const bytes = await builder.build(`Dockerfile.${program}`, reference, archive, log);
        writeFileSync(sizeFile, String(bytes));
      } finally {
        clearInterval(timer);
      }
      removeOld(folder, name, `${name}-${tag}`);
      progress(`${name}: built in ${seconds(started)} s`);
    });
    images.push({ name, reference, archive, bytes: Number(readFileSync(sizeFile, 'utf8')) });
  }
  return images;
}

const seconds = (since: number) => Math.round((Date.now() - since) / 1000);

function currentStep(log: string): string {
  const steps = existsSync(log) ? readFileSync(log, 'utf8').match(/STEP \d+\/\d+: \w+[^\n]{0,40}/g) : null;
  return steps?.at(-1)?.toLowerCase() ?? 'preparing';
}
