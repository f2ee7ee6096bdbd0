import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sh, tryTo } from './shell.ts';

/** The image of every pod's first container. */
export const pauseImage = 'localhost/tts-pause:1';

/** containerd's socket of the node whose state is in `state`. */
export const socket = (state: string) => join(state, 'containerd', 'containerd.sock');

/** Writes containerd's configuration and gives its path. */
export function writeContainerdConfig(state: string, cniFolder: string): string {
  mkdirSync(join(state, 'containerd'), { recursive: true });
  const file = join(state, 'containerd', 'config.toml');
  // restrict_oom_score_adj: a root without CAP_SYS_RESOURCE may not lower a score, and every sandbox would fail in runc.
  writeFileSync(
    file,
    `version = 3
root = "${state}/containerd/root"
state = "${state}/containerd/state"
[grpc]
  address = "${socket(state)}"
[plugins.'io.containerd.cri.v1.images'.pinned_images]
  sandbox = "${pauseImage}"
[plugins.'io.containerd.cri.v1.runtime']
  restrict_oom_score_adj = true
[plugins.'io.containerd.cri.v1.runtime'.cni]
  bin_dirs = ["/usr/lib/cni", "/opt/cni/bin"]
  conf_dir = "${cniFolder}"
[plugins.'io.containerd.cri.v1.runtime'.containerd]
  default_runtime_name = "runc"
[plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc]
  runtime_type = "io.containerd.runc.v2"
`,
  );
  return file;
}

/** A client of the node's containerd in the namespace the kubelet uses. */
export const ctr = (binaries: string, state: string, ...args: string[]) =>
  sh(join(binaries, 'ctr'), ['-a', socket(state), '-n', 'k8s.io', ...args]);

/** Waits until containerd answers. */
export async function waitForContainerd(binaries: string, state: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await ctr(binaries, state, 'version');
      return;
    } catch (error) {
      if (attempt === 60) throw error;
      await sleep(250);
    }
  }
}

/** Ends every container of the node, while containerd still runs. */
export async function removeContainers(binaries: string, state: string): Promise<void> {
  const list = async (kind: string) =>
    ((await ctr(binaries, state, kind, 'ls', '-q').catch(() => '')) || '').split('\n').filter(Boolean);
  const quietly = (...args: string[]) => ctr(binaries, state, ...args).catch(() => undefined);
  await Promise.all((await list('tasks')).map((id) => quietly('tasks', 'kill', '-s', 'SIGKILL', id)));
  for (let wait = 0; wait < 20 && (await list('tasks')).length > 0; wait += 1) {
    await Promise.all((await list('tasks')).map((id) => quietly('tasks', 'rm', '-f', id)));
    await sleep(100);
  }
  await Promise.all((await list('containers')).map((id) => quietly('containers', 'rm', id)));
}

/** Ends the shims that outlived their containerd: those whose command line names this state folder. */
export function killShims(state: string): void {
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const command = readFileSync(`/proc/${entry}/cmdline`, 'utf8');
      if (command.includes('containerd-shim-runc-v2') && command.includes(`${state}/`))
        process.kill(Number(entry), 'SIGKILL');
    } catch {
      continue; // it has ended by itself
    }
  }
}

/** Unmounts everything below the state folder, deepest first. */
export async function unmountAll(state: string): Promise<void> {
  const points = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '')
    .filter((point) => point.startsWith(`${state}/`));
  for (const point of points.sort().reverse()) await tryTo('umount', ['-l', point]);
}
