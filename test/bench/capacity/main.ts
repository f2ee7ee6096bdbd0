// `npm run bench:capacity`: what a pod of some cores and lanes speaks, and how soon, for 1 to 20 clients; JSON on standard output.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cacheFolder, pullShown } from '../../../operator/model-store/pull-shown.ts';
import { figures, measurePod } from './measure.ts';
import type { Capacity } from './measure.ts';
import { capacityPart, plot } from './page.ts';

const help = `usage: npm run -s bench:capacity -- [--minutes N] [--guide]
  --minutes N  about how long it takes (6)
  --guide      writes docs/guides/capacity.md and its plot; refuses on a machine with other work
`;
const { values: flags } = parseArgs({
  options: {
    minutes: { type: 'string', default: '6' },
    guide: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h' },
  },
});
const CLIENTS = [1, 5, 10, 20];
/** A start with a model that is prepared, and the first requests. */
const START_SECONDS = 12;
const WARM_UP_SECONDS = 3;
const GUIDE = join(import.meta.dirname, '../../../docs/guides/capacity.md');
const PLOT = join(import.meta.dirname, '../../../docs/images/capacity.svg');

if (flags.help) process.stdout.write(help);
else await main();

async function main(): Promise<void> {
  if (flags.guide && loadavg()[0]! > 2)
    throw new Error(`other work runs here: the load is ${loadavg()[0]!.toFixed(1)}`);
  const say = (text: string) => process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${text}\n`);
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-b', 'runtime'], { stdio: 'inherit' });
  const modelFolder = cacheFolder('kokoro-v1.0');
  const digest = await pullShown('kokoro-v1.0', 'q8', modelFolder, process.stderr);
  const temporary = mkdtempSync(join(tmpdir(), 'tts-capacity-'));
  const pods = podsHere();
  const seconds = (60 * Number(flags.minutes) - pods.length * START_SECONDS) / pods.length / CLIENTS.length;
  if (seconds < 2 * WARM_UP_SECONDS)
    throw new RangeError(`${flags.minutes} minutes are too few for ${pods.length} kinds of pods`);
  try {
    const env = {
      ...{ TTS_MODEL_PATH: modelFolder, TTS_MODEL_DIGEST: digest, TTS_TEMP_DIR: temporary },
      ...{ TTS_CACHE_MB: '0', TTS_QUEUE_TIMEOUT: '600' },
    };
    const capacity: Capacity = { cpu: cpus()[0]?.model ?? '', loadBefore: loadavg()[0]!, pods: [] };
    for (const pod of pods) {
      say(`${pod.cores} cores, ${pod.lanes} lanes: ${CLIENTS.join(', ')} clients of ${seconds.toFixed(0)} s each`);
      capacity.pods.push(await measurePod(pod, env, CLIENTS, WARM_UP_SECONDS, seconds - WARM_UP_SECONDS));
    }
    process.stdout.write(`${JSON.stringify({ ...capacity, pods: capacity.pods.map(figures) }, undefined, 2)}\n`);
    if (!flags.guide) return;
    const date = new Date().toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
    const [before = '', , after = ''] = readFileSync(GUIDE, 'utf8').split(/^<!-- .*measured -->\n/m);
    const part = capacityPart(capacity, date);
    writeFileSync(GUIDE, `${before}<!-- measured -->\n${part}<!-- /measured -->\n${after}`);
    writeFileSync(PLOT, plot(capacity));
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** The kinds of pods that this machine can play: up to eight cores, with one lane and with those that `auto` chooses. */
function podsHere(): { cores: number; lanes: number }[] {
  return [1, 2, 4, 8]
    .filter((cores) => cores <= availableParallelism())
    .flatMap((cores) => [{ cores, lanes: 1 }, ...(cores > 1 ? [{ cores, lanes: Math.max(2, cores / 2) }] : [])]);
}
