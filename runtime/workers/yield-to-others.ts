import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';

/**
 * Lets every other thread of the process run first: raises this thread's nice value, which threads started from it
 * inherit (setpriority(2): on Linux a nice value belongs to a thread). Elsewhere it does nothing.
 */
export function yieldToOthers(niceness: number): void {
  try {
    const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
    setPriority(thread, niceness);
  } catch {
    // No /proc, or not allowed: the event loop then competes with inference as an equal.
  }
}
