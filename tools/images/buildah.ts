import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unmountAll } from '../cluster/container-runtime.ts';
import { cacheRoot, repoRoot } from '../cluster/paths.ts';
import { sh, tryTo } from '../cluster/shell.ts';
import { buildArgs, logged, readArchive, sourceDate, withSecrets } from './builder.ts';
import type { Bases, Builder } from './builder.ts';
import type { Architecture } from './architecture.ts';
import { debianRootfs } from './rootfs.ts';
import type { Rootfs } from './rootfs.ts';

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

async function ensureImage({ name, folder, architecture }: Rootfs): Promise<void> {
  if ((await tryTo('buildah', [...storage, 'inspect', '--type', 'image', name])) !== undefined) return;
  const container = (await buildah('from', 'scratch')).trim();
  await buildah('add', '-q', container, folder, '/');
  const path = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
  await buildah('config', '--arch', architecture, '--env', path, container);
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

/** buildah 1.28 finds no local image for a FROM with --platform. The image of the build stage is this machine's anyway. */
function withoutPlatform(dockerfile: string, folder: string): string {
  const file = join(folder, 'Dockerfile');
  const text = readFileSync(join(repoRoot, dockerfile), 'utf8');
  writeFileSync(file, text.replaceAll(/^FROM --platform=\$BUILDPLATFORM /gm, 'FROM '));
  return file;
}

/** buildah, on base images of Debian packages unless others are given. */
export function buildahBuilder(progress: (line: string) => void, given: Bases): Builder {
  const made = new Map<Architecture, Promise<{ base: Rootfs; build: Rootfs }>>();
  const rootfsOf = (architecture: Architecture) => {
    const known = made.get(architecture) ?? debianRootfs(architecture, progress);
    made.set(architecture, known);
    return known;
  };
  const basesFor = async (architecture: Architecture) => {
    const { base, build } = await rootfsOf(architecture);
    return { BUILD_IMAGE: build.name, BASE_IMAGE: base.name, ...given };
  };
  return {
    name: 'buildah',
    tidy,
    bases: async (architecture) => [...Object.values(await basesFor(architecture)), format].join(),
    async build({ architecture, dockerfile, context, args, fresh }, reference, archive, log) {
      for (const image of Object.values(await rootfsOf(architecture))) await ensureImage(image);
      const settings = { ...(await basesFor(architecture)), TARGETARCH: architecture, ...args };
      const folder = mkdtempSync(join(tmpdir(), 'tts-dockerfile-'));
      try {
        await withSecrets((secrets) =>
          logged(
            log,
            'buildah',
            [
              ...[...storage, 'bud', '--layers', '--format', format, '--timestamp', sourceDate],
              ...[...buildArgs(settings), ...(fresh ? ['--no-cache'] : []), ...secrets],
              ...['-f', withoutPlatform(dockerfile, folder), '-t', `localhost/${reference}`, context],
            ],
            { ...process.env, BUILDAH_ISOLATION: 'chroot' },
          ),
        );
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
      rmSync(`${archive}.part`, { force: true });
      const target = `docker-archive:${archive}.part:docker.io/library/${reference}`;
      await buildah('push', '-q', `localhost/${reference}`, target);
      renameSync(`${archive}.part`, archive);
      return readArchive(archive);
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
