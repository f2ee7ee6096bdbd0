// `npm run kind`: a kind cluster on a machine that reaches package registries only.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { ensureBinaries, nodePrograms } from '../cluster/build.ts';
import { StepFailure, reporter } from '../up/report.ts';
import { startDaemon, stopDaemon } from './daemon.ts';
import { ensureImages } from './images.ts';
import { dockerEnv, kindHome, nodeImage } from './paths.ts';
import { ensureTools } from './programs.ts';
import { intoRoom } from './room.ts';

const usage = `usage: npm run kind -- COMMAND

Makes Docker, kind and a node image from Go modules and Debian packages (as root on Debian 12), and keeps them in
~/.cache/tts-operator/kind. The Docker daemon has a network of its own, so an embedded node may run beside it.

  start              makes what is missing and starts the Docker daemon
  run COMMAND ...    starts it too, and runs a command where docker and kind are and the embedded node cannot be seen
  stop [--purge]     ends the daemon with its containers; --purge also removes what was made
`;

// kind creates ~/.kube/config, which may be a link into the embedded node; and \`up\` prefers the embedded node where there is one.
const hide = `mount --bind "$0/dot-kube" "$HOME/.kube"
if [ -d /var/lib/tts-operator ]; then mount -t tmpfs -o size=1m,mode=0700 hidden /var/lib/tts-operator; fi
exec "$@"`;

/** Runs a command in the room of Docker; gives its exit status. */
function inRoom(command: string[]): Promise<number> {
  mkdirSync(join(kindHome, 'dot-kube'), { recursive: true });
  mkdirSync(join(homedir(), '.kube'), { recursive: true });
  const { KUBECONFIG: _, ...env } = dockerEnv;
  const args = [...intoRoom, 'unshare', '--mount', '--propagation', 'private', 'bash', '-c', hide, kindHome];
  const child = spawn('nsenter', [...args, ...command], { stdio: 'inherit', env });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => child.on('error', reject).on('close', (code) => resolve(code ?? 1)));
}

async function start(): Promise<void> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) throw new Error('this needs Linux and root');
  const { step } = reporter();
  await step('kind', async (progress) => {
    await ensureTools(progress);
    const binaries = await ensureBinaries(nodePrograms, progress);
    await startDaemon();
    await ensureImages(binaries, progress);
    progress(`kind: ready, node image ${nodeImage}`);
  });
}

async function main([verb, ...rest]: string[]): Promise<number> {
  switch (verb) {
    case 'start':
      await start();
      return 0;
    case 'run':
      if (rest.length === 0) break;
      await start();
      return inRoom(rest);
    case 'stop':
      await stopDaemon();
      if (rest.includes('--purge') && existsSync(kindHome)) rmSync(kindHome, { recursive: true, force: true });
      return 0;
    case undefined:
      break;
    default:
      process.stderr.write(`${verb}: no such command\n`);
  }
  process.stdout.write(usage);
  return verb === undefined || verb === '--help' ? 0 : 2;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof StepFailure || error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
