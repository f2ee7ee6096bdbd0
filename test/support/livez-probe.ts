import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';

/** Milliseconds that answers of /livez took, sorted. */
export interface LivezTimes {
  count: number;
  p50: number;
  p99: number;
  max: number;
}

const EVERY_MS = 20;

/** Asks a server's /livez again and again, in a thread of its own, until `stop` is called. */
export function probeLivez(url: string): { stop(): Promise<LivezTimes> } {
  const worker = new Worker(new URL(import.meta.url), { workerData: url });
  return {
    async stop() {
      worker.postMessage('stop');
      const [times] = (await once(worker, 'message')) as [number[]];
      times.sort((a, b) => a - b);
      const at = (share: number) => Math.round(times[Math.floor((times.length - 1) * share)]! * 10) / 10;
      return { count: times.length, p50: at(0.5), p99: at(0.99), max: at(1) };
    },
  };
}

if (!isMainThread && parentPort) await probeUntilStopped(workerData as string, parentPort);

async function probeUntilStopped(url: string, port: NonNullable<typeof parentPort>): Promise<void> {
  const times: number[] = [];
  let stopped = false;
  port.once('message', () => (stopped = true));
  const agent = new Agent({ keepAlive: true });
  while (!stopped) {
    const started = performance.now();
    const status = await new Promise<number | undefined>((resolve, reject) => {
      get(`${url}/livez`, { agent }, (answer) => answer.resume().on('end', () => resolve(answer.statusCode))).on(
        'error',
        reject,
      );
    });
    if (status !== 200) throw new Error(`/livez answered ${status}`);
    times.push(performance.now() - started);
    await delay(EVERY_MS);
  }
  agent.destroy();
  port.postMessage(times);
}
