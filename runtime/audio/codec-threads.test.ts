import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { NODE_FLAGS, PROCESS_ENVIRONMENT } from '../process/process-settings.ts';
import { codecThreads } from './codec-threads.ts';
import { encodeAac, encodeFlac } from './containers.ts';
import type { PcmStream } from './format.ts';
import { SAMPLE_RATE } from './pcm.ts';

/** Speech of its own for each number. */
const speech = (number: number): Int16Array =>
  Int16Array.from({ length: SAMPLE_RATE }, (_, i) => 8000 * Math.sin(i / (5 + (number % 7))) * Math.sin(i / 900));

async function* seconds(number: number, count = 2): PcmStream {
  for (let second = 0; second < count; second += 1) {
    yield speech(number + second);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

const whole = async (bytes: AsyncIterable<Uint8Array>) => Buffer.concat(await Array.fromAsync(bytes));

it.each([
  ['AAC', encodeAac],
  ['FLAC', encodeFlac],
])(
  '%s: many answers at once share threads, each to the bit as alone, and threads end after them',
  async (_, encode) => {
    const alone = [];
    for (let number = 0; number < 7; number += 1) alone.push(await whole(encode(seconds(number))));
    let most = 0;
    const watch = setInterval(() => (most = Math.max(most, codecThreads())), 1);
    const many = await Promise.all(Array.from({ length: 64 }, async (_, number) => whole(encode(seconds(number)))));
    clearInterval(watch);
    // 71 streams in all: after 48 in one thread, the others are in the next.
    expect(most).toBe(2);
    for (const [number, bytes] of many.entries()) expect(bytes.equals(alone[number % 7]!)).toBe(true);
    await expect.poll(codecThreads, { timeout: 10_000 }).toBe(0);
  },
  120_000,
);

it('readers that leave keep no thread, nor do streams that never end keep others from one', async () => {
  const endless = Array.from({ length: 3 }, () => encodeAac(seconds(1, 1e9)));
  for (const one of endless) await one.next();
  for (let round = 0; round < 200; round += 1) {
    for await (const bytes of encodeAac(seconds(round, 1))) if (bytes.length > 0) break;
  }
  expect(codecThreads()).toBeLessThanOrEqual(2);
  for (const one of endless) await one.return(undefined);
  await expect.poll(codecThreads, { timeout: 10_000 }).toBe(0);
}, 120_000);

/** What a process has resident at its highest that encodes 64 answers at once, in megabytes. */
const MEASURE = `
  import { readFileSync } from 'node:fs';
  import { audioFormats } from ${JSON.stringify(new URL('./encoders.ts', import.meta.url).href)};
  const second = Int16Array.from({ length: 24000 }, (_, i) => 8000 * Math.sin(i / 10));
  async function* speech() {
    for (let i = 0; i < 3; i += 1) (yield second, await new Promise((resolve) => setTimeout(resolve, 5)));
  }
  const { encode } = audioFormats[process.argv[1]];
  await Promise.all(Array.from({ length: 64 }, async () => Array.fromAsync(encode(speech()))));
  console.log(Number(/VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) / 1000);
  process.exit();`;

it.each(['aac', 'flac'])(
  '64 answers in %s at once fit beside the model in the default limit of memory',
  async (format) => {
    const { stdout } = await promisify(execFile)(process.execPath, [...NODE_FLAGS, '--eval', MEASURE, format], {
      env: { ...process.env, ...PROCESS_ENVIRONMENT },
    });
    // 2Gi without what a server takes at most (runtime/machine/lanes.ts), and half of that is left.
    expect(Number(stdout)).toBeLessThan(500);
  },
  120_000,
);
