import { z } from 'zod';
import { ComputeSpec } from './compute-spec.ts';
import { DownloadSpec } from './download-spec.ts';
import { rule } from './fields.ts';
import { ModelSpec } from './model-spec.ts';
import { ImageSpec, PodSpec } from './pod-spec.ts';
import { RolloutSpec, ScalingSpec } from './scaling-spec.ts';
import { NetworkPolicySpec, ServerSpec, ServiceSpec } from './server-spec.ts';
import { StorageSpec } from './storage-spec.ts';

/** Precisions of the catalog that a server on a GPU refuses, too (runtime/model/gpu.ts). */
export const NOT_ON_GPU = ['q4', 'q4f16', 'q8f16', 'uint8', 'uint8f16'];

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
    networkPolicy: NetworkPolicySpec.prefault({}),
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
        "!has(self.scaling) || !has(self.scaling.minReplicas) || self.scaling.minReplicas > 0 || !has(self.service) || !has(self.service.type) || self.service.type == 'ClusterIP'",
        'a service with scaling.minReplicas 0 is woken by requests that name its Service as their host: write service.type ClusterIP, and put an Ingress or a Gateway in front of it',
      ),
      rule(
        "!has(self.compute) || self.compute.device != 'gpu' || !has(self.model) || !has(self.model.precision) || " +
          `!(self.model.precision in [${NOT_ON_GPU.map((precision) => `'${precision}'`).join(', ')}])`,
        'a GPU does not compute with these 4-bit or 8-bit weights: write model.precision fp32, fp16 or q8, which the server turns into floats',
      ),
      rule(
        // As runtime/machine/lanes.ts counts, for the limit of 2Gi where none is written. Other limits cost a rule too much: config/policy
        // warns of them, and the server refuses them.
        '!has(self.server) || !has(self.server.lanes) || type(self.server.lanes) != int || !has(self.compute) || ' +
          "self.compute.device == 'gpu' || has(self.compute.resources) || " +
          '(self.server.lanes - 1) * (has(self.server.sleepAfter) ? 700 : 350) <= 2147 - 1024',
        'server.lanes needs more memory than the default limit of 2Gi: 1024M, and 350M for each lane beyond the first, or 700M with server.sleepAfter. Write compute.resources.limits.memory, or fewer lanes or auto',
      ),
    ],
  });

/** A spec as it is read, with the default that depends on another field. */
export type Spec = z.infer<typeof Spec> & { model: { precision: string } };
