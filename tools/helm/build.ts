import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from '../cluster/lock.ts';
import { cacheRoot } from '../cluster/paths.ts';
import { sh } from '../cluster/shell.ts';

const module = join(import.meta.dirname, 'go');

/**
 * Path of Helm, of the version that tools/helm/go/go.mod pins; builds it where it is not in the cache yet. It appears by one
 * rename, and a second caller waits for the first.
 */
export async function ensureHelm(progress: (line: string) => void): Promise<string> {
  const version = await sh('go', ['version']).catch(() => {
    throw new Error('Go is missing: install Go 1.26 or later (go.dev/dl)');
  });
  const hash = createHash('sha256').update(version);
  for (const file of ['go.mod', 'go.sum']) hash.update(readFileSync(join(module, file)));
  const folder = join(cacheRoot, 'bin', `helm-${hash.digest('hex').slice(0, 16)}`);
  const helm = join(folder, 'helm');
  if (existsSync(helm)) return helm;
  mkdirSync(folder, { recursive: true });
  await withLock(join(folder, 'build.lock'), progress, async () => {
    if (existsSync(helm)) return;
    const started = Date.now();
    progress('helm: building from Go modules, which takes minutes where nothing is cached');
    const env = { ...process.env, CGO_ENABLED: '0', GOGC: '400', GOFLAGS: '-trimpath -buildvcs=false' };
    const release = /helm\.sh\/helm\/v4 (v\S+)/.exec(readFileSync(join(module, 'go.mod'), 'utf8'))?.[1] ?? '';
    const flags = `-s -w -X helm.sh/helm/v4/internal/version.version=${release}`;
    const part = `${helm}.${process.pid}`;
    await sh('go', ['-C', module, 'build', '-ldflags', flags, '-o', part, 'helm.sh/helm/v4/cmd/helm'], env);
    renameSync(part, helm);
    progress(`helm: built in ${Math.round((Date.now() - started) / 1000)} s`);
  });
  return helm;
}
