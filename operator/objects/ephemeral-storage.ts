import type { V1ResourceRequirements } from '@kubernetes/client-node';
import { quantityValue } from '../controller/drift.ts';

const KEY = 'ephemeral-storage';
const MIB = 2 ** 20;

/** Logs and the writable layer, in MiB: the kubelet keeps five files of 10 MiB of each container unless it is told otherwise. */
const LOGS_MIB = 128;

interface SizedVolume {
  emptyDir?: { sizeLimit?: string | number };
}

/** What the emptyDirs of a pod may hold together, in MiB. */
export function roomOf(volumes: SizedVolume[]): number {
  const bytes = volumes.map(({ emptyDir }) => quantityValue(emptyDir?.sizeLimit ?? 0) ?? 0);
  return Math.ceil(bytes.reduce((sum, size) => sum + size, 0) / MIB);
}

/**
 * Resources that also ask for the disk of the node: `mebibytes` for the pod's emptyDirs, and at most 128 MiB more for logs. Resources
 * that name ephemeral-storage are left as they are.
 */
export function withEphemeralStorage(own: V1ResourceRequirements, mebibytes: number): V1ResourceRequirements {
  const { requests = {}, limits = {} } = own;
  if (KEY in requests || KEY in limits) return own;
  return {
    ...own,
    requests: { ...requests, [KEY]: `${mebibytes}Mi` },
    limits: { ...limits, [KEY]: `${mebibytes + LOGS_MIB}Mi` },
  };
}
