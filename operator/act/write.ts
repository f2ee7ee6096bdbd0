import { ApiError } from '../cluster/api.ts';
import type { Cluster } from '../cluster/cluster.ts';
import type { KubeObject } from '../controller/object.ts';
import { isOwned, keepsOwners } from './ownership.ts';

/**
 * Applies an object, over `live` where it exists. Undefined, and nothing written, if its service is gone (`isThere`): owned by that alone,
 * what a person kept of it, or what others use, would be collected. The service is read for this if nobody owns `live`, if an owner of it
 * is to go, or if it has changed meanwhile.
 */
export async function write(
  cluster: Cluster,
  object: KubeObject,
  live: KubeObject | undefined,
  isThere: () => Promise<boolean>,
  signal: AbortSignal,
): Promise<KubeObject | undefined> {
  if (!live || !isOwned(object)) return applied(cluster, object, live !== undefined, signal);
  if (!(isOwned(live) && keepsOwners(object, live)) && !(await isThere())) return undefined;
  try {
    return await applied(cluster, asOf(object, live), true, signal);
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 409) throw error;
    return (await isThere()) ? applied(cluster, object, true, signal) : undefined;
  }
}

/** The object, to be written over this very version. */
function asOf(object: KubeObject, { metadata: { resourceVersion } }: KubeObject): KubeObject {
  return { ...object, metadata: { ...object.metadata, ...(resourceVersion === undefined ? {} : { resourceVersion }) } };
}

/**
 * Where another manager's entry in a list makes the result invalid (a second port of the same name), the lists are set whole once, and
 * applied again so that the fields are owned as always.
 */
async function applied(
  cluster: Cluster,
  object: KubeObject,
  exists: boolean,
  signal: AbortSignal,
): Promise<KubeObject> {
  try {
    return await cluster.apply(object, { signal });
  } catch (error) {
    if (!exists || !(error instanceof ApiError) || error.status !== 422) throw error;
    return cluster.apply(asOf(object, await cluster.overwrite(object, signal)), { signal });
  }
}
