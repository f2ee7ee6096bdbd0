import { loadKokoro } from '../model/kokoro.ts';
import type { KokoroInput, KokoroOptions } from '../model/kokoro.ts';
import { serveWorker } from './protocol.ts';
import { yieldToOthers } from './yield-to-others.ts';

export interface KokoroAnswer {
  samples: Float32Array<ArrayBuffer>;
  /** As in KokoroOutput. */
  durations: number[] | undefined;
  inferenceSeconds: number;
}

serveWorker<KokoroInput, KokoroAnswer>(async (data, warn, note) => {
  const kokoro = await loadKokoro(data as KokoroOptions, warn, note);
  let proven = false;
  return async (input) => {
    const started = performance.now();
    const output = await kokoro.infer(input);
    // The copy owns its buffer, which onnxruntime's own memory does not allow to be transferred.
    const samples = new Float32Array(output.samples);
    const inferenceSeconds = (performance.now() - started) / 1000;
    // Not before the first synthesis, the proof, which everything else waits for.
    if (!proven) yieldToOthers(10);
    proven = true;
    return { response: { samples, durations: output.durations, inferenceSeconds }, transfer: [samples.buffer] };
  };
});
