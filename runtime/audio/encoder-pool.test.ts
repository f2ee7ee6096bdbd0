import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { EncoderPool } from './encoder-pool.ts';
import type { PcmStream } from './format.ts';
import { encodeMp3 } from './mp3.ts';
import { SAMPLE_RATE } from './pcm.ts';

const tone = (pitch: number) =>
  Int16Array.from({ length: SAMPLE_RATE }, (_, index) => 8000 * Math.sin((index * pitch) / 100));

async function* spoken(pitch: number, pieces = 3): PcmStream {
  for (let piece = 0; piece < pieces; piece++) yield tone(pitch + piece);
}

/** A thread that answers once and ends. */
const DIES_LATE = `
  const { parentPort } = await import('node:worker_threads');
  parentPort.on('message', ({ id, type }) => {
    if (type !== 'next') return;
    parentPort.postMessage({ id, type: 'bytes', bytes: new Uint8Array(1) });
    setTimeout(() => process.exit(), 50);
  });`;

const bytesOf = async (stream: AsyncIterable<Uint8Array>) => Buffer.concat(await Array.fromAsync(stream));

it('gives each stream the bytes of its own encoder, several at once in two threads', async () => {
  const pool = new EncoderPool(2);
  const pitches = [3, 5, 7, 11, 13];
  const all = await Promise.all(pitches.map(async (pitch) => bytesOf(pool.encode('mp3', spoken(pitch)))));
  expect(pool.threads).toBe(2);
  for (const [index, pitch] of pitches.entries())
    expect(all[index]!.equals(await bytesOf(encodeMp3(spoken(pitch))))).toBe(true);
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
  await expect(bytesOf(pool.encode('mp3', failing()))).rejects.toBe(problem);
  expect((await bytesOf(pool.encode('mp3', spoken(3)))).length).toBeGreaterThan(20_000);
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
  // One that dies while nobody waits for it.
  const reader = new EncoderPool(1, 60_000, new URL(`data:text/javascript,${encodeURIComponent(DIES_LATE)}`));
  const stream = reader.encode('mp3', spoken(3));
  await stream.next();
  await expect.poll(() => reader.threads, { timeout: 20_000 }).toBe(0);
  await expect(stream.next()).rejects.toThrow('cannot encode: ');
}, 60_000);

it('ends a thread that has had no work for some time', async () => {
  const pool = new EncoderPool(1, 50);
  pool.warm();
  expect(pool.threads).toBe(1);
  await expect.poll(() => pool.threads, { timeout: 20_000 }).toBe(0);
  await bytesOf(pool.encode('mp3', spoken(3)));
  await expect.poll(() => pool.threads, { timeout: 20_000 }).toBe(0);
}, 60_000);

it('a process ends as it should once a thread has encoded, whether that has ended or not', () => {
  const pool = new URL('./encoder-pool.ts', import.meta.url).href;
  const program = (last: string) => `
    import('${pool}').then(async ({ EncoderPool }) => {
      const pool = new EncoderPool(1, 1);
      async function* pcm() { yield new Int16Array(24000); }
      for await (const bytes of pool.encode('mp3', pcm())) void bytes;
      ${last}
      process.exit(7);
    });`;
  for (const last of ['', 'while (pool.threads > 0) await new Promise((then) => setTimeout(then, 20));']) {
    const { status } = spawnSync(process.execPath, ['--eval', program(last)]);
    expect(status).toBe(7);
  }
}, 60_000);
