import { keyOf } from '../../../operator/controller/object.ts';
import { quantityValue } from '../../../operator/controller/drift.ts';
import type { Claim, Pod } from '../objects.ts';
import { claimsOf } from '../objects.ts';
import type { Controller, Disk, Site } from '../site.ts';
import { split } from '../site.ts';

const USER = 'kube-controller-manager';

/** Binds claims, grows them, and lets go of those that are deleted once no pod uses them. */
export function claims(site: Site): Controller {
  const { server } = site;
  return {
    name: 'claims',
    wakes({ kind, old, new: current }) {
      const object = current ?? old;
      if (!object) return [];
      if (kind === 'PersistentVolumeClaim') return current ? [keyOf(current)] : [];
      if (kind === 'Pod') return claimsOf(object as Pod).map(({ name }) => `${object.metadata.namespace}/${name}`);
      return [];
    },
    act(key) {
      const claim = server.get<Claim>('PersistentVolumeClaim', ...split(key));
      if (!claim) return;
      if (claim.metadata.deletionTimestamp) {
        if (usersOf(site, claim).length > 0) return;
        server.update('PersistentVolumeClaim', claim, USER, (object) => ({
          ...object,
          metadata: {
            ...object.metadata,
            finalizers: (object.metadata.finalizers ?? []).filter((one) => one !== 'kubernetes.io/pvc-protection'),
          },
        }));
        return;
      }
      if (claim.status?.phase === 'Pending' && site.classes.get(claim.spec.storageClassName ?? '')?.immediate)
        bind(site, claim, undefined);
      else if (claim.status?.phase === 'Bound') grow(site, claim);
    },
  };
}

/** The pods that keep a claim: any that a node has, also after its end. */
export function usersOf({ server }: Site, { metadata }: Claim): Pod[] {
  return [...server.all<Pod>('Pod')].filter(
    (pod) =>
      pod.metadata.namespace === metadata.namespace &&
      pod.spec.nodeName !== undefined &&
      claimsOf(pod).some(({ name }) => name === metadata.name),
  );
}

/** Gives a claim its volume, on a node where the class has local volumes. */
export function bind(site: Site, claim: Claim, node: string | undefined): void {
  const uid = claim.metadata.uid ?? '';
  const local = site.classes.get(claim.spec.storageClassName ?? '')?.local ?? false;
  const at = local ? (node ?? site.nodes.find(({ gone }) => !gone)?.name) : undefined;
  if (!site.disks.has(uid)) site.disks.set(uid, emptyDisk(uid, at));
  site.server.update('PersistentVolumeClaim', claim, USER, (object) => ({
    ...object,
    spec: { ...(object as Claim).spec, volumeName: `pv-${uid}` },
    status: { phase: 'Bound', capacity: { storage: claim.spec.resources.requests.storage } },
  }));
}

export function emptyDisk(claim: string, node: string | undefined): Disk {
  return { claim, node, models: new Map(), full: false, owned: false, mounts: new Map() };
}

function grow(site: Site, claim: Claim): void {
  const wanted = claim.spec.resources.requests.storage;
  const present = claim.status?.capacity?.storage ?? '0';
  if ((quantityValue(wanted) ?? 0) <= (quantityValue(present) ?? 0)) return;
  const disk = site.disks.get(claim.metadata.uid ?? '');
  if (disk) disk.full = false;
  site.server.update('PersistentVolumeClaim', claim, USER, (object) => ({
    ...object,
    status: { phase: 'Bound', capacity: { storage: wanted } },
  }));
}
