import { spawnSync } from 'node:child_process';
import { describe, expect, it, vi } from 'vitest';
import { withoutOggSerial } from '../testing/ogg.ts';
import { encodeAac, encodeFlac } from './containers.ts';
import { EncoderPool } from './encoder-pool.ts';
import type { Pooled } from './encoder-protocol.ts';
import type { PcmStream } from './format.ts';
import { encodeMp3 } from './mp3.ts';
import { encodeOpus } from './opus.ts';
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

const encoders = {
  mp3: encodeMp3,
  opus: encodeOpus,
  aac: encodeAac,
  flac: encodeFlac,
};
const pooledFormats = Object.keys(encoders) as (keyof typeof encoders)[];

it.each(pooledFormats)(
  'gives each stream of %s the bytes of its own encoder, several at once in two threads',
  async (format) => {
    const pool = new EncoderPool(2);
    const pitches = [3, 5, 7, 11, 13];
    const all = await Promise.all(pitches.map(async (pitch) => bytesOf(pool.encode({ format }, spoken(pitch)))));
    expect(pool.threads).toBe(2);
    for (const [index, pitch] of pitches.entries()) {
      const alone = await bytesOf(encoders[format](spoken(pitch)));
      expect(withoutOggSerial(all[index]!).equals(withoutOggSerial(alone))).toBe(true);
    }
  },
  60_000,
);

it.each([...pooledFormats, 'spoken'] as const)(
  'encodes %s in another thread than that of the caller',
  async (format) => {
    const pool = new EncoderPool(1);
    const pooled: Pooled = format === 'spoken' ? { format, encoding: { codec: 'mulaw', rate: 8_000 } } : { format };
    // Once before, so that its libraries are loaded.
    await bytesOf(pool.encode(pooled, spoken(3)));
    const before = [process.threadCpuUsage(), process.cpuUsage()] as const;
    await bytesOf(pool.encode(pooled, spoken(3, 20)));
    expect(process.threadCpuUsage(before[0]).user).toBeLessThan(process.cpuUsage(before[1]).user / 2);
  },
  60_000,
);

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
  const reader = pool.encode({ format: 'mp3' }, endless());
  await reader.next();
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(taken).toBeLessThanOrEqual(2);
  await reader.return(undefined);
  expect(ended).toBe(true);
  expect((await bytesOf(pool.encode({ format: 'mp3' }, spoken(3)))).length).toBeGreaterThan(20_000);
}, 60_000);

it('passes on what the samples fail with, and goes on', async () => {
  const pool = new EncoderPool(1);
  const problem = new Error('broken');
  async function* failing(): PcmStream {
    yield tone(3);
    throw problem;
  }
  await expect(bytesOf(pool.encode({ format: 'mp3' }, failing()))).rejects.toBe(problem);
  expect((await bytesOf(pool.encode({ format: 'mp3' }, spoken(3)))).length).toBeGreaterThan(20_000);
}, 60_000);

it.each(pooledFormats)(
  'passes on what the samples of %s fail with before its reader asks again',
  async (format) => {
    const pool = new EncoderPool(1);
    const problem = new Error('broken');
    async function* failing(): PcmStream {
      yield tone(3);
      throw problem;
    }
    const reader = pool.encode({ format }, failing());
    await reader.next();
    await new Promise((resolve) => setTimeout(resolve, 100));
    await expect(bytesOf(reader)).rejects.toBe(problem);
    expect(pool.streams).toBe(0);
  },
  60_000,
);

it('says so when samples cannot be sent, and when a thread dies', async () => {
  async function* wrong(): PcmStream {
    yield {} as unknown as Int16Array;
  }
  const pool = new EncoderPool(1);
  await expect(bytesOf(pool.encode({ format: 'mp3' }, wrong()))).rejects.toThrow(TypeError);
  expect((await bytesOf(pool.encode({ format: 'mp3' }, spoken(3)))).length).toBeGreaterThan(20_000);
  const dying = new EncoderPool(1, 1_000, new URL('data:text/javascript,process.exit()'));
  await expect(bytesOf(dying.encode({ format: 'mp3' }, spoken(3)))).rejects.toThrow('cannot encode: ');
  expect(dying.threads).toBe(0);
  // One that dies while nobody waits for it.
  const reader = new EncoderPool(1, 60_000, new URL(`data:text/javascript,${encodeURIComponent(DIES_LATE)}`));
  const stream = reader.encode({ format: 'mp3' }, spoken(3));
  await stream.next();
  await expect.poll(() => reader.threads, { timeout: 20_000 }).toBe(0);
  await expect(stream.next()).rejects.toThrow('cannot encode: ');
}, 60_000);

it('ends a thread that has had no work for some time', async () => {
  const pool = new EncoderPool(1, 50);
  pool.warm('mp3');
  expect(pool.threads).toBe(1);
  await expect.poll(() => pool.threads, { timeout: 20_000 }).toBe(0);
  await bytesOf(pool.encode({ format: 'mp3' }, spoken(3)));
  await expect.poll(() => pool.threads, { timeout: 20_000 }).toBe(0);
}, 60_000);

it('gives no stream to a thread that is ending', async () => {
  const pool = new EncoderPool(1, 1_000);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    await bytesOf(pool.encode({ format: 'mp3' }, spoken(3)));
    vi.advanceTimersByTime(1_000);
  } finally {
    vi.useRealTimers();
  }
  expect((await bytesOf(pool.encode({ format: 'mp3' }, spoken(3)))).length).toBeGreaterThan(20_000);
}, 60_000);

describe.each(['opus', 'aac'])('a process that has encoded %s', (format) => {
  const pool = new URL('./encoder-pool.ts', import.meta.url).href;
  const ends = (last: string) => {
    const program = `
    import('${pool}').then(async ({ EncoderPool }) => {
      const pool = new EncoderPool(2, 1);
      async function* pcm(pieces) { while (pieces-- > 0) yield new Int16Array(48000).map((_, at) => at % 977); }
      const encode = async (pieces) => { for await (const bytes of pool.encode({ format: '${format}' }, pcm(pieces))) void bytes; };
      const left = async () => { for await (const bytes of pool.encode({ format: '${format}' }, pcm(100))) break; };
      const after = (ms) => new Promise((then) => setTimeout(then, ms));
      ${last}
      process.exit(7);
    });`;
    return spawnSync(process.execPath, ['--eval', program]).status;
  };

  it('ends as it should, whether its threads have ended or not', () => {
    expect(ends('await encode(1);')).toBe(7);
    expect(ends('await encode(1); while (pool.threads > 0) await after(20); await after(100);')).toBe(7);
  }, 60_000);

  it('ends as it should while threads encode, and where readers have left', () => {
    for (const ms of [0, 150, 300]) expect(ends(`void encode(1000); void encode(1000); await after(${ms});`)).toBe(7);
    expect(ends('for (let time = 0; time < 8; time++) { await left(); await after(time); }')).toBe(7);
  }, 120_000);
});
