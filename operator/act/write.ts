import { ApiError } from '../cluster/api.ts';
import type { Cluster } from '../cluster/cluster.ts';
import type { KubeObject } from '../controller/object.ts';

/**
 * Applies an object. Where another manager's entry in a list makes the result invalid (a second port of the same name), the lists
 * are set whole once, and applied again so that the fields are owned as always.
 */
export async function write(
  cluster: Cluster,
  object: KubeObject,
  exists: boolean,
  signal: AbortSignal,
): Promise<KubeObject> {
  try {
    return await cluster.apply(object, { signal });
  } catch (error) {
    if (!exists || !(error instanceof ApiError) || error.status !== 422) throw error;
    await cluster.overwrite(object, signal);
    return cluster.apply(object, { signal });
  }
}
