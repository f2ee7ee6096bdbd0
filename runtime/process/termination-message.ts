import { writeFileSync } from 'node:fs';
import type { ModelStoreError } from '../model/store.ts';

/** Where the kubelet reads why a container ended (kubernetes.io/docs/tasks/debug/debug-application/determine-reason-pod-failure). */
const PATH = '/dev/termination-log';

/** The line by which the operator knows that the files on a volume are not what they were (docs/architecture.md, the contract). */
export function terminationMessage({ reason, message }: ModelStoreError): string {
  const known = reason === 'ModelNotPublished' ? 'NotPublished' : 'Damaged';
  return `${JSON.stringify({ type: 'result', phase: 'Failed', reason: known, message: message.slice(0, 1000) })}\n`;
}

/** The line by which the operator knows what became of the GPU: with `GpuFallback` the next run speaks on the CPU. */
export function gpuMessage(reason: 'GpuUnusable' | 'GpuFallback', message: string): string {
  return `${JSON.stringify({ type: 'gpu', reason, message: message.slice(0, 1000) })}\n`;
}

/** Leaves the message for the kubelet; where there is none to read it, the log has said it. */
export function leaveTerminationMessage(message: string, path = PATH): void {
  try {
    writeFileSync(path, message);
  } catch {
    // not in a pod
  }
}
