// `npm run bench:gpu`: how fast the server speaks on this machine's GPU, as a report to attach to an issue.
import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cacheFolder, pullShown } from '../../../operator/model-store/pull-shown.ts';
import { median, percentile, speak } from '../runtime/client.ts';
import { startServer } from '../runtime/server.ts';
import type { MeasuredServer } from '../runtime/server.ts';
import { PARAGRAPH, SENTENCE } from '../runtime/texts.ts';
import { gpuNames, watchDevice } from './device.ts';
import type { ProviderShare } from './nodes.ts';
import { lendProvider } from './provider.ts';

const help = `usage: npm run -s bench:gpu -- [--device gpu|cpu] [--precision fp32] [--clients 1,8,32] [--rounds 4]
  --device     gpu (the default; x86-64, an NVIDIA driver for CUDA 13) or cpu
  --precision  fp32 (the default on a GPU), fp16 or q8 (the default on the CPU). fp32 and fp16 come from Hugging Face or
               from TTS_HF_ENDPOINT, q8 from the npm and Python registries of this machine
  --clients    how many requests at once, one figure for each
  --rounds     requests of each client, and as many and one more, at most five, of one client alone for each text
The libraries of the GPU image (1.2 GB) and the model are downloaded into the cache folder.
`;

const WANTED =
  '- wanted of an H200: one sentence in 0.3 s, the first sound of four after 0.15 s, 200 s of speech a second for 32 clients, no length at more than 1.2 times the cost of another';

const { values: flags } = parseArgs({
  options: {
    device: { type: 'string', default: 'gpu' },
    precision: { type: 'string' },
    clients: { type: 'string', default: '1,8,32' },
    rounds: { type: 'string', default: '4' },
    help: { type: 'boolean', short: 'h' },
  },
});
/** How often one client alone speaks each text. */
const alone = Math.min(5, Number(flags.rounds) + 1);
const say = (line: string) => process.stderr.write(`${line}\n`);
const counts = [flags.rounds, ...flags.clients.split(',')].map(Number);
if (!counts.every((count) => Number.isInteger(count) && count > 0)) {
  say('--rounds and --clients are whole numbers from 1 up');
  process.exit(2);
}
if (flags.help) process.stdout.write(help);
else
  await main(flags.device === 'gpu', flags.precision ?? (flags.device === 'gpu' ? 'fp32' : 'q8')).catch(
    (error: unknown) => {
      say(error instanceof Error ? error.message : String(error));
      process.exitCode = 1;
    },
  );

async function main(gpu: boolean, precision: string): Promise<void> {
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-b', 'runtime'], { stdio: 'inherit' });
  const folder = cacheFolder('kokoro-v1.0');
  const digest = await pullShown('kokoro-v1.0', precision, folder, process.stderr);
  const lent = gpu ? await lendProvider(say) : { env: {}, remove: () => undefined };
  try {
    const model = join(folder, digest, 'model.onnx');
    const program = join(import.meta.dirname, 'nodes.ts');
    const env = {
      USE_GPU: String(gpu),
      TTS_MODEL_PATH: folder,
      TTS_MODEL_DIGEST: digest,
      TTS_CACHE_MB: '0',
      ...lent.env,
    };
    say('starting the server');
    const server = await startServer(env);
    const lines = [`- ${gpu ? 'GPU' : 'CPU'}, ${precision}, ready after ${(server.readyMs / 1000).toFixed(1)} s`];
    try {
      lines.push(...(await firstSounds(server)), await lengths(server));
      for (const clients of flags.clients.split(',').map(Number)) lines.push(await load(server, clients));
      const { rssMB, peakMB } = server.memory();
      lines.push(`- memory of its processes: ${rssMB.toFixed(0)} MB now, ${peakMB.toFixed(0)} MB at most`);
    } finally {
      await server.stop();
    }
    say('asking which provider runs each node');
    const told = execFileSync(process.execPath, [program, model, gpu ? 'cuda' : 'cpu'], {
      env: { ...process.env, ...lent.env },
      encoding: 'utf8',
    });
    for (const [name, share] of Object.entries(JSON.parse(told) as Record<string, ProviderShare>))
      lines.push(`- ${name}: ${share.nodes} nodes, ${share.ms.toFixed(0)} ms (${share.longest.join(', ')})`);
    if (gpu) lines.push(WANTED);
    process.stdout.write(`${[await machine(), ...lines].join('\n')}\n`);
  } finally {
    lent.remove();
  }
}

async function machine(): Promise<string> {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const gpus = (await gpuNames()) ?? 'no nvidia-smi';
  return `## bench:gpu, commit ${commit}, ${new Date().toISOString().slice(0, 10)}\n\n- ${gpus}; ${cpus().length} × ${cpus()[0]?.model ?? '?'}; Node ${process.version}`;
}

/** Alone: the first request of all, then the middle of some of each length. */
async function firstSounds({ url }: MeasuredServer): Promise<string[]> {
  const cold = await speak(url, SENTENCE);
  const lines = [
    `- the first sentence of all: ${shown(cold.totalMs)} s for ${cold.audioSeconds.toFixed(1)} s of speech`,
  ];
  for (const [name, text] of [
    ['one sentence', SENTENCE],
    ['four sentences', PARAGRAPH],
  ] as const) {
    const spoken = [];
    for (let round = 0; round < alone; round++) spoken.push(await speak(url, text));
    const first = median(spoken.map(({ firstMs }) => firstMs));
    const total = median(spoken.map(({ totalMs }) => totalMs));
    lines.push(`- ${name}: first sound after ${shown(first)} s, all of it after ${shown(total)} s`);
  }
  return lines;
}

/** Whether a second of speech costs as much in a short text as in a long one, alone. */
async function lengths({ url }: MeasuredServer): Promise<string> {
  const words = PARAGRAPH.replaceAll(/[.,]/g, '').split(' ');
  const costs: [audio: number, cost: number][] = [];
  for (const count of [1, 3, 6, 12, 24, 36]) {
    const spoken = [];
    for (let round = 0; round < alone; round++) spoken.push(await speak(url, `${words.slice(0, count).join(' ')}.`));
    const { audioSeconds } = spoken[0]!;
    costs.push([audioSeconds, median(spoken.map(({ totalMs }) => totalMs)) / audioSeconds]);
  }
  const all = costs.map(([audio, cost]) => `${audio.toFixed(1)} s: ${cost.toFixed(1)} ms`).join(', ');
  const ratio = Math.max(...costs.map(([, cost]) => cost)) / Math.min(...costs.map(([, cost]) => cost));
  return `- of a second of speech, by the length of the text: ${all}; the most is ${ratio.toFixed(1)} times the least`;
}

/** So many clients at once, each with texts of its own. */
async function load({ url }: MeasuredServer, clients: number): Promise<string> {
  say(`${clients} clients at once`);
  const device = watchDevice();
  const started = performance.now();
  const spoken = await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      const own = [];
      for (let round = 0; round < Number(flags.rounds); round++)
        own.push(await speak(url, `Client ${client}, round ${round}. ${PARAGRAPH}`));
      return own;
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  const { utilisation, memoryMB } = await device.stop();
  const all = spoken.flat();
  const audio = all.reduce((sum, { audioSeconds }) => sum + audioSeconds, 0);
  const first = all.map(({ firstMs }) => firstMs);
  const use =
    utilisation.length === 0 ? '' : `; GPU ${median(utilisation)} % busy, ${Math.max(...memoryMB)} MB of its memory`;
  return `- ${clients} clients: ${(audio / seconds).toFixed(1)} s of speech a second, first sound after ${shown(median(first))} s (middle) and ${shown(percentile(first, 0.95))} s (95 %)${use}`;
}

function shown(ms: number): string {
  return (ms / 1000).toFixed(2);
}
