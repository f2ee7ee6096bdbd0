import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { sh } from '../cluster/shell.ts';
import type { Architecture } from './architecture.ts';

/** Makes images from the Dockerfiles. */
export interface Builder {
  name: 'docker' | 'buildah';
  /** Names that change with the base images; part of what decides whether an image is up to date. */
  bases(architecture: Architecture): Promise<string>;
  /** Clears what is left of former builds; what was loaded may be gone after it. */
  tidy(): Promise<void>;
  /** Builds the image and writes it as a docker-archive in which it is called `reference`. */
  build(image: Recipe, reference: string, archive: string, log: string): Promise<Built>;
  /** Makes sure that an image it has built is at hand for another one's FROM, and returns its name there. */
  load(reference: string, archive: string): Promise<string>;
}

/** Base images that take the place of those that a builder has; the keys are arguments of the Dockerfiles. */
export type Bases = Partial<Record<'BUILD_IMAGE' | 'BASE_IMAGE', string>>;

export const basesOf = (base: string | undefined, build: string | undefined): Bases => ({
  ...(base === undefined ? {} : { BASE_IMAGE: base }),
  ...(build === undefined ? {} : { BUILD_IMAGE: build }),
});

/** What an image is made from: a Dockerfile, its context, arguments that differ from its defaults, and whether kept layers may be used. */
export interface Recipe {
  architecture: Architecture;
  dockerfile: string;
  context: string;
  args: Record<string, string>;
  fresh: boolean;
}

/** Size in bytes, and the digest of the image's configuration (64 hex digits): equal for equal images. */
export interface Built {
  bytes: number;
  id: string;
}

/** What a docker-archive holds. Asked of the file, since Docker's image store may tell another size and digest. */
export async function readArchive(archive: string): Promise<Built> {
  const manifest = JSON.parse(await sh('tar', ['-xOf', archive, 'manifest.json'])) as { Config: string }[];
  const [id] = /[0-9a-f]{64}/.exec(manifest[0]?.Config ?? '') ?? [];
  if (id === undefined) throw new Error(`${archive} names no configuration of an image`);
  return { bytes: statSync(archive).size, id };
}

/** Whether a name is that of an image that `npm run images` or `npm run up` made. */
export const ownImage = (reference: string): boolean =>
  /^(docker\.io\/library\/)?tts-(operator|runtime|runtime-gpu|keda-[a-z-]+):([0-9a-f]{12}|dev)$/.test(reference);

/** The time that files and images get, so that the same sources give the same image (reproducible-builds.org/specs/source-date-epoch). */
export const sourceDate = process.env['SOURCE_DATE_EPOCH'] ?? '0';

export const buildArgs = (args: Record<string, string>) =>
  Object.entries(args).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]);

/** What the npm in a build may need: the machine's registry and credentials, and its private CA. Never part of an image. */
export async function withSecrets<T>(work: (args: string[]) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'tts-secrets-'));
  try {
    const own = join(homedir(), '.npmrc');
    const registry = (await sh('npm', ['config', 'get', 'registry'])).trim().split('\n').at(-1) ?? '';
    const settings = `${existsSync(own) ? readFileSync(own, 'utf8') : ''}\nregistry=${registry}\n`;
    writeFileSync(join(folder, 'npmrc'), settings, { mode: 0o600 });
    const ca = process.env['NODE_EXTRA_CA_CERTS'] ?? process.env['SSL_CERT_FILE'];
    const secrets = [['npmrc', join(folder, 'npmrc')], ...(ca === undefined ? [] : [['ca', ca]])];
    return await work(secrets.flatMap(([id, source]) => ['--secret', `id=${id},src=${source}`]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs a build whose output goes to a file; throws with the end of it. */
export const logged = (log: string, command: string, args: string[], env: NodeJS.ProcessEnv) =>
  sh('sh', ['-c', 'exec "$@" >"$0" 2>&1', log, command, ...args], env).catch((error: unknown) => {
    const tail = existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n').slice(-15).join('\n') : '';
    throw new Error(`${command} failed; its whole output is in ${log} and ends with\n${tail}`, { cause: error });
  });
