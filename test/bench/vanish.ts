// A thousand clients that connect, ask and vanish: memory and threads of the server before and after, as JSON.
// Usage: node test/bench/vanish.ts [--check]; --check ends with 1 when memory grew by more than 5 % or a thread is left.
import { readFileSync, readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { formatNames } from '../../runtime/audio/encoders.ts';
import { startSpeechServer } from '../support/speech-server.ts';
import { LINES } from './runtime/texts.ts';

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const CLIENTS = 1_000;
const AT_ONCE = 25;

const server = await startSpeechServer({ TTS_CACHE_MB: '0' });
try {
  for (const [n] of formatNames.entries()) await speakWhole(n);
  // What is loaded and set aside once, such as the arena for the longest segment, is there after the first thousand.
  await vanish(CLIENTS);
  const before = await atRest();
  await vanish(CLIENTS);
  const after = await atRest();
  const memoryRatio = Math.round((after.megabytes / before.megabytes) * 1000) / 1000;
  process.stdout.write(`${JSON.stringify({ clients: CLIENTS, before, after, memoryRatio }, undefined, 2)}\n`);
  if (values.check && (memoryRatio > 1.05 || after.threads > before.threads)) process.exitCode = 1;
} finally {
  await server.stop();
}

function body(n: number): string {
  const [voice, input] = LINES[n % LINES.length]!;
  return JSON.stringify({
    ...{ model: 'tts-1', voice, input: `${input} ${n}`, response_format: formatNames[n % formatNames.length] },
    ...(n % 3 === 0 ? { stream_format: 'sse' } : {}),
  });
}

async function speakWhole(n: number): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  await (await fetch(`${server.url}/v1/audio/speech`, { method: 'POST', headers, body: body(n) })).arrayBuffer();
}

/** Clients that go away before, while and after they ask, and in the middle of the answer. */
async function vanish(count: number): Promise<void> {
  for (let first = 0; first < count; first += AT_ONCE) {
    await Promise.all(Array.from({ length: AT_ONCE }, async (_, index) => vanishOne(first + index)));
    process.stderr.write(`\r${first + AT_ONCE} of ${count} `);
  }
  process.stderr.write('\n');
}

async function vanishOne(n: number): Promise<void> {
  const { port } = new URL(server.url);
  const json = body(n);
  const path = ['/v1/audio/speech', '/v1/audio/speech/timestamps', '/v1/audio/phonemes'][n % 7 === 0 ? 1 : 0]!;
  const head = `POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(json)}\r\n\r\n`;
  const socket = connect(Number(port), '127.0.0.1');
  socket.on('error', () => undefined);
  const asked = head + json;
  if (n % 5 > 0) socket.write(n % 5 === 1 ? asked.slice(0, -5) : asked);
  await delay((n * 37) % 300);
  if (n % 2 === 0) socket.destroy();
  else socket.resetAndDestroy();
}

/** When nothing is inside any more, and the threads of encoders have had time to end. */
async function atRest(): Promise<{ megabytes: number; threads: number }> {
  for (;;) {
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    if (/^tts_requests_in_flight 0$/m.test(metrics) && /^tts_queue_depth 0$/m.test(metrics)) break;
    await delay(500);
  }
  await delay(3_000);
  const status = readFileSync(`/proc/${server.pid}/status`, 'utf8');
  return {
    megabytes: Math.round(Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1024),
    threads: readdirSync(`/proc/${server.pid}/task`).length,
  };
}
