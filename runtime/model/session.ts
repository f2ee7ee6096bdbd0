import { mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { InferenceSession, env } from 'onnxruntime-node';
import { readModelWithDurations } from './duration-output.ts';
import { PREPARATION, prepareModel } from './graph/prepare.ts';

export interface SessionOptions {
  /** `<digest>/model.onnx` of a published model, verified. */
  modelPath: string;
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
    // 3: errors only. onnxruntime warns about every optimisation that it keeps for this kind of CPU.
    logSeverityLevel: 3,
    // Threads that spin while they wait eat the CPU quota of a container and of every neighbour.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  };
  if (options.useGpu) return InferenceSession.create(await readModelWithDurations(options.modelPath), settings);
  const kept = await keptPath(options);
  if (kept !== undefined && (await exists(kept))) {
    try {
      return await InferenceSession.create(kept, { ...settings, graphOptimizationLevel: 'disabled' });
    } catch {
      await rm(kept, { force: true });
    }
  }
  const { bytes } = prepareModel(await readFile(options.modelPath));
  if (kept === undefined) return InferenceSession.create(bytes, settings);
  const partial = `${kept}.${process.pid}`;
  try {
    const session = await InferenceSession.create(bytes, { ...settings, optimizedModelFilePath: partial });
    await rename(partial, kept);
    return session;
  } catch {
    // A full or read-only disk: the model is prepared again at the next start.
    await rm(partial, { force: true }).catch(() => undefined);
    return InferenceSession.create(bytes, settings);
  }
}

/**
 * The file that holds the prepared model for these versions of everything, in a folder that only this user can write;
 * undefined when there is no such folder.
 */
async function keptPath({ modelPath, tempDir }: SessionOptions): Promise<string | undefined> {
  const folder = join(tempDir, 'prepared');
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const { uid, mode } = await stat(folder);
    if (uid !== process.getuid?.() || (mode & 0o022) !== 0) return undefined;
  } catch {
    return undefined;
  }
  const versions = [basename(dirname(modelPath)), PREPARATION, env.versions.node ?? env.versions.common, process.arch];
  return join(folder, `${versions.join('-')}.onnx`);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
