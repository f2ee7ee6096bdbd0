// A thread of encoder-pool.ts: encodes several streams, each as its owner asks for the next bytes.
import { parentPort } from 'node:worker_threads';
import type { FromThread, PooledFormat, ToThread } from './encoder-pool.ts';
import type { AudioFormat, PcmStream } from './format.ts';
import { encodeMp3 } from './mp3.ts';

const ENCODERS: Record<PooledFormat, AudioFormat['encode']> = { mp3: encodeMp3 };

interface Stream {
  bytes: AsyncIterator<Uint8Array>;
  samples: PromiseWithResolvers<Int16Array | undefined>;
}

const port = parentPort!;
const streams = new Map<number, Stream>();
const send = (message: FromThread) =>
  port.postMessage(message, 'bytes' in message && message.bytes ? [message.bytes.buffer as ArrayBuffer] : []);

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
  const { id, type } = message;
  if (type === 'open') {
    const bytes = ENCODERS[message.format](samplesOf(id))[Symbol.asyncIterator]();
    streams.set(id, { bytes, samples: Promise.withResolvers() });
    return;
  }
  const stream = streams.get(id);
  if (!stream) return;
  if (type === 'next') void next(id, stream);
  else if (type === 'samples') stream.samples.resolve(message.samples);
  else {
    // Its encoder sees the end of its samples, and what comes of them is for nobody.
    streams.delete(id);
    stream.samples.resolve(undefined);
    stream.bytes.return?.().catch(() => undefined);
  }
});
