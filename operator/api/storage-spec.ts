import { z } from 'zod';
import { QUANTITY_PATTERN, objectName, rule } from './fields.ts';

/** spec.storage: where the model files are kept. */
export const StorageSpec = z
  .object({
    mode: z
      .enum(['Shared', 'PerPod', 'ExistingClaim', 'Image'])
      .default('Shared')
      .describe(
        'Shared: one claim for each namespace and model, filled once. PerPod: every pod downloads to its own emptyDir. ' +
          'ExistingClaim: a claim of yours that already holds the model. Image: an OCI image volume that holds the model.',
      ),
    size: z
      .string()
      .regex(QUANTITY_PATTERN)
      .max(20)
      .default('2Gi')
      .describe('Size of the volume. It can grow but not shrink.')
      .meta({
        'x-kubernetes-validations': [
          rule('quantity(self).compareTo(quantity(oldSelf)) >= 0', 'storage.size can only grow: volumes cannot shrink'),
        ],
      }),
    className: objectName('StorageClass of the claim. Default: the cluster’s default class.').optional(),
    accessModes: z
      .array(z.enum(['ReadWriteOnce', 'ReadWriteMany', 'ReadWriteOncePod']))
      .min(1)
      .max(3)
      .default(['ReadWriteOnce'])
      .describe(
        'Access modes of the claim. With ReadWriteOnce, all pods run on the node of the volume. With ReadWriteOncePod, each service has one pod and its own claim.',
      ),
    reclaimPolicy: z
      .enum(['Delete', 'Retain'])
      .default('Delete')
      .describe('Delete or keep the claim when its last TTSService is deleted.'),
    claimName: objectName('Name of the claim. Only for mode ExistingClaim.').optional(),
    image: z
      .string()
      .min(1)
      .max(512)
      .optional()
      .describe('Reference of the image that holds the model. Only for mode Image.'),
  })
  .describe('Where the model files are stored.')
  .meta({
    'x-kubernetes-validations': [
      rule(
        "has(self.claimName) == (has(self.mode) && self.mode == 'ExistingClaim')",
        'storage.claimName goes with mode ExistingClaim, and only with it',
      ),
      rule(
        "has(self.image) == (has(self.mode) && self.mode == 'Image')",
        'storage.image goes with mode Image, and only with it',
      ),
    ],
  });
