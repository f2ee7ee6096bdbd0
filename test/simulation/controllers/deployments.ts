import type { KubeObject } from '../../../operator/controller/object.ts';
import { keyOf } from '../../../operator/controller/object.ts';
import type { Condition, Deployment, Pod, PodTemplate } from '../objects.ts';
import { isActive, isReady } from '../objects.ts';
import { hash } from '../random.ts';
import type { Controller, Site } from '../site.ts';
import { split } from '../site.ts';
import { makePod, podFrom } from './pods.ts';

const USER = 'kube-controller-manager';
/** Why pods may not be made. */
const FORBIDDEN = [
  'exceeded quota: small, requested: pods=1, used: pods=9, limited: pods=9',
  'violates PodSecurity "restricted:latest": seccompProfile',
];
type ReplicaSet = KubeObject & { spec: { template: PodTemplate } };

/** Keeps a Deployment's pods: the Deployment and ReplicaSet controllers in one. */
export function deployments(site: Site): Controller {
  const { server, loop } = site;
  const waiting = new Set<string>();
  const progress = new Map<string, { sign: string; at: number }>();
  const controller: Controller = {
    name: 'deployments',
    wakes({ kind, old, new: current }) {
      const object = current ?? old;
      if (!object) return [];
      if (kind === 'Deployment') return current ? [keyOf(current)] : [];
      if (kind !== 'Pod') return [];
      const set = object.metadata.ownerReferences?.find((owner) => owner.kind === 'ReplicaSet');
      return set ? [`${object.metadata.namespace}/${set.name.slice(0, set.name.lastIndexOf('-'))}`] : [];
    },
    act(key) {
      const deployment = server.get<Deployment>('Deployment', ...split(key));
      if (!deployment || deployment.metadata.deletionTimestamp) return;
      const current = setOf(deployment);
      if (!current) return again(key, 1_000);
      const sets = [...server.all<ReplicaSet>('ReplicaSet')].filter((one) => owned(one, deployment));
      const pods = [...server.all<Pod>('Pod')].filter((pod) => sets.some((set) => owned(pod, set)));
      const live = pods.filter(isActive);
      const fresh = live.filter((pod) => owned(pod, current));
      const former = live.filter((pod) => !owned(pod, current));
      const failure = scale(deployment, current, fresh, former, pods);
      tell(deployment, current, failure);
      if (failure) again(key, 10_000);
    },
  };
  return controller;

  /** Looks at a Deployment once more after a time, as a queue does: once for however often that was asked. */
  function again(key: string, ms: number): void {
    if (waiting.has(key)) return;
    waiting.add(key);
    loop.after(ms, () => {
      waiting.delete(key);
      controller.act(key);
    });
  }

  function setOf(deployment: Deployment): ReplicaSet | undefined {
    const { template } = deployment.spec;
    const name = `${deployment.metadata.name}-${hash(JSON.stringify(template)).toString(36)}`;
    const there = server.get<ReplicaSet>('ReplicaSet', deployment.metadata.namespace ?? '', name);
    if (there && owned(there, deployment)) return there;
    const { metadata } = podFrom(template, deployment, name);
    if (there?.metadata.ownerReferences) return undefined; // of a deleted Deployment of this name: about to go
    if (there)
      return server.update('ReplicaSet', there, USER, (object) => ({
        ...object,
        metadata: { ...object.metadata, ownerReferences: metadata.ownerReferences ?? [] },
      })) as ReplicaSet;
    return server.create(
      { apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata, spec: { template } },
      USER,
    ) as ReplicaSet;
  }

  /** Makes and ends pods as the strategy allows; returns why a pod could not be made. */
  function scale(
    deployment: Deployment,
    current: ReplicaSet,
    fresh: Pod[],
    former: Pod[],
    all: Pod[],
  ): string | undefined {
    const { replicas: wanted = 1, strategy, paused } = deployment.spec;
    const recreate = strategy?.type === 'Recreate';
    const surge = recreate ? 0 : amount(strategy?.rollingUpdate?.maxSurge ?? 1, wanted, true);
    const unavailable = recreate ? wanted : amount(strategy?.rollingUpdate?.maxUnavailable ?? 0, wanted, false);
    const total = fresh.length + former.length;
    if (paused && former.length > 0) return undefined;
    if (wanted === 0) {
      for (const pod of [...fresh, ...former]) server.remove('Pod', pod, USER);
      return undefined;
    }
    if (recreate && former.length > 0) {
      for (const pod of former) server.remove('Pod', pod, USER);
      return undefined;
    }
    if (recreate && all.some((pod) => !owned(pod, current) && pod.metadata.deletionTimestamp)) return undefined;
    const excess = fresh.length - wanted;
    if (excess > 0) {
      const order = [...fresh].sort((a, b) => Number(isReady(a)) - Number(isReady(b)));
      for (const pod of order.slice(0, excess)) server.remove('Pod', pod, USER);
    }
    let room = Math.min(wanted - fresh.length, wanted + surge - total);
    let failure: string | undefined;
    for (; room > 0; room--) {
      if (!site.podsAllowed) {
        failure = `pods "${deployment.metadata.name}" is forbidden: ${FORBIDDEN[hash(current.metadata.name) % FORBIDDEN.length]}`;
        break;
      }
      makePod(site, current.spec.template, current, USER);
    }
    if (former.length > 0) {
      const least = wanted - unavailable;
      const idle = former.filter((pod) => !isReady(pod));
      const starting = fresh.filter((pod) => !isReady(pod)).length;
      let may = Math.max(0, total - least - starting);
      for (const pod of idle) if (may-- > 0) server.remove('Pod', pod, USER);
      const serving = former.filter((pod) => isReady(pod));
      let spare = fresh.filter((pod) => isReady(pod)).length + serving.length - least;
      for (const pod of serving) if (spare-- > 0) server.remove('Pod', pod, USER);
    }
    return failure;
  }

  /** Takes former ReplicaSets away once a rollout is complete, the oldest first; what is left of their pods goes with them. */
  function forget(deployment: Deployment, sets: ReplicaSet[], current: ReplicaSet, live: Pod[]): void {
    const idle = sets.filter((set) => set !== current && !live.some((pod) => owned(pod, set)));
    const most = deployment.spec.revisionHistoryLimit ?? 10;
    for (const set of idle.slice(0, Math.max(0, idle.length - most))) server.remove('ReplicaSet', set, USER);
  }

  function tell(deployment: Deployment, current: ReplicaSet, failure: string | undefined): void {
    const key = keyOf(deployment);
    const sets = [...server.all<ReplicaSet>('ReplicaSet')].filter((one) => owned(one, deployment));
    const live = [...server.all<Pod>('Pod')].filter((pod) => isActive(pod) && sets.some((set) => owned(pod, set)));
    const updated = live.filter((pod) => owned(pod, current));
    const ready = live.filter(isReady);
    const { replicas: wanted = 1 } = deployment.spec;
    const complete = updated.length === wanted && live.length === wanted && ready.length === wanted;
    if (complete) forget(deployment, sets, current, live);
    const uid = deployment.metadata.uid ?? '';
    const sign = [current.metadata.name, updated.length, live.length - updated.length, ready.length].join('/');
    const known = progress.get(uid);
    if (!known || known.sign !== sign) progress.set(uid, { sign, at: loop.now });
    const since = loop.now - (progress.get(uid)?.at ?? 0);
    const deadline = (deployment.spec.progressDeadlineSeconds ?? 600) * 1000;
    const was = deployment.status?.conditions?.find(({ type }) => type === 'Progressing');
    const settled =
      was?.reason === 'NewReplicaSetAvailable' && former(deployment.status) && updated.length === live.length;
    const reason = deployment.spec.paused
      ? 'DeploymentPaused'
      : complete || (settled && known?.sign.startsWith(`${current.metadata.name}/`))
        ? 'NewReplicaSetAvailable'
        : since >= deadline
          ? 'ProgressDeadlineExceeded'
          : 'ReplicaSetUpdated';
    if (reason === 'ReplicaSetUpdated') loop.after(deadline - since + 1, () => controller.act(key));
    const available = ready.length >= wanted;
    const now = server.now();
    const conditions: Condition[] = [
      {
        type: 'Available',
        status: available ? 'True' : 'False',
        reason: available ? 'MinimumReplicasAvailable' : 'MinimumReplicasUnavailable',
      },
      {
        type: 'Progressing',
        status: reason === 'ProgressDeadlineExceeded' ? 'False' : reason === 'DeploymentPaused' ? 'Unknown' : 'True',
        reason,
      },
      ...(failure ? [{ type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message: failure }] : []),
    ].map((one) => {
      const before = deployment.status?.conditions?.find(({ type }) => type === one.type);
      return { ...one, lastTransitionTime: before?.status === one.status ? (before.lastTransitionTime ?? now) : now };
    });
    server.update('Deployment', deployment, USER, (object) => ({
      ...object,
      status: {
        observedGeneration: deployment.metadata.generation ?? 1,
        ...(live.length > 0 ? { replicas: live.length } : {}),
        ...(updated.length > 0 ? { updatedReplicas: updated.length } : {}),
        ...(ready.length > 0 ? { readyReplicas: ready.length, availableReplicas: ready.length } : {}),
        conditions,
      },
    }));
  }
}

function former(status: Deployment['status']): boolean {
  return (status?.replicas ?? 0) === (status?.updatedReplicas ?? 0);
}

export function owned(object: KubeObject, owner: KubeObject): boolean {
  return object.metadata.ownerReferences?.some(({ uid }) => uid === owner.metadata.uid) ?? false;
}

function amount(value: number | string, of: number, up: boolean): number {
  if (typeof value === 'number') return value;
  const share = (Number(value.replace('%', '')) / 100) * of;
  return up ? Math.ceil(share) : Math.floor(share);
}
