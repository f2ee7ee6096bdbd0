import { WorkerError } from '../workers/supervised-worker.ts';

/** Longest that a GPU may take for one segment, a hundred times what it needs: it answers no more. */
export const GPU_RUN_MS = 120_000;

/** What a failure of the process that uses a GPU tells of the GPU; undefined: that it can be used on. */
export function gpuLoss(error: unknown): WorkerError | undefined {
  if (!(error instanceof WorkerError)) return undefined;
  switch (error.workerErrorName) {
    case 'GpuLostError':
      return error;
    case 'WorkerCrash': {
      // So the kernel ends a process when memory runs out; no driver does.
      if (error.message.endsWith('SIGKILL')) return error;
      return new WorkerError('GpuLostError', `the process that uses the GPU died: ${error.message}`);
    }
    case 'RunTimeout':
      return new WorkerError('GpuLostError', `the GPU does not answer: ${error.message}`);
  }
  return undefined;
}

/** Why a GPU could not be opened. */
export function gpuStartFailure(error: unknown): unknown {
  const loss = gpuLoss(error);
  return loss?.workerErrorName === 'GpuLostError' ? new WorkerError('GpuError', loss.message) : error;
}
