import { setTimeout as sleep } from 'node:timers/promises';
import { classify } from './failure.ts';

/** Longest wait between two attempts, in seconds, unless the server asks for more; and the most it may ask for. */
const longestBackOff = 30;
const longestRetryAfter = 300;

/** How often to try, the first wait in seconds, what ends the waiting, and who is told of each wait. */
export interface Patience {
  attempts: number;
  backOffSeconds: number;
  signal: AbortSignal;
  log: (message: string) => void;
}

/** Seconds to wait after attempt n: doubling from `base` with jitter, or what the server asks for. */
export function waitBefore(attempt: number, base: number, retryAfter?: number, random = Math.random()): number {
  if (retryAfter !== undefined) return Math.min(retryAfter, longestRetryAfter) + random * base;
  return Math.min(longestBackOff, base * 2 ** (attempt - 1)) * (0.5 + random / 2);
}

/**
 * Does work again while it fails in a way that may pass. `moved` tells whether a failed attempt brought something:
 * then counting starts anew. Throws the last failure, or what the signal was aborted with.
 */
export async function retry<T>(
  work: () => Promise<T>,
  patience: Patience,
  moved: () => boolean = () => false,
): Promise<T> {
  const { attempts, backOffSeconds, signal, log } = patience;
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      signal.throwIfAborted();
      const failure = classify(error);
      if (!failure.retry) throw failure;
      if (moved()) attempt = 1;
      if (attempt >= attempts) throw failure;
      const wait = waitBefore(attempt, backOffSeconds, failure.retryAfter);
      log(`${failure.reason}: ${failure.message}; retrying in ${wait.toFixed(1)} s`);
      await sleep(wait * 1000, undefined, { signal });
    }
  }
}
