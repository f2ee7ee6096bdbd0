import { readFileSync } from 'node:fs';

/** USER_HZ of every Linux that Node runs on (proc_pid_stat(5), fields 14 and 15 count in it). */
const TICKS_PER_SECOND = 100;

/** Seconds of CPU time that a process has used so far; 0 when it has ended. */
export function cpuSeconds(pid: number | undefined): number {
  try {
    const fields =
      readFileSync(`/proc/${pid ?? 0}/stat`, 'utf8')
        .split(') ')
        .pop()
        ?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
  } catch {
    return 0;
  }
}

/** Resident memory of a process in MiB: now, and at its highest since it started (proc_pid_status(5)). */
export function memory(pid: number): { now: number; peak: number } {
  const text = readFileSync(`/proc/${pid}/status`, 'utf8');
  const field = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1]) / 1024;
  return { now: field('VmRSS'), peak: field('VmHWM') };
}
