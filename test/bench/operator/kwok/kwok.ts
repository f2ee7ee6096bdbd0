import { spawn } from 'node:child_process';
import { createWriteStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureGoTool } from '../../../../tools/cluster/go-tool.ts';
import { stages } from './stages.ts';
import type { PlayedPods } from './stages.ts';

/** Path of kwok, of the version that go/go.mod pins; builds it where it is not in the cache yet. */
export async function ensureKwok(progress: (line: string) => void): Promise<string> {
  const module = join(import.meta.dirname, 'go');
  return ensureGoTool({ name: 'kwok', module, target: 'sigs.k8s.io/kwok/cmd/kwok' }, progress);
}

/** Runs kwok as the kubelet of every node of a cluster; its log is `kwok.log` in `folder`. */
export function startKwok(path: string, kubeconfig: string, folder: string, pods: PlayedPods) {
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
  writeFileSync(config, [configuration, ...stages(pods)].map((document) => JSON.stringify(document)).join('\n---\n'));
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
