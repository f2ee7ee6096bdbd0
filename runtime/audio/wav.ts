import type { PcmStream } from './format.ts';
import { pcmBytes, SAMPLE_RATE } from './pcm.ts';

/**
 * The 44-byte header of a 16-bit mono WAV file. An unknown length is written as 0xFFFFFFFF, which readers take as "until
 * the end" (what OpenAI's own streamed WAV holds).
 */
export function wavHeader(sampleCount: number | undefined, rate = SAMPLE_RATE): Uint8Array {
  const dataBytes = sampleCount === undefined ? 0xffffffff : sampleCount * 2;
  const header = new DataView(new ArrayBuffer(44));
  const tag = (offset: number, text: string) =>
    [...text].forEach((char, i) => header.setUint8(offset + i, char.charCodeAt(0)));
  tag(0, 'RIFF');
  header.setUint32(4, sampleCount === undefined ? 0xffffffff : dataBytes + 36, true);
  tag(8, 'WAVE');
  tag(12, 'fmt ');
  header.setUint32(16, 16, true);
  header.setUint16(20, 1, true); // PCM
  header.setUint16(22, 1, true); // channels
  header.setUint32(24, rate, true);
  header.setUint32(28, rate * 2, true); // bytes per second
  header.setUint16(32, 2, true); // bytes per frame
  header.setUint16(34, 16, true); // bits per sample
  tag(36, 'data');
  header.setUint32(40, dataBytes, true);
  return new Uint8Array(header.buffer);
}

/** Bytes of a WAV file: its header and its samples. */
export function wavLength(sampleCount: number): number {
  return 44 + sampleCount * 2;
}

/** WAV: the header, then 16-bit little-endian samples. */
export async function* encodeWav(pcm: PcmStream, sampleCount?: number): AsyncGenerator<Uint8Array> {
  yield wavHeader(sampleCount);
  yield* encodeRaw(pcm);
}

/** Samples alone, 16-bit little endian. */
export async function* encodeRaw(pcm: PcmStream): AsyncGenerator<Uint8Array> {
  for await (const samples of pcm) yield pcmBytes(samples);
}
