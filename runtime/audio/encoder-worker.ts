// A thread of encoder-pool.ts: encodes several streams, each as its owner asks for the next bytes.
import { parentPort } from 'node:worker_threads';
import type { FromThread, Pooled, ToThread } from './encoder-protocol.ts';
import type { PcmStream } from './format.ts';

interface Stream {
  bytes: AsyncIterator<Uint8Array>;
  samples: PromiseWithResolvers<Int16Array | undefined>;
}

const port = parentPort!;
const streams = new Map<number, Stream>();
const send = (message: FromThread) =>
  port.postMessage(message, 'bytes' in message && message.bytes ? [message.bytes.buffer as ArrayBuffer] : []);

/** Each library is loaded when it is needed. */
const libraries = {
  mp3: () => import('./mp3.ts'),
  opus: () => import('./opus.ts'),
  aac: () => import('./containers.ts'),
  flac: () => import('./containers.ts'),
  spoken: () => import('./spoken-encoding.ts'),
};

async function* encode(pooled: Pooled, pcm: PcmStream): AsyncGenerator<Uint8Array> {
  if (pooled.format === 'mp3') yield* (await libraries.mp3()).encodeMp3(pcm);
  else if (pooled.format === 'opus') yield* (await libraries.opus()).encodeOpus(pcm);
  else if (pooled.format === 'aac') yield* (await libraries.aac()).encodeAac(pcm);
  else if (pooled.format === 'flac') yield* (await libraries.flac()).encodeFlac(pcm, pooled.sampleCount);
  else yield* (await libraries.spoken()).encodeSpoken(pcm, pooled.encoding);
}

/** Asks for samples when the encoder does, not before. */
async function* samplesOf(id: number): PcmStream {
  for (;;) {
    const stream = streams.get(id);
    if (!stream) return;
    send({ id, type: 'want' });
    const samples = await stream.samples.promise;
    stream.samples = Promise.withResolvers();
    if (samples === undefined) return;
    yield samples;
  }
}

async function next(id: number, { bytes }: Stream): Promise<void> {
  try {
    const next = await bytes.next();
    // A buffer of its own, of which nothing else is a part.
    send({ id, type: 'bytes', bytes: next.done ? undefined : Uint8Array.from(next.value) });
    if (next.done) streams.delete(id);
  } catch (error) {
    streams.delete(id);
    send({ id, type: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
}

port.on('message', (message: ToThread) => {
  if (message.type === 'load') {
    // What fails here fails again, and is told, when something is encoded.
    libraries[message.format]().catch(() => undefined);
    return;
  }
  const { id, type } = message;
  if (type === 'open') {
    const bytes = encode(message.pooled, samplesOf(id));
    streams.set(id, { bytes, samples: Promise.withResolvers() });
    return;
  }
  const stream = streams.get(id);
  if (!stream) return;
  if (type === 'next') void next(id, stream);
  else if (type === 'samples') stream.samples.resolve(message.samples);
  else if (type === 'broken') stream.samples.reject(new Error('the samples failed'));
  else {
    // Its encoder sees the end of its samples, and what comes of them is for nobody.
    streams.delete(id);
    stream.samples.resolve(undefined);
    stream.bytes.return?.().catch(() => undefined);
  }
});
