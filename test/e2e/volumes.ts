import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { E2eCluster } from './cluster.ts';
import type { Volume } from './host.ts';

/** The folder on this machine that a claim is bound to. */
export async function folderOfClaim({ k, host }: E2eCluster, claim: string, namespace: string): Promise<string> {
  const { spec } = await k.json<{ spec: { volumeName: string } }>(['get', 'pvc', claim, '-n', namespace]);
  const folder = await host?.folderOf(await k.json<Volume>(['get', 'pv', spec.volumeName]));
  if (folder === undefined || !existsSync(folder))
    throw new Error(`${folder ?? spec.volumeName} is not on this machine`);
  return folder;
}

/** Where a service's model is published: the volume's folder and the path below it. */
export async function publishedModel(cluster: E2eCluster, service: string, namespace: string) {
  const { status } = await cluster.k.json<{ status: { volume: string; model: { name: string; digest: string } } }>([
    ...['get', 'tts', service, '-n', namespace],
  ]);
  const { name, digest } = status.model;
  return { root: await folderOfClaim(cluster, status.volume, namespace), path: join(name, digest), digest };
}
