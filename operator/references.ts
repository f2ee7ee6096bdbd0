import type { TTSService } from './api/resource.ts';
import type { Cluster } from './cluster/cluster.ts';
import type { Reference } from './observed.ts';

/** The versions of the Secret and ConfigMap that a service's downloads read. */
export async function referencesOf(
  { metadata: { namespace }, spec }: TTSService,
  cluster: Cluster,
  signal: AbortSignal,
): Promise<Reference[]> {
  const { secretRef, caBundleRef } = spec.model;
  const named: Pick<Reference, 'kind' | 'name'>[] = [
    ...(secretRef ? [{ kind: 'Secret' as const, name: secretRef.name }] : []),
    ...(caBundleRef ? [{ kind: 'ConfigMap' as const, name: caBundleRef.name }] : []),
  ];
  return Promise.all(
    named.map(async ({ kind, name }) => ({
      kind,
      name,
      version: await cluster.versionOf(kind, namespace, name, signal),
    })),
  );
}
