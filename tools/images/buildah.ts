import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { unmountAll } from '../cluster/container-runtime.ts';
import { cacheRoot, repoRoot } from '../cluster/paths.ts';
import { sh, tryTo } from '../cluster/shell.ts';
import { buildArgs, logged, readArchive, sourceDate, withSecrets } from './builder.ts';
import type { Bases, Builder } from './builder.ts';
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

/** buildah, on base images of Debian packages unless others are given. */
export async function buildahBuilder(progress: (line: string) => void, given: Bases): Promise<Builder> {
  const { base, build } = await debianRootfs(progress);
  const bases = { BUILD_IMAGE: build.name, BASE_IMAGE: base.name, ...given };
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
