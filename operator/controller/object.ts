/** A Kubernetes object as JSON, the way the API server sent it, without managedFields but for the names in them. */
export interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
  [field: string]: unknown;
}

export interface ObjectMeta {
  name: string;
  namespace?: string;
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  creationTimestamp?: string;
  deletionTimestamp?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  ownerReferences?: OwnerReference[];
  finalizers?: string[];
  /** Who has set fields of it, the last one first. */
  managers?: string[];
}

export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
  blockOwnerDeletion?: boolean;
}

/** `namespace/name`, or `name` of a cluster-wide object: the key of caches and queues. */
export function keyOf(object: { metadata: { name: string; namespace?: string } }): string {
  const { namespace, name } = object.metadata;
  return namespace === undefined ? name : `${namespace}/${name}`;
}

/**
 * Whether version a is older than b. Resource versions of one resource type compare as integers
 * (Kubernetes API concepts, "Resource versions"; KEP-5504).
 */
export function olderVersion(a: string | undefined, b: string | undefined): boolean {
  const [x, y] = [a ?? '', b ?? ''];
  return x.length === y.length ? x < y : x.length < y.length;
}

/** A time as the API server writes it: whole seconds of UTC. */
export function timestamp(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
}
