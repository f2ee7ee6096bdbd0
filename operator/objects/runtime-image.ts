import type { TTSService } from '../api/resource.ts';
import type { OperatorConfig } from '../config.ts';

/** The image of a service's servers: what the spec names, filled up from the operator's own. */
export function runtimeImage({ image, compute }: TTSService['spec'], config: OperatorConfig): string {
  const standard = compute.device === 'gpu' ? config.runtimeGpuImage : config.runtimeImage;
  if (image.repository === undefined && image.tag === undefined && image.digest === undefined) return standard;
  const repository = image.repository ?? standard.replace(/@.*$/, '').replace(/:[^:/]+$/, '');
  if (image.digest !== undefined) return `${repository}@${image.digest}`;
  return `${repository}:${image.tag ?? 'latest'}`;
}
