import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { withLock } from './lock.ts';
import { cacheRoot } from './paths.ts';
import { sh } from './shell.ts';

/** A program that tests and benchmarks use, built from Go modules. */
export interface GoTool {
  name: string;
  /** The folder of the go.mod that pins its version. */
  module: string;
  /** The package to build. */
  target: string;
  /** More arguments of `go build`. */
  args?: string[];
  /** More flags of the linker. */
  linker?: string;
}

/** Where a program is or will be: another place for each content of its go.mod, go.sum and Go files and each version of Go. */
export async function goToolPath({ name, module }: Pick<GoTool, 'name' | 'module'>): Promise<string> {
  const version = await sh('go', ['version']).catch(() => {
    throw new Error('Go is missing: install Go 1.26 or later (go.dev/dl)');
  });
  const hash = createHash('sha256').update(version);
  const sources = readdirSync(module).filter((file) => file.endsWith('.go'));
  for (const file of ['go.mod', 'go.sum', ...sources.sort()]) hash.update(readFileSync(join(module, file)));
  return join(cacheRoot, 'bin', `${name}-${hash.digest('hex').slice(0, 16)}`, name);
}

/** Path of a program; builds it where it is not in the cache yet. It appears by one rename, and a second caller waits for the first. */
export async function ensureGoTool(
  { name, module, target, args = [], linker = '' }: GoTool,
  progress: (line: string) => void,
): Promise<string> {
  const path = await goToolPath({ name, module });
  if (existsSync(path)) return path;
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true });
  await withLock(join(folder, 'build.lock'), progress, async () => {
    if (existsSync(path)) return;
    const started = Date.now();
    progress(`${name}: building from Go modules, which takes minutes where nothing is cached`);
    const env = { ...process.env, CGO_ENABLED: '0', GOGC: '400', GOFLAGS: '-trimpath -buildvcs=false' };
    const part = `${path}.${process.pid}`;
    await sh('go', ['-C', module, 'build', ...args, '-ldflags', `-s -w ${linker}`.trim(), '-o', part, target], env);
    renameSync(part, path);
    progress(`${name}: built in ${Math.round((Date.now() - started) / 1000)} s`);
  });
  return path;
}
