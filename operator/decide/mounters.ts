import type { Problem } from '../api/conditions.ts';
import type { KubeObject } from '../controller/object.ts';
import { ANNOTATION, LABEL } from '../objects/metadata.ts';
import { unseen } from './rollout.ts';
import type { Observed } from '../observe/observed.ts';
import { hasEnded, wantedReplicas, workloadStatus } from '../controller/workloads.ts';

/**
 * What a claim that is to be made or filled has to wait for: servers that could mount it before it is. Those of a Deployment that
 * is verified on this very claim have it already.
 */
export function mustEnd({ claim, mounters: { pods, deployments } }: Observed): Problem | undefined {
  const uid = claim?.metadata.uid;
  const verified = (deployment: KubeObject): boolean =>
    uid !== undefined && deployment.metadata.annotations?.[ANNOTATION.verifiedClaim] === uid;
  const verifiedNames = new Set(deployments.filter(verified).map(({ metadata }) => metadata.name));
  const going = deployments.find((deployment) => !verified(deployment) && !isAtRest(deployment));
  const left = pods.find((pod) => !hasEnded(pod) && !verifiedNames.has(pod.metadata.labels?.[LABEL.service] ?? ''));
  const first = left ?? going;
  if (!first) return undefined;
  const message = `${first.kind} ${first.metadata.name} could still mount the volume. The download starts once its pods have terminated.`;
  return { reason: 'PodsEnding', message };
}

/** Whether a Deployment has no pods and makes none. */
function isAtRest(deployment: KubeObject): boolean {
  return wantedReplicas(deployment) === 0 && !unseen(deployment) && (workloadStatus(deployment).replicas ?? 0) === 0;
}
