import type { E2eCluster } from './cluster.ts';

/** What a service's model names so that its downloads trust what the sample's trust. */
export interface Trust {
  caBundleRef?: { name: string; key?: string };
}

/** Makes a namespace with Pod Security "restricted", and puts the sample's certificate authorities there. */
export async function ownNamespace({ k }: E2eCluster, name: string): Promise<Trust> {
  const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' };
  await k.apply(JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } }));
  return trustOfSample({ k }, name);
}

/** Puts the sample's certificate authorities into a namespace. */
export async function trustOfSample({ k }: Pick<E2eCluster, 'k'>, namespace: string): Promise<Trust> {
  const sample = ['pattern-tts', '-n', 'pattern-agentic'];
  const { spec } = await k.json<{ spec: { model: Trust } }>(['get', 'tts', ...sample]);
  const { caBundleRef } = spec.model;
  if (caBundleRef === undefined) return {};
  const { data } = await k.json<{ data: object }>(['get', 'configmap', caBundleRef.name, '-n', 'pattern-agentic']);
  const metadata = { name: caBundleRef.name, namespace };
  await k.apply(JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata, data }));
  return { caBundleRef };
}
