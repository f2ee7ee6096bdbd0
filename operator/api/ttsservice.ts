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
        'Shared: one claim per namespace and model, filled once. PerPod: every pod downloads into its own emptyDir. ' +
          'ExistingClaim: a claim of yours that already holds the model. Image: an OCI image volume that holds it.',
      ),
    size: z
      .string()
      .regex(QUANTITY_PATTERN)
      .max(20)
      .default('2Gi')
      .describe('Size of the volume. It can grow, never shrink.')
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
        'Access modes of the claim. With ReadWriteOnce all pods run on the volume’s node; with ReadWriteOncePod there is one pod, and a claim for each service.',
      ),
    reclaimPolicy: z
      .enum(['Delete', 'Retain'])
      .default('Delete')
      .describe('Whether the claim goes with its last TTSService, or stays for the next one.'),
    claimName: objectName('Name of the claim, for mode ExistingClaim.').optional(),
    image: z
      .string()
      .min(1)
      .max(512)
      .optional()
      .describe('Reference of the image that holds the model, for mode Image.'),
  })
  .describe('Where the model files are kept.')
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
    device: z.enum(['cpu', 'gpu']).default('cpu').describe('What the model runs on.'),
    gpu: z
      .object({
        resourceName: z
          .string()
          .min(1)
          .max(253)
          .optional()
          .describe('Extended resource of the GPU. Default: nvidia.com/gpu.'),
        count: z.int().min(1).max(16).optional().describe('GPUs of one pod. Default: 1.'),
      })
      .optional()
      .describe('The GPU of one pod, with device gpu.'),
    resources: z
      .object({
        requests: z.record(z.string(), quantity('Amount.')).meta({ maxProperties: 16 }).optional(),
        limits: z.record(z.string(), quantity('Amount.')).meta({ maxProperties: 16 }).optional(),
      })
      .optional()
      .describe(
        'Requests and limits of one pod. Default: requests of 1 CPU and 1Gi of memory, limits of 2 CPUs and 2Gi; what is written here replaces all of them.',
      ),
  })
  .describe('What one pod computes on.')
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
        'A fixed number of pods; `kubectl scale tts` sets it. With maxReplicas only 0 counts: it stops all pods.',
      ),
    minReplicas: z.int().min(1).max(1000).optional().describe('Least number of pods while autoscaling. Default 1.'),
    maxReplicas: z.int().min(1).max(1000).optional().describe('Most pods; setting it turns autoscaling on.'),
    targetCPUUtilization: z
      .int()
      .min(1)
      .max(100)
      .optional()
      .describe('Average CPU use, in percent of the request, that the autoscaler aims at. Default 70.'),
    targetQueueDepth: z
      .int()
      .min(1)
      .max(1000)
      .optional()
      .describe(
        'Segments of speech waiting in one pod (tts_queue_depth) that the autoscaler aims at, besides CPU use. ' +
          'Needs an adapter for custom.metrics.k8s.io; condition Autoscaling tells when there is none.',
      ),
  })
  .describe(
    'How many pods serve: replicas for a fixed number, or minReplicas and maxReplicas, which win over replicas where both are set.',
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
    maxSurge: z.int().min(0).max(1000).default(1).describe('Pods that may run above the wanted number.'),
    maxUnavailable: z
      .int()
      .min(0)
      .max(1000)
      .default(0)
      .describe(
        'Pods that may be missing. 1, with maxSurge 0, where there is no room for one pod more, such as a node with one GPU.',
      ),
  })
  .describe(
    'How pods are replaced, in the words of a Deployment. With accessModes ReadWriteOncePod the old pod always ends first.',
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
    environment: z.enum(['dev', 'staging', 'prod']).default('dev').describe('Becomes TTS_ENVIRONMENT.'),
    logLevel: z.enum(['DEBUG', 'INFO', 'WARNING', 'ERROR']).default('INFO').describe('Becomes TTS_LOG_LEVEL.'),
    maxTextLength: z.int().min(1).max(32_768).default(4096).describe('Characters that one request may have.'),
    apiKeysSecretRef: z
      .object({ name: objectName('Secret in the same namespace; every value is one key.') })
      .optional()
      .describe('API keys that clients must send as a bearer token. Unset: no key is asked for.'),
    env: z
      .array(
        z.object({
          name: z
            .string()
            .min(1)
            .max(128)
            .regex(/^[A-Za-z_][A-Za-z0-9_]*$/),
          value: z.string().max(4096).default(''),
        }),
      )
      .max(64)
      .default([])
      .describe('More environment variables of the server.'),
  })
  .describe('Settings of the speech server.');

const ServiceSpec = z
  .object({
    type: z.enum(['ClusterIP', 'NodePort', 'LoadBalancer']).default('ClusterIP').describe('Type of the Service.'),
    port: z.int().min(1).max(65535).default(80).describe('Port of the Service; it leads to the server’s port 8205.'),
    annotations: stringMap('Annotations of the Service.').default({}),
  })
  .describe('The Service in front of the pods; its name is the TTSService’s with -service.');

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
        enabled: z.boolean().default(true).describe('Let only the API port in, and nothing out.'),
        egress: z
          .array(preserved('One egress rule of a Kubernetes NetworkPolicy.'))
          .max(32)
          .optional()
          .describe(
            'What the pods may connect to. Servers need nothing, so that the default is nothing; with storage.mode PerPod, whose pods download, everything.',
          ),
      })
      .describe('The NetworkPolicy around the pods.')
      .prefault({}),
    suspend: z.boolean().default(false).describe('Stops all pods and downloads; the model files stay.'),
  })
  .describe('What is wanted.')
  .meta({
    'x-kubernetes-validations': [
      rule(
        // The default of the whole spec is checked before the defaults of its parts are filled in.
        "!has(self.storage) || !has(self.scaling) || !(self.storage.mode in ['Shared', 'ExistingClaim']) || " +
          "!self.storage.accessModes.exists(mode, mode == 'ReadWriteOncePod') || " +
          '(has(self.scaling.maxReplicas) ? self.scaling.maxReplicas <= 1 : !has(self.scaling.replicas) || self.scaling.replicas <= 1)',
        'one pod alone may use a volume of accessModes ReadWriteOncePod: write scaling.replicas 1, or other access modes',
      ),
    ],
  });

export type Spec = z.infer<typeof Spec>;

export const Condition = z.object({
  type: z.string().max(316),
  status: z.enum(['True', 'False', 'Unknown']),
  reason: z.string().max(1024),
  message: z.string().max(32768),
  lastTransitionTime: z.string().meta({ format: 'date-time' }),
  observedGeneration: z.int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
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
      .describe('Generation of the spec that this status speaks of; -1 before the first look.'),
    phase: z
      .string()
      .max(40)
      .optional()
      .describe(
        'Pending, Downloading, Retrying, Starting, RollingOut, Ready, Degraded, ScaledToZero, Suspended or Invalid.',
      ),
    replicas: count().optional().describe('Pods that exist.'),
    readyReplicas: count().optional().describe('Pods that serve.'),
    readyPods: z.string().max(40).optional().describe('Serving and wanted pods, such as 2/2.'),
    selector: z.string().max(512).optional().describe('Label selector of the pods, for autoscalers.'),
    endpoint: z.string().max(512).optional().describe('Address of the speech API inside the cluster.'),
    volume: z.string().max(253).optional().describe('Claim that holds the model.'),
    model: z
      .object({
        name: z.string().max(64).optional(),
        precision: z.string().max(20).optional(),
        digest: z.string().max(64).optional().describe('sha256 of the model’s manifest.'),
        phase: z
          .string()
          .max(40)
          .optional()
          .describe('Waiting, Resolving, Resolved, Downloading, Retrying, Verified or PerPod.'),
        filesVerified: z.string().max(40).optional().describe('Files verified, of all files, such as 61/61.'),
        bytesDownloaded: bytes().optional(),
        bytesTotal: bytes().optional(),
        bytesPerSecond: bytes().optional(),
        progressPercent: z.int().min(0).max(100).optional(),
        etaSeconds: count().optional().describe('Seconds until the download ends at its present speed.'),
        lastVerifiedTime: z.string().meta({ format: 'date-time' }).optional(),
        source: z
          .string()
          .max(1024)
          .optional()
          .describe(
            'Kinds and hosts of the sources that the files came from, such as `npm npm.example, pypi pypi.example`.',
          ),
        pinned: z
          .array(
            z.object({
              id: z.string().max(20).describe('Stands for these files at these places.'),
              time: z.string().meta({ format: 'date-time' }).describe('When the sources were asked.'),
              files: z
                .array(z.object({ path: z.string().max(255), size: bytes(), sha256: z.string().max(64) }))
                .max(200),
            }),
          )
          .max(8)
          .optional()
          .describe(
            'Sizes and digests that the catalog does not have and the sources were asked for, once. Downloads must match them.',
          ),
        attempts: count().optional().describe('Downloads tried for this digest.'),
      })
      .optional()
      .describe('The model files on the volume.'),
    conditions: z
      .array(Condition)
      .max(16)
      .optional()
      .meta({ 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['type'] })
      .describe(
        'StorageReady, ModelReady, Available, Progressing, their summary Ready, and Autoscaling where there is an autoscaler.',
      ),
  })
  .describe('What the operator has seen.');

export type Status = z.infer<typeof Status>;
export type Condition = z.infer<typeof Condition>;
