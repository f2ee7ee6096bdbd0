import type { TTSService } from '../api/resource.ts';
import { ApiError } from '../cluster/api.ts';
import type { Cluster } from '../cluster/cluster.ts';
import type { KubeObject } from '../controller/object.ts';
import { wantedReplicas, workloadStatus } from '../controller/workloads.ts';
import type { Reference } from './observed.ts';

/** The versions of the Secret and ConfigMap that a service's downloads read; one that the operator may not look at is left out. */
export async function referencesOf(
  { metadata: { namespace }, spec }: TTSService,
  cluster: Cluster,
  signal: AbortSignal,
): Promise<Reference[]> {
  const { secretRef, caBundleRef } = spec.model;
  const found = await Promise.all([
    ...(secretRef ? [look('Secret', namespace, secretRef.name, cluster, signal)] : []),
    ...(caBundleRef ? [look('ConfigMap', namespace, caBundleRef.name, cluster, signal)] : []),
  ]);
  return found.filter((reference) => reference !== undefined);
}

/** The version of one Secret or ConfigMap; undefined when the operator may not look at it. */
export async function look(
  kind: Reference['kind'],
  namespace: string,
  name: string,
  cluster: Cluster,
  signal: AbortSignal,
): Promise<Reference | undefined> {
  try {
    return { kind, name, version: await cluster.versionOf(kind, namespace, name, signal) };
  } catch (error) {
    if (error instanceof ApiError && error.status === 403) return undefined;
    throw error;
  }
}

/** Looks at the Secret with API keys while pods do not get ready: the kubelet tells of one that is missing in Events alone. */
export async function keys(
  { metadata: { namespace }, spec }: TTSService,
  deployment: KubeObject | undefined,
  cluster: Cluster,
  signal: AbortSignal,
): Promise<Reference | undefined> {
  const named = spec.server.apiKeysSecretRef?.name;
  const { replicas = 0, readyReplicas = 0, updatedReplicas = 0 } = workloadStatus(deployment);
  const settled = Math.min(readyReplicas, updatedReplicas) >= Math.max(replicas, wantedReplicas(deployment));
  return named === undefined || settled ? undefined : look('Secret', namespace, named, cluster, signal);
}
