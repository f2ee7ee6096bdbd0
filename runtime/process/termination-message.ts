import { writeFileSync } from 'node:fs';
import type { ModelStoreError } from '../model/store.ts';

/** Where the kubelet reads why a container ended (kubernetes.io/docs/tasks/debug/debug-application/determine-reason-pod-failure). */
const PATH = '/dev/termination-log';

/** The line by which the operator knows that the files on a volume are not what they were (docs/architecture.md, the contract). */
export function terminationMessage({ reason, message }: ModelStoreError): string {
  const known = reason === 'ModelNotPublished' ? 'NotPublished' : 'Damaged';
  return `${JSON.stringify({ type: 'result', phase: 'Failed', reason: known, message: short(message) })}\n`;
}

/** The line by which the operator knows what became of the GPU: with `GpuFallback` the next run speaks on the CPU. */
export function gpuMessage(reason: 'GpuUnusable' | 'GpuFallback', message: string): string {
  return `${JSON.stringify({ type: 'gpu', reason, message: short(message) })}\n`;
}

/** The kubelet keeps 4096 bytes, of which JSON would write six for one control character. */
function short(message: string): string {
  return message.replace(/\p{Cc}+/gu, ' ').slice(0, 1000);
}

/** Leaves the message for the kubelet; where there is none to read it, the log has said it. */
export function leaveTerminationMessage(message: string, path = PATH): void {
  try {
    writeFileSync(path, message);
  } catch {
    // not in a pod
  }
}
