import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { builtBinaries, ensureBinaries, nodePrograms } from '../cluster/build.ts';
import { has } from '../cluster/packages.ts';
import { builtPolicies, ensurePolicies } from '../cluster/policies.ts';
import { startDaemon } from './daemon.ts';
import { ensureImages, imagesAreMade } from './images.ts';
import { dockerEnv, kindHome, nodeImage } from './paths.ts';
import { ensureTools, toolsAreMade } from './programs.ts';
import { intoRoom } from './room.ts';

/** What this machine lacks to make kind and Docker; empty where it can. */
export function lacking(): string[] {
  return [
    ...(process.platform === 'linux' ? [] : ['Linux']),
    ...(process.getuid?.() === 0 ? [] : ['root']),
    ...(has('apt-get') ? [] : ['apt-get (Debian 12)']),
    ...(has('go') ? [] : ['Go 1.26 or later']),
  ];
}

/** Whether there is nothing to make: `start` takes seconds then, else many minutes. */
export async function isMade(): Promise<boolean> {
  if (lacking().length > 0 || !toolsAreMade()) return false;
  const [binaries, policies] = await Promise.all([builtBinaries(nodePrograms), builtPolicies()]);
  return binaries !== undefined && policies !== undefined && imagesAreMade(binaries, policies);
}

/** Makes what is missing and starts the Docker daemon; gives the folder of Kubernetes' programs. */
export async function start(progress: (line: string) => void): Promise<string> {
  const without = lacking();
  if (without.length > 0) throw new Error(`kind from package registries needs ${without.join(', ')}`);
  await ensureTools(progress);
  const binaries = await ensureBinaries(nodePrograms, progress);
  await startDaemon();
  await ensureImages(binaries, await ensurePolicies(progress), progress);
  progress(`kind: ready, node image ${nodeImage}`);
  return binaries;
}

// kind creates ~/.kube/config, which may be a link into the embedded node; and `up` prefers the embedded node where there is one.
const hide = `mount --bind "$0/dot-kube" "$HOME/.kube"
if [ -d /var/lib/tts-operator ]; then mount -t tmpfs -o size=1m,mode=0700 hidden /var/lib/tts-operator; fi
exec "$@"`;

/** Where kubectl's configuration is for commands in the room. */
export const roomKubeconfig = join(homedir(), '.kube', 'config');

/** Runs a command in the room of Docker, where kubectl is too; gives its exit status. */
export function inRoom(command: string[], binaries: string, more: NodeJS.ProcessEnv = {}): Promise<number> {
  mkdirSync(join(kindHome, 'dot-kube'), { recursive: true });
  mkdirSync(join(homedir(), '.kube'), { recursive: true });
  const { KUBECONFIG: _, ...env } = dockerEnv;
  const args = [...intoRoom, 'unshare', '--mount', '--propagation', 'private', 'bash', '-c', hide, kindHome];
  const child = spawn('nsenter', [...args, ...command], {
    stdio: 'inherit',
    env: { ...env, PATH: `${env['PATH']}:${binaries}`, TTS_KIND_IMAGE: nodeImage, ...more },
  });
  const pass = (signal: NodeJS.Signals) => child.kill(signal);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, pass);
  return new Promise<number>((resolve, reject) =>
    child.on('error', reject).on('close', (code) => resolve(code ?? 1)),
  ).finally(() => ['SIGINT', 'SIGTERM'].forEach((signal) => process.off(signal, pass)));
}
