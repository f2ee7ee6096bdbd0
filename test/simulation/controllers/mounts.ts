import type { KubeObject } from '../../../operator/controller/object.ts';
import type { Claim, Pod } from '../objects.ts';
import type { Disk, Site } from '../site.ts';
import { emptyDisk } from './claims.ts';

/**
 * Mounts what a pod needs; 'waits' while something of that is missing. The disk is the one that holds models: a claim's, one of the
 * pod's own, or an image's.
 */
export function mounted(
  site: Site,
  pod: Pod,
  node: string,
  images: (reference: string) => string | undefined,
): Disk | undefined | 'waits' {
  const { server } = site;
  const uid = pod.metadata.uid ?? '';
  const namespace = pod.metadata.namespace ?? '';
  let disk: Disk | undefined;
  for (const { name, persistentVolumeClaim: claimed, configMap, secret, emptyDir, image } of pod.spec.volumes ?? []) {
    if (configMap && !server.get('ConfigMap', namespace, configMap.name)) return 'waits';
    if (secret && !server.get('Secret', namespace, secret.secretName)) return 'waits';
    if (emptyDir && name === 'models') disk = { ...emptyDisk(uid, node), owned: true };
    if (image) {
      disk = emptyDisk(uid, node);
      const held = images(image.reference);
      if (held !== undefined) disk.models.set(held, 'whole');
    }
    if (!claimed) continue;
    const claim = server.get<Claim>('PersistentVolumeClaim', namespace, claimed.claimName);
    if (!claim || claim.metadata.deletionTimestamp || claim.status?.phase !== 'Bound') return 'waits';
    disk = site.disks.get(claim.metadata.uid ?? '');
    if (!disk) return 'waits';
    const oneNode = !claim.spec.accessModes.includes('ReadWriteMany');
    if (oneNode && [...disk.mounts.values()].some((other) => other !== node)) return 'waits';
    const first = ![...disk.mounts.values()].includes(node);
    const local = disk.node !== undefined;
    if (claimed.readOnly !== true && (first || !local)) disk.owned = true;
  }
  disk?.mounts.set(uid, node);
  mountLexicons(site, pod);
  return disk;
}

/** Gives a pod the ConfigMap of its lexicons as it is now; what was given before stays when there is none. */
export function mountLexicons({ server, lexicons }: Site, { metadata, spec }: Pod): void {
  const name = spec.volumes?.find((one) => one.name === 'lexicons')?.configMap?.name;
  const found = name === undefined ? undefined : server.get('ConfigMap', metadata.namespace ?? '', name);
  if (found) lexicons.set(metadata.uid ?? '', found['data']);
}

/** The ConfigMap with a model's manifest and sources that a pod mounts. */
export function filesOf({ server }: Site, pod: Pod): KubeObject | undefined {
  const name = pod.spec.volumes?.find((one) => one.name === 'files')?.configMap?.name;
  return name === undefined ? undefined : server.get('ConfigMap', pod.metadata.namespace ?? '', name);
}
