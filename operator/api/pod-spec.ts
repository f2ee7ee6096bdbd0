import { z } from 'zod';
import { objectName, preserved, stringMap } from './fields.ts';
import { LABEL_LENGTH } from './names.ts';

export const toleration = z.object({
  key: z.string().max(317).optional().describe('Key of the taint. If unset, any taint.'),
  operator: z.enum(['Exists', 'Equal']).optional().describe('How the value is compared. Default: Equal.'),
  value: z.string().max(LABEL_LENGTH).optional().describe('Value of the taint.'),
  effect: z
    .enum(['NoSchedule', 'PreferNoSchedule', 'NoExecute'])
    .optional()
    .describe('Effect of the taint. If unset, any effect.'),
  tolerationSeconds: z
    .int()
    .min(0)
    .max(31_536_000)
    .optional()
    .describe('How long a NoExecute taint is tolerated. If unset, forever.'),
});

/** spec.pod: what is added to the serving pods, in Kubernetes' own terms. */
export const PodSpec = z
  .object({
    labels: stringMap('Labels added to the serving pods.').default({}),
    annotations: stringMap('Annotations added to the serving pods.').default({}),
    nodeSelector: stringMap('Labels that a node must have.').default({}),
    tolerations: z.array(toleration).max(32).default([]).describe('Taints that the pods tolerate.'),
    affinity: preserved('Kubernetes affinity of the pods.').optional(),
    topologySpreadConstraints: z
      .array(preserved('One topologySpreadConstraint of Kubernetes.'))
      .max(8)
      .default([])
      .describe('How the pods are spread over zones and nodes.'),
    priorityClassName: objectName('PriorityClass of the pods.').optional(),
    serviceAccountName: objectName('ServiceAccount of the pods. Its token is not mounted.').optional(),
    runtimeClassName: objectName('RuntimeClass of the pods, such as nvidia.').optional(),
  })
  .describe('Additions to the serving pods.');

/** spec.image: the runtime image, when it is not the operator's default. */
export const ImageSpec = z
  .object({
    repository: z
      .string()
      .min(1)
      .max(255)
      .optional()
      .describe('Image without tag. Default: the runtime image that the operator is configured with.'),
    tag: z.string().min(1).max(128).optional().describe('Tag of the image.'),
    digest: z
      .string()
      .regex(/^sha256:[0-9a-f]{64}$/)
      .optional()
      .describe('Digest of the image. It takes precedence over the tag.'),
    pullPolicy: z
      .enum(['Always', 'IfNotPresent', 'Never'])
      .default('IfNotPresent')
      .describe('When the kubelet pulls the image.'),
    pullSecrets: z
      .array(z.object({ name: objectName('Secret of type kubernetes.io/dockerconfigjson.') }))
      .max(16)
      .default([])
      .describe('Secrets to pull the image with.'),
  })
  .describe('The image of the speech server.');
