import { z } from 'zod';
import { ObjectiveStatus } from './objective.ts';

const time = (description: string) => z.string().meta({ format: 'date-time', description });

export const Condition = z.object({
  type: z.string().max(316).describe('Type of the condition.'),
  status: z.enum(['True', 'False', 'Unknown']).describe('Status of the condition.'),
  reason: z.string().max(1024).describe('Reason for the status, as one word (docs/reference/conditions.md).'),
  message: z.string().max(32768).describe('What the reason means here, and what to do.'),
  lastTransitionTime: time('Time of the last change of the status.'),
  observedGeneration: z
    .int()
    .min(0)
    .max(Number.MAX_SAFE_INTEGER)
    .optional()
    .describe('Generation of the spec that the condition describes.'),
});

const count = () => z.int().min(0).max(2_147_483_647);
const bytes = () => z.int().min(0).max(Number.MAX_SAFE_INTEGER);

export const observedGeneration = () =>
  z
    .int()
    .min(-1)
    .max(Number.MAX_SAFE_INTEGER)
    .optional()
    .describe('Generation of the spec that this status describes. -1 until the operator has seen the object.');

/** status of a TTSService: what the operator has seen. */
export const Status = z
  .object({
    observedGeneration: observedGeneration(),
    phase: z
      .string()
      .max(40)
      .optional()
      .describe(
        'Pending, Resolving, Downloading, Retrying, Starting, RollingOut, Ready, Degraded, Sleeping, Waking, ScaledToZero, Suspended or Invalid.',
      ),
    replicas: count().optional().describe('Number of pods.'),
    readyReplicas: count().optional().describe('Number of ready pods.'),
    readyPods: z.string().max(40).optional().describe('Ready pods and desired pods, such as 2/2.'),
    selector: z.string().max(512).optional().describe('Label selector of the pods, for autoscalers.'),
    lastWakeTime: time(
      'Time when a service that had gone to sleep (scaling.minReplicas 0) last had a ready pod again.',
    ).optional(),
    endpoint: z.string().max(512).optional().describe('Address of the speech API inside the cluster.'),
    volume: z.string().max(253).optional().describe('Claim that holds the model.'),
    model: z
      .object({
        name: z.string().max(64).optional().describe('Name of the model.'),
        precision: z.string().max(20).optional().describe('Precision of the weights.'),
        digest: z.string().max(64).optional().describe('sha256 of the model’s manifest.'),
        phase: z
          .string()
          .max(40)
          .optional()
          .describe('Waiting, Resolving, Resolved, Downloading, Retrying, Verified or PerPod.'),
        filesVerified: z.string().max(40).optional().describe('Verified files and all files, such as 61/61.'),
        bytesDownloaded: bytes().optional().describe('Downloaded bytes.'),
        bytesTotal: bytes().optional().describe('Bytes to download.'),
        bytesPerSecond: bytes().optional().describe('Current speed of the download.'),
        progressPercent: z.int().min(0).max(100).optional().describe('Downloaded part of the model, in percent.'),
        etaSeconds: count().optional().describe('Remaining seconds of the download at its current speed.'),
        lastVerifiedTime: time('Time of the last verification of all files.').optional(),
        source: z
          .string()
          .max(1024)
          .optional()
          .describe('Types and hosts of the sources of the files, such as `npm npm.example, pypi pypi.example`.'),
        pinned: z
          .array(
            z.object({
              id: z.string().max(20).describe('Identifies these files at these sources.'),
              time: time('When the sources were asked.'),
              files: z
                .array(
                  z.object({
                    path: z.string().max(255).describe('Path of the file in the model folder.'),
                    size: bytes().describe('Size of the file in bytes.'),
                    sha256: z.string().max(64).describe('The sha256 of the file.'),
                  }),
                )
                .max(200)
                .describe('Files with their sizes and digests.'),
            }),
          )
          .max(8)
          .optional()
          .describe(
            'Sizes and digests that are not in the catalog. The sources were asked for them once, and downloads must match them.',
          ),
        attempts: count().optional().describe('Number of download attempts for this digest.'),
      })
      .optional()
      .describe('The model files on the volume.'),
    objective: ObjectiveStatus.optional().describe('What scaling.objective needs, once pods have been measured.'),
    conditions: z
      .array(Condition)
      .max(16)
      .optional()
      .meta({ 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['type'] })
      .describe(
        'StorageReady, ModelReady, Available, Progressing, their summary Ready, GPUInUse with a GPU, Autoscaling if there is an autoscaler, ObjectiveMet if there is an objective, and LexiconsReady if there are lexicons.',
      ),
  })
  .describe('Observed state.');

export type Status = z.infer<typeof Status>;
export type Condition = z.infer<typeof Condition>;
