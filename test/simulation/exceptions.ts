import { KIND } from '../../operator/api/fields.ts';
import type { Status } from '../../operator/api/status.ts';
import type { KubeObject } from '../../operator/controller/object.ts';
import { LABEL, isManaged } from '../../operator/objects/metadata.ts';
import type { ModelKind } from './api/kinds.ts';
import { usersOf } from './controllers/claims.ts';
import type { Claim, Pod } from './objects.ts';
import { claimsOf, isActive } from './objects.ts';
import type { World } from './world.ts';

export const COMPARED = [
  ...(['PersistentVolumeClaim', 'ConfigMap', 'Deployment', 'Service'] as const),
  ...(['HorizontalPodAutoscaler', 'PodDisruptionBudget', 'NetworkPolicy'] as const),
] satisfies ModelKind[];

/** Whether a person has scaled the Deployment of an autoscaled service to zero: it stays so until it is scaled up again. */
function isZeroed(world: World, { metadata, spec }: KubeObject): boolean {
  const { scaling } = spec as { scaling: { maxReplicas?: number } };
  const deployment = world.server.get('Deployment', metadata.namespace ?? '', metadata.name);
  return scaling.maxReplicas !== undefined && world.zeroed.has(deployment?.metadata.uid ?? '');
}

/** Whether a service serves from a claim that a person has deleted: it goes on until its pods end. */
function waitsForClaim(world: World, { metadata, status }: KubeObject): boolean {
  const { volume = '' } = (status ?? {}) as Status;
  const claim = world.server.get<Claim>('PersistentVolumeClaim', metadata.namespace ?? '', volume);
  return claim !== undefined && (claim.metadata.deletionTimestamp !== undefined || claim.status?.phase === 'Lost');
}

/** Whether what happened, and not the operator, keeps a service from what its spec would come to if it were made now. */
export function isHeldUp(world: World, service: KubeObject): boolean {
  return waitsForClaim(world, service) || isZeroed(world, service) || isTied(world, service) || isApart(world, service);
}

/**
 * Whether a pod, or that of a Job, is on another node than others that have mounted its claim, which only one node may mount, where a
 * service names the claim as its own: its pods are kept beside no others. The scheduler does not look at that; whether they meet is chance.
 */
function isApart(world: World, { metadata: { namespace = '', name }, spec, status }: KubeObject): boolean {
  const namedBy = (one: unknown): string | undefined => (one as { storage: { claimName?: string } }).storage.claimName;
  const claimName = namedBy(spec) ?? (status as Status | undefined)?.volume ?? '';
  const claim = world.server.get<Claim>('PersistentVolumeClaim', namespace, claimName);
  if (!claim || claim.spec.accessModes.includes('ReadWriteMany')) return false;
  const isNamed = [...world.server.all(KIND)].some(
    (one) => one.metadata.namespace === namespace && namedBy(one['spec']) === claimName,
  );
  if (!isNamed) return false;
  const nodes = [...(world.disks.get(claim.metadata.uid ?? '')?.mounts.values() ?? [])];
  return usersOf(world, claim).some(
    (pod) => isActive(pod) && isOfService(world, pod, name) && nodes.some((node) => node !== pod.spec.nodeName),
  );
}

/** Whether a pod serves for a service, or is that of its Job. */
function isOfService({ server }: World, { metadata }: Pod, name: string): boolean {
  const { namespace = '', labels, ownerReferences = [] } = metadata;
  const ofJob = ownerReferences.some((owner) =>
    server.get('Job', namespace, owner.name)?.metadata.ownerReferences?.some((service) => service.name === name),
  );
  return labels?.[LABEL.service] === name || ofJob;
}

/** Whether pods, or those of its Jobs, have to run on nodes where their volume, which only one node may mount, is not. */
function isTied(world: World, { metadata: { namespace = '', name } }: KubeObject): boolean {
  return [...world.server.all<Pod>('Pod')].some(
    (pod) =>
      isActive(pod) &&
      pod.metadata.namespace === namespace &&
      isOfService(world, pod, name) &&
      Object.keys(pod.spec.nodeSelector ?? {}).length > 0 &&
      claimsOf(pod).length > 0 &&
      (pod.status?.conditions ?? []).some(({ message = '' }) => message.includes('node affinity/selector')),
  );
}

/** Whether a volume's object belongs to a service that wants another volume and does not serve from that yet. */
export function isFormer(world: World, { metadata }: KubeObject): boolean {
  if (metadata.labels?.[LABEL.volume] === undefined) return false;
  return (metadata.ownerReferences ?? []).some(({ uid }) => {
    const status = world.server.byUid(KIND, uid)?.['status'] as Status | undefined;
    return status?.conditions?.some(
      ({ type, status: is, reason }) =>
        (type === 'ModelReady' && is !== 'True') || (type === 'Progressing' && reason !== 'Settled'),
    );
  });
}

/** Whether pods hold on to what nobody wants: those that a person orphaned run on, and those of Jobs keep a claim that is being deleted. */
export function isHeld(world: World, object: KubeObject): boolean {
  const { namespace, labels, deletionTimestamp } = object.metadata;
  const keeps = (pod: Pod): boolean => isActive(pod) || !isRemoved(world, pod);
  if (object.kind === 'PersistentVolumeClaim' && deletionTimestamp && usersOf(world, object as Claim).some(keeps))
    return true;
  const volume = labels?.[LABEL.volume];
  return [...world.server.all<Pod>('Pod')].some(
    ({ metadata, status }) =>
      volume !== undefined &&
      metadata.namespace === namespace &&
      metadata.labels?.[LABEL.volume] === volume &&
      !metadata.ownerReferences?.some(({ kind }) => kind === 'Job') &&
      status?.phase !== 'Failed',
  );
}

/** Whether a pod is of a Deployment, which removes those of former templates, also where they have ended, once the next ones serve. */
function isRemoved({ server }: World, { metadata }: Pod): boolean {
  const set = metadata.ownerReferences?.find(({ kind }) => kind === 'ReplicaSet');
  const found = set && server.get('ReplicaSet', metadata.namespace ?? '', set.name);
  return (found?.metadata.ownerReferences ?? []).length > 0;
}

/** Whether a person has something under a name that a service wants: it is told once there is a model to serve, which others may have fetched. */
export function isNameTaken({ server }: World, { metadata: { namespace = '', name } }: KubeObject): boolean {
  return COMPARED.some((kind) => {
    const object = server.get(kind, namespace, kind === 'Service' ? `${name}-service` : name);
    return object !== undefined && isPersons(object);
  });
}

export function isPersons(object: KubeObject): boolean {
  return !isManaged(object) && !object.metadata.ownerReferences;
}
