import { expect, it, onTestFinished, vi } from 'vitest';
import { EncoderPool } from './encoder-pool.ts';
import type { PcmStream } from './format.ts';
import { encodeMp3 } from './mp3.ts';
import { encodeOpus } from './opus.ts';
import { SAMPLE_RATE } from './pcm.ts';

const tone = (pitch: number) =>
  Int16Array.from({ length: SAMPLE_RATE }, (_, index) => 8000 * Math.sin((index * pitch) / 100));

async function* spoken(pitch: number, pieces = 3): PcmStream {
  for (let piece = 0; piece < pieces; piece++) yield tone(pitch + piece);
}

const bytesOf = async (stream: AsyncIterable<Uint8Array>) => Buffer.concat(await Array.fromAsync(stream));

it('gives each stream the bytes of its own encoder, several at once in two threads', async () => {
  const pool = new EncoderPool(2);
  const pitches = [3, 5, 7, 11, 13];
  const all = await Promise.all(
    pitches.flatMap((pitch) => [
      bytesOf(pool.encode('mp3', spoken(pitch))),
      bytesOf(pool.encode('opus', spoken(pitch))),
    ]),
  );
  expect(pool.threads).toBe(2);
  for (const [index, pitch] of pitches.entries()) {
    expect(all[2 * index]!.equals(await bytesOf(encodeMp3(spoken(pitch))))).toBe(true);
    // The serial number of an Ogg stream is random.
    expect(all[2 * index + 1]!).toHaveLength((await bytesOf(encodeOpus(spoken(pitch)))).length);
  }
}, 60_000);

it('takes no more samples than the reader asks for, and lets go of them when it stops', async () => {
  const pool = new EncoderPool(1);
  let [taken, ended] = [0, false];
  async function* endless(): PcmStream {
    try {
      for (;;) {
        taken += 1;
        yield tone(3);
      }
    } finally {
      ended = true;
    }
  }
  const reader = pool.encode('mp3', endless());
  await reader.next();
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(taken).toBeLessThanOrEqual(2);
  await reader.return(undefined);
  expect(ended).toBe(true);
  expect((await bytesOf(pool.encode('mp3', spoken(3)))).length).toBeGreaterThan(20_000);
}, 60_000);

it('passes on what the samples fail with, and goes on', async () => {
  const pool = new EncoderPool(1);
  const problem = new Error('broken');
  async function* failing(): PcmStream {
    yield tone(3);
    throw problem;
  }
  for (const format of ['mp3', 'opus'] as const)
    await expect(bytesOf(pool.encode(format, failing()))).rejects.toBe(problem);
  expect((await bytesOf(pool.encode('opus', spoken(3)))).length).toBeGreaterThan(10_000);
}, 60_000);

it('says so when samples cannot be sent, and when a thread dies', async () => {
  async function* wrong(): PcmStream {
    yield {} as unknown as Int16Array;
  }
  const pool = new EncoderPool(1);
  await expect(bytesOf(pool.encode('mp3', wrong()))).rejects.toThrow(TypeError);
  expect((await bytesOf(pool.encode('mp3', spoken(3)))).length).toBeGreaterThan(20_000);
  const dying = new EncoderPool(1, 1_000, new URL('data:text/javascript,process.exit()'));
  await expect(bytesOf(dying.encode('mp3', spoken(3)))).rejects.toThrow('cannot encode: ');
  expect(dying.threads).toBe(0);
}, 60_000);

it('ends a thread that has had no work for some time', async () => {
  const pool = new EncoderPool(1, 50);
  onTestFinished(() => void vi.useRealTimers());
  pool.warm();
  expect(pool.threads).toBe(1);
  await expect.poll(() => pool.threads, { timeout: 20_000 }).toBe(0);
  await bytesOf(pool.encode('mp3', spoken(3)));
  await expect.poll(() => pool.threads, { timeout: 20_000 }).toBe(0);
}, 60_000);
