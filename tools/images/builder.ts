import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { has } from '../cluster/packages.ts';
import { cacheRoot, repoRoot } from '../cluster/paths.ts';
import { unmountAll } from '../cluster/container-runtime.ts';
import { sh, tryTo } from '../cluster/shell.ts';
import { debianRootfs } from './rootfs.ts';
import type { Rootfs } from './rootfs.ts';

/** Makes images from the Dockerfiles. */
export interface Builder {
  name: 'docker' | 'buildah';
  /** Names that change with the base images; part of what decides whether an image is up to date. */
  bases: string;
  /** Builds the image and writes it as a docker-archive in which it is called `reference`. */
  build(image: Recipe, reference: string, archive: string, log: string): Promise<Built>;
  /** Makes sure that an image it has built is at hand for another one's FROM, and returns its name there. */
  load(reference: string, archive: string): Promise<string>;
}

/** What an image is made from: a Dockerfile, its context, arguments that differ from its defaults, and whether kept layers may be used. */
export interface Recipe {
  dockerfile: string;
  context: string;
  args: Record<string, string>;
  fresh: boolean;
}

/** Size in bytes, and the digest of the image's configuration: equal for equal images. */
export interface Built {
  bytes: number;
  id: string;
}

/** The time that files and images get, so that the same sources give the same image (reproducible-builds.org/specs/source-date-epoch). */
const sourceDate = process.env['SOURCE_DATE_EPOCH'] ?? '0';

const buildArgs = (args: Record<string, string>) =>
  Object.entries(args).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]);

/** What the npm in a build may need: the machine's registry and credentials, and its private CA. Never part of an image. */
async function withSecrets<T>(work: (args: string[]) => Promise<T>): Promise<T> {
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

const logged = (log: string, command: string, args: string[], env: NodeJS.ProcessEnv) =>
  sh('sh', ['-c', 'exec "$@" >"$0" 2>&1', log, command, ...args], env).catch((error: unknown) => {
    const tail = existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n').slice(-15).join('\n') : '';
    throw new Error(`${command} failed; its whole output is in ${log} and ends with\n${tail}`, { cause: error });
  });

function docker(): Builder {
  const env = { ...process.env, DOCKER_BUILDKIT: '1' };
  return {
    name: 'docker',
    bases: 'public',
    async build({ dockerfile, context, args, fresh }, reference, archive, log) {
      const options = [...buildArgs({ ...args, SOURCE_DATE_EPOCH: sourceDate }), ...(fresh ? ['--no-cache'] : [])];
      await withSecrets((secrets) =>
        logged(
          log,
          'docker',
          ['build', ...options, ...secrets, '-f', join(repoRoot, dockerfile), '-t', reference, context],
          env,
        ),
      );
      await sh('docker', ['save', '-o', `${archive}.part`, reference]);
      renameSync(`${archive}.part`, archive);
      const about = await sh('docker', ['image', 'inspect', '-f', '{{.Size}} {{.Id}}', reference]);
      const [bytes, id = ''] = about.trim().split(' ');
      return { bytes: Number(bytes), id };
    },
    async load(reference, archive) {
      await sh('docker', ['load', '-q', '-i', archive]);
      return reference;
    },
  };
}

// Its storage is apart from the machine's own, so that removing the cache folder removes all of it.
const storage = [
  '--root',
  join(cacheRoot, 'buildah'),
  '--runroot',
  '/run/tts-operator/buildah',
  '--storage-driver',
  'overlay',
];
const buildah = (...args: string[]) => sh('buildah', [...storage, ...args]);

async function ensureImage({ name, folder }: Rootfs): Promise<void> {
  if ((await tryTo('buildah', [...storage, 'inspect', '--type', 'image', name])) !== undefined) return;
  const container = (await buildah('from', 'scratch')).trim();
  await buildah('add', '-q', container, folder, '/');
  await buildah('config', '--env', 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', container);
  await buildah('commit', '-q', '--rm', '--timestamp', sourceDate, container, name);
}

// A build stage leaves about a gigabyte in each generation of layers; beyond this many images all are dropped and made anew.
const mostImages = 60;

/** Clears what builds that were cut off left behind, and old layers when there are many. */
async function tidy(): Promise<void> {
  await tryTo('buildah', [...storage, 'rm', '--all']);
  const images = (await tryTo('buildah', [...storage, 'images', '--all', '-q'])) ?? '';
  if (images.split('\n').length > mostImages) await tryTo('buildah', [...storage, 'rmi', '--all', '--force']);
}

/** The docker form would name this build's containers and host in the image's configuration, and no two builds were the same. */
const format = 'oci';

async function buildahBuilder(progress: (line: string) => void): Promise<Builder> {
  const { base, build } = await debianRootfs(progress);
  const bases = { BUILD_IMAGE: build.name, BASE_IMAGE: base.name };
  return {
    name: 'buildah',
    bases: [...Object.values(bases), format].join(),
    async build({ dockerfile, context, args, fresh }, reference, archive, log) {
      await tidy();
      for (const image of [base, build]) await ensureImage(image);
      await withSecrets((secrets) =>
        logged(
          log,
          'buildah',
          [
            ...[...storage, 'bud', '--layers', '--format', format, '--timestamp', sourceDate],
            ...[...buildArgs({ ...bases, ...args }), ...(fresh ? ['--no-cache'] : []), ...secrets],
            ...['-f', join(repoRoot, dockerfile), '-t', `localhost/${reference}`, context],
          ],
          { ...process.env, BUILDAH_ISOLATION: 'chroot' },
        ),
      );
      rmSync(`${archive}.part`, { force: true });
      const target = `docker-archive:${archive}.part:docker.io/library/${reference}`;
      await buildah('push', '-q', `localhost/${reference}`, target);
      renameSync(`${archive}.part`, archive);
      const about = await buildah('images', '--no-trunc', '--format', '{{.Size}} {{.ID}}', `localhost/${reference}`);
      const [, number = '0', unit = 'B', id] = /([\d.]+)\s*(\w+)\s+(\S+)/.exec(about) ?? [];
      if (id === undefined) throw new Error(`buildah told no size and digest of ${reference}, but: ${about}`);
      return { bytes: Number(number) * ({ KB: 1e3, MB: 1e6, GB: 1e9 }[unit] ?? 1), id };
    },
    async load(reference, archive) {
      await buildah('pull', '-q', `docker-archive:${archive}`);
      return `docker.io/library/${reference}`;
    },
  };
}

/** Unmounts what buildah left mounted; its layers stay in the cache folder. */
export async function unmountBuilds(): Promise<void> {
  if (!existsSync(join(cacheRoot, 'buildah'))) return;
  await tryTo('buildah', [...storage, 'rm', '--all']);
  await unmountAll(join(cacheRoot, 'buildah'));
}

/** Whether a Docker daemon answers. */
export const dockerAnswers = async (): Promise<boolean> =>
  has('docker') && (await tryTo('docker', ['info', '--format', '{{.ServerVersion}}'])) !== undefined;

/** The machine's builder: Docker where it answers, else buildah on base images of Debian packages (installing buildah as root). */
export async function findBuilder(
  progress: (line: string) => void,
  install: (names: Record<string, string>) => Promise<void>,
): Promise<Builder> {
  if (await dockerAnswers()) return docker();
  if (!has('apt-get')) throw new Error('building the images needs Docker, or a Debian or Ubuntu machine (for buildah)');
  await install({ buildah: 'buildah' });
  mkdirSync(cacheRoot, { recursive: true });
  return buildahBuilder(progress);
}
