import { ALL_FORMATS, BufferSource, Input } from 'mediabunny';
import { describe, expect, it } from 'vitest';
import { withoutOggSerial } from '../testing/ogg.ts';
import { audioFormats, formatNames } from './encoders.ts';
import type { AudioFormat, PcmStream } from './format.ts';
import { SAMPLE_RATE } from './pcm.ts';

const speech = Int16Array.from({ length: 61_237 }, (_, i) => 9000 * Math.sin(i / 17) * Math.sin(i / 4001));

async function* inPieces(...sizes: number[]): PcmStream {
  let offset = 0;
  for (const size of sizes) {
    yield speech.subarray(offset, offset + size);
    offset += size;
  }
  yield speech.subarray(offset);
}

const collect = async (bytes: AsyncIterable<Uint8Array>) => Buffer.concat(await Array.fromAsync(bytes));

async function inspect(bytes: Uint8Array) {
  const input = new Input({ formats: ALL_FORMATS, source: new BufferSource(bytes) });
  const track = await input.getPrimaryAudioTrack();
  if (!track) throw new Error('no audio track');
  return {
    codec: track.codec,
    rate: track.sampleRate,
    channels: track.numberOfChannels,
    seconds: await input.computeDuration(),
  };
}

/** Samples by which a file may be longer than what went in: encoder delay and the last frame's padding. */
const padding = { mp3: 1105 + 576 * 2, opus: 0, aac: 1024 * 2, flac: 0, wav: 0, pcm: 0 };

describe.each(formatNames)('%s', (name) => {
  const format: AudioFormat = audioFormats[name];

  it('gives the same bytes however the speech was cut into segments', async () => {
    const whole = await collect(format.encode(inPieces()));
    const cut = await collect(format.encode(inPieces(1, 9_999, 24_000, 479)));
    expect(withoutOggSerial(cut).equals(withoutOggSerial(whole))).toBe(true);
  });

  it('hands out bytes of the first segment before the second is spoken', async () => {
    let spoken = 0;
    const gate = Promise.withResolvers<void>();
    async function* slowly(): PcmStream {
      spoken = 1;
      yield speech.subarray(0, 30_000);
      await gate.promise;
      spoken = 2;
      yield speech.subarray(30_000);
    }
    let early = 0;
    for await (const bytes of format.encode(slowly())) {
      if (spoken === 1) early += bytes.length;
      if (early > 1_500) gate.resolve();
    }
    expect(early).toBeGreaterThan(1_500);
  });

  it('passes on a failure of the speech', async () => {
    async function* failing(): PcmStream {
      yield speech.subarray(0, 5_000);
      throw new Error('the voice broke');
    }
    await expect(collect(format.encode(failing()))).rejects.toThrow('the voice broke');
  });
});

describe.each(formatNames.filter((name) => name !== 'pcm'))('%s as a file', (name) => {
  const format: AudioFormat = audioFormats[name];

  it('holds all of the speech at 24 kHz mono', async () => {
    const bytes = await collect(format.encode(inPieces(20_000), format.headerHoldsLength ? speech.length : undefined));
    const found = await inspect(bytes);
    expect(found).toMatchObject({ channels: 1, rate: name === 'opus' ? 48_000 : SAMPLE_RATE });
    const samples = found.seconds * SAMPLE_RATE;
    expect(samples).toBeGreaterThanOrEqual(speech.length - 1);
    expect(samples).toBeLessThanOrEqual(speech.length + padding[name] + 1);
  });
});

describe.each([
  ['mp3', 576],
  ['aac', 1024],
  ['opus', 1],
  ['flac', 1],
] as const)('%s of speech that begins with silence', (name, frame) => {
  it('decodes to what was spoken and less than one more frame', async () => {
    async function* quietFirst(): PcmStream {
      yield new Int16Array(500);
      yield new Int16Array(1_500).fill(-100);
      yield speech;
    }
    const format: AudioFormat = audioFormats[name];
    const spoken = 2_000 + speech.length;
    const bytes = await collect(format.encode(quietFirst(), format.headerHoldsLength ? spoken : undefined));
    const samples = Math.round((await inspect(bytes)).seconds * SAMPLE_RATE);
    expect(samples).toBeGreaterThanOrEqual(spoken);
    expect(samples).toBeLessThan(spoken + frame);
  });
});

describe('wav', () => {
  it('writes the length when it is known and the maximum when it is not', async () => {
    const known = await collect(audioFormats.wav.encode(inPieces(), speech.length));
    expect(known.readUInt32LE(40)).toBe(speech.length * 2);
    expect(known.readUInt32LE(4)).toBe(known.length - 8);
    const streamed = await collect(audioFormats.wav.encode(inPieces()));
    expect(streamed.readUInt32LE(40)).toBe(0xffffffff);
    expect(streamed.subarray(44).equals(known.subarray(44))).toBe(true);
  });
});
