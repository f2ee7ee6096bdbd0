import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { repoRoot } from '../cluster/paths.ts';
import type { Trust } from '../release/cosign.ts';
import { destinationOf } from '../release/destination.ts';
import { FILES } from '../release/record.ts';
import { trustOf, verifiedFiles } from '../release/released.ts';
import type { Images } from './install.ts';

/** A release that `up` is to install. */
export interface WantedRelease {
  version: string;
  registry: string;
  trust: Trust;
}

/** The release that options name; undefined where they name none. Throws where they contradict one another. */
export function releaseOf(options: {
  release?: string | undefined;
  registry?: string | undefined;
  key?: string | undefined;
  identity?: string | undefined;
  issuer?: string | undefined;
  'operator-image'?: string | undefined;
  'runtime-image'?: string | undefined;
}): WantedRelease | undefined {
  const { release: version, registry } = options;
  if (version === undefined) {
    if (registry !== undefined) throw new Error('--registry is where a release is: give --release VERSION too');
    return undefined;
  }
  if (registry === undefined) throw new Error('--release needs --registry HOST/NAME, where the release is');
  if (options['operator-image'] !== undefined || options['runtime-image'] !== undefined)
    throw new Error('--release has its own images: leave --operator-image and --runtime-image out');
  destinationOf(registry);
  return { version, registry, trust: trustOf(options) };
}

/** Fetches and verifies a release; gives its images by digest and the path of its install.yaml. */
export async function fetchRelease(
  { version, registry, trust }: WantedRelease,
  progress: (line: string) => void,
): Promise<{ images: Images; install: string }> {
  const folder = join(repoRoot, '.state/release', version);
  rmSync(folder, { recursive: true, force: true });
  const { images } = await verifiedFiles(registry, version, trust, folder, progress);
  const reference = ({ repository, digest }: { repository: string; digest: string }) => `${repository}@${digest}`;
  return {
    images: { operator: reference(images.operator), runtime: reference(images.runtime) },
    install: join(folder, FILES.install),
  };
}
