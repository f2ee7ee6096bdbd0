import { join } from 'node:path';
import { readVerified } from './file-digest.ts';
import { GpuError, gpuProblem, missingLibrary } from './gpu.ts';
import { InferenceSession, LOG_NOTHING } from './onnxruntime.ts';
import { discardPrepared } from './prepared-folder.ts';
import { preparedModel } from './prepared-model.ts';
import type { Warn } from './prepared-model.ts';
import type { StoredFile } from './file-digest.ts';

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
 * Opens a model for inference; throws when its bytes are not those of the manifest, and GpuError when it is to use a GPU and
 * cannot. Its graph is prepared first for the CPU (graph/prepare.ts) or a GPU (graph/prepare-gpu.ts), and the result is kept in
 * a private folder of `tempDir`, so that a restart loads it as it is.
 */
export async function openSession(options: SessionOptions, warn: Warn): Promise<InferenceSession> {
  const { model, tempDir } = options;
  const settings: InferenceSession.SessionOptions = {
    executionProviders: options.useGpu ? ['cuda', 'cpu'] : ['cpu'],
    intraOpNumThreads: options.threads,
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
    // Plans for one length of text, which is never the next one's, would keep 200 MB.
    enableMemPattern: false,
    logSeverityLevel: LOG_NOTHING,
    // Threads that spin while they wait eat the CPU quota of a container and of every neighbour, but from one operation to
    // the next it takes less than to wake them.
    extra: { session: { intra_op: { allow_spinning: '1', spin_duration_us: '50' } } },
  };
  if (options.useGpu) {
    const missing = missingLibrary();
    if (missing !== undefined) throw new GpuError(missing);
    const kept = await preparedModel(model, tempDir, warn, 'gpu');
    const bytes = async () => (await import('./graph/prepare-gpu.ts')).prepareForGpu(await readVerified(model)).bytes;
    const session = kept
      ? InferenceSession.create(join(kept, 'model.onnx'), settings)
      : InferenceSession.create(await bytes(), settings);
    return session.catch((error: unknown) => {
      throw new GpuError(gpuProblem(error), { cause: error });
    });
  }
  const prepared = await preparedModel(model, tempDir, warn);
  if (prepared !== undefined) {
    try {
      return await InferenceSession.create(join(prepared, 'model.onnx'), {
        ...settings,
        graphOptimizationLevel: 'disabled',
      });
    } catch (error) {
      warn(`cannot load the prepared model; the next start prepares it again: ${String(error)}`);
      await discardPrepared(tempDir);
    }
  }
  const { prepareModel } = await import('./graph/prepare.ts');
  return InferenceSession.create(prepareModel(await readVerified(model)).bytes, settings);
}
