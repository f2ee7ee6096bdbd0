import { setTimeout as delay } from 'node:timers/promises';
import type { Measured } from '../../../operator/api/objective.ts';
import { sizeFor } from '../../../operator/decide/sizing.ts';
import { countsOf, measuredOf } from '../../../operator/observe/counts.ts';
import { percentile } from '../runtime/client.ts';
import { startServer } from '../runtime/server.ts';
import { SENTENCE } from '../runtime/texts.ts';

export interface Capacity {
  cpu: string;
  /** Load of the machine before. */
  loadBefore: number;
  pods: PodCapacity[];
}

export interface PodCapacity {
  cores: number;
  lanes: number;
  /** Resident memory at its highest, in megabytes. */
  peakMB: number;
  clients: { count: number; requests: number; speechPerSecond: number; firstP95Ms: number }[];
  /** As the operator reads it; undefined where too little was spoken. */
  measured: Measured | undefined;
}

/** A first sound that has not come so long after the end is not waited for. */
const TAIL_MS = 20_000;

/** Has a server on the first cores of this machine speak for more and more clients, for so many seconds each. */
export async function measurePod(
  { cores, lanes }: { cores: number; lanes: number },
  env: Record<string, string>,
  counts: readonly number[],
  warmUpSeconds: number,
  seconds: number,
): Promise<PodCapacity> {
  const settings = { ...env, TTS_THREADS: String(cores), TTS_LANES: String(lanes) };
  const server = await startServer(settings, cores);
  try {
    const clients: PodCapacity['clients'] = [];
    for (const count of counts) clients.push(await together(server.url, count, warmUpSeconds, seconds));
    const measured = measuredOf([countsOf(await metricsOf(server.url))]);
    return { cores, lanes, peakMB: server.memory().peakMB, clients, measured };
  } finally {
    await server.stop();
  }
}

/** Clients who ask again as soon as they are answered, for one sentence and for two in turn. */
async function together(url: string, count: number, warmUpSeconds: number, seconds: number) {
  const begin = performance.now() + 1000 * warmUpSeconds;
  const end = begin + 1000 * seconds;
  const firstMs: number[] = [];
  let asked = 0;
  const client = async (): Promise<void> => {
    while (performance.now() < end) {
      const text = `Boat number ${++asked + 10} has come in late tonight.`;
      const started = performance.now();
      const first = await firstSound(url, asked % 2 ? text : `${text} ${SENTENCE}`, end);
      if (first >= begin) firstMs.push(first - started);
    }
  };
  const all = Promise.all(Array.from({ length: count }, client));
  await delay(1000 * warmUpSeconds);
  const [before, from] = [await spokenSeconds(url), performance.now()];
  await delay(1000 * seconds);
  const speechPerSecond = ((await spokenSeconds(url)) - before) / ((performance.now() - from) / 1000);
  await all;
  return { count, requests: firstMs.length, speechPerSecond, firstP95Ms: percentile(firstMs, 0.95) };
}

/** What is reported of a pod, with the part of first sounds that the operator's model expects where 95 of 100 were seen. */
export function figures(pod: PodCapacity): object {
  const expected = pod.clients.map(({ count, firstP95Ms }) => {
    const size = pod.measured && sizeFor({ firstAudioMs: firstP95Ms, concurrency: count }, pod.measured);
    return [`${count} clients`, size?.expected(1).inTime];
  });
  return { ...pod, expectedInsteadOf95: Object.fromEntries(expected) as object };
}

/** Hears a text to its end, or at most to its first sound once it is `end`; returns when that came, or when it was given up. */
async function firstSound(url: string, input: string, end: number): Promise<number> {
  const body = JSON.stringify({ model: 'tts-1', voice: 'af_heart', input, response_format: 'pcm' });
  const headers = { 'content-type': 'application/json' };
  const over = new AbortController();
  let first: number | undefined;
  const stop = (): void => void (first !== undefined && performance.now() >= end && over.abort());
  const timers = [0, TAIL_MS].map((ms) =>
    setTimeout(ms === 0 ? stop : () => over.abort(), Math.max(0, end - performance.now()) + ms + 1),
  );
  try {
    const response = await fetch(`${url}/v1/audio/speech`, { method: 'POST', headers, body, signal: over.signal });
    if (!response.ok || !response.body) throw new Error(`${response.status}: ${await response.text()}`);
    for await (const piece of response.body as AsyncIterable<Uint8Array>) {
      if (piece.length > 0) first ??= performance.now();
      stop();
    }
  } catch (error) {
    if (!over.signal.aborted) throw error;
  } finally {
    for (const timer of timers) clearTimeout(timer);
  }
  return first ?? performance.now();
}

async function spokenSeconds(url: string): Promise<number> {
  return countsOf(await metricsOf(url)).audioSeconds;
}

async function metricsOf(url: string): Promise<string> {
  return (await fetch(`${url}/metrics`)).text();
}
