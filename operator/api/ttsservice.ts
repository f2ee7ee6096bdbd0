import { z } from 'zod';
import { QUANTITY_PATTERN, objectName, preserved, quantity, rule, stringMap } from './fields.ts';
import { ModelSpec } from './model-spec.ts';
import { DownloadSpec } from './download-spec.ts';
import { ImageSpec, PodSpec } from './pod-spec.ts';

const StorageSpec = z
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

// No defaults of the CRD inside of what may be absent: they stay behind when the rest is taken out by server-side apply.
const ComputeSpec = z
  .object({
    device: z.enum(['cpu', 'gpu']).default('cpu').describe('The device that the model runs on.'),
    gpu: z
      .object({
        resourceName: z
          .string()
          .min(1)
          .max(253)
          .optional()
          .describe('Extended resource of the GPU. Default: nvidia.com/gpu.'),
        count: z.int().min(1).max(16).optional().describe('Number of GPUs of one pod. Default: 1.'),
      })
      .optional()
      .describe('The GPUs of one pod. Only for device gpu.'),
    resources: z
      .object({
        requests: z
          .record(z.string(), quantity('Amount.'))
          .meta({ maxProperties: 16 })
          .optional()
          .describe('Requested amount of each resource.'),
        limits: z
          .record(z.string(), quantity('Amount.'))
          .meta({ maxProperties: 16 })
          .optional()
          .describe('Maximum amount of each resource.'),
      })
      .optional()
      .describe(
        'Requests and limits of one pod. Default: requests of 1 CPU and 1Gi of memory, limits of 2 CPUs and 2Gi. A value here replaces all of these defaults.',
      ),
  })
  .describe('Compute resources of one pod.')
  .meta({
    'x-kubernetes-validations': [
      rule("!has(self.gpu) || self.device == 'gpu'", 'compute.gpu needs compute.device: gpu'),
    ],
  });

const ScalingSpec = z
  .object({
    replicas: z
      .int()
      .min(0)
      .max(1000)
      .optional()
      .describe(
        'A fixed number of pods. `kubectl scale tts` sets it. If maxReplicas is set, only the value 0 has an effect: it stops all pods.',
      ),
    minReplicas: z.int().min(1).max(1000).optional().describe('Minimum number of pods while autoscaling. Default: 1.'),
    maxReplicas: z
      .int()
      .min(1)
      .max(1000)
      .optional()
      .describe('Maximum number of pods. Setting it turns autoscaling on.'),
    targetCPUUtilization: z
      .int()
      .min(1)
      .max(100)
      .optional()
      .describe('Target for the average CPU use, in percent of the CPU request. Default: 70.'),
    targetQueueDepth: z
      .int()
      .min(1)
      .max(1000)
      .optional()
      .describe(
        'Target for the segments of speech that wait in one pod (tts_queue_depth), in addition to CPU use. ' +
          'It needs an adapter for custom.metrics.k8s.io. Condition Autoscaling says so if there is none.',
      ),
  })
  .describe(
    'Number of pods: replicas for a fixed number, or minReplicas and maxReplicas for autoscaling. If both are set, minReplicas and maxReplicas take precedence.',
  )
  .meta({
    'x-kubernetes-validations': [
      rule(
        'has(self.maxReplicas) || (has(self.replicas) && !has(self.minReplicas) && !has(self.targetCPUUtilization) && !has(self.targetQueueDepth))',
        'write scaling.replicas for a fixed number, or scaling.maxReplicas to autoscale: minReplicas and the targets go with maxReplicas',
      ),
      rule(
        '!has(self.minReplicas) || !has(self.maxReplicas) || self.minReplicas <= self.maxReplicas',
        'scaling.minReplicas must not exceed maxReplicas',
      ),
    ],
  });

const RolloutSpec = z
  .object({
    maxSurge: z.int().min(0).max(1000).default(1).describe('Number of pods that may run above the desired number.'),
    maxUnavailable: z
      .int()
      .min(0)
      .max(1000)
      .default(0)
      .describe(
        'Number of pods that may be unavailable. Set it to 1, with maxSurge 0, if there is no room for one more pod, for example on a node with one GPU.',
      ),
  })
  .describe(
    'How pods are replaced, as in a Deployment. With accessModes ReadWriteOncePod the old pod always ends first.',
  )
  .meta({
    'x-kubernetes-validations': [
      rule(
        '!(has(self.maxSurge) && self.maxSurge == 0) || (has(self.maxUnavailable) && self.maxUnavailable > 0)',
        'rollout.maxSurge 0 needs rollout.maxUnavailable of 1 or more',
      ),
    ],
  });

const ServerSpec = z
  .object({
    environment: z.enum(['dev', 'staging', 'prod']).default('dev').describe('Value of TTS_ENVIRONMENT.'),
    logLevel: z.enum(['DEBUG', 'INFO', 'WARNING', 'ERROR']).default('INFO').describe('Value of TTS_LOG_LEVEL.'),
    maxTextLength: z.int().min(1).max(32_768).default(4096).describe('Maximum number of characters of a request.'),
    apiKeysSecretRef: z
      .object({ name: objectName('Secret in the same namespace. Every value is one key.') })
      .optional()
      .describe('API keys. Clients must send one as a bearer token. If unset, no key is required.'),
    env: z
      .array(
        z.object({
          name: z
            .string()
            .min(1)
            .max(128)
            .regex(/^[A-Za-z_][A-Za-z0-9_]*$/)
            .describe('Name of the variable.'),
          value: z.string().max(4096).default('').describe('Value of the variable.'),
        }),
      )
      .max(64)
      .default([])
      .describe('Additional environment variables of the server.'),
  })
  .describe('Settings of the speech server.');

const ServiceSpec = z
  .object({
    type: z.enum(['ClusterIP', 'NodePort', 'LoadBalancer']).default('ClusterIP').describe('Type of the Service.'),
    port: z
      .int()
      .min(1)
      .max(65535)
      .default(80)
      .describe('Port of the Service. It forwards to port 8205 of the server.'),
    annotations: stringMap('Annotations of the Service.').default({}),
  })
  .describe('The Service in front of the pods. Its name is the name of the TTSService with the suffix -service.');

/** spec of a TTSService, after defaults. */
export const Spec = z
  .object({
    model: ModelSpec.prefault({}),
    storage: StorageSpec.prefault({}),
    compute: ComputeSpec.prefault({}),
    scaling: ScalingSpec.default({ replicas: 1 }),
    rollout: RolloutSpec.prefault({}),
    server: ServerSpec.prefault({}),
    service: ServiceSpec.prefault({}),
    image: ImageSpec.prefault({}),
    pod: PodSpec.prefault({}),
    download: DownloadSpec.prefault({}),
    networkPolicy: z
      .object({
        enabled: z
          .boolean()
          .default(true)
          .describe('Create a NetworkPolicy that admits only the API port and allows no egress.'),
        egress: z
          .array(preserved('One egress rule of a Kubernetes NetworkPolicy.'))
          .max(32)
          .optional()
          .describe(
            'Allowed egress of the pods. Default: none, because servers need none. With storage.mode PerPod, pods download the model, and all egress is allowed.',
          ),
      })
      .describe('The NetworkPolicy of the pods.')
      .prefault({}),
    suspend: z.boolean().default(false).describe('Stop all pods and downloads. The model files are kept.'),
  })
  .describe('Desired state.')
  .meta({
    'x-kubernetes-validations': [
      rule(
        // The default of the whole spec is checked before the defaults of its parts are filled in.
        "!has(self.storage) || !has(self.scaling) || !(self.storage.mode in ['Shared', 'ExistingClaim']) || " +
          "!self.storage.accessModes.exists(mode, mode == 'ReadWriteOncePod') || " +
          '(has(self.scaling.maxReplicas) ? self.scaling.maxReplicas <= 1 : !has(self.scaling.replicas) || self.scaling.replicas <= 1)',
        'one pod alone may use a volume of accessModes ReadWriteOncePod: write scaling.replicas 1, or other access modes',
      ),
      rule(
        "!has(self.compute) || self.compute.device != 'gpu' || !has(self.model) || !has(self.model.precision) || " +
          "!(self.model.precision in ['q8', 'q8f16', 'uint8', 'uint8f16'])",
        'a GPU gains nothing from int8 weights, which it leaves to the CPU: write model.precision fp32 or fp16',
      ),
    ],
  });

/** A spec as it is read, with the default that depends on another field. */
export type Spec = z.infer<typeof Spec> & { model: { precision: string } };

export const Condition = z.object({
  type: z.string().max(316).describe('Type of the condition.'),
  status: z.enum(['True', 'False', 'Unknown']).describe('Status of the condition.'),
  reason: z.string().max(1024).describe('Reason for the status, as one word (docs/reference/conditions.md).'),
  message: z.string().max(32768).describe('What the reason means here, and what to do.'),
  lastTransitionTime: z.string().meta({ format: 'date-time' }).describe('Time of the last change of the status.'),
  observedGeneration: z
    .int()
    .min(0)
    .max(Number.MAX_SAFE_INTEGER)
    .optional()
    .describe('Generation of the spec that the condition describes.'),
});

const count = () => z.int().min(0).max(2_147_483_647);
const bytes = () => z.int().min(0).max(Number.MAX_SAFE_INTEGER);

/** status of a TTSService: what the operator has seen. */
export const Status = z
  .object({
    observedGeneration: z
      .int()
      .min(-1)
      .max(Number.MAX_SAFE_INTEGER)
      .optional()
      .describe('Generation of the spec that this status describes. -1 until the operator has seen the object.'),
    phase: z
      .string()
      .max(40)
      .optional()
      .describe(
        'Pending, Resolving, Downloading, Retrying, Starting, RollingOut, Ready, Degraded, ScaledToZero, Suspended or Invalid.',
      ),
    replicas: count().optional().describe('Number of pods.'),
    readyReplicas: count().optional().describe('Number of ready pods.'),
    readyPods: z.string().max(40).optional().describe('Ready pods and desired pods, such as 2/2.'),
    selector: z.string().max(512).optional().describe('Label selector of the pods, for autoscalers.'),
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
        lastVerifiedTime: z
          .string()
          .meta({ format: 'date-time' })
          .optional()
          .describe('Time of the last verification of all files.'),
        source: z
          .string()
          .max(1024)
          .optional()
          .describe('Types and hosts of the sources of the files, such as `npm npm.example, pypi pypi.example`.'),
        pinned: z
          .array(
            z.object({
              id: z.string().max(20).describe('Identifies these files at these sources.'),
              time: z.string().meta({ format: 'date-time' }).describe('When the sources were asked.'),
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
    conditions: z
      .array(Condition)
      .max(16)
      .optional()
      .meta({ 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['type'] })
      .describe(
        'StorageReady, ModelReady, Available, Progressing, their summary Ready, and Autoscaling if there is an autoscaler.',
      ),
  })
  .describe('Observed state.');

export type Status = z.infer<typeof Status>;
export type Condition = z.infer<typeof Condition>;
