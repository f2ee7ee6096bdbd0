import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createWriteStream, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { withLock } from '../../../../tools/cluster/lock.ts';
import { cacheRoot } from '../../../../tools/cluster/paths.ts';
import { stages } from './stages.ts';
import type { PodTimes } from './stages.ts';

const run = promisify(execFile);
const module = join(import.meta.dirname, 'go');
const program = 'sigs.k8s.io/kwok/cmd/kwok';

/** Builds kwok from the Go module that go/go.mod pins, once per version and machine; gives the path of the program. */
export async function ensureKwok(progress: (line: string) => void): Promise<string> {
  const hash = createHash('sha256');
  for (const file of ['go.mod', 'go.sum']) hash.update(readFileSync(join(module, file)));
  const folder = join(cacheRoot, 'bin', `kwok-${hash.digest('hex').slice(0, 16)}`);
  const path = join(folder, 'kwok');
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  await withLock(join(cacheRoot, 'build.lock'), progress, async () => {
    if (existsSync(path)) return;
    progress('kwok: building from Go modules (some minutes, once)');
    const started = Date.now();
    const env = { ...process.env, CGO_ENABLED: '0', GOGC: '400', GOFLAGS: '-trimpath -buildvcs=false' };
    const part = `${path}.${process.pid}`;
    await run('go', ['build', '-ldflags', '-s -w', '-o', part, program], { cwd: module, env, maxBuffer: 64 << 20 });
    renameSync(part, path);
    progress(`kwok: built in ${Math.round((Date.now() - started) / 1000)} s`);
  });
  return path;
}

/** Runs kwok as the kubelet of every node of a cluster; its log is `kwok.log` in `folder`. */
export function startKwok(path: string, kubeconfig: string, folder: string, times: PodTimes) {
  const configuration = {
    apiVersion: 'config.kwok.x-k8s.io/v1alpha1',
    kind: 'KwokConfiguration',
    options: {
      manageAllNodes: true,
      nodeIP: '127.0.0.1',
      nodeLeaseDurationSeconds: 40,
      nodeLeaseParallelism: 4,
      nodePlayStageParallelism: 4,
      podPlayStageParallelism: 16,
      podsOnNodeSyncParallelism: 4,
    },
  };
  const config = join(folder, 'kwok.yaml');
  writeFileSync(config, [configuration, ...stages(times)].map((document) => JSON.stringify(document)).join('\n---\n'));
  const log = createWriteStream(join(folder, 'kwok.log'));
  const child = spawn(path, ['--config', config, '--kubeconfig', kubeconfig, '--cidr', '10.128.0.1/16'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.pipe(log);
  child.stderr.pipe(log);
  const stop = (): void => void child.kill('SIGKILL');
  process.once('exit', stop);
  return { pid: child.pid ?? 0, stop };
}
