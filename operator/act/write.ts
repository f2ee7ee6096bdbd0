import { ApiError } from '../cluster/api.ts';
import type { Cluster } from '../cluster/cluster.ts';
import type { KindName } from '../cluster/kinds.ts';
import type { KubeObject } from '../controller/object.ts';
import { isOwned, keepsOwners } from './ownership.ts';

/**
 * With this version an apply creates an object, and is refused (409) where one exists: an object that exists has another version, and
 * without an object the version does not count (docs/decisions/0062-create-only.md).
 */
const NO_VERSION = '1';

/**
 * Applies an object, over this very `live` (by uid) where it exists. Undefined, and nothing written, if what is there by now is not what
 * was looked at, or if the service is gone (`isThere`): owned by that alone, what a person kept of it, or what others use, would be
 * collected. The service is read for this if nobody owns `live`, if an owner of it is to go, or if it has changed meanwhile.
 */
export async function write(
  cluster: Cluster,
  object: KubeObject,
  live: KubeObject | undefined,
  isThere: () => Promise<boolean>,
  signal: AbortSignal,
): Promise<KubeObject | undefined> {
  if (!live) return unlessOther(cluster, asOf(object, { resourceVersion: NO_VERSION }), signal);
  const { uid = '', resourceVersion = '' } = live.metadata;
  const over = asOf(object, { uid });
  if (!isOwned(object)) return unlessOther(cluster, over, signal);
  if (!(isOwned(live) && keepsOwners(object, live)) && !(await isThere())) return undefined;
  try {
    return await applied(cluster, asOf(over, { resourceVersion }), signal);
  } catch (error) {
    if (!isConflict(error)) throw error;
    return (await isThere()) ? unlessOther(cluster, over, signal) : undefined;
  }
}

/** Applies an object; undefined if another one has its name by now, or if the one that `uid` is of is gone. */
async function unlessOther(cluster: Cluster, object: KubeObject, signal: AbortSignal): Promise<KubeObject | undefined> {
  try {
    return await applied(cluster, object, signal);
  } catch (error) {
    if (!isConflict(error) && !isInvalid(error)) throw error; // another uid is either, by the kind of the patch
    const { namespace = '', name, uid } = object.metadata;
    const now = await cluster.get(object.kind as KindName, namespace, name, signal);
    if (now?.metadata.uid !== uid) return undefined;
    throw error;
  }
}

function isConflict(error: unknown): boolean {
  return error instanceof ApiError && error.status === 409;
}

function isInvalid(error: unknown): boolean {
  return error instanceof ApiError && error.status === 422;
}

/** The object, to be written over this uid or version alone. */
function asOf(object: KubeObject, very: Pick<KubeObject['metadata'], 'uid' | 'resourceVersion'>): KubeObject {
  return { ...object, metadata: { ...object.metadata, ...very } };
}

/**
 * Where another manager's entry in a list makes the result invalid (a second port of the same name), the lists are set whole once, and
 * applied again so that the fields are owned as always.
 */
async function applied(cluster: Cluster, object: KubeObject, signal: AbortSignal): Promise<KubeObject> {
  try {
    return await cluster.apply(object, { signal });
  } catch (error) {
    const exists = object.metadata.resourceVersion !== NO_VERSION;
    if (!exists || !isInvalid(error)) throw error;
    const { uid = '', resourceVersion = '' } = (await cluster.overwrite(object, signal)).metadata;
    return cluster.apply(asOf(object, { uid, resourceVersion }), { signal });
  }
}
