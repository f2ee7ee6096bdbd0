// `npm run bench:start`: what the start of a pod is made of, without a cluster: the check, the step that prepares the model
// (in the first pod of a volume, and in the next ones), and the server, with and without a prepared model. JSON on standard output.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { cacheFolder, pullShown } from '../../../operator/model-store/pull-shown.ts';
import { NODE_FLAGS, PROCESS_ENVIRONMENT } from '../../../runtime/process/process-settings.ts';
import { median, speak } from '../runtime/client.ts';
import { SENTENCE } from '../runtime/texts.ts';

const help = `usage: npm run -s bench:start -- [--rounds 10]
  --rounds N  starts of each kind; the figures are medians, in seconds
`;

/** Seconds from the start of a process to each of its stages. */
type Stages = Record<string, number>;

const { values: flags } = parseArgs({
  options: { rounds: { type: 'string', default: '10' }, help: { type: 'boolean', short: 'h' } },
});
if (flags.help) process.stdout.write(help);
else await main(Number(flags.rounds));

async function main(rounds: number): Promise<void> {
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-b', 'operator', 'runtime'], {
    stdio: 'inherit',
  });
  const path = cacheFolder('kokoro-v1.0');
  const digest = await pullShown('kokoro-v1.0', 'q8', path, process.stderr);
  const all: Record<string, Stages[]> = {};
  const add = (name: string, stages: Stages) => void (all[name] ??= []).push(stages);
  for (let round = 0; round < rounds; round += 1) {
    const folder = mkdtempSync(join(tmpdir(), 'tts-start-'));
    try {
      const volume = linkedModel(path, digest, join(folder, 'volume'));
      add('check', await check(path, digest));
      add('prepareFirstPod', await prepare(volume, digest, folder, 'first'));
      add('prepareNextPod', await prepare(volume, digest, folder, 'next'));
      add('serverPrepared', await start(path, digest, join(folder, 'next')));
      add('serverUnprepared', await start(path, digest, join(folder, 'none')));
    } finally {
      rmSync(folder, { recursive: true });
    }
    process.stderr.write(`\r${round + 1} of ${rounds} `);
  }
  process.stderr.write('\n');
  const figures = Object.fromEntries(Object.entries(all).map(([name, stages]) => [name, medians(stages)]));
  process.stdout.write(`${JSON.stringify({ rounds, ...figures }, undefined, 2)}\n`);
}

/** The init container: until it has compared the sha256 of every file. */
async function check(path: string, digest: string): Promise<Stages> {
  const started = performance.now();
  const program = ['dist/operator/model-store/main.js', 'verify', '--full'];
  const child = spawn(process.execPath, [NODE_FLAGS, program].flat(), {
    env: { ...process.env, MODEL_PATH: path, MODEL_DIGEST: digest },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const output = await text(child.stdout);
  const last = JSON.parse(output.trim().split('\n').at(-1)!) as { phase: string; seconds: number };
  if (last.phase !== 'Verified') throw new Error(output);
  return { comparing: last.seconds, ended: (performance.now() - started) / 1000 };
}

/** A model path of its own, on which something can be kept, with the files of the model. */
function linkedModel(path: string, digest: string, volume: string): string {
  mkdirSync(volume);
  symlinkSync(join(path, digest), join(volume, digest));
  return volume;
}

/** The step before the server, with what the one before it has reported on record. */
async function prepare(volume: string, digest: string, folder: string, pod: string): Promise<Stages> {
  const started = performance.now();
  const record = join(folder, 'record.json');
  const child = spawn(process.execPath, [...NODE_FLAGS, 'dist/runtime/model/keep-main.js'], {
    env: {
      ...process.env,
      ...PROCESS_ENVIRONMENT,
      ...{ TTS_MODEL_PATH: volume, TTS_MODEL_DIGEST: digest, TTS_TEMP_DIR: join(folder, pod) },
      ...{ TTS_PREPARED_RECORD: record, TTS_RESULT_FILE: '/dev/null' },
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const output = await text(child.stdout);
  if (pod === 'first') {
    const { name, seal } = JSON.parse(output) as { name: string; seal: string };
    writeFileSync(record, JSON.stringify({ [name]: seal }));
  }
  return { ended: (performance.now() - started) / 1000 };
}

/** A server until it is ready, then its first sentence. */
async function start(path: string, digest: string, temporary: string): Promise<Stages> {
  const started = performance.now();
  const child = spawn(process.execPath, [...NODE_FLAGS, 'dist/runtime/main.js'], {
    env: {
      ...process.env,
      ...PROCESS_ENVIRONMENT,
      ...{ TTS_HOST: '127.0.0.1', TTS_PORT: '0', TTS_LOG_LEVEL: 'DEBUG', TTS_TEMP_DIR: temporary },
      ...{ TTS_MODEL_PATH: path, TTS_MODEL_DIGEST: digest },
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const stages: Stages = {};
  let url: string | undefined;
  createInterface({ input: child.stdout }).on('line', (line) => {
    const { msg, stage, ms } = JSON.parse(line) as { msg: string; stage?: string; ms?: number };
    if (stage !== undefined && ms !== undefined) stages[stage] = ms / 1000;
    url ??= /listening at (http:\/\/127\.0\.0\.1:\d+)/.exec(msg)?.[1];
    if (url !== undefined) stages['listening'] ??= (performance.now() - started) / 1000;
  });
  while (url === undefined) await delay(5);
  while (!(await fetch(`${url}/readyz?wait=2`)).ok);
  stages['ready'] = (performance.now() - started) / 1000;
  stages['firstSound'] = stages['ready'] + (await speak(url, SENTENCE)).firstMs / 1000;
  child.kill('SIGTERM');
  await once(child, 'exit');
  return stages;
}

function medians(rounds: readonly Stages[]): Stages {
  const names = Object.keys(rounds[0] ?? {});
  const all = names.map((name) => [name, median(rounds.map((stages) => stages[name] ?? NaN))] as const);
  return Object.fromEntries(
    all.sort((a, b) => a[1] - b[1]).map(([name, value]) => [name, Math.round(value * 1000) / 1000]),
  );
}
