import { readFileSync, readdirSync } from 'node:fs';
import { setPriority } from 'node:os';

/**
 * Lets every other thread of the process run first: raises the nice value of this thread and of those it has started, which
 * bear its name (on Linux a nice value belongs to a thread: setpriority(2), PR_SET_NAME in prctl(2)). Elsewhere it does nothing.
 */
export function yieldToOthers(niceness: number): void {
  try {
    const nameOf = (thread: string): string => readFileSync(`/proc/${thread}/comm`, 'utf8');
    const own = nameOf('thread-self');
    for (const thread of readdirSync('/proc/self/task')) {
      if (nameOf(`self/task/${thread}`) === own) setPriority(Number(thread), niceness);
    }
  } catch {
    // No /proc, or not allowed: the event loop then competes with inference as an equal.
  }
}
