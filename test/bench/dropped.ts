// A thousand WebSockets of all protocols that are opened, given long English texts and dropped: resident memory, as JSON.
// Usage: node test/bench/dropped.ts [--sessions 1000] [--check]; --check ends with 1 when the memory was ever more than
// 600 MB, or when the later three quarters of the sessions left more than 25 MB or a thread.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import WebSocket from 'ws';
import { cacheFolder, pullShown } from '../../operator/model-store/pull-shown.ts';
import { formatNames } from '../../runtime/audio/encoders.ts';
import { speak } from './runtime/client.ts';
import { startServer } from './runtime/server.ts';
import { PARAGRAPH, shortTexts } from './runtime/texts.ts';

const AT_ONCE = 10;
const CHARACTERS = 4_000;
const LIMITS = { peakMB: 600, growthMB: 25 };

/** Threads of encoders end after a minute without work. */
const REST_MS = 65_000;

const { values: flags } = parseArgs({
  options: { sessions: { type: 'string', default: '1000' }, check: { type: 'boolean', default: false } },
});
const sessions = Number(flags.sessions);

execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-b', 'runtime'], { stdio: 'inherit' });
const folder = cacheFolder('kokoro-v1.0');
const digest = await pullShown('kokoro-v1.0', 'q8', folder, process.stderr);
const temporary = mkdtempSync(join(tmpdir(), 'tts-dropped-'));
const server = await startServer({
  TTS_MODEL_PATH: folder,
  TTS_MODEL_DIGEST: digest,
  TTS_TEMP_DIR: temporary,
  TTS_CACHE_MB: '0',
  TTS_QUEUE_TIMEOUT: '3600',
});
try {
  await speak(server.url, PARAGRAPH);
  await Promise.all(shortTexts(10).map((text) => speak(server.url, text)));
  const tenClients = Math.round(server.memory().rssMB);
  await drop(0, Math.floor(sessions / 4));
  const before = await atRest();
  await drop(Math.floor(sessions / 4), sessions);
  const after = await atRest();
  const [peakMB, growthMB] = [Math.round(server.memory().peakMB), after.residentMB - before.residentMB];
  const report = { sessions, tenClients, before, after, growthMB, peakMB, limits: LIMITS };
  process.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`);
  const missed = peakMB > LIMITS.peakMB || growthMB > LIMITS.growthMB || after.threads > before.threads;
  if (flags.check && missed) process.exitCode = 1;
} finally {
  await server.stop();
  rmSync(temporary, { recursive: true });
}

async function drop(from: number, to: number): Promise<void> {
  let next = from;
  const client = async () => {
    while (next < to) {
      const n = next++;
      await dropOne(n);
      process.stderr.write(`\r${n + 1} of ${sessions}, ${Math.round(server.memory().rssMB)} MB `);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, client));
  process.stderr.write('\n');
}

/** What a client of each protocol sends; the text comes in one message or in several. */
function session(n: number): { path: string; messages: object[] } {
  const pieces = n % 2 === 0 ? [longText(n)] : longText(n).match(/[^]{1,500}/g)!;
  const format = formatNames[n % formatNames.length]!;
  const config = { type: 'session.config', voice: 'af_heart', response_format: format, stream_audio: format === 'pcm' };
  const of = {
    native: () => ({
      path: '/v1/audio/speech/stream',
      messages: [config, ...pieces.map((text) => ({ type: 'input.text', text })), { type: 'input.done' }],
    }),
    elevenLabs: () => ({
      path: '/v1/text-to-speech/af_heart/stream-input',
      messages: [{ text: ' ' }, ...pieces.map((text) => ({ text, flush: n % 4 === 1 }))],
    }),
    deepgram: () => ({
      path: `/v1/speak?model=af_heart&encoding=${['linear16', 'mulaw', 'alaw'][n % 5] ?? 'linear16'}`,
      messages: [...pieces.map((text) => ({ type: 'Speak', text })), { type: 'Flush' }],
    }),
  };
  return (['native', 'elevenLabs', 'deepgram'] as const).map((name) => of[name])[Math.floor(n / 6) % 3]!();
}

async function dropOne(n: number): Promise<void> {
  const { path, messages } = session(n);
  const socket = new WebSocket(server.url.replace('http', 'ws') + path);
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  socket.on('error', () => undefined);
  const closed = new Promise((resolve) => socket.once('close', resolve));
  const sound = new Promise<void>((resolve) =>
    socket.on('message', (data: Buffer, binary) => (binary || data.includes('"audio":"')) && resolve()),
  );
  for (const message of messages) socket.send(JSON.stringify(message));
  // Most are dropped while they wait, some in the middle of what they hear.
  if (n % 20 < 2) await Promise.race([sound, closed, delay(30_000)]);
  await delay((n * 37) % 300);
  if (n % 3 === 0) socket.close();
  else socket.terminate();
  await closed;
}

/** Sentences of all lengths, up to what has to be parted. */
function longText(n: number): string {
  const words = PARAGRAPH.toLowerCase().replace(/[.,]/g, '').split(' ');
  let text = '';
  for (let sentence = 7 * n; text.length < CHARACTERS; sentence++) {
    const length = 4 + ((31 * sentence) % 40);
    text += `${Array.from({ length }, (_, at) => words[(sentence * (at + 3)) % words.length]).join(' ')}. `;
  }
  return text;
}

/** When nothing is inside any more, and the threads of encoders have ended. */
async function atRest(): Promise<{ residentMB: number; threads: number }> {
  for (;;) {
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    if (/^tts_requests_in_flight 0$/m.test(metrics) && /^tts_queue_depth 0$/m.test(metrics)) break;
    await delay(500);
  }
  await delay(REST_MS);
  return { residentMB: Math.round(server.memory().rssMB), threads: readdirSync(`/proc/${server.pid}/task`).length };
}
