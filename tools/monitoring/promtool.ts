import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from '../cluster/lock.ts';
import { cacheRoot } from '../cluster/paths.ts';
import { sh } from '../cluster/shell.ts';

const module = join(import.meta.dirname, 'go');

/**
 * Path of promtool, of the Prometheus that tools/monitoring/go/go.mod pins; builds it where it is not in the cache yet. It appears by
 * one rename, and a second caller waits for the first.
 */
export async function ensurePromtool(progress: (line: string) => void): Promise<string> {
  const version = await sh('go', ['version']).catch(() => {
    throw new Error('Go is missing: install Go 1.26 or later (go.dev/dl)');
  });
  const hash = createHash('sha256').update(version);
  for (const file of ['go.mod', 'go.sum']) hash.update(readFileSync(join(module, file)));
  const folder = join(cacheRoot, 'bin', `promtool-${hash.digest('hex').slice(0, 16)}`);
  const promtool = join(folder, 'promtool');
  if (existsSync(promtool)) return promtool;
  mkdirSync(folder, { recursive: true });
  await withLock(join(folder, 'build.lock'), progress, async () => {
    if (existsSync(promtool)) return;
    const started = Date.now();
    progress('promtool: building from Go modules, which takes minutes where nothing is cached');
    const env = { ...process.env, CGO_ENABLED: '0', GOGC: '400', GOFLAGS: '-trimpath -buildvcs=false' };
    const part = `${promtool}.${process.pid}`;
    const target = 'github.com/prometheus/prometheus/cmd/promtool';
    // Without service discovery of clouds, whose clients are most of what would be compiled (Prometheus' own build tag).
    const tags = ['-tags', 'remove_all_sd'];
    await sh('go', ['-C', module, 'build', ...tags, '-ldflags', '-s -w', '-o', part, target], env);
    renameSync(part, promtool);
    progress(`promtool: built in ${Math.round((Date.now() - started) / 1000)} s`);
  });
  return promtool;
}
