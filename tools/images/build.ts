import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { withLock } from '../cluster/lock.ts';
import { ensurePackages } from '../cluster/packages.ts';
import { cacheRoot, logFolder, repoRoot } from '../cluster/paths.ts';
import { findBuilder } from './find-builder.ts';
import type { Bases, Builder, Built, Recipe } from './builder.ts';
import { gpuContext, gpuContextKey } from './gpu-context.ts';
import { lastStep } from './step.ts';

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

const programs = { 'tts-operator': 'operator', 'tts-runtime': 'runtime' } as const;

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

const short = (hash: Hash) => hash.digest('hex').slice(0, 12);

function contentHash(program: Program, bases: string): string {
  const hash = createHash('sha256').update(bases).update(process.arch);
  for (const file of contextFiles(program)) {
    if (existsSync(join(repoRoot, file))) hash.update(`\0${file}\0`).update(readFileSync(join(repoRoot, file)));
  }
  return short(hash);
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

/** An image to build: its tag tells all that it is made of, its recipe is made when it has to be built. */
interface Plan {
  name: BuiltImage['name'];
  tag: string;
  recipe: () => Promise<Omit<Recipe, 'fresh'>>;
}

function planOf(name: keyof typeof programs, builder: Builder): Plan {
  const program = programs[name];
  const recipe = { dockerfile: `Dockerfile.${program}`, context: repoRoot, args: { VERSION: version() } };
  return { name, tag: contentHash(program, builder.bases), recipe: async () => recipe };
}

/** The runtime's image with more layers on top. */
function gpuPlan(runtime: BuiltImage, builder: Builder, progress: (line: string) => void): Plan {
  if (process.arch !== 'x64') throw new Error('tts-runtime-gpu is for x86-64 only, and so is its build');
  const dockerfile = 'Dockerfile.runtime-gpu';
  const own = readFileSync(join(repoRoot, dockerfile));
  return {
    name: 'tts-runtime-gpu',
    tag: short(createHash('sha256').update(builder.bases).update(runtime.reference).update(own).update(gpuContextKey)),
    async recipe() {
      const context = await gpuContext(progress);
      return { dockerfile, context, args: { RUNTIME_IMAGE: await builder.load(runtime.reference, runtime.archive) } };
    },
  };
}

/**
 * Builds images, unless images of the same content are kept in the cache folder; `fresh` builds them again, from no kept layer.
 */
export async function buildImages(
  progress: (line: string) => void,
  names: BuiltImage['name'][] = ['tts-operator', 'tts-runtime'],
  { fresh = false, bases = {} }: { fresh?: boolean; bases?: Bases } = {},
): Promise<BuiltImage[]> {
  const builder = await findBuilder(progress, (packages) => ensurePackages(packages, progress), bases);
  const build = (plan: Plan) => buildImage(plan, builder, progress, fresh);
  const built: BuiltImage[] = [];
  for (const name of names) {
    if (name !== 'tts-runtime-gpu') built.push(await build(planOf(name, builder)));
    else built.push(await build(gpuPlan(await build(planOf('tts-runtime', builder)), builder, progress)));
  }
  return built;
}

async function buildImage(
  { name, tag, recipe }: Plan,
  builder: Builder,
  progress: (line: string) => void,
  fresh: boolean,
): Promise<BuiltImage> {
  const folder = join(cacheRoot, 'images');
  mkdirSync(folder, { recursive: true });
  mkdirSync(logFolder, { recursive: true });
  const archive = join(folder, `${name}-${tag}.tar`);
  const record = join(folder, `${name}-${tag}.json`);
  const reference = `${name}:${tag}`;
  await withLock(join(folder, 'build.lock'), progress, async () => {
    if (!fresh && existsSync(archive) && existsSync(record)) return;
    const started = Date.now();
    const made = await recipe();
    const log = join(logFolder, `image-${name}.log`);
    progress(`${name}: building with ${builder.name} (log ${relative(repoRoot, log)})`);
    const timer = setInterval(() => progress(`${name}: ${currentStep(log)}, ${seconds(started)} s`), 5000);
    try {
      writeFileSync(record, JSON.stringify(await builder.build({ ...made, fresh }, reference, archive, log)));
    } finally {
      clearInterval(timer);
    }
    removeOld(folder, name, `${name}-${tag}`);
    progress(`${name}: built in ${seconds(started)} s`);
  });
  return { name, reference, archive, ...(JSON.parse(readFileSync(record, 'utf8')) as Built) };
}

const seconds = (since: number) => Math.round((Date.now() - since) / 1000);

const currentStep = (log: string): string =>
  (existsSync(log) ? lastStep(readFileSync(log, 'utf8')) : undefined) ?? 'preparing';
