import type { KubeObject } from '../../../operator/controller/object.ts';
import { keyOf } from '../../../operator/controller/object.ts';
import type { Job, Pod } from '../objects.ts';
import type { Controller, Site } from '../site.ts';
import { split } from '../site.ts';
import { makePod } from './pods.ts';

const USER = 'kube-controller-manager';

/** Runs one pod for each Job, tells how it ended, and removes Jobs that have ended long ago. */
export function jobs(site: Site): Controller {
  const { server, loop } = site;
  /** The pod that was made for a Job, by uids. */
  const made = new Map<string, string>();
  return {
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
      if (job.status?.conditions?.length) return;
      if (job.spec.suspend) return;
      const pod = [...server.all<Pod>('Pod')].find(({ metadata }) =>
        metadata.ownerReferences?.some((owner) => owner.uid === uid),
      );
      const phase = pod?.status?.phase;
      if (phase === 'Succeeded') return end(job, 'Complete', 'CompletionsReached');
      if (phase === 'Failed' || (!pod && made.has(uid))) return end(job, 'Failed', 'BackoffLimitExceeded');
      if (pod) return;
      if (!site.podsAllowed) {
        if (!job.status?.startTime) started(job, 0);
        loop.after(10_000, () => this.act(key));
        return;
      }
      made.set(uid, makePod(site, job.spec.template, job, USER).metadata.uid ?? '');
      started(job, 1);
    },
  };

  function started(job: Job, active: number): void {
    server.update('Job', job, USER, (object) => ({
      ...object,
      status: { ...(object as Job).status, startTime: (object as Job).status?.startTime ?? server.now(), active },
    }));
  }

  function end(job: Job, type: string, reason: string): void {
    const now = server.now();
    const done = type === 'Complete';
    const ended = server.update('Job', job, USER, (object) => ({
      ...object,
      status: {
        ...(object as Job).status,
        active: 0,
        ...(done ? { completionTime: now, succeeded: 1 } : { failed: 1 }),
        conditions: [{ type, status: 'True', reason, lastTransitionTime: now }],
      },
    }));
    const ttl = job.spec.ttlSecondsAfterFinished;
    if (ended && ttl !== undefined) loop.after(ttl * 1000, () => expire(ended));
  }

  function expire(job: KubeObject): void {
    const live = server.get('Job', job.metadata.namespace ?? '', job.metadata.name);
    if (live?.metadata.uid === job.metadata.uid && live) server.remove('Job', live, USER);
  }
}
