import { registerAacEncoder } from '@mediabunny/aac-encoder';
import { registerFlacEncoder } from '@mediabunny/flac-encoder';
import {
  AdtsOutputFormat,
  AppendOnlyStreamTarget,
  AudioSample,
  AudioSampleSource,
  BufferTarget,
  FlacOutputFormat,
  Output,
} from 'mediabunny';
import type { MediaSource, OutputFormat, Target } from 'mediabunny';
import { ByteQueue } from './byte-queue.ts';
import { shareCodecThreads } from './codec-threads.ts';
import { withoutEncoderDelay } from './encoder-delay.ts';
import type { PcmStream } from './format.ts';
import { SAMPLE_RATE } from './pcm.ts';

shareCodecThreads();
registerAacEncoder();
registerFlacEncoder();

/** Samples that an encoder gets at once, a second of speech. */
const SLICE = SAMPLE_RATE;

const AAC_BITS_PER_SECOND = 64_000;

/** Samples by which FFmpeg's AAC encoder's output is later than its input: one frame (`initial_padding` in aacenc.c). */
const AAC_DELAY = 1024;

/** AAC-LC at 64 kbit/s in ADTS frames. */
export function encodeAac(pcm: PcmStream): AsyncGenerator<Uint8Array> {
  const source = new AudioSampleSource({ codec: 'aac', bitrate: AAC_BITS_PER_SECOND });
  return stream(new AdtsOutputFormat(), source, withoutEncoderDelay(pcm, AAC_DELAY), addSamples(source));
}

/** FLAC; its header holds the length only when the file is made whole, which a known `sampleCount` asks for. */
export function encodeFlac(pcm: PcmStream, sampleCount?: number): AsyncGenerator<Uint8Array> {
  const source = new AudioSampleSource({ codec: 'flac' });
  if (sampleCount !== undefined) return wholeFlac(pcm, source);
  return stream(new FlacOutputFormat({ appendOnly: true }), source, pcm, addSamples(source));
}

async function* wholeFlac(pcm: PcmStream, source: AudioSampleSource): AsyncGenerator<Uint8Array> {
  const target = new BufferTarget();
  await write(new FlacOutputFormat(), target, source, () => addSamples(source)(pcm));
  if (target.buffer) yield new Uint8Array(target.buffer);
}

/** Writes a file of what `fill` adds, and reads it at the same time; when its reader stops, so does the writing. */
export async function* stream(
  format: OutputFormat,
  source: MediaSource,
  pcm: PcmStream,
  fill: (pcm: PcmStream) => Promise<void>,
): AsyncGenerator<Uint8Array> {
  const queue = new ByteQueue();
  const abandoned = new AbortController();
  const target = new AppendOnlyStreamTarget(queue.writable());
  try {
    yield* queue.read(write(format, target, source, () => fill(until(abandoned.signal, pcm))));
  } finally {
    abandoned.abort();
  }
}

async function* until(signal: AbortSignal, pcm: PcmStream): PcmStream {
  for await (const samples of pcm) {
    signal.throwIfAborted();
    yield samples;
  }
}

async function write(
  format: OutputFormat,
  target: Target,
  source: MediaSource,
  fill: () => Promise<void>,
): Promise<void> {
  const output = new Output({ format, target });
  output.addAudioTrack(source);
  try {
    await output.start();
    await fill();
    await output.finalize();
  } finally {
    if (output.state !== 'finalized') await output.cancel();
  }
}

/** Adds samples in slices, none of them empty: a call that fails would leave the encoder's thread behind. */
function addSamples(source: AudioSampleSource): (pcm: PcmStream) => Promise<void> {
  return async (pcm) => {
    let position = 0;
    for await (const samples of pcm) {
      for (let at = 0; at < samples.length; at += SLICE) {
        const data = samples.subarray(at, at + SLICE);
        const timestamp = position / SAMPLE_RATE;
        const sample = new AudioSample({
          data,
          format: 's16',
          numberOfChannels: 1,
          sampleRate: SAMPLE_RATE,
          timestamp,
        });
        position += data.length;
        await source.add(sample);
        sample.close();
      }
    }
  };
}
