import type { AudioFormat, PcmStream } from '../audio/format.ts';
import { NO_SPAN } from '../../tracing/span.ts';
import type { Span } from '../../tracing/span.ts';

/**
 * Bytes of a format as they are encoded. The span `encode` lasts from the first samples to the last bytes, and tells the seconds in
 * which it encoded and did not wait for samples or for the client.
 */
export function encoded(
  format: AudioFormat,
  pcm: PcmStream,
  sampleCount: number | undefined,
  span: Span,
): AsyncIterable<Uint8Array> {
  return span === NO_SPAN ? format.encode(pcm, sampleCount) : timed(format, pcm, sampleCount, span);
}

async function* timed(
  format: AudioFormat,
  pcm: PcmStream,
  sampleCount: number | undefined,
  span: Span,
): AsyncGenerator<Uint8Array> {
  let busyMs = 0;
  let since = performance.now();
  const pause = (): void => void (busyMs += performance.now() - since);
  const goOn = (): void => void (since = performance.now());
  async function* heard(): PcmStream & AsyncGenerator<Int16Array> {
    pause();
    try {
      for await (const samples of pcm) {
        goOn();
        yield samples;
        pause();
      }
    } finally {
      goOn();
    }
  }
  const encode = span.child('encode');
  let bytes = 0;
  try {
    for await (const piece of format.encode(heard(), sampleCount)) {
      bytes += piece.length;
      pause();
      yield piece;
      goOn();
    }
  } finally {
    pause();
    encode.set({ 'tts.encode.seconds': busyMs / 1000, 'tts.encode.bytes': bytes });
    encode.end();
  }
}
