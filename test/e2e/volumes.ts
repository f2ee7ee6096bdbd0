import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { E2eCluster } from './cluster.ts';

/** The folder on the embedded node's disk that a claim is bound to. */
export async function folderOfClaim(cluster: E2eCluster, claim: string, namespace: string): Promise<string> {
  const { spec } = await cluster.k.json<{ spec: { volumeName: string } }>(['get', 'pvc', claim, '-n', namespace]);
  const folder = readdirSync(cluster.volumes ?? '').find((name) => name.startsWith(spec.volumeName));
  if (folder === undefined) throw new Error(`no volume ${spec.volumeName} in ${cluster.volumes}`);
  return join(cluster.volumes ?? '', folder);
}

/** Where a service's model is published: the volume's folder and the path below it. */
export async function publishedModel(cluster: E2eCluster, service: string, namespace: string) {
  const { status } = await cluster.k.json<{ status: { volume: string; model: { name: string; digest: string } } }>([
    ...['get', 'tts', service, '-n', namespace],
  ]);
  const { name, digest } = status.model;
  return { root: await folderOfClaim(cluster, status.volume, namespace), path: join(name, digest), digest };
}
