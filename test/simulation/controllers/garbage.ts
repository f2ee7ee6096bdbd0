import type { KubeObject, OwnerReference } from '../../../operator/controller/object.ts';
import { MODEL_KINDS } from '../api/kinds.ts';
import type { ModelKind } from '../api/kinds.ts';
import type { Controller, Site } from '../site.ts';

const USER = 'generic-garbage-collector';

/** Deletes what no owner is left of, in the background or before its owner, and orphans what shall stay. */
export function garbage(site: Site): Controller {
  const { server } = site;
  const dependents = new Map<string, Map<string, [ModelKind, string, string]>>();
  const idOf = (kind: ModelKind, { metadata }: KubeObject): string => `${kind}/${metadata.namespace}/${metadata.name}`;

  return {
    name: 'garbage',
    wakes({ kind, old, new: current }) {
      const object = current ?? old;
      if (!object) return [];
      const id = idOf(kind, object);
      for (const { uid } of old?.metadata.ownerReferences ?? []) dependents.get(uid)?.delete(id);
      for (const { uid } of current?.metadata.ownerReferences ?? []) {
        const of = dependents.get(uid) ?? new Map<string, [ModelKind, string, string]>();
        of.set(id, [kind, object.metadata.namespace ?? '', object.metadata.name]);
        dependents.set(uid, of);
      }
      const keys: string[] = [];
      if (current?.metadata.deletionTimestamp || !current)
        keys.push(...(dependents.get(object.metadata.uid ?? '')?.keys() ?? []));
      if (
        current &&
        (current.metadata.ownerReferences !== old?.metadata.ownerReferences || current.metadata.deletionTimestamp)
      )
        keys.push(id);
      for (const { uid, kind: of, name } of (current ? [] : old?.metadata.ownerReferences) ?? [])
        if (of in MODEL_KINDS && server.byUid(of as ModelKind, uid)?.metadata.deletionTimestamp)
          keys.push(`${of}/${object.metadata.namespace}/${name}`);
      return keys;
    },
    act(id) {
      const [kind, namespace = '', name = ''] = id.split('/') as [ModelKind, string, string];
      const object = server.get(kind, namespace, name);
      if (!object) return;
      if (finalizing(kind, object)) return;
      const owners = object.metadata.ownerReferences ?? [];
      if (owners.length === 0 || object.metadata.deletionTimestamp) return;
      const alive = owners.filter((owner) => ownerOf(owner, namespace) !== undefined);
      if (alive.length === 0) return server.remove(kind, object, USER);
      const waited = alive.filter((owner) =>
        ownerOf(owner, namespace)?.metadata.finalizers?.includes('foregroundDeletion'),
      );
      if (waited.length === alive.length) return server.remove(kind, object, USER);
      if (alive.length < owners.length) setOwners(kind, object, alive);
    },
  };

  function ownerOf({ kind, name, uid }: OwnerReference, namespace: string): KubeObject | undefined {
    if (!(kind in MODEL_KINDS)) return undefined;
    const found = server.get(kind as ModelKind, namespace, name);
    return found?.metadata.uid === uid ? found : undefined;
  }

  /** Works on an object that waits for its dependents; false when it does not. */
  function finalizing(kind: ModelKind, object: KubeObject): boolean {
    const { finalizers = [], deletionTimestamp, uid = '' } = object.metadata;
    if (!deletionTimestamp) return false;
    const of = [...(dependents.get(uid)?.values() ?? [])].flatMap(([k, ns, n]) => {
      const one = server.get(k, ns, n);
      return one ? [[k, one] as const] : [];
    });
    if (finalizers.includes('orphan')) {
      for (const [k, one] of of)
        setOwners(
          k,
          one,
          (one.metadata.ownerReferences ?? []).filter((owner) => owner.uid !== uid),
        );
      return release(kind, object, 'orphan');
    }
    if (!finalizers.includes('foregroundDeletion')) return false;
    const blocking = of.filter(([, one]) =>
      one.metadata.ownerReferences?.some((owner) => owner.uid === uid && owner.blockOwnerDeletion),
    );
    return blocking.length === 0 ? release(kind, object, 'foregroundDeletion') : true;
  }

  function release(kind: ModelKind, object: KubeObject, finalizer: string): true {
    server.update(kind, object, USER, (one) => ({
      ...one,
      metadata: { ...one.metadata, finalizers: (one.metadata.finalizers ?? []).filter((other) => other !== finalizer) },
    }));
    return true;
  }

  function setOwners(kind: ModelKind, object: KubeObject, ownerReferences: OwnerReference[]): void {
    const { namespace, name } = object.metadata;
    const { apiVersion, plural } = MODEL_KINDS[kind];
    const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const owners = ownerReferences.length > 0 ? ownerReferences : null;
    server.handle({
      method: 'PATCH',
      path: `${root}/namespaces/${namespace}/${plural}/${name}`,
      contentType: 'application/merge-patch+json',
      body: { metadata: { uid: object.metadata.uid, ownerReferences: owners } },
      user: USER,
    });
  }
}
