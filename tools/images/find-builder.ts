import { mkdirSync } from 'node:fs';
import { has } from '../cluster/packages.ts';
import { cacheRoot } from '../cluster/paths.ts';
import type { Bases, Builder } from './builder.ts';
import { buildahBuilder } from './buildah.ts';
import { dockerBuilder, findDockerBuild } from './docker.ts';

/** The machine's builder: Docker where it has one, else buildah on base images of Debian packages (installing buildah as root). */
export async function findBuilder(
  progress: (line: string) => void,
  install: (names: Record<string, string>) => Promise<void>,
  bases: Bases,
): Promise<Builder> {
  const docker = await findDockerBuild();
  if (docker) return dockerBuilder(docker, bases);
  if (!has('apt-get'))
    throw new Error(
      'building the images needs Docker with BuildKit (a client of 23 or later needs the plugin buildx), or a Debian or Ubuntu machine (for buildah)',
    );
  await install({ buildah: 'buildah' });
  mkdirSync(cacheRoot, { recursive: true });
  return buildahBuilder(progress, bases);
}
