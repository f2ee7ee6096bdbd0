import { z } from 'zod';
import { objectName, preserved, resources, stringMap } from './fields.ts';
import { toleration } from './pod-spec.ts';

/** spec.download: the pods of the Jobs that download, check and ask for digests. */
export const DownloadSpec = z
  .object({
    pod: z
      .object({
        labels: stringMap('Labels added to a download Job and its pod.').default({}),
        annotations: stringMap('Annotations added to a download Job and its pod.').default({}),
        nodeSelector: stringMap('Labels that a node must have. Default: the labels of spec.pod.').optional(),
        tolerations: z
          .array(toleration)
          .max(32)
          .optional()
          .describe('Taints that the pod tolerates. Default: the tolerations of spec.pod.'),
        affinity: preserved('Kubernetes affinity of the pod. Default: the affinity of spec.pod.').optional(),
        resources: resources
          .optional()
          .describe('Requests and limits of the download. Default: 64Mi of memory requested, 256Mi allowed.'),
        priorityClassName: objectName('PriorityClass of the pod. Default: the PriorityClass of spec.pod.').optional(),
        serviceAccountName: objectName(
          'ServiceAccount of the pod. Its token is not mounted. Default: the ServiceAccount of spec.pod.',
        ).optional(),
      })
      .describe('Additions to the pods of download Jobs, in terms of Kubernetes.')
      .prefault({}),
  })
  .describe('How the model is downloaded. If services share a volume, the settings of the oldest one apply.');
