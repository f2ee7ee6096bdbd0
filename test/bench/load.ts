// The seed's load test (10 requests at once), then 200 mixed ones over all languages, formats and lengths, every fifth of
// them cancelled; prints a JSON report. `bareServerMs` is what a server that does nothing took at the same time. Usage: node test/bench/load.ts [REQUESTS]
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ensurePackages } from '../../tools/cluster/packages.ts';
import { inspectAudio, readEvents } from '../support/audio.ts';
import { startBareServer } from '../support/bare-server.ts';
import { probeLivez } from '../support/livez-probe.ts';
import { randomNumbers } from '../../runtime/testing/random-numbers.ts';
import { mixedRequests } from '../support/mixed-requests.ts';
import type { MixedRequest } from '../support/mixed-requests.ts';
import { startSpeechServer } from '../support/speech-server.ts';

/** Requests that are open at once; more than the server takes, so that some are turned away. */
const AT_ONCE = 20;
const MAX_REQUESTS = 16;

/** A client that was turned away comes back after this. */
const COME_BACK_MS = 4_000;

type Outcome = { request: MixedRequest; bytes: Buffer } | 'refused' | 'cancelled';

const count = Number(process.argv[2] ?? 200);
await ensurePackages({ ffprobe: 'ffmpeg' }, (line) => process.stderr.write(`${line}\n`));
const temporary = mkdtempSync(join(tmpdir(), 'tts-load-'));
const server = await startSpeechServer({
  TTS_MAX_REQUESTS: String(MAX_REQUESTS),
  TTS_CACHE_MB: '0',
  TTS_TEMP_DIR: temporary,
});
const bare = await startBareServer();
try {
  const seedProbe = probeLivez(server.url);
  const seed = await Promise.all(
    Array.from({ length: 10 }, (_, n) =>
      speak({ model: 'tts-1', voice: 'alloy', input: `Load test request ${n + 1}`, response_format: 'mp3', speed: 1 }),
    ),
  );
  const seedLivez = await seedProbe.stop();
  const started = performance.now();
  const probe = probeLivez(server.url);
  const bareProbe = probeLivez(bare.url);
  const outcomes = await runMixed();
  const [livez, bareTimes] = await Promise.all([probe.stop(), bareProbe.stop()]);
  const seconds = (performance.now() - started) / 1000;
  const left = await settled();
  const answers = [...seed, ...outcomes].flatMap((outcome) => (typeof outcome === 'string' ? [] : [outcome]));
  const faults: string[] = [];
  for (const answer of answers) faults.push(...(await fault(answer)));
  const repeated = await compareAlone(outcomes);
  const tally = (name: Outcome) => outcomes.filter((outcome) => outcome === name).length;
  process.stdout.write(
    `${JSON.stringify(
      {
        seed: { right: seed.filter((outcome) => typeof outcome !== 'string').length, livezMs: seedLivez },
        mixed: {
          requests: count,
          seconds: Math.round(seconds),
          answered: outcomes.filter((outcome) => typeof outcome !== 'string').length,
          refused: tally('refused'),
          cancelled: tally('cancelled'),
          livezMs: livez,
          bareServerMs: bareTimes,
        },
        faults,
        sameWhenAskedAlone: repeated,
        requestsLeftInside: left,
        temporaryFilesLeft: readdirSync(temporary).filter((name) => name !== 'prepared').length,
        eventLoopLagP99Ms: Math.round((await metric('nodejs_eventloop_lag_p99_seconds')) * 1000),
      },
      undefined,
      2,
    )}\n`,
  );
} finally {
  bare.stop();
  await server.stop();
  rmSync(temporary, { recursive: true });
}

/** Several at a time until all are asked; a cancel comes while the request waits, or while it is heard. */
async function runMixed(): Promise<Outcome[]> {
  const random = randomNumbers(7);
  const waiting = mixedRequests(count, 3);
  const outcomes: Outcome[] = [];
  const client = async () => {
    for (let request = waiting.shift(); request; request = waiting.shift()) {
      const cancelAfter = random() < 0.2 ? random() * 10_000 : undefined;
      const outcome = await speak(request, cancelAfter);
      outcomes.push(outcome);
      if (outcome === 'refused') await delay(COME_BACK_MS);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, client));
  return outcomes;
}

/** Throws when the answer is neither speech nor a 429 with a time to come back. */
async function speak(request: MixedRequest, cancelAfterMs?: number): Promise<Outcome> {
  const cancel = new AbortController();
  const timer = cancelAfterMs === undefined ? undefined : setTimeout(() => cancel.abort(), cancelAfterMs);
  try {
    const answer = await fetch(`${server.url}/v1/audio/speech`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
      signal: cancel.signal,
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    if (answer.status === 429 && Number(answer.headers.get('retry-after')) > 0) return 'refused';
    if (answer.status !== 200) throw new Error(`${answer.status}: ${bytes.toString()} for ${JSON.stringify(request)}`);
    return { request, bytes: request.stream_format === 'sse' ? joinEvents(bytes) : bytes };
  } catch (error) {
    if (cancel.signal.aborted) return 'cancelled';
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** The audio of server-sent events; throws when they do not end with `done`. */
function joinEvents(bytes: Buffer): Buffer {
  const { deltas, last } = readEvents(bytes.toString());
  if (last.type !== 'speech.audio.done') throw new Error(`the events end with ${last.type}`);
  return Buffer.concat(deltas);
}

/** What is wrong with an answer: another codec, or a length no text of that size has. */
async function fault({ request, bytes }: { request: MixedRequest; bytes: Buffer }): Promise<string[]> {
  const format = request.response_format;
  const codec = { mp3: 'mp3', opus: 'opus', aac: 'aac', flac: 'flac', wav: 'pcm_s16le', pcm: 'pcm' }[format];
  const found = format === 'pcm' ? { codec, samples: bytes.length / 2 } : await inspectAudio(bytes);
  const seconds = found.samples / 24_000;
  const usual = ([...request.input].length + 4) / request.speed;
  if (found.codec === codec && seconds > usual * 0.03 && seconds < 1.5 + usual * 0.4) return [];
  return [`${format}: ${found.codec}, ${seconds} s for ${JSON.stringify(request)}`];
}

/** Ten answers that hold exact samples, asked again with nothing else going on. */
async function compareAlone(outcomes: readonly Outcome[]): Promise<string> {
  const exact = outcomes
    .flatMap((outcome) => (typeof outcome === 'string' ? [] : [outcome]))
    .filter(({ request }) => ['pcm', 'wav', 'flac'].includes(request.response_format))
    .slice(0, 10);
  let same = 0;
  for (const { request, bytes } of exact) {
    const again = await speak(request);
    if (typeof again !== 'string' && again.bytes.equals(bytes)) same++;
  }
  return `${same} of ${exact.length}`;
}

/** Requests that are still inside 30 s after the last answer. */
async function settled(): Promise<number> {
  for (let wait = 0; wait < 150 && (await metric('tts_requests_in_flight')) > 0; wait++) await delay(200);
  return metric('tts_requests_in_flight');
}

async function metric(name: string): Promise<number> {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1]);
}
