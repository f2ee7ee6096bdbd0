import { expect, it } from 'vitest';
import { encoderPool } from './encoder-pool.ts';
import type { Encoding } from './encoding.ts';
import { SAMPLE_RATE } from './pcm.ts';
import { SpokenEncoder } from './spoken-encoding.ts';
import { SpokenStream } from './spoken-stream.ts';

const pieces = [3, 5, 7].map((pitch) =>
  Int16Array.from({ length: SAMPLE_RATE + pitch }, (_, index) => 8000 * Math.sin((index * pitch) / 100)),
);

it.each<Encoding>([
  { codec: 'mp3', rate: 44_100, kbitPerSecond: 128 },
  { codec: 'mp3', rate: SAMPLE_RATE },
  { codec: 'mulaw', rate: 8_000 },
  { codec: 'alaw', rate: SAMPLE_RATE },
  { codec: 'pcm', rate: 48_000 },
  { codec: 'pcm', rate: SAMPLE_RATE },
])('gives for each piece the bytes of an encoder in this thread: %o', async (encoding) => {
  const [encoder, sound] = [new SpokenEncoder(encoding), new SpokenStream(encoding)];
  for (const piece of [...pieces, new Int16Array()])
    expect((await sound.push(piece)).equals(await encoder.push(piece))).toBe(true);
  expect((await sound.end()).equals(encoder.end())).toBe(true);
  sound.close();
});

it('lets go of its thread while a piece is encoded, between two, and before the first', async () => {
  const encoding: Encoding = { codec: 'mp3', rate: 44_100 };
  const [early, late, unused] = [new SpokenStream(encoding), new SpokenStream(encoding), new SpokenStream(encoding)];
  const pushing = early.push(pieces[0]!);
  early.close();
  await pushing;
  await late.push(pieces[0]!);
  late.close();
  expect(await unused.end()).toHaveLength(0);
  unused.close();
  await expect.poll(() => encoderPool.streams).toBe(0);
});
