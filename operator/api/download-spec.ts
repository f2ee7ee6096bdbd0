import { z } from 'zod';
import { objectName, preserved, quantity, stringMap } from './fields.ts';
import { toleration } from './pod-spec.ts';

/** What a container asks for and may use at most. */
export const resources = z.object({
  requests: z.record(z.string(), quantity('Amount.')).meta({ maxProperties: 16 }).optional(),
  limits: z.record(z.string(), quantity('Amount.')).meta({ maxProperties: 16 }).optional(),
});

/** spec.download: the pods of the Jobs that download, check and ask for digests. */
export const DownloadSpec = z
  .object({
    pod: z
      .object({
        labels: stringMap('Labels added to a download Job and its pod.').default({}),
        annotations: stringMap('Annotations added to a download Job and its pod.').default({}),
        nodeSelector: stringMap('Labels that a node must have. Default: those of spec.pod.').optional(),
        tolerations: z
          .array(toleration)
          .max(32)
          .optional()
          .describe('Taints that the pod tolerates. Default: those of spec.pod.'),
        affinity: preserved('Kubernetes affinity of the pod. Default: that of spec.pod.').optional(),
        resources: resources.optional().describe('Requests and limits of the download. Default: 64Mi to 256Mi.'),
        priorityClassName: objectName('PriorityClass of the pod. Default: that of spec.pod.').optional(),
        serviceAccountName: objectName(
          'ServiceAccount of the pod; its token is not mounted. Default: that of spec.pod.',
        ).optional(),
      })
      .describe('What is added to the pods that download, in Kubernetes’ own terms.')
      .prefault({}),
  })
  .describe('How the model is downloaded. Of services that share a volume, the oldest one’s counts.');
