import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

/** What this process may use of the machine. */
export interface Machine {
  /** Cores, a part of one counted as a whole one; at least 1. */
  cores: number;
  /** Bytes of memory; undefined without a limit. */
  memoryBytes: number | undefined;
}

type Read = (path: string) => string | undefined;

const ROOT = '/sys/fs/cgroup';

/** The limits of this process: its CPU affinity, and the limits of its cgroup and of those above. */
export function thisMachine(): Machine {
  return machineOf(readOrNothing, availableParallelism());
}

/** The same from files: of cgroup v1 and v2 (cgroups(7), the kernel's cgroup-v2.rst). `allCores` counts where /proc does not tell. */
export function machineOf(read: Read, allCores: number): Machine {
  const groups = read('/proc/self/cgroup')?.trim().split('\n') ?? [];
  const quotas: number[] = [];
  const memory: number[] = [];
  for (const line of groups) {
    const [, controllers = '', path = '/'] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
    for (const folder of foldersOf(path)) {
      if (controllers === '') {
        quotas.push(quota(...pair(read(`${ROOT}${folder}/cpu.max`))));
        memory.push(amount(read(`${ROOT}${folder}/memory.max`)));
        continue;
      }
      const base = `${ROOT}/${controllers.replace(/^name=/, '')}${folder}`;
      const names = controllers.split(',');
      if (names.includes('cpu'))
        quotas.push(quota(read(`${base}/cpu.cfs_quota_us`), read(`${base}/cpu.cfs_period_us`)));
      if (names.includes('memory')) memory.push(amount(read(`${base}/memory.limit_in_bytes`)));
    }
  }
  const allowed = allowedCores(read('/proc/self/status')) ?? allCores;
  const bytes = Math.min(...memory);
  return {
    cores: Math.max(1, Math.min(allowed, Math.ceil(Math.min(...quotas)))),
    // Version 1 writes the largest number of pages where there is no limit.
    memoryBytes: bytes < 2 ** 53 ? bytes : undefined,
  };
}

/** The folder of a cgroup and those above it, up to the root, which is the container's own where it sees no more. */
function foldersOf(path: string): string[] {
  const names = path.split('/').filter((name) => name !== '' && name !== '..');
  return names.map((_, index) => `/${names.slice(0, names.length - index).join('/')}`).concat('');
}

function pair(text: string | undefined): [string | undefined, string | undefined] {
  const [first, second] = text?.trim().split(' ') ?? [];
  return [first, second];
}

/** Cores; infinite where there is no limit. */
function quota(microseconds: string | undefined, period: string | undefined): number {
  const cores = Number(microseconds) / Number(period);
  return cores > 0 ? cores : Infinity;
}

function amount(text: string | undefined): number {
  const bytes = Number(text);
  return bytes > 0 ? bytes : Infinity;
}

/** The length of a list such as `0-3,8`. */
function allowedCores(status: string | undefined): number | undefined {
  const list = /^Cpus_allowed_list:\s*(\S+)/m.exec(status ?? '')?.[1];
  return list?.split(',').reduce((sum, range) => {
    const [first = NaN, last = first] = range.split('-').map(Number);
    return sum + last - first + 1;
  }, 0);
}

function readOrNothing(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
