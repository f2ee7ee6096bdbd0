import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { tryTo } from '../../../tools/cluster/shell.ts';
import { has } from '../../../tools/cluster/packages.ts';

/** GPUs and driver of this machine as nvidia-smi tells them; undefined where there is none. */
export async function gpuNames(): Promise<string | undefined> {
  if (!has('nvidia-smi')) return undefined;
  const told = await tryTo('nvidia-smi', ['--query-gpu=name,driver_version,memory.total', '--format=csv,noheader']);
  return told?.trim().replaceAll('\n', '; ');
}

export interface DeviceUse {
  utilisation: number[];
  memoryMB: number[];
}

/** Asks nvidia-smi every second for the first GPU's use and memory until it is stopped; empty where there is none. */
export function watchDevice(): { stop(): Promise<DeviceUse> } {
  const use: DeviceUse = { utilisation: [], memoryMB: [] };
  if (!has('nvidia-smi')) return { stop: async () => use };
  const query = ['--query-gpu=utilization.gpu,memory.used', '--format=csv,noheader,nounits', '-i', '0', '-l', '1'];
  const child = spawn('nvidia-smi', query, { stdio: ['ignore', 'pipe', 'ignore'] });
  createInterface({ input: child.stdout }).on('line', (line) => {
    // A part of a GPU (MIG) tells "[N/A]" of its use.
    const [percent = NaN, megabytes = NaN] = line.split(',').map(Number);
    if (Number.isFinite(percent)) use.utilisation.push(percent);
    if (Number.isFinite(megabytes)) use.memoryMB.push(megabytes);
  });
  return {
    async stop() {
      if (child.exitCode === null) {
        const exit = once(child, 'exit');
        child.kill('SIGTERM');
        await exit;
      }
      return use;
    },
  };
}
