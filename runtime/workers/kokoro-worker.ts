import { workerData } from 'node:worker_threads';
import { loadKokoro } from '../model/kokoro.ts';
import type { KokoroInput, KokoroOptions } from '../model/kokoro.ts';
import { serveWorker } from './protocol.ts';

export interface KokoroAnswer {
  samples: Float32Array<ArrayBuffer>;
  inferenceSeconds: number;
}

serveWorker<KokoroInput, KokoroAnswer>(async () => {
  const kokoro = await loadKokoro(workerData as KokoroOptions);
  return async (input) => {
    const started = performance.now();
    // The copy owns its buffer, which onnxruntime's own memory does not allow to be transferred.
    const samples = new Float32Array(await kokoro.infer(input));
    const inferenceSeconds = (performance.now() - started) / 1000;
    return { response: { samples, inferenceSeconds }, transfer: [samples.buffer] };
  };
});
