// Searches for the worst valid request: prints as JSON what the server's memory, lane, text thread and a neighbour had to
// bear at most. Usage: node test/bench/worst.ts [--minutes 15] [--seed N] [--check]
// --check ends with 1 when a bound does not hold (docs/reference/performance.md).
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { lanesMegabytes } from '../../runtime/machine/lanes.ts';
import { nativeVoices, spokenLanguage } from '../../runtime/model/voice-catalog.ts';
import { HOSTILE_TEXTS, hostileTexts } from '../../runtime/testing/hostile-texts.ts';
import type { HostileText } from '../../runtime/testing/hostile-texts.ts';
import { plainText } from '../../runtime/testing/plain-texts.ts';
import { probeLivez } from '../support/livez-probe.ts';
import { startSpeechServer } from '../support/speech-server.ts';
import { LINES, PARAGRAPH } from './runtime/texts.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '15' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    check: { type: 'boolean', default: false },
  },
});
const endAt = performance.now() + Number(values.minutes) * 60_000;
const seed = Number(values.seed);
/** With TTS_LANES in the environment, as many as that. */
const lanes = Number(process.env['TTS_LANES'] ?? 1);
const BOUNDS = { peakMB: lanesMegabytes(lanes, false), textRatio: 6, neighbourDelaySegments: 2, livezP99Ms: 50 };
/** Of the time, for the search among texts; the rest is spoken. */
const TEXT_SHARE = 0.4;
const LENGTH = 4096;
/** Three sentences that are spoken as one segment of nearly 200 symbols, which is a long one of prose. */
const SEGMENT = PARAGRAPH.split(/(?<=\.) /)
  .slice(1)
  .join(' ')
  .slice(0, 190);

const server = await startSpeechServer({ TTS_CACHE_MB: '0' });
const livez = probeLivez(server.url);
const worst = {
  peakMB: 0,
  laneSeconds: 0,
  textCpuSeconds: 0,
  textRatio: 0,
  neighbourDelaySegments: 0,
};
const by: Partial<Record<keyof typeof worst, string>> = {};
const tried = { texts: 0, megabytesBefore: 0, requests: 0 };
try {
  await searchTexts();
  tried.megabytesBefore = Math.round(megabytes('VmRSS'));
  await searchSpeech();
} finally {
  const livezP99Ms = (await livez.stop()).p99;
  await server.stop();
  const rounded = Object.fromEntries(
    Object.entries(worst).map(([name, value]) => [name, Math.round(value * 100) / 100]),
  );
  const report = { seed, lanes, ...tried, ...rounded, livezP99Ms, by };
  process.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`);
  const figures: Record<string, number> = { ...worst, livezP99Ms };
  const broken = Object.entries(BOUNDS).filter(([name, bound]) => figures[name]! > bound);
  for (const [name, bound] of broken) process.stderr.write(`${name} is above ${bound}\n`);
  if (values.check && broken.length > 0) process.exitCode = 1;
}

function note(figure: keyof typeof worst, value: number, what: string): void {
  if (value <= worst[figure]) return;
  worst[figure] = value;
  by[figure] = what.slice(0, 300);
  process.stderr.write(`${figure} ${value.toFixed(2)}: ${what.slice(0, 120)}\n`);
}

/** Texts whose reading takes the most of a core, in parts of a plain one's of the same length and language. */
async function searchTexts(): Promise<void> {
  const until = performance.now() + (endAt - performance.now()) * TEXT_SHARE;
  const plain = new Map<string, number>();
  const random = randomFrom(seed);
  for (const [voice, line] of LINES) {
    await cpuOf(voice, line);
    const text = () => inAnyOrder(plainText(spokenLanguage(voice), LENGTH), random);
    plain.set(voice, Math.min(await cpuOf(voice, text()), await cpuOf(voice, text())));
  }
  for (const hostile of endless()) {
    if (performance.now() > until) return;
    for (const [voice] of LINES) {
      const measure = () => cpuOf(voice, [...hostile.text(LENGTH)].slice(0, LENGTH).join(''));
      let seconds = await measure();
      // Other work on the machine makes a figure larger, never smaller.
      if (seconds > worst.textCpuSeconds || seconds / plain.get(voice)! > worst.textRatio)
        seconds = Math.min(seconds, await measure(), await measure());
      note('textCpuSeconds', seconds, `${voice} ${hostile.name}`);
      note('textRatio', seconds / plain.get(voice)!, `${voice} ${hostile.name}`);
      tried.texts++;
    }
  }
}

/** What is read once is remembered, so that a text that repeats itself is no measure. */
function inAnyOrder(text: string, random: () => number): string {
  return text
    .split(' ')
    .map((word) => ({ word, order: random() }))
    .sort((one, other) => one.order - other.order)
    .map(({ word }) => word)
    .join(' ');
}

function* endless(): Generator<HostileText> {
  const random = randomFrom(seed);
  const known = [...HOSTILE_TEXTS].sort(() => random() - 0.5);
  for (let batch = 0; ; batch++) {
    if (batch % 2 === 1 && known.length > 0) yield* known.splice(0, 8);
    else yield* hostileTexts(seed + batch, 8);
  }
}

/** Seconds of a core that the server takes to read a text. */
async function cpuOf(voice: string, input: string): Promise<number> {
  const before = cpuSeconds();
  const answer = await post('phonemes', { voice, input });
  const body = await answer.text();
  if (!answer.ok && answer.status !== 400) throw new Error(`${answer.status} ${body} for ${JSON.stringify(input)}`);
  return cpuSeconds() - before;
}

/** Requests that hold the lane and memory longest, and a neighbour's first sound the longest. */
async function searchSpeech(): Promise<void> {
  const alone = { first: await firstSound('af_heart', 'Good morning.'), segment: await usualSegmentSeconds() };
  const random = randomFrom(seed + 1);
  const one = <Value>(list: readonly Value[]): Value => list[Math.floor(random() * list.length)]!;
  const voices = nativeVoices.filter(({ legacy }) => !legacy).map(({ id }) => id);
  const voice = (): string => {
    const kind = random();
    if (kind < 0.4) return one(['af_nicole', ...voices]);
    if (kind < 0.7) return `${one(voices)}(${Math.ceil(random() * 9)})+${one(voices)}`;
    return `${one(voices)}(${(2 + random()).toFixed(2)})-${one(voices)}(${(0.5 + random() / 2).toFixed(2)})`;
  };
  const input = (): string => {
    const kind = random();
    if (kind < 0.3) return '7'.repeat(92);
    if (kind < 0.6) return PARAGRAPH.replace(/[.,]/g, '').toLowerCase();
    if (kind < 0.8) return `${PARAGRAPH} [pause:10s] [voice:${one(voices)}]${PARAGRAPH}`;
    return one(HOSTILE_TEXTS).text(300);
  };
  for (let attempt = 0; performance.now() < endAt; attempt++) {
    const body = {
      voice: attempt === 0 ? 'af_nicole' : voice(),
      input: attempt === 0 ? '7'.repeat(92) : input(),
      speed: attempt === 0 ? 0.25 : one([0.25, 0.25, 0.5, 1, 4]),
      response_format: one(['pcm', 'mp3', 'opus', 'aac', 'flac']),
      stream_format: one(['audio', 'sse']),
    };
    let delay = await tryRequest(body, alone);
    // Other work on the machine makes a figure larger, never smaller.
    for (let again = 0; again < 2 && delay > BOUNDS.neighbourDelaySegments; again++)
      delay = Math.min(delay, await tryRequest(body, alone));
    note('neighbourDelaySegments', delay, JSON.stringify(body));
  }
}

/** Speaks a request with a neighbour in its middle; resolves to the neighbour's delay in segments, 0 for a refused request. */
async function tryRequest(body: Record<string, unknown>, alone: { first: number; segment: number }): Promise<number> {
  tried.requests++;
  const what = JSON.stringify(body);
  resetPeak();
  const started = performance.now();
  const gone = new AbortController();
  const answer = await post('speech', { ...body, model: 'tts-1' }, gone.signal);
  if (!answer.ok) {
    const text = await answer.text();
    if (answer.status !== 400) throw new Error(`${answer.status} ${text} for ${what}`);
    return 0;
  }
  const reader = answer.body!.getReader();
  let ended = (await reader.read()).done;
  note('laneSeconds', (performance.now() - started) / 1000, what);
  // The neighbour comes when the second segment has just begun.
  const neighbour = firstSound('af_heart', `Good morning ${tried.requests}.`);
  const heard = neighbour.then(() => true);
  while (!ended && !(await Promise.race([heard, reader.read().then(({ done }) => ((ended = done), false))])));
  const delay = ((await neighbour) - alone.first) / alone.segment;
  note('peakMB', megabytes('VmHWM'), what);
  if (!ended) gone.abort();
  await reader.cancel().catch(() => undefined);
  return delay;
}

/** Seconds until the first bytes of speech. */
async function firstSound(voice: string, input: string): Promise<number> {
  const started = performance.now();
  const answer = await post('speech', { model: 'tts-1', voice, input, response_format: 'pcm' });
  const reader = answer.body!.getReader();
  await reader.read();
  const seconds = (performance.now() - started) / 1000;
  while (!(await reader.read()).done);
  return seconds;
}

/** What a long segment of prose costs the lane. */
async function usualSegmentSeconds(): Promise<number> {
  const metric = async () => {
    const text = await (await fetch(`${server.url}/metrics`)).text();
    return Number(/^tts_inference_seconds_total (\S+)/m.exec(text)![1]);
  };
  // The first segment of an answer is a short one.
  const input = `Good morning, everybody. ${SEGMENT}`;
  const found = await (await post('phonemes', { voice: 'af_heart', input })).json();
  const sizes = (found as { segments: { phonemes: string }[] }).segments.map(({ phonemes }) => phonemes.length);
  const before = await metric();
  await firstSound('af_heart', input);
  return (((await metric()) - before) * Math.max(...sizes)) / sizes.reduce((sum, size) => sum + size, 0);
}

async function post(path: string, body: object, signal?: AbortSignal): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return fetch(`${server.url}/v1/audio/${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
    ...(signal ? { signal } : {}),
  });
}

/** proc_pid_stat(5), fields 14 and 15, in ticks of a hundredth of a second. */
function cpuSeconds(): number {
  const fields = readFileSync(`/proc/${server.pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** proc_pid_clear_refs(5): 5 resets the peak. */
function resetPeak(): void {
  writeFileSync(`/proc/${server.pid}/clear_refs`, '5');
}

/** VmRSS, or its peak, VmHWM (proc_pid_status(5)). */
function megabytes(name: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${server.pid}/status`, 'utf8');
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1024;
}

/** A linear congruential generator (Numerical Recipes): numbers from 0 to 1 that depend on nothing but the seed. */
function randomFrom(start: number): () => number {
  let state = start >>> 0;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
}
