import type { TTSService } from '../api/resource.ts';
import type { KubeObject } from '../controller/object.ts';
import { autoscaled } from '../objects/deployment.ts';
import { digestLabel } from '../api/names.ts';
import { LABEL } from '../objects/metadata.ts';
import type { PinnedModel } from '../model-store/catalog.ts';
import { templateLabel, wantedReplicas, workloadStatus } from '../controller/workloads.ts';

/** Where a Deployment's present pod template is: in all pods, on its way, held up by hand, or given up by its controller. */
export type Rollout = 'complete' | 'underWay' | 'paused' | 'stuck';

/**
 * Judges the rollout by the Deployment's own status (kubernetes.io/docs/concepts/workloads/controllers/deployment/#deployment-status).
 * A pod that crashes later, or a change of the number of pods alone, is no rollout.
 */
export function rolloutOf(deployment: KubeObject): Rollout {
  const status = workloadStatus(deployment);
  if (unseen(deployment)) return 'underWay';
  const { reason } = status.conditions?.find(({ type }) => type === 'Progressing') ?? {};
  if (reason === 'ProgressDeadlineExceeded') return 'stuck';
  const { replicas = 0, updatedReplicas = 0, readyReplicas = 0 } = status;
  const { paused = false } = deployment.spec as { paused?: boolean };
  if (updatedReplicas !== replicas) return paused ? 'paused' : 'underWay';
  return reason === 'NewReplicaSetAvailable' || readyReplicas === wantedReplicas(deployment) ? 'complete' : 'underWay';
}

/** Whether pods of a former template are being replaced: a first start has none. */
export function isReplacing(deployment: KubeObject): boolean {
  const { replicas = 0, updatedReplicas = 0 } = workloadStatus(deployment);
  return replicas > 0 && (unseen(deployment) || updatedReplicas !== replicas);
}

/** Whether the Deployment's controller has yet to look at its present spec. */
export function unseen(deployment: KubeObject): boolean {
  return (workloadStatus(deployment).observedGeneration ?? 0) < (deployment.metadata.generation ?? 0);
}

/** Whether every pod runs the Deployment's present template, and that serves this model. */
export function rolledOut(deployment: KubeObject, model: PinnedModel | undefined): boolean {
  return (
    model !== undefined &&
    templateLabel(deployment, LABEL.digest) === digestLabel(model.digest) &&
    rolloutOf(deployment) === 'complete'
  );
}

/** How many pods have to serve for a service to be Ready; what an autoscaler adds above its least number is not waited for. */
export function neededReplicas(service: TTSService, deployment: KubeObject): number {
  const wanted = wantedReplicas(deployment);
  return autoscaled(service) && wanted > 0 ? Math.max(1, service.spec.scaling.minReplicas ?? 1) : wanted;
}
