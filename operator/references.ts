import type { TTSService } from './api/resource.ts';
import { ApiError } from './cluster/api.ts';
import type { Cluster } from './cluster/cluster.ts';
import type { Reference } from './observed.ts';

/** The versions of the Secret and ConfigMap that a service's downloads read; one that the operator may not look at is left out. */
export async function referencesOf(
  { metadata: { namespace }, spec }: TTSService,
  cluster: Cluster,
  signal: AbortSignal,
): Promise<Reference[]> {
  const { secretRef, caBundleRef } = spec.model;
  const look = async (kind: Reference['kind'], name: string): Promise<Reference[]> => {
    try {
      return [{ kind, name, version: await cluster.versionOf(kind, namespace, name, signal) }];
    } catch (error) {
      if (error instanceof ApiError && error.status === 403) return [];
      throw error;
    }
  };
  const found = await Promise.all([
    ...(secretRef ? [look('Secret', secretRef.name)] : []),
    ...(caBundleRef ? [look('ConfigMap', caBundleRef.name)] : []),
  ]);
  return found.flat();
}
