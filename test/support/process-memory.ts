import { readFileSync, readdirSync } from 'node:fs';

/** Megabytes (10^6 bytes) of a process and those that it has started, as the kernel counts them (proc_pid_smaps(5)). */
export interface TreeMemory {
  processes: number;
  /** The sum of what each has resident: pages that several share count for each. */
  rssMB: number;
  /** What all have resident together: shared pages count once. */
  pssMB: number;
}

export function treeMemory(pid: number): TreeMemory {
  const pids = [pid, ...descendants(pid)];
  const rollups = pids.map((one) => readFileSync(`/proc/${one}/smaps_rollup`, 'utf8'));
  const sum = (name: string): number =>
    rollups.reduce((total, text) => total + Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1]), 0);
  return { processes: pids.length, rssMB: (sum('Rss') * 1024) / 1e6, pssMB: (sum('Pss') * 1024) / 1e6 };
}

export function descendants(pid: number): number[] {
  const own = readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').trim().split(/\s+/).filter(Boolean).map(Number),
  );
  return [...own, ...own.flatMap(descendants)];
}
