import type { V1ResourceRequirements } from '@kubernetes/client-node';
import type { TTSService } from '../api/resource.ts';

/** Of one pod, where the spec says nothing. */
const ON_CPU = { requests: { cpu: '1', memory: '1Gi' }, limits: { cpu: '2', memory: '2Gi' } };

/** A server makes the graph for its GPU, which takes 1.5 GB for a while, and CUDA takes memory of the host. */
const ON_GPU = { requests: { cpu: '1', memory: '2Gi' }, limits: { cpu: '2', memory: '6Gi' } };

/** What one pod asks for and may use at most, but for its GPUs. */
export function resourcesOf({ resources, device }: TTSService['spec']['compute']): V1ResourceRequirements {
  return (resources as V1ResourceRequirements | undefined) ?? (device === 'gpu' ? ON_GPU : ON_CPU);
}
