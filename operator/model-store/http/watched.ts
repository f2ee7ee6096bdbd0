import type { Readable } from 'node:stream';
import { StoreFailure } from '../failure.ts';

/** A body that brings less than this in one stall time counts as stalled, too: a trickle never ends. */
const least = 1024;

/**
 * The chunks of a body; throws Stalled when it brings next to nothing for `stallMs` of waiting, and destroys the body
 * when left early. Time in which the reader is busy does not count.
 */
export async function* watched(body: Readable, stallMs: number, signal: AbortSignal): AsyncGenerator<Buffer> {
  let waited = 0;
  let got = 0;
  let since = performance.now();
  let waiting = true;
  const stop = () => body.destroy(signal.reason as Error);
  signal.addEventListener('abort', stop);
  const timer = setInterval(
    () => {
      const idle = waited + (waiting ? performance.now() - since : 0);
      if (idle < stallMs) return;
      if (got < least)
        body.destroy(
          new StoreFailure('Stalled', `the server sent ${got} bytes in ${Math.round(idle / 1000)} s`, { retry: true }),
        );
      [waited, got, since] = [0, 0, performance.now()];
    },
    Math.min(1000, stallMs / 4),
  );
  try {
    signal.throwIfAborted();
    for await (const chunk of body as AsyncIterable<Buffer>) {
      waited += performance.now() - since;
      waiting = false;
      got += chunk.length;
      yield chunk;
      since = performance.now();
      waiting = true;
    }
  } finally {
    clearInterval(timer);
    signal.removeEventListener('abort', stop);
    body.destroy();
  }
}
