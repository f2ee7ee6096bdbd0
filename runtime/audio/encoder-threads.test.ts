import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { audioFormats, formatNames } from './encoders.ts';
import type { AudioFormat, PcmStream } from './format.ts';
import { SAMPLE_RATE } from './pcm.ts';

const second = Int16Array.from({ length: SAMPLE_RATE }, (_, i) => 8000 * Math.sin(i / 10));

/** Threads of this process (proc_pid_task(5)). */
const threads = (): number => readdirSync('/proc/self/task').length;

const endings: Record<string, () => PcmStream> = {
  'with empty pieces in it': async function* () {
    yield* [new Int16Array(0), second, new Int16Array(0), second];
  },
  'that fails in its middle': async function* () {
    yield second;
    throw new Error('broken');
  },
  'of one sample': async function* () {
    yield second.subarray(0, 1);
  },
};

async function use(format: AudioFormat, make: () => PcmStream, sampleCount: number | undefined): Promise<void> {
  await Array.fromAsync(format.encode(make(), sampleCount)).catch((error: Error) => {
    if (error.message !== 'broken') throw error;
  });
}

/** A reader that stops after the first bytes of an answer that goes on for ever. */
async function abandon(format: AudioFormat): Promise<void> {
  async function* endless(): PcmStream {
    for (;;) {
      yield second;
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }
  for await (const bytes of format.encode(endless())) if (bytes.length > 0) return;
}

it('no encoder leaves a thread behind, however its speech ends', async () => {
  await use(audioFormats.flac, endings['of one sample']!, undefined);
  // The thread of the pool stays for a while.
  await use(audioFormats.mp3, endings['of one sample']!, undefined);
  const before = threads();
  for (const name of formatNames) {
    const format: AudioFormat = audioFormats[name];
    for (const make of Object.values(endings)) {
      for (const sampleCount of [undefined, 2 * SAMPLE_RATE]) await use(format, make, sampleCount);
    }
    for (let times = 0; times < 3; times++) await abandon(format);
  }
  await expect.poll(threads, { timeout: 10_000 }).toBeLessThanOrEqual(before);
}, 60_000);
