import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { has } from '../cluster/packages.ts';
import { repoRoot } from '../cluster/paths.ts';
import { sh, tryTo } from '../cluster/shell.ts';
import { buildArgs, logged, ownImage, readArchive, sourceDate, withSecrets } from './builder.ts';
import type { Bases, Builder } from './builder.ts';
import { withSameTimes } from './same-times.ts';

/** How a Docker builds with BuildKit: the command, and whether it writes the archive itself. */
export interface DockerBuild {
  command: string[];
  /** Only then does the builder itself see to it that no time in the image is later than that of the sources. */
  writesArchive: boolean;
}

/** What of a Docker decides how it builds. */
export interface DockerFacts {
  clientVersion: string;
  /** What `docker buildx inspect` says of its driver; undefined without the plugin. */
  driver: string | undefined;
  /** Whether images are in containerd's store, as they are in new installations of Docker 29. */
  containerdStore: boolean;
}

/**
 * A client of 23 or later needs the plugin buildx, an older one has BuildKit's client of its own. Undefined where this Docker cannot
 * build. The docker driver writes an archive only from containerd's store.
 */
export function dockerBuild({ clientVersion, driver, containerdStore }: DockerFacts): DockerBuild | undefined {
  if (driver !== undefined)
    return { command: ['buildx', 'build'], writesArchive: driver !== 'docker' || containerdStore };
  if (Number.parseInt(clientVersion) < 23) return { command: ['build'], writesArchive: false };
  return undefined;
}

/** How this machine's Docker builds; undefined where it does not answer or has no builder. */
export async function findDockerBuild(): Promise<DockerBuild | undefined> {
  if (!(await dockerAnswers())) return undefined;
  const inspected = await tryTo('docker', ['buildx', 'inspect']);
  const driver = /^Driver:\s+(\S+)/m.exec(inspected ?? '')?.[1];
  const clientVersion = (await sh('docker', ['version', '--format', '{{.Client.Version}}'])).trim();
  const store = await sh('docker', ['info', '--format', '{{json .DriverStatus}}']);
  return dockerBuild({ clientVersion, driver, containerdStore: store.includes('io.containerd.snapshotter') });
}

/** Docker, on the base images that the Dockerfiles name unless others are given. */
export function dockerBuilder({ command, writesArchive }: DockerBuild, given: Bases): Builder {
  const env = { ...process.env, DOCKER_BUILDKIT: '1', BUILDKIT_PROGRESS: 'plain' };
  const plugin = command[0] === 'buildx';
  return {
    name: 'docker',
    tidy: async () => undefined,
    bases: async () => ['public', ...Object.values(given)].join(),
    async build({ architecture, dockerfile, context, args, fresh }, reference, archive, log) {
      const part = `${archive}.part`;
      const output = writesArchive ? ['--output', `type=docker,dest=${part},rewrite-timestamp=true`] : [];
      const options = [
        ...['--platform', `linux/${architecture}`],
        ...buildArgs({ ...given, ...args, SOURCE_DATE_EPOCH: sourceDate }),
        ...(fresh ? ['--no-cache'] : []),
        // Provenance holds the time of the build and the host.
        ...(plugin ? ['--provenance=false', ...(writesArchive ? output : ['--load'])] : []),
      ];
      const file = ['-f', join(repoRoot, dockerfile), '-t', reference];
      await withSecrets((secrets) =>
        logged(log, 'docker', [...command, ...options, ...secrets, ...file, context], env),
      );
      if (!writesArchive) {
        const saved = `${archive}.saved`;
        await sh('docker', ['save', '-o', saved, reference]);
        await withSameTimes(saved, part, new Date(Number(sourceDate) * 1000));
        rmSync(saved);
      }
      renameSync(part, archive);
      return readArchive(archive);
    },
    async load(reference, archive) {
      await sh('docker', ['load', '-q', '-i', archive]);
      return reference;
    },
  };
}

/** Whether a Docker daemon answers. */
export const dockerAnswers = async (): Promise<boolean> =>
  has('docker') && (await tryTo('docker', ['info', '--format', '{{.ServerVersion}}'])) !== undefined;

/** Removes the product's images from Docker; gives their names. The archives and BuildKit's cache stay. */
export async function removeDockerImages(): Promise<string[]> {
  if (!(await dockerAnswers())) return [];
  const listed = await sh('docker', ['images', '--format', '{{.Repository}}:{{.Tag}}']);
  const own = listed.split('\n').filter((reference) => ownImage(reference));
  if (own.length > 0) await sh('docker', ['rmi', ...own]);
  return own;
}
