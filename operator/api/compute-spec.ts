import { z } from 'zod';
import { resources, rule } from './fields.ts';

/**
 * spec.compute: what one pod gets of its node. No defaults of the CRD inside of what may be absent: they stay behind when
 * the rest is taken out by server-side apply.
 */
export const ComputeSpec = z
  .object({
    device: z.enum(['cpu', 'gpu']).default('cpu').describe('The device that the model runs on.'),
    gpu: z
      .object({
        resourceName: z
          .string()
          .min(1)
          .max(253)
          // A name without a domain, such as cpu, would replace what the server asks for.
          .regex(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?\/[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/)
          .optional()
          .describe('Extended resource of the GPU, as DOMAIN/NAME. Default: nvidia.com/gpu.'),
        count: z.int().min(1).max(16).optional().describe('Number of GPUs of one pod. Default: 1.'),
      })
      .optional()
      .describe('The GPUs of one pod. Only for device gpu.'),
    resources: resources
      .optional()
      .describe(
        'Requests and limits of one pod. Default: requests of 1 CPU and 1Gi of memory, limits of 2 CPUs and 2Gi; with device gpu, 2Gi and 6Gi of memory. A value here replaces all of these defaults.',
      ),
  })
  .describe('Compute resources of one pod.')
  .meta({
    'x-kubernetes-validations': [
      rule("!has(self.gpu) || self.device == 'gpu'", 'compute.gpu needs compute.device: gpu'),
    ],
  });
