import type { Clock } from './clock.ts';

/**
 * Does work under a signal that aborts with its parent or after `ms`. Unlike AbortSignal.timeout it holds nothing once the work is
 * done: at a hundred calls a second, half a minute of forgotten timers and signals is most of a process's memory.
 */
export async function within<T>(
  clock: Clock,
  parent: AbortSignal | undefined,
  ms: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  parent?.throwIfAborted();
  const own = new AbortController();
  const stop = (): void => own.abort(parent?.reason);
  const cancel = clock.after(ms, () => own.abort(new DOMException(`timed out after ${ms} ms`, 'TimeoutError')));
  parent?.addEventListener('abort', stop, { once: true });
  try {
    return await work(own.signal);
  } finally {
    cancel();
    parent?.removeEventListener('abort', stop);
  }
}
