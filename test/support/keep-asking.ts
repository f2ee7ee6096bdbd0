import { setTimeout as sleep } from 'node:timers/promises';

/** How the requests went. */
export interface Served {
  requests: number;
  succeeded: number;
  /** succeeded / requests. */
  share: number;
  /** The longest time in a row, in seconds, in which none succeeded. */
  longestGapSeconds: number;
  /** What went wrong, with the number of times. */
  failures: Record<string, number>;
}

export interface AskOptions {
  /** A request is begun this often, as long as fewer than `inFlight` are open. */
  everyMs?: number;
  inFlight?: number;
  /** What is asked for; a text that was spoken before comes from the server's cache. */
  input?: (number: number) => string;
  timeoutMs?: number;
}

/** Asks for speech again and again, each time over a new connection to the next of `urls`, until stopped. */
export function keepAsking(urls: string[], options: AskOptions = {}) {
  const { everyMs = 500, inFlight = Infinity, input = () => 'Still here.', timeoutMs = 20_000 } = options;
  const served = { requests: 0, succeeded: 0, longestGapSeconds: 0 };
  const failures: Record<string, number> = {};
  const open = new Set<Promise<void>>();
  let lastSuccess = Date.now();
  let stopped = false;

  const gap = (): void => {
    served.longestGapSeconds = Math.max(served.longestGapSeconds, (Date.now() - lastSuccess) / 1000);
  };
  async function once(): Promise<void> {
    const number = served.requests++;
    try {
      const answer = await fetch(`${urls[number % urls.length]}/v1/audio/speech`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', connection: 'close' },
        body: JSON.stringify({ model: 'tts-1', voice: 'af_heart', input: input(number) }),
        signal: AbortSignal.timeout(timeoutMs),
      });
      const bytes = (await answer.arrayBuffer()).byteLength;
      if (!answer.ok || bytes < 1000) throw new Error(`status ${answer.status}, ${bytes} bytes`);
      served.succeeded++;
      gap();
      lastSuccess = Date.now();
    } catch (error) {
      const { message, cause } = error as Error & { cause?: { code?: string } };
      const what = cause?.code ?? message;
      failures[what] = (failures[what] ?? 0) + 1;
    }
  }
  const asking = (async (): Promise<void> => {
    while (!stopped) {
      if (open.size < inFlight) {
        const request = once().finally(() => open.delete(request));
        open.add(request);
      }
      await sleep(everyMs);
    }
  })();
  return {
    async stop(): Promise<Served> {
      stopped = true;
      await asking;
      await Promise.all(open);
      gap();
      return { ...served, share: served.succeeded / Math.max(1, served.requests), failures };
    },
  };
}
