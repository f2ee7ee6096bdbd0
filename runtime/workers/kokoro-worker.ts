import { loadKokoro } from '../model/kokoro.ts';
import type { KokoroInput } from '../model/kokoro.ts';
import type { SessionOptions } from '../model/session.ts';
import { serveWorker } from './protocol.ts';
import { yieldToOthers } from './yield-to-others.ts';

export interface KokoroAnswer {
  samples: Float32Array<ArrayBuffer>;
  /** As in KokoroOutput. */
  durations: number[] | undefined;
  inferenceSeconds: number;
}

/** What a worker tells of itself when it is ready. */
export interface KokoroNote {
  /** Where the session is that other threads may use. */
  address?: string | undefined;
}

/** Something to speak, or the order to give the shared session back, after which nothing is spoken. */
export type KokoroRequest = KokoroInput | 'release';

const SILENCE: KokoroAnswer = { samples: new Float32Array(), durations: undefined, inferenceSeconds: 0 };

serveWorker<KokoroRequest, KokoroAnswer, KokoroNote>(async (data, warn, note) => {
  const kokoro = await loadKokoro(data as SessionOptions, warn);
  if (kokoro.shared) note({ address: kokoro.shared.address });
  let proven = false;
  return async (input) => {
    if (input === 'release') {
      await kokoro.shared?.release();
      return { response: SILENCE };
    }
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
