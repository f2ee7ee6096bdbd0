// The threads load ONNX Runtime with this one's environment.
import '../model/no-telemetry.ts';
import type { SessionOptions } from '../model/session.ts';
import type { Segment } from '../text/types.ts';
import type { KokoroAnswer, KokoroNote, KokoroRequest } from './kokoro-worker.ts';
import type { WorkerSpec } from './place.ts';
import { SupervisedWorker } from './supervised-worker.ts';
import type { WorkerEvents } from './supervised-worker.ts';
import type { TextPart, TextWorkerData } from './text-worker.ts';

// The literal file names let bundlers trace the workers, from source (.ts) and from a build (.js).
const compiled = import.meta.url.endsWith('.js');
const kokoroWorker = compiled
  ? new URL('./kokoro-worker.js', import.meta.url)
  : new URL('./kokoro-worker.ts', import.meta.url);
const textWorker = compiled
  ? new URL('./text-worker.js', import.meta.url)
  : new URL('./text-worker.ts', import.meta.url);

type Where = WorkerSpec['place'];

export type KokoroThread = SupervisedWorker<KokoroRequest, KokoroAnswer, KokoroNote>;
export type TextThread = SupervisedWorker<readonly TextPart[], Segment[][]>;

/** A thread or process that speaks; call `start` before use. It is started, and started again, with what `options` holds then. */
export function kokoroThread(place: Where, options: SessionOptions, events: WorkerEvents): KokoroThread {
  return new SupervisedWorker(
    { name: 'kokoro', url: kokoroWorker, data: options, place, once: options.useGpu },
    events,
  );
}

/**
 * A thread or process that turns text into phonemes; call `start` before use. Its heap holds the dictionaries of all languages, 70 MB, and
 * what a text of the largest length needs; without a limit it would hold several times as much before it is cleaned up.
 */
export function textThread(
  place: Where,
  data: TextWorkerData,
  maxTextLength: number,
  events: WorkerEvents,
): TextThread {
  const heapMegabytes = 160 + Math.ceil(maxTextLength / 128);
  return new SupervisedWorker({ name: 'text', url: textWorker, data, heapMegabytes, place }, events);
}
