import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { InferenceSession } from 'onnxruntime-node';
import { readModelWithDurations } from './duration-output.ts';
import { preparedModel } from './prepared-model.ts';
import type { StoredFile } from './store.ts';

export interface SessionOptions {
  /** model.onnx of a published model. */
  model: StoredFile;
  /** Threads of one inference. */
  threads: number;
  useGpu: boolean;
  /** Where the prepared model is kept for the next start; it may be lost at any time. */
  tempDir: string;
}

/**
 * Opens a model for inference. For the CPU its graph is prepared first (graph/prepare.ts), and what onnxruntime makes
 * of that is kept in a private folder of `tempDir`, so that a restart loads it as it is.
 */
export async function openSession(options: SessionOptions): Promise<InferenceSession> {
  const settings: InferenceSession.SessionOptions = {
    executionProviders: options.useGpu ? ['cuda', 'cpu'] : ['cpu'],
    intraOpNumThreads: options.threads,
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
    // Plans for one length of text, which is never the next one's, would keep 200 MB.
    enableMemPattern: false,
    // 3: errors only. onnxruntime warns about every optimisation that it keeps for this kind of CPU.
    logSeverityLevel: 3,
    // Threads that spin while they wait eat the CPU quota of a container and of every neighbour, but from one operation to
    // the next it takes less than to wake them.
    extra: { session: { intra_op: { allow_spinning: '1', spin_duration_us: '50' } } },
  };
  if (options.useGpu) return InferenceSession.create(await readModelWithDurations(options.model.path), settings);
  const prepared = await preparedModel(options.model, options.tempDir);
  if (prepared !== undefined) {
    try {
      return await InferenceSession.create(join(prepared, 'model.onnx'), {
        ...settings,
        graphOptimizationLevel: 'disabled',
      });
    } catch {
      await rm(prepared, { recursive: true, force: true });
    }
  }
  const { prepareModel } = await import('./graph/prepare.ts');
  return InferenceSession.create(prepareModel(await readFile(options.model.path)).bytes, settings);
}
