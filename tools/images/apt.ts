import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheRoot } from '../cluster/paths.ts';
import { sh } from '../cluster/shell.ts';
import { ownArchitecture } from './architecture.ts';
import type { Architecture } from './architecture.ts';

/** How apt-get is called for packages of an architecture. */
export interface Apt {
  env: NodeJS.ProcessEnv;
}

/**
 * apt for an architecture. For a foreign one it gets lists of its own in the cache folder, so that nothing changes on this machine
 * (apt.conf(5): APT_CONFIG is read first).
 */
export async function aptFor(architecture: Architecture, progress: (line: string) => void): Promise<Apt> {
  if (architecture === ownArchitecture) return { env: process.env };
  const folder = join(cacheRoot, `apt-${architecture}`);
  const lists = join(folder, 'state/lists/partial');
  for (const needed of [lists, join(folder, 'cache/archives/partial')]) mkdirSync(needed, { recursive: true });
  const status = join(folder, 'status');
  if (!existsSync(status)) writeFileSync(status, '');
  const config = join(folder, 'apt.conf');
  writeFileSync(
    config,
    `APT::Architecture "${architecture}";
APT::Architectures { "${architecture}"; };
Dir::State "${folder}/state";
Dir::State::status "${status}";
Dir::Cache "${folder}/cache";
`,
  );
  const env = { ...process.env, APT_CONFIG: config };
  if (readdirSync(join(folder, 'state/lists')).every((name) => !name.includes('Packages'))) {
    progress(`apt: lists of packages for ${architecture}`);
    await sh('apt-get', ['update', '-q'], env);
  }
  return { env };
}
