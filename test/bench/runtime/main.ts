// `npm run bench:runtime`: how fast the server speaks, as ratios within one run; JSON on standard output.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cacheFolder, pullShown } from '../../../operator/model-store/pull-shown.ts';
import { probeLivez } from '../../support/livez-probe.ts';
import { median, percentile, speak } from './client.ts';
import type { Spoken } from './client.ts';
import { loadGemm } from './gemm.ts';
import { compareLanes } from './lanes.ts';
import { page } from './page.ts';
import { startPeers } from './peers.ts';
import { BOUNDS, regressions } from './report.ts';
import type { Figures } from './report.ts';
import { startServer } from './server.ts';
import { CHAPTER, LINES, PARAGRAPH, SENTENCE, shortTexts } from './texts.ts';

/** Kokoro-82M's arithmetic for one second of audio, 94 % of it in convolutions. */
const OPERATIONS_PER_AUDIO_SECOND = 55e9;

const help = `usage: npm run -s bench:runtime -- [--short] [--lanes] [--peers] [--check] [--out DIR] [--threads N]
  --short    one round of each, no lists: what CI runs
  --lanes    only what lanes do: ten clients, against one lane
  --peers    also kokoro-onnx 0.6.1 and fastkokoro 0.7.0, installed into the cache folder
  --check    exit status 1 when a figure is over 20 % worse than test/bench/runtime/reference.json
  --out DIR  where speed.html and speed.json go (a new temporary folder)
`;

const { values: flags } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    lanes: { type: 'boolean', default: false },
    peers: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
    out: { type: 'string' },
    threads: { type: 'string', default: String(availableParallelism()) },
    help: { type: 'boolean', short: 'h' },
  },
});
if (flags.help) process.stdout.write(help);
else process.exitCode = await main();

async function main(): Promise<number> {
  const say = (text: string) => process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${text}\n`);
  const threads = Number(flags.threads);
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-b', 'runtime'], { stdio: 'inherit' });
  const modelFolder = cacheFolder('kokoro-v1.0');
  const digest = await pullShown('kokoro-v1.0', 'q8', modelFolder, process.stderr);
  const modelPath = join(modelFolder, digest, 'model.onnx');
  const temporary = mkdtempSync(join(tmpdir(), 'tts-bench-'));
  const env = {
    TTS_MODEL_PATH: modelFolder,
    TTS_MODEL_DIGEST: digest,
    TTS_TEMP_DIR: temporary,
    TTS_THREADS: flags.threads,
    TTS_CACHE_MB: '0',
  };
  const rounds = flags.short ? 1 : 3;
  try {
    if (flags.lanes) {
      const report = await compareLanes(env, 3 * rounds);
      process.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`);
      return 0;
    }
    say('start: a first one prepares the model, the others find it prepared');
    const firstStart = await startServer(env);
    await firstStart.stop();
    const [starts, loads]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round += 1) {
      loads.push(bareLoad(modelPath, threads));
      const started = await startServer(env);
      starts.push(started.readyMs);
      await started.stop();
    }

    const server = await startServer(env);
    say('paragraph, in turn with the matrix product and the peers');
    const gemm = await loadGemm(threads);
    await speak(server.url, PARAGRAPH);
    await gemm();
    const { peers, refused } = flags.peers
      ? await startPeers(cacheFolder('peers'), modelPath, threads)
      : { peers: [], refused: {} };
    const spoken: Spoken[] = [];
    const rates: number[] = [];
    const byPeer = new Map(peers.map((peer) => [peer.name, [] as Spoken[]]));
    for (let round = 0; round < 2 * rounds; round += 1) {
      rates.push(Math.max(await gemm(), await gemm()));
      spoken.push(await speak(server.url, PARAGRAPH));
      for (const peer of peers) byPeer.get(peer.name)!.push(await peer.speak(PARAGRAPH));
    }
    for (const peer of peers) peer.stop();
    const factors = (list: readonly Spoken[]) => list.map((one) => one.totalMs / 1000 / one.audioSeconds);
    const fractions = spoken.map(
      (one, round) => (one.audioSeconds * OPERATIONS_PER_AUDIO_SECOND) / rates[round]! / (one.totalMs / 1000),
    );
    const peerFactors = [...byPeer.values()].map((list) => median(factors(list)));
    const peerFirst = [...byPeer.values()].map((list) => median(list.map((one) => one.firstMs)));

    say('clients at once');
    const clients: Record<string, number> = {};
    let concurrencyCost = NaN;
    let livezP99Ms = NaN;
    for (const count of flags.short ? [10] : [1, 4, 10, 20]) {
      const texts = shortTexts(count);
      const alone: number[] = [];
      const idleProbe = probeLivez(server.url); // costs as much as the one below
      for (const text of texts) alone.push((await speak(server.url, text)).totalMs);
      await idleProbe.stop();
      const probe = probeLivez(server.url);
      const started = performance.now();
      const together = await Promise.all(texts.map((text) => speak(server.url, text)));
      const wall = performance.now() - started;
      const livez = await probe.stop();
      const cost = wall / alone.reduce((sum, one) => sum + one, 0);
      clients[`${count}: cost`] = cost;
      clients[`${count}: audio s per s`] = together.reduce((sum, one) => sum + one.audioSeconds, 0) / (wall / 1000);
      clients[`${count}: p50 s`] = median(together.map((one) => one.totalMs)) / 1000;
      clients[`${count}: p99 s`] =
        percentile(
          together.map((one) => one.totalMs),
          0.99,
        ) / 1000;
      clients[`${count}: /livez p99 ms`] = livez.p99;
      if (count === 10) [concurrencyCost, livezP99Ms] = [cost, livez.p99];
    }

    // English and ten clients; what the other languages add is told beside it.
    const withLanes = server.memory().rssMB;

    const firstAudio: Record<string, number> = {};
    const frontEnd: Record<string, number> = {};
    const encoders: Record<string, number> = {};
    const memory: Record<string, number> = {};
    if (!flags.short) {
      say('first audio by length, languages, formats, memory');
      for (const [name, text] of [
        ['1 sentence', SENTENCE],
        ['4 sentences', PARAGRAPH],
        ['20 sentences', CHAPTER],
      ] as const)
        firstAudio[name] = (await speak(server.url, text)).firstMs / 1000;
      for (const [voice, input] of LINES) {
        await phonemize(server.url, voice, input);
        frontEnd[voice] = median(
          await Promise.all([0, 1, 2].map(async () => await phonemize(server.url, voice, input))),
        );
      }
      memory['with all languages'] = server.memory().rssMB;
      for (let n = 0; n < 100; n += 1) await speak(server.url, `${n % 7 ? '' : SENTENCE} Request ${n}.`);
      memory['after 100 more requests'] = server.memory().rssMB;
    }
    memory['English and ten clients'] = withLanes;
    memory['highest'] = server.memory().peakMB;
    await server.stop();

    say('ten clients, in turn with a server of one lane');
    const { details: laneDetails, ...lanes } = await compareLanes(env, 2 * rounds);
    memory['one lane, English and ten clients'] = lanes.rssMB;

    say('repeated requests');
    const caching = await startServer({ ...env, TTS_CACHE_MB: '64' });
    await speak(caching.url, SENTENCE);
    const hits: number[] = [];
    for (let n = 0; n < 20; n += 1) hits.push((await speak(caching.url, SENTENCE)).totalMs);
    if (!flags.short) Object.assign(encoders, await encoderCost(caching.url));
    await caching.stop();

    const figures: Figures = {
      limitFraction: median(fractions),
      speedVsFasterPeer: peers.length > 0 ? Math.min(...peerFactors) / median(factors(spoken)) : null,
      firstAudioFraction: median(spoken.map((one) => one.firstMs / one.totalMs)),
      firstAudioVsPeer: peers.length > 0 ? median(spoken.map((one) => one.firstMs)) / Math.min(...peerFirst) : null,
      concurrencyCost,
      livezP99Ms,
      ...lanes,
      startRatio: median(starts) / median(loads),
      cacheHitMs: median(hits),
    };
    const machine = `${cpus().length} x ${cpus()[0]?.model ?? 'CPU'}, ${threads} threads, Node ${process.version}`;
    const details = {
      realTimeFactor: median(factors(spoken)),
      gemmGigaFlops: median(rates) / 1e9,
      peers: Object.fromEntries([...byPeer].map(([name, list]) => [name, median(factors(list))])),
      peersRefused: refused,
      firstStartMs: firstStart.readyMs,
      startMs: median(starts),
      bareLoadMs: median(loads),
      clients,
      lanes: laneDetails,
      firstAudioSeconds: firstAudio,
      frontEndMs: frontEnd,
      encoderMs: encoders,
      memoryMB: memory,
    };
    const report = { ...figures, machine, date: new Date().toISOString(), details };
    const out = flags.out ?? mkdtempSync(join(tmpdir(), 'tts-speed-'));
    mkdirSync(out, { recursive: true });
    const required = Object.fromEntries(
      Object.entries(BOUNDS).map(([name, rule]) => [name, { ...rule, value: figures[name as keyof Figures] }]),
    );
    const plots = Object.fromEntries(
      Object.entries({
        'Real-time factor': { 'this server': details.realTimeFactor, ...details.peers },
        'Clients at once': clients,
        Lanes: laneDetails,
        'First audio (s)': firstAudio,
        'Front end of a sentence (ms)': frontEnd,
        'A sentence in each format, beyond PCM (ms)': encoders,
        'Memory (MB)': memory,
      }).filter(([, bars]) => Object.keys(bars).length > 0),
    );
    writeFileSync(join(out, 'speed.json'), `${JSON.stringify(report, undefined, 2)}\n`);
    writeFileSync(join(out, 'speed.html'), page({ date: report.date, machine, required, plots }));
    say(`the page is ${join(out, 'speed.html')}`);
    process.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`);
    if (!flags.check) return 0;
    const reference = JSON.parse(readFileSync(join(import.meta.dirname, 'reference.json'), 'utf8')) as Record<
      string,
      number
    >;
    const worse = regressions(figures, reference, 0.2);
    for (const line of worse) process.stderr.write(`regression: ${line}\n`);
    return worse.length > 0 ? 1 : 0;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

function bareLoad(modelPath: string, threads: number): number {
  const script = join(import.meta.dirname, 'bare-load.ts');
  return Number(
    execFileSync(process.execPath, [script, modelPath, String(threads)], { stdio: ['ignore', 'pipe', 'ignore'] }),
  );
}

/** Milliseconds that a text takes to become phonemes. */
async function phonemize(url: string, voice: string, text: string): Promise<number> {
  const started = performance.now();
  const response = await fetch(`${url}/v1/audio/phonemes`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ input: text, voice }),
  });
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  await response.arrayBuffer();
  return performance.now() - started;
}

/** Milliseconds that each format takes more than PCM for the same sentence. */
async function encoderCost(url: string): Promise<Record<string, number>> {
  const cost: Record<string, number> = {};
  for (const format of ['pcm', 'wav', 'flac', 'mp3', 'opus', 'aac']) {
    const times: number[] = [];
    for (let n = 0; n < 3; n += 1) {
      const started = performance.now();
      const response = await fetch(`${url}/v1/audio/speech`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ model: 'tts-1', voice: 'af_heart', input: `${SENTENCE} ${n}`, response_format: format }),
      });
      await response.arrayBuffer();
      times.push(performance.now() - started);
    }
    cost[format] = median(times);
  }
  const plain = cost['pcm'] ?? 0;
  return Object.fromEntries(Object.entries(cost).map(([format, ms]) => [format, ms - plain]));
}
