import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { withLock } from '../cluster/lock.ts';
import { ensurePackages } from '../cluster/packages.ts';
import { cacheRoot, logFolder, repoRoot } from '../cluster/paths.ts';
import { ownArchitecture } from './architecture.ts';
import type { Architecture } from './architecture.ts';
import { findBuilder } from './find-builder.ts';
import type { Bases, Builder, Built, Recipe } from './builder.ts';
import { gpuContext, gpuContextKey } from './gpu-context.ts';
import { lastStep } from './step.ts';

/** An image that `npm run images` makes. */
export type ImageName = 'tts-operator' | 'tts-runtime' | 'tts-runtime-gpu';

/** An image as a docker-archive file; its tag is a hash of everything it is made of. */
export interface BuiltImage {
  name: ImageName | `tts-keda-${string}`;
  architecture: Architecture;
  reference: string;
  archive: string;
  bytes: number;
  /** Digest of the image's configuration: equal for equal images. */
  id: string;
}

/** How images are built; by default from kept layers, on the builder's base images, for this machine. */
export interface BuildOptions {
  fresh?: boolean;
  bases?: Bases;
  architectures?: Architecture[];
}

type Program = 'operator' | 'runtime';

const programs = { 'tts-operator': 'operator', 'tts-runtime': 'runtime' } as const;

const inputs = [
  ...['package.json', 'package-lock.json', '.npmrc', '.dockerignore', 'tsconfig.base.json'],
  ...['tools/trace.ts', 'tools/images/native.ts', 'tools/images/packages.ts', 'tools/images/sbom.ts'],
];

function contextFiles(program: Program): string[] {
  const files = ['tracing', 'operator', 'runtime'].flatMap((folder) =>
    readdirSync(join(repoRoot, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
      .map((entry) => relative(repoRoot, join(entry.parentPath, entry.name))),
  );
  return [...inputs, `Dockerfile.${program}`, ...files].sort();
}

const short = (hash: Hash) => hash.digest('hex').slice(0, 12);

function contentHash(program: Program, architecture: Architecture, bases: string): string {
  const hash = createHash('sha256').update(bases).update(`${process.arch} for ${architecture}`);
  for (const file of contextFiles(program)) {
    if (existsSync(join(repoRoot, file))) hash.update(`\0${file}\0`).update(readFileSync(join(repoRoot, file)));
  }
  return short(hash);
}

function removeOld(folder: string, name: string, keep: string): void {
  const old = readdirSync(folder)
    .filter((file) => file.startsWith(name) && /^-[0-9a-f]{12}\./.test(file.slice(name.length)))
    .filter((file) => !file.startsWith(keep))
    .map((file) => ({ file, time: statSync(join(folder, file)).mtimeMs }))
    .sort((a, b) => b.time - a.time);
  // Two files of each image; those of the other architecture among them.
  for (const { file } of old.slice(6)) rmSync(join(folder, file));
}

/** The version of package.json. */
const version = () => (JSON.parse(readFileSync(join(repoRoot, 'package.json'), 'utf8')) as { version: string }).version;

/** An image to build: its tag tells all that it is made of, its recipe is made when it has to be built. */
interface Plan {
  name: BuiltImage['name'];
  architecture: Architecture;
  tag: string;
  recipe: () => Promise<Omit<Recipe, 'fresh'>>;
}

async function planOf(name: keyof typeof programs, architecture: Architecture, builder: Builder): Promise<Plan> {
  const program = programs[name];
  const args = { VERSION: version() };
  const recipe = { architecture, dockerfile: `Dockerfile.${program}`, context: repoRoot, args };
  const tag = contentHash(program, architecture, await builder.bases(architecture));
  return { name, architecture, tag, recipe: async () => recipe };
}

/** The runtime's image with more layers on top. */
async function gpuPlan(runtime: BuiltImage, builder: Builder, progress: (line: string) => void): Promise<Plan> {
  const { architecture } = runtime;
  if (architecture !== 'amd64') throw new Error('tts-runtime-gpu is for x86-64 only, and so is its build');
  const dockerfile = 'Dockerfile.runtime-gpu';
  const own = readFileSync(join(repoRoot, dockerfile));
  const bases = await builder.bases(architecture);
  return {
    name: 'tts-runtime-gpu',
    architecture,
    tag: short(createHash('sha256').update(bases).update(runtime.reference).update(own).update(gpuContextKey)),
    async recipe() {
      const context = await gpuContext(progress);
      return {
        architecture,
        dockerfile,
        context,
        args: { RUNTIME_IMAGE: await builder.load(runtime.reference, runtime.archive) },
      };
    },
  };
}

/**
 * Builds images, unless images of the same content are kept in the cache folder; `fresh` builds them again, from no kept layer.
 * Of each name there is one for each architecture, in the order given.
 */
export async function buildImages(
  progress: (line: string) => void,
  names: ImageName[] = ['tts-operator', 'tts-runtime'],
  { fresh = false, bases = {}, architectures = [ownArchitecture] }: BuildOptions = {},
): Promise<BuiltImage[]> {
  const builder = await findBuilder(progress, (packages) => ensurePackages(packages, progress), bases);
  const build = (plan: Plan) => buildImage(plan, builder, progress, fresh);
  const built: BuiltImage[] = [];
  for (const name of names) {
    for (const architecture of architectures) {
      const own = await planOf(name === 'tts-runtime-gpu' ? 'tts-runtime' : name, architecture, builder);
      const image = await build(own);
      built.push(name === 'tts-runtime-gpu' ? await build(await gpuPlan(image, builder, progress)) : image);
    }
  }
  return built;
}

async function buildImage(
  { name, architecture, tag, recipe }: Plan,
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
  const title = architecture === ownArchitecture ? name : `${name} for ${architecture}`;
  await withLock(join(folder, 'build.lock'), progress, async () => {
    if (!fresh && existsSync(archive) && existsSync(record)) return;
    const started = Date.now();
    // First, since the recipe may load an image to build on.
    await builder.tidy();
    const made = await recipe();
    const log = join(logFolder, `image-${name}.log`);
    progress(`${title}: building with ${builder.name} (log ${relative(repoRoot, log)})`);
    const timer = setInterval(() => progress(`${title}: ${currentStep(log)}, ${seconds(started)} s`), 5000);
    try {
      writeFileSync(record, JSON.stringify(await builder.build({ ...made, fresh }, reference, archive, log)));
    } finally {
      clearInterval(timer);
    }
    removeOld(folder, name, `${name}-${tag}`);
    progress(`${title}: built in ${seconds(started)} s`);
  });
  return { name, architecture, reference, archive, ...(JSON.parse(readFileSync(record, 'utf8')) as Built) };
}

const seconds = (since: number) => Math.round((Date.now() - since) / 1000);

const currentStep = (log: string): string =>
  (existsSync(log) ? lastStep(readFileSync(log, 'utf8')) : undefined) ?? 'preparing';
