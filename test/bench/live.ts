// `npm run bench:live`: text that is spoken while it is written, against the same text over HTTP; JSON on standard output.
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { descendants } from '../support/process-memory.ts';
import { startSpeechServer } from '../support/speech-server.ts';
import { median, speak } from './runtime/client.ts';
import { PARAGRAPH, SENTENCE } from './runtime/texts.ts';

/** A language model writes a word or a part of one 20 times a second. */
const TOKEN_MS = 50;
const LIMITS = { firstSound: 1.15, cost: 1.05 };

const help = `usage: npm run -s bench:live -- [--rounds 5] [--sessions 10] [--check]
  --rounds N    how often the first sound is measured
  --sessions N  texts that are written at once, to measure the cost
  --check       exit status 1 when a bound is missed: first sound ${LIMITS.firstSound} times that of the first sentence alone over HTTP,
                CPU ${LIMITS.cost} times that of the same texts over HTTP
`;

const { values: flags } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    sessions: { type: 'string', default: '10' },
    check: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const counts = [Number(flags.rounds), Number(flags.sessions)] as const;
const wrong = counts.some((count) => !Number.isInteger(count) || count < 1 || count > 1_000);
if (flags.help || wrong) {
  process.stdout.write(help);
  process.exit(flags.help ? 0 : 2);
}
const [rounds, sessions] = counts;

const server = await startSpeechServer({ TTS_CACHE_MB: '0', TTS_QUEUE_TIMEOUT: '3600' });
try {
  await speak(server.url, PARAGRAPH);
  await live(PARAGRAPH);
  const first: { http: number; live: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    const http = (await speak(server.url, SENTENCE)).firstMs;
    first.push({ http, live: (await live(PARAGRAPH)).firstMs });
  }
  const cost: { http: number; live: number }[] = [];
  for (let round = 0; round < 2; round++) {
    const many = <Result>(one: () => Promise<Result>) =>
      cpuSeconds(() => Promise.all(Array.from({ length: sessions }, one)));
    cost.push({ http: await many(() => speak(server.url, PARAGRAPH)), live: await many(() => live(PARAGRAPH)) });
  }
  const ratio = (pairs: readonly { http: number; live: number }[]) =>
    median(pairs.map((pair) => pair.live / pair.http));
  const report = {
    firstSound: { httpMs: first.map(({ http }) => Math.round(http)), liveMs: first.map((it) => Math.round(it.live)) },
    firstSoundRatio: Number(ratio(first).toFixed(3)),
    cost: { sessions, rounds: cost },
    costRatio: Number(ratio(cost).toFixed(3)),
    limits: LIMITS,
  };
  process.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`);
  const missed = report.firstSoundRatio > LIMITS.firstSound || report.costRatio > LIMITS.cost;
  if (flags.check && missed) process.exitCode = 1;
} finally {
  await server.stop();
}

/** Writes a text as a language model does; `firstMs` is from the end of the first sentence to its first sound. */
async function live(text: string): Promise<{ firstMs: number; stretches: number }> {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/v1/audio/speech/stream`);
  socket.binaryType = 'arraybuffer';
  const send = (message: object) => socket.send(JSON.stringify(message));
  await new Promise((resolve) => (socket.onopen = resolve));
  let [complete, heard, stretches] = [NaN, NaN, 0];
  const done = new Promise<void>((resolve, reject) => {
    socket.onerror = () => reject(new Error('the connection broke'));
    socket.onmessage = (event) => {
      const data = event.data as string | ArrayBuffer;
      if (typeof data !== 'string') {
        if (Number.isNaN(heard)) heard = performance.now();
        return;
      }
      const message = JSON.parse(data) as { type: string; message?: string };
      if (message.type === 'audio.start') stretches++;
      if (message.type === 'error') reject(new Error(message.message));
      if (message.type === 'session.done') resolve();
    };
  });
  send({ type: 'session.config', voice: 'af_heart', response_format: 'pcm', stream_audio: true });
  let written = 0;
  for (const token of text.match(/\s?\S{1,6}/g)!) {
    send({ type: 'input.text', text: token });
    written += token.length;
    if (Number.isNaN(complete) && written >= SENTENCE.length) complete = performance.now();
    await delay(TOKEN_MS);
  }
  send({ type: 'input.done' });
  await done;
  socket.close();
  return { firstMs: heard - complete, stretches };
}

/** What the processes of the server compute while something runs. */
async function cpuSeconds(run: () => Promise<unknown>): Promise<number> {
  const before = used();
  await run();
  return used() - before;
}

/** Fields 14 and 15 of /proc/PID/stat: hundredths of a second (proc_pid_stat(5)). */
function used(): number {
  return [server.pid, ...descendants(server.pid)].reduce((sum, pid) => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return sum + (Number(fields[11]) + Number(fields[12])) / 100;
  }, 0);
}
