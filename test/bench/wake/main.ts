// `npm run bench:wake`: what a server that sleeps holds, and how long it takes to wake; JSON on standard output.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { cacheFolder, pullShown } from '../../../operator/model-store/pull-shown.ts';
import { treeMemory } from '../../support/process-memory.ts';
import { median, percentile, speak } from '../runtime/client.ts';
import { startServer } from '../runtime/server.ts';
import { measureZero } from './zero.ts';
import type { MeasuredServer } from '../runtime/server.ts';
import { LINES, PARAGRAPH, SENTENCE, shortTexts } from '../runtime/texts.ts';

const help = `usage: npm run -s bench:wake -- [--cycles 100] [--check]
       npm run -s bench:wake -- --zero [--wakes 20] [--burst 500] [--check]
  --cycles N  how often the server falls asleep and is woken
  --check     exit status 1 when a bound is missed: 120 MB asleep, a wake of 1.0 s at the 95th percentile, growth of 5 %,
              600 MB awake (pages that its processes share counted once), no failed request
  --zero      a service without pods instead, on the cluster of npm run up -- --with keda: N wakes by one request each, and
              then a burst of requests in 60 s while it sleeps. Its bounds: first sound at the 95th percentile after 3.0 s,
              no request lost
`;

const { values: flags } = parseArgs({
  options: {
    cycles: { type: 'string', default: '100' },
    zero: { type: 'boolean', default: false },
    wakes: { type: 'string', default: '20' },
    burst: { type: 'string', default: '500' },
    check: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h' },
  },
});
if (flags.help) process.stdout.write(help);
else if (flags.zero) process.exitCode = await zero(Number(flags.wakes), Number(flags.burst));
else process.exitCode = await main(Number(flags.cycles));

async function main(cycles: number): Promise<number> {
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-b', 'runtime'], { stdio: 'inherit' });
  const folder = cacheFolder('kokoro-v1.0');
  const digest = await pullShown('kokoro-v1.0', 'q8', folder, process.stderr);
  const temporary = mkdtempSync(join(tmpdir(), 'tts-wake-'));
  const env = { TTS_MODEL_PATH: folder, TTS_MODEL_DIGEST: digest, TTS_TEMP_DIR: temporary, TTS_SLEEP_AFTER: '1' };
  try {
    const server = await startServer({ ...env, TTS_CACHE_MB: '0' });
    try {
      return report(await measure(server, cycles));
    } finally {
      await server.stop();
    }
  } finally {
    rmSync(temporary, { recursive: true });
  }
}

async function zero(wakes: number, burst: number): Promise<number> {
  const figures = await measureZero(wakes, burst, (line) => process.stderr.write(`${line}\n`));
  process.stdout.write(`${JSON.stringify(figures, undefined, 2)}\n`);
  return flags.check && (figures.lost > 0 || figures.firstSoundP95 > 3) ? 1 : 0;
}

interface Cycle {
  idleMB: number;
  /** From the request to the first sound, beyond what the same sentence takes once the server is awake. */
  wakeSeconds: number;
}

async function measure(server: MeasuredServer, count: number) {
  // What the process loads once, such as the encoders, is there after the first: a long text, the languages, all formats.
  const all = ['mp3', 'opus', 'aac', 'flac', 'wav'];
  await speak(server.url, PARAGRAPH);
  await Promise.all(shortTexts(10).map((text) => speak(server.url, text)));
  const awakeMB = treeMemory(server.pid).pssMB;
  for (const [n, [voice, input]] of LINES.entries()) await fetched(server.url, input, voice, all[n % all.length]!);
  const awakeAllLanguagesMB = treeMemory(server.pid).pssMB;
  let failed = 0;
  const cycles: Cycle[] = [];
  for (let n = 0; n < count; n += 1) {
    await asleep(server.url);
    await delay(200);
    const idleMB = treeMemory(server.pid).rssMB;
    try {
      const first = await speak(server.url, SENTENCE);
      const again = [await speak(server.url, SENTENCE), await speak(server.url, SENTENCE)];
      const wakeSeconds = (first.firstMs - Math.min(...again.map(({ firstMs }) => firstMs))) / 1000;
      cycles.push({ idleMB, wakeSeconds });
    } catch (error) {
      failed += 1;
      process.stderr.write(`\n${String(error)}\n`);
    }
    process.stderr.write(
      `\r${n + 1} of ${count}: ${idleMB.toFixed(0)} MB, ${cycles.at(-1)?.wakeSeconds.toFixed(2)} s `,
    );
  }
  process.stderr.write('\n');
  const tenth = Math.max(1, Math.floor(cycles.length / 10));
  const idle = cycles.map(({ idleMB }) => idleMB);
  const wakes = cycles.map(({ wakeSeconds }) => wakeSeconds);
  return {
    cycles: count,
    failed,
    idleMB: Math.max(...idle),
    /** The last tenth of the cycles against the first. */
    growth: median(idle.slice(-tenth)) / median(idle.slice(0, tenth)) - 1,
    sleepWakeP50: median(wakes),
    sleepWakeP95: percentile(wakes, 0.95),
    /** With English, after a paragraph and ten clients at once. */
    awakeMB,
    awakeAllLanguagesMB,
  };
}

function report(figures: Awaited<ReturnType<typeof measure>>): number {
  process.stdout.write(`${JSON.stringify(figures, undefined, 2)}\n`);
  const { failed, idleMB, growth, sleepWakeP95, awakeMB } = figures;
  const holds = failed === 0 && idleMB <= 120 && growth <= 0.05 && sleepWakeP95 <= 1 && awakeMB <= 600;
  return flags.check && !holds ? 1 : 0;
}

async function asleep(url: string): Promise<void> {
  for (;;) {
    const state = (await (await fetch(`${url}/readyz`)).json()) as { reason?: string };
    if (state.reason === 'Asleep') return;
    await delay(50);
  }
}

async function fetched(url: string, input: string, voice: string, response_format: string): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ input, voice, response_format });
  const answer = await fetch(`${url}/v1/audio/speech`, { method: 'POST', headers, body });
  if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
  await answer.arrayBuffer();
}
