import { join } from 'node:path';
import { readVerified } from './file-digest.ts';
import { GpuError, gpuProblem, missingLibrary } from './gpu.ts';
import { InferenceSession, LOG_NOTHING } from './onnxruntime.ts';
import { discardPrepared } from './prepared-folder.ts';
import { preparedModel } from './prepared-model.ts';
import type { Warn } from './prepared-model.ts';
import type { GraphSession } from './shared-session.ts';
import type { StoredFile } from './file-digest.ts';

export interface SessionOptions {
  /** model.onnx of a published model. */
  model: StoredFile;
  /** Threads of one inference. */
  threads: number;
  useGpu: boolean;
  /** Where the prepared model is kept for the next start; it may be lost at any time. */
  tempDir: string;
  /** What the volume of the model keeps prepared, where that is known; `record` is a file. */
  kept?: { volume: string; record: string } | undefined;
  /** On the CPU, let several threads of this process use one session. */
  shared?: boolean;
  /** The address of that session, once a thread has loaded it. */
  address?: string | undefined;
}

/**
 * Threads that spin while they wait eat the CPU quota of a container and of every neighbour, but from one operation to the
 * next it takes less than to wake them.
 */
const SPINNING = { allow_spinning: '1', spin_duration_us: '50' };

/** Opens a session from a file or from the bytes of a model, with all of onnxruntime's own rewritings or none. */
type Open = (model: string | Uint8Array, graphOptimizationLevel: 'all' | 'disabled') => Promise<GraphSession>;

/**
 * Opens a model for inference; throws when its bytes are not those of the manifest, and GpuError when it is to use a GPU and
 * cannot. Its graph is prepared first for the CPU (graph/prepare.ts) or a GPU (graph/prepare-gpu.ts), and the result is kept in
 * a private folder of `tempDir`, so that a restart loads it as it is.
 */
export async function openSession(options: SessionOptions, warn: Warn): Promise<GraphSession> {
  const { model, tempDir, shared, address } = options;
  const settings: InferenceSession.SessionOptions = {
    executionProviders: options.useGpu ? ['cuda', 'cpu'] : ['cpu'],
    intraOpNumThreads: options.threads,
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
    // Plans for one length of text, which is never the next one's, would keep 200 MB.
    enableMemPattern: false,
    logSeverityLevel: LOG_NOTHING,
    extra: { session: { intra_op: SPINNING } },
  };
  if (options.useGpu) {
    const missing = missingLibrary();
    if (missing !== undefined) throw new GpuError(missing);
    const kept = await preparedModel(model, tempDir, warn, 'gpu');
    const bytes = kept ? undefined : await readVerified(model);
    try {
      if (!bytes) return await InferenceSession.create(join(kept!, 'model.onnx'), settings);
      const { prepareForGpu } = await import('./graph/prepare-gpu.ts');
      return await InferenceSession.create(prepareForGpu(bytes).bytes, settings);
    } catch (error) {
      throw new GpuError(gpuProblem(error), { cause: error });
    }
  }
  // Only lanes need the C API of the library.
  const { SharedSession } = shared || address !== undefined ? await import('./shared-session.ts') : {};
  if (SharedSession && address !== undefined) return SharedSession.at(address);
  const open: Open = SharedSession
    ? async (from, level) => SharedSession.load(from, sharedOptions(options.threads, level))
    : async (from, graphOptimizationLevel) => create(from, { ...settings, graphOptimizationLevel });
  const prepared = (await taken(options, warn)) ?? (await preparedModel(model, tempDir, warn));
  if (prepared !== undefined) {
    try {
      return await open(join(prepared, 'model.onnx'), 'disabled');
    } catch (error) {
      warn(`cannot load the prepared model; the next start prepares it again: ${String(error)}`);
      await discardPrepared(tempDir);
    }
  }
  const { prepareModel } = await import('./graph/prepare.ts');
  return open(prepareModel(await readVerified(model)).bytes, 'all');
}

/** The folder of the prepared model, if it was copied from the volume. */
async function taken({ model, tempDir, kept }: SessionOptions, warn: Warn): Promise<string | undefined> {
  if (kept === undefined) return undefined;
  const { readRecord, takeKept } = await import('./kept-graph.ts');
  return takeKept({ model, tempDir, volume: kept.volume, record: await readRecord(kept.record) }).catch(
    (error: unknown) => {
      warn(`the prepared model on the volume is not used: ${String(error)}`);
      return undefined;
    },
  );
}

async function create(model: string | Uint8Array, settings: InferenceSession.SessionOptions): Promise<GraphSession> {
  return typeof model === 'string'
    ? InferenceSession.create(model, settings)
    : InferenceSession.create(model, settings);
}

function sharedOptions(threads: number, graphOptimizationLevel: 'all' | 'disabled') {
  const entries = Object.entries(SPINNING).map(([key, value]) => [`session.intra_op.${key}`, value]);
  return { threads, graphOptimizationLevel, entries: Object.fromEntries(entries) as Record<string, string> };
}
