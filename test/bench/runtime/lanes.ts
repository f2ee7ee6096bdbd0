import { cpus } from 'node:os';
import { lanesFor } from '../../../runtime/machine/lanes.ts';
import { thisMachine } from '../../../runtime/machine/machine.ts';
import { median, percentile, speak } from './client.ts';
import type { Spoken } from './client.ts';
import { startServer } from './server.ts';
import type { MeasuredServer } from './server.ts';
import { PARAGRAPH, SENTENCE, shortTexts } from './texts.ts';

export interface LanesReport {
  /** Speech per second of ten clients, and the 95th percentile of their first sound, relative to one lane. */
  throughputVsOneLane: number;
  firstAudioP95Ratio: number;
  /** Resident memory with one lane, and what each further lane adds. */
  rssMB: number;
  details: Record<string, number>;
}

/** What happened in one round of a server. */
interface Round {
  speechPerSecond: number;
  firstP95: number;
  alone: Spoken;
  cpuSeconds: number;
}

const CLIENTS = 10;

/** Compares a server with the lanes that `auto` chooses with one of one lane, round by round in turn. */
export async function compareLanes(env: Record<string, string>, rounds: number): Promise<LanesReport> {
  const wanted = { machine: { ...thisMachine(), memoryBytes: undefined }, apart: false, useGpu: false };
  const lanes = lanesFor('auto', wanted);
  // A busy machine makes clients wait for longer than they would.
  const patient = { ...env, TTS_QUEUE_TIMEOUT: '3600' };
  const one = await startServer({ ...patient, TTS_LANES: '1' });
  const auto = await startServer({ ...patient, TTS_LANES: 'auto' });
  const seen = { one: [] as Round[], auto: [] as Round[] };
  try {
    for (const server of [one, auto]) {
      await speak(server.url, PARAGRAPH);
      await together(server);
    }
    for (let n = 0; n < rounds; n += 1) {
      const order = [['one', one] as const, ['auto', auto] as const];
      for (const [name, server] of n % 2 ? order.reverse() : order) seen[name].push(await round(server));
    }
    const ratio = (of: (one: Round) => number) => median(seen.auto.map((each, n) => of(each) / of(seen.one[n]!)));
    const [rssMB, autoMB] = [one.memory().rssMB, auto.memory().rssMB];
    const middle = (name: 'one' | 'auto', of: (one: Round) => number) => median(seen[name].map(of));
    return {
      throughputVsOneLane: ratio((each) => each.speechPerSecond),
      firstAudioP95Ratio: ratio((each) => each.firstP95),
      rssMB,
      details: {
        cores: cpus().length,
        lanes,
        'MB more for each lane': lanes > 1 ? (autoMB - rssMB) / (lanes - 1) : 0,
        'one lane: audio s per s': middle('one', (each) => each.speechPerSecond),
        'auto: audio s per s': middle('auto', (each) => each.speechPerSecond),
        'one lane: first sound p95 ms': middle('one', (each) => each.firstP95),
        'auto: first sound p95 ms': middle('auto', (each) => each.firstP95),
        'one lane: CPU s of a round': middle('one', (each) => each.cpuSeconds),
        'auto: CPU s of a round': middle('auto', (each) => each.cpuSeconds),
        'first sound alone, ratio': ratio((each) => each.alone.firstMs),
        'whole answer alone, ratio': ratio((each) => each.alone.totalMs),
      },
    };
  } finally {
    await one.stop();
    await auto.stop();
  }
}

async function round(server: MeasuredServer): Promise<Round> {
  const alone = await speak(server.url, SENTENCE);
  const [before, started] = [server.cpuSeconds(), performance.now()];
  const spoken = await together(server);
  const seconds = (performance.now() - started) / 1000;
  return {
    speechPerSecond: spoken.reduce((sum, each) => sum + each.audioSeconds, 0) / seconds,
    firstP95: percentile(
      spoken.map((each) => each.firstMs),
      0.95,
    ),
    alone,
    cpuSeconds: server.cpuSeconds() - before,
  };
}

/** Ten clients that each ask for a short text and then for a longer one. */
async function together(server: MeasuredServer): Promise<Spoken[]> {
  const each = shortTexts(CLIENTS).map(async (text) => [
    await speak(server.url, text),
    await speak(server.url, `${text} ${SENTENCE}`),
  ]);
  return (await Promise.all(each)).flat();
}
