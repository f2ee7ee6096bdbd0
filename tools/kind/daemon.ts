import { existsSync, mkdirSync, openSync, readFileSync, readdirSync, rmSync, rmdirSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { unmountAll } from '../cluster/container-runtime.ts';
import { isAlive } from '../cluster/process.ts';
import { sh, tryTo } from '../cluster/shell.ts';
import { dataFolder, dockerConfig, dockerEnv, dockerHost, logFolder, runFolder } from './paths.ts';
import { closeRoom, intoRoom, openRoom } from './room.ts';

const pidFile = join(runFolder, 'docker.pid');
const madeFile = join(runFolder, 'made');
const log = join(logFolder, 'dockerd.log');

/** Runs docker of this folder. */
export const docker = (...args: string[]): Promise<string> => sh('docker', args, dockerEnv);

export const daemonAnswers = async (): Promise<boolean> =>
  (await tryTo('docker', ['version', '--format', '{{.Server.Version}}'], dockerEnv)) !== undefined;

/** Starts dockerd in the room, unless it answers. Its containerd is its own child, with a socket and a root of its own. */
export async function startDaemon(): Promise<void> {
  if (await daemonAnswers()) return;
  const mtu = await openRoom();
  for (const folder of [dataFolder, dockerConfig, logFolder]) mkdirSync(folder, { recursive: true });
  // What dockerd makes outside its folders: kind mounts /lib/modules, and Docker makes it where a kernel has no modules.
  const made = ['/etc/docker', '/run/docker', '/lib/modules'].filter((folder) => !existsSync(folder));
  writeFileSync(madeFile, made.join('\n'), { flag: 'a' });
  const output = openSync(log, 'w');
  const child = spawn(
    'nsenter',
    [
      ...[...intoRoom, 'dockerd', '--host', dockerHost, '--data-root', dataFolder, '--storage-driver', 'overlay2'],
      ...['--exec-root', join(runFolder, 'exec'), '--pidfile', pidFile, '--mtu', mtu],
      // A root without CAP_SYS_RESOURCE cannot lower its own score; for the runtime see the file.
      ...['--oom-score-adjust=0', '--add-runtime', `within-caps=${join(import.meta.dirname, 'runc-within-caps')}`],
      ...['--default-runtime', 'within-caps'],
    ],
    { env: dockerEnv, detached: true, stdio: ['ignore', output, output] },
  );
  child.unref();
  for (let attempt = 0; attempt < 120; attempt += 1) {
    if (await daemonAnswers()) return;
    if (child.exitCode !== null) break;
    await sleep(500);
  }
  const tail = readFileSync(log, 'utf8').trimEnd().split('\n').slice(-20).join('\n');
  throw new Error(`dockerd did not start; its log ${log} ends with\n${tail}`);
}

function removeEmpty(folder: string): void {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true }))
    if (entry.isDirectory()) removeEmpty(join(folder, entry.name));
  try {
    rmdirSync(folder);
  } catch {
    return; // somebody has put something there
  }
}

/** Ends the containers and dockerd, and removes what they left on the machine. */
export async function stopDaemon(): Promise<void> {
  if (await daemonAnswers()) {
    const containers = (await docker('ps', '-aq')).split('\n').filter(Boolean);
    if (containers.length > 0) await docker('rm', '-f', '-v', ...containers);
  }
  if (existsSync(pidFile)) {
    const pid = Number(readFileSync(pidFile, 'utf8'));
    if (isAlive(pid)) process.kill(pid, 'SIGTERM');
    for (let attempt = 0; attempt < 60 && isAlive(pid); attempt += 1) await sleep(500);
  }
  for (const folder of [dataFolder, join(runFolder, 'exec')]) await unmountAll(folder);
  // Docker's own parent group stays behind in every hierarchy, empty.
  for (const hierarchy of ['/sys/fs/cgroup', ...readdirSync('/sys/fs/cgroup').map((name) => `/sys/fs/cgroup/${name}`)])
    await tryTo('find', [join(hierarchy, 'docker'), '-depth', '-type', 'd', '-exec', 'rmdir', '{}', ';']);
  await closeRoom();
  const made = existsSync(madeFile) ? readFileSync(madeFile, 'utf8').split('\n').filter(Boolean) : [];
  if (made.includes('/etc/docker')) rmSync('/etc/docker/key.json', { force: true });
  for (const folder of new Set(made)) removeEmpty(folder);
  rmSync(runFolder, { recursive: true, force: true });
}
