import { ModelStoreError } from '../model/store.ts';
import { WorkerError } from '../workers/supervised-worker.ts';

/** Why a model is not loaded, as /readyz says it. */
export interface LoadProblem {
  reason: string;
  message: string;
  /** What is to be reported of the GPU, if that is the cause. */
  gpu?: string;
}

export function loadProblem(error: unknown): LoadProblem {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof ModelStoreError) return { reason: error.reason, message };
  switch (error instanceof WorkerError ? error.workerErrorName : '') {
    case 'GpuError':
      return { reason: 'GpuUnusable', message: `the GPU cannot be used: ${message}`, gpu: message };
    case 'GpuLostError': {
      const lost = `the GPU was lost: ${message}`;
      return { reason: 'GpuLost', message: lost, gpu: lost };
    }
  }
  return { reason: 'ModelNotLoaded', message };
}
