import { quantityValue } from '../../../operator/controller/drift.ts';
import { keyOf } from '../../../operator/controller/object.ts';
import type { Claim, Pod } from '../objects.ts';
import { claimsOf } from '../objects.ts';
import type { Controller, Node, Site } from '../site.ts';
import { split } from '../site.ts';
import { bind, usersOf } from './claims.ts';

const GPU = 'nvidia.com/gpu';

/** Puts pods on nodes: selectors, taints, affinity to other pods, volumes of one node and of one pod. */
export function scheduler(site: Site): Controller {
  const { server } = site;
  const pending = new Set<string>();
  return {
    name: 'scheduler',
    wakes({ kind, old, new: current }) {
      const object = current ?? old;
      if (!object) return [];
      if (kind === 'Pod') {
        const pod = current as Pod | undefined;
        if (pod && pod.spec.nodeName === undefined) {
          pending.add(keyOf(pod));
          return old ? [] : [keyOf(pod)];
        }
        if (old) pending.delete(keyOf(old));
        return current && old && (old as Pod).spec.nodeName !== undefined && !pod?.metadata.deletionTimestamp
          ? []
          : [...pending];
      }
      return kind === 'PersistentVolumeClaim' ? [...pending] : [];
    },
    act(key) {
      const pod = server.get<Pod>('Pod', ...split(key));
      if (!pod || pod.spec.nodeName !== undefined || pod.metadata.deletionTimestamp) {
        pending.delete(key);
        return;
      }
      const found = place(site, pod);
      if (typeof found === 'string') {
        tellUnschedulable(site, pod, found);
        return;
      }
      pending.delete(key);
      for (const claim of found.unbound) bind(site, claim, found.node.name);
      server.update('Pod', pod, 'kube-scheduler', (object) => ({
        ...object,
        spec: { ...(object as Pod).spec, nodeName: found.node.name },
        status: { ...(object as Pod).status, phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'True' }] },
      }));
    },
  };
}

function place(site: Site, pod: Pod): { node: Node; unbound: Claim[] } | string {
  const { server, nodes } = site;
  const namespace = pod.metadata.namespace ?? '';
  const unbound: Claim[] = [];
  let fits = nodes.filter(({ up, gone }) => up && !gone);
  for (const { name } of claimsOf(pod)) {
    const claim = server.get<Claim>('PersistentVolumeClaim', namespace, name);
    if (!claim) return `persistentvolumeclaim "${name}" not found`;
    if (claim.metadata.deletionTimestamp) return `persistentvolumeclaim "${name}" is being deleted`;
    if (claim.status?.phase === 'Lost') return `persistentvolumeclaim "${name}" bound to non-existent persistentvolume`;
    const kept = usersOf(site, claim).filter(
      (other) => other.status?.phase !== 'Succeeded' && other.status?.phase !== 'Failed',
    );
    if (claim.spec.accessModes.includes('ReadWriteOncePod') && kept.length > 0)
      return '0/3 nodes are available: 3 node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access mode.';
    if (claim.status?.phase === 'Bound') {
      const node = site.disks.get(claim.metadata.uid ?? '')?.node;
      if (node !== undefined) fits = fits.filter((one) => one.name === node);
    } else {
      const storageClass = site.classes.get(claim.spec.storageClassName ?? '');
      if (!storageClass || storageClass.immediate) return 'pod has unbound immediate PersistentVolumeClaims.';
      unbound.push(claim);
    }
  }
  const { nodeSelector = {}, tolerations = [], affinity } = pod.spec;
  fits = fits.filter(({ labels }) => Object.entries(nodeSelector).every(([key, value]) => labels[key] === value));
  const lacking = lackingOf(pod);
  if (lacking !== undefined) return `0/${nodes.length} nodes are available: ${nodes.length} Insufficient ${lacking}.`;
  const untainted = fits.filter(({ taints }) =>
    taints.every((taint) => tolerations.some(({ key }) => key === undefined || key === taint)),
  );
  if (fits.length > 0 && untainted.length === 0)
    return `0/${nodes.length} nodes are available: ${fits.length} node(s) had untolerated taint {${fits[0]?.taints[0]}: }.`;
  fits = untainted;
  for (const term of affinity?.podAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []) {
    const wanted = Object.entries(term.labelSelector?.matchLabels ?? {});
    const matches = ({ metadata }: Pod): boolean => wanted.every(([key, value]) => metadata.labels?.[key] === value);
    const there = [...server.all<Pod>('Pod')].filter(
      (other) =>
        other.metadata.namespace === namespace &&
        other.spec.nodeName !== undefined &&
        other.status?.phase !== 'Succeeded' &&
        other.status?.phase !== 'Failed' &&
        matches(other),
    );
    if (there.length === 0 && matches(pod)) continue; // the first of its kind may go anywhere
    fits = fits.filter(({ name }) => there.some(({ spec }) => spec.nodeName === name));
  }
  if (fits.length === 0)
    return `0/${nodes.length} nodes are available: ${nodes.length} node(s) didn't match Pod's node affinity/selector.`;
  return { node: site.random('scheduler').pick(fits), unbound };
}

function tellUnschedulable({ server }: Site, pod: Pod, message: string): void {
  if (pod.status?.conditions?.[0]?.message === message) return;
  server.update('Pod', pod, 'kube-scheduler', (object) => ({
    ...object,
    status: {
      phase: 'Pending',
      conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message }],
    },
  }));
}

/** What a pod asks for that no node has: a device that is no GPU of the usual kind, or cores by the hundred. */
function lackingOf({ spec }: Pod): string | undefined {
  const asked = spec.containers.flatMap(({ resources }) => Object.entries(resources?.requests ?? {}));
  return asked.find(([name, value]) =>
    name.includes('/') ? name !== GPU : name === 'cpu' && (quantityValue(value) ?? 0) > 100,
  )?.[0];
}
