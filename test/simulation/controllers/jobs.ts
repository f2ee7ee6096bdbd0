import type { KubeObject } from '../../../operator/controller/object.ts';
import { keyOf } from '../../../operator/controller/object.ts';
import type { Condition, Job, Pod } from '../objects.ts';
import type { Controller, Site } from '../site.ts';
import { split } from '../site.ts';
import { makePod } from './pods.ts';

const USER = 'kube-controller-manager';

/** Runs one pod for each Job, tells how it ended, ends what runs for too long, and removes Jobs that have ended long ago. */
export function jobs(site: Site): Controller {
  const { server, loop } = site;
  /** The pod that was made for a Job, by uids. */
  const made = new Map<string, string>();
  /** Jobs that a quota keeps from their pods: they are tried again. */
  const waiting = new Set<string>();
  const controller: Controller = {
    name: 'jobs',
    wakes({ kind, old, new: current }) {
      const object = current ?? old;
      if (!object) return [];
      if (kind === 'Job') return current ? [keyOf(current)] : [];
      if (kind !== 'Pod') return [];
      return (object.metadata.ownerReferences ?? []).flatMap((owner) =>
        owner.kind === 'Job' ? [`${object.metadata.namespace}/${owner.name}`] : [],
      );
    },
    act(key) {
      const job = server.get<Job>('Job', ...split(key));
      if (!job || job.metadata.deletionTimestamp) return;
      const uid = job.metadata.uid ?? '';
      const { conditions = [] } = job.status ?? {};
      if (conditions.some(({ type }) => type === 'Complete' || type === 'Failed')) return;
      if (job.spec.suspend) return;
      const pod = [...server.all<Pod>('Pod')].find(({ metadata }) =>
        metadata.ownerReferences?.some((owner) => owner.uid === uid),
      );
      const phase = pod?.status?.phase;
      if (conditions.length > 0) return pod ? undefined : end(job, 'Failed', 'DeadlineExceeded');
      if (phase === 'Succeeded') return end(job, 'Complete', 'CompletionsReached');
      if (phase === 'Failed' || (!pod && made.has(uid))) return end(job, 'Failed', 'BackoffLimitExceeded');
      if (isLate(job)) return stop(job, pod);
      if (pod) return;
      if (!site.podsAllowed) {
        if (!job.status?.startTime) started(job, 0);
        if (waiting.has(key)) return;
        waiting.add(key);
        loop.after(10_000, () => {
          waiting.delete(key);
          controller.act(key);
        });
        return;
      }
      made.set(uid, makePod(site, job.spec.template, job, USER).metadata.uid ?? '');
      started(job, 1);
    },
  };
  return controller;

  function isLate({ spec, status }: Job): boolean {
    const { activeDeadlineSeconds: most } = spec;
    if (most === undefined || status?.startTime === undefined) return false;
    return Date.parse(server.now()) - Date.parse(status.startTime) >= most * 1000;
  }

  /** Ends a Job that has run for too long; it has failed once its pod is gone. */
  function stop(job: Job, pod: Pod | undefined): void {
    if (!pod) return end(job, 'Failed', 'DeadlineExceeded');
    tell(job, { conditions: [condition('FailureTarget', 'DeadlineExceeded')] });
    server.remove('Pod', pod, USER);
  }

  function started(job: Job, active: number): void {
    const { activeDeadlineSeconds: most } = job.spec;
    const startTime = job.status?.startTime ?? server.now();
    if (most !== undefined && !job.status?.startTime) loop.after(most * 1000 + 1_000, () => controller.act(keyOf(job)));
    tell(job, { startTime, active });
  }

  function end(job: Job, type: 'Complete' | 'Failed', reason: string): void {
    const done = type === 'Complete';
    const target = done ? 'SuccessCriteriaMet' : 'FailureTarget';
    const ended = tell(job, {
      active: 0,
      ...(done
        ? { completionTime: server.now(), succeeded: 1 }
        : made.has(job.metadata.uid ?? '')
          ? { failed: 1 }
          : {}),
      conditions: [
        ...(job.status?.conditions?.length ? job.status.conditions : [condition(target, reason)]),
        condition(type, reason),
      ],
    });
    const ttl = job.spec.ttlSecondsAfterFinished;
    if (ended && ttl !== undefined) loop.after(ttl * 1000, () => expire(ended));
  }

  function tell(job: Job, status: Job['status']): KubeObject | undefined {
    return server.update('Job', job, USER, (object) => ({
      ...object,
      status: { ...(object as Job).status, ...status },
    }));
  }

  function condition(type: string, reason: string): Condition {
    return { type, status: 'True', reason, lastTransitionTime: server.now() };
  }

  function expire(job: KubeObject): void {
    const live = server.get('Job', job.metadata.namespace ?? '', job.metadata.name);
    if (live?.metadata.uid === job.metadata.uid && live) server.remove('Job', live, USER);
  }
}
