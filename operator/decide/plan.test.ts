import { describe, expect, test } from 'vitest';
import { config, nothing, planned, service } from '../testing/services.ts';
import { stamped } from '../controller/drift.ts';
import type { KubeObject } from '../controller/object.ts';
import { ANNOTATION, LABEL, answeredBy } from '../objects/metadata.ts';
import { attemptOf } from '../observe/jobs.ts';
import type { Refusal } from '../status/model-status.ts';
import type { Observed } from '../observe/observed.ts';
import { templateLabel } from '../controller/workloads.ts';
import { planUnread } from './plan.ts';

const now = new Date('2026-01-02T03:04:05Z');
const before = (seconds: number): string => new Date(now.getTime() - seconds * 1000).toISOString();
const subject = service({});
const fresh = planned(subject, nothing(), config, now);
const kinds = (objects: KubeObject[]): string[] => objects.map(({ kind }) => kind);
interface ClaimSpec {
  resources: { requests: { storage: string } };
}
const ownersOf = ({ metadata: { ownerReferences } }: KubeObject) => (ownerReferences ? { ownerReferences } : {});
const only = (objects: KubeObject[], kind: string): KubeObject => {
  const found = objects.find((object) => object.kind === kind);
  if (!found) throw new Error(`no ${kind}`);
  return found;
};

const claim: KubeObject = { ...only(fresh.apply, 'PersistentVolumeClaim'), status: { phase: 'Bound' } };
claim.metadata = { ...claim.metadata, uid: 'claim-1', creationTimestamp: before(1000) };

function job(
  attempt: number,
  ended?: 'Complete' | 'Failed',
  secondsAgo = 1,
  over: Partial<KubeObject['metadata']> = {},
): KubeObject {
  const object = only(fresh.apply, 'Job');
  const annotations = { ...object.metadata.annotations, [ANNOTATION.attempt]: String(attempt) };
  const conditions = ended ? [{ type: ended, status: 'True', lastTransitionTime: before(secondsAgo) }] : [];
  return {
    ...object,
    metadata: { ...object.metadata, uid: `job-${attempt}`, annotations, ...over },
    status: { conditions },
  };
}

function pod(of: KubeObject, status: object): KubeObject {
  const { name, uid = '' } = of.metadata;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `${name}-x`, ownerReferences: [{ apiVersion: of.apiVersion, kind: of.kind, name, uid }] },
    status,
  };
}

function verifiedOn(uid: string, secondsAgo = 100): KubeObject {
  const object = only(fresh.apply, 'ConfigMap');
  return {
    ...object,
    metadata: {
      ...object.metadata,
      annotations: { [ANNOTATION.verifiedClaim]: uid, [ANNOTATION.verifiedTime]: before(secondsAgo) },
    },
  };
}

const condition = (observed: Observed, type: string) =>
  planned(subject, observed, config, now)
    .status([])
    .conditions?.find((c) => c.type === type);

describe('the gate', () => {
  test('nothing that serves is made before the model is verified', () => {
    for (const observed of [
      nothing(),
      nothing({ claim }),
      nothing({ claim, jobs: [job(1)] }),
      nothing({ claim, jobs: [job(1, 'Failed')] }),
    ])
      expect(kinds(planned(subject, observed, config, now).apply)).not.toContain('Deployment');
  });

  test('a finished Job lets the servers start, and is recorded with the claim it was seen on', () => {
    const { apply } = planned(subject, nothing({ claim, jobs: [job(1, 'Complete')] }), config, now);
    expect(kinds(apply)).toContain('Deployment');
    expect(only(apply, 'ConfigMap').metadata.annotations?.[ANNOTATION.verifiedClaim]).toBe('claim-1');
  });

  test('a record of another claim does not count: that volume is new', () => {
    const { apply } = planned(subject, nothing({ claim, manifest: verifiedOn('claim-0') }), config, now);
    expect(kinds(apply)).toContain('Job');
    expect(kinds(apply)).not.toContain('Deployment');
  });

  test('a Job that was made before the claim does not count, and the next one is not made at once', () => {
    const young = { ...claim, metadata: { ...claim.metadata, creationTimestamp: before(5) } };
    const jobs = [job(1, 'Complete', 1, { creationTimestamp: before(6) })];
    const waited = (ms: number) =>
      planned(subject, nothing({ claim: young, jobs, sinceEnd: new Map([['job-1', ms]]) }), config, now).apply;
    expect(kinds(waited(9_000))).not.toContain('Deployment');
    expect(kinds(waited(9_000))).not.toContain('Job');
    expect(attemptOf(only(waited(10_000), 'Job'))).toBe(2);
  });

  test('while a claim is being deleted nothing counts as verified', () => {
    const going = { ...claim, metadata: { ...claim.metadata, deletionTimestamp: before(1) } };
    expect(
      kinds(planned(subject, nothing({ claim: going, manifest: verifiedOn('claim-1') }), config, now).apply),
    ).not.toContain('Deployment');
  });

  test('a claim that is being deleted is let go by finished downloads, whose pods would keep it', () => {
    const going = { ...claim, metadata: { ...claim.metadata, deletionTimestamp: before(1) } };
    const done = job(1, 'Complete', 50);
    const observed = nothing({ claim: going, jobs: [done], owned: [done], manifest: verifiedOn('claim-1') });
    const decided = planned(subject, observed, config, now);
    expect(kinds(decided.apply)).not.toContain('Job');
    expect(decided.remove).toEqual([done]);
    expect(decided.outcome).toEqual({ kind: 'done' });
    expect(condition(observed, 'ModelReady')).toMatchObject({ status: 'False', reason: 'ClaimDeleted' });
  });
});

describe('failed downloads', () => {
  const failed = job(3, 'Failed');
  const ended = {
    terminated: {
      exitCode: 1,
      message: JSON.stringify({
        type: 'result',
        phase: 'Failed',
        reason: 'DigestMismatch',
        message: 'voices/af_sky.bin has another sha256.',
      }),
    },
  };
  const pods = [pod(failed, { phase: 'Failed', containerStatuses: [{ name: 'download', state: ended }] })];

  test('wait longer after each attempt, and tell why', () => {
    const sinceEnd = new Map([['job-3', 5_000]]);
    const observed = nothing({ claim, jobs: [failed], jobPods: pods, sinceEnd });
    const decided = planned(subject, observed, config, now);
    expect(kinds(decided.apply)).not.toContain('Job');
    expect(decided.outcome).toEqual({ kind: 'retryAfter', ms: 35_000 });
    expect(condition(observed, 'ModelReady')).toMatchObject({ status: 'False', reason: 'DigestMismatch' });
    expect(condition(observed, 'ModelReady')?.message).toContain('voices/af_sky.bin');
  });

  test('are tried again when the time is over', () => {
    const observed = nothing({ claim, jobs: [job(3, 'Failed')], sinceEnd: new Map([['job-3', 40_000]]) });
    expect(attemptOf(only(planned(subject, observed, config, now).apply, 'Job'))).toBe(4);
  });

  test('are tried again at once when the Job would be another, such as after a corrected CA', () => {
    const corrected = service({ spec: { model: { caBundleRef: { name: 'ca' } } } });
    const decided = planned(corrected, nothing({ claim, jobs: [failed] }), config, now);
    expect(attemptOf(only(decided.apply, 'Job'))).toBe(4);
  });

  test('that took too long tell so', () => {
    const late = {
      ...failed,
      status: {
        conditions: [{ type: 'Failed', status: 'True', reason: 'DeadlineExceeded', lastTransitionTime: before(1) }],
      },
    };
    expect(condition(nothing({ claim, jobs: [late] }), 'ModelReady')?.reason).toBe('DeadlineExceeded');
  });

  test('tell what the kubelet did', () => {
    const oom = pod(failed, {
      containerStatuses: [{ name: 'download', state: { terminated: { exitCode: 137, reason: 'OOMKilled' } } }],
    });
    expect(condition(nothing({ claim, jobs: [failed], jobPods: [oom] }), 'ModelReady')?.reason).toBe('OOMKilled');
  });
});

describe('a Job with a container that was added to its pod and never ends', () => {
  const run = (exitCode: number, result: object, more: object = { state: { running: {} } }) => {
    const running = job(1);
    const terminated = { exitCode, finishedAt: before(3), message: JSON.stringify({ type: 'result', ...result }) };
    const containerStatuses = [
      { name: 'download', state: { terminated } },
      { name: 'proxy', ...more },
    ];
    return { jobs: [running], owned: [running], jobPods: [pod(running, { phase: 'Running', containerStatuses })] };
  };

  test('has verified the model when the download has, and is removed once that is on record', () => {
    const observed = nothing({ claim, ...run(0, { phase: 'Published' }) });
    const first = planned(subject, observed, config, now);
    expect(kinds(first.apply)).toContain('Deployment');
    expect(first.remove).toEqual([]);
    const manifest = only(first.apply, 'ConfigMap');
    expect(planned(subject, { ...observed, manifest }, config, now).remove).toEqual(observed.jobs);
    const ends = nothing({ claim, manifest, ...run(0, { phase: 'Published' }, { state: { terminated: {} } }) });
    expect(planned(subject, ends, config, now).remove).toEqual([]);
  });

  test('has failed when the download has, and goes when the next is made', () => {
    const failed = run(1, { phase: 'Failed', reason: 'NoSpace', message: 'full' });
    expect(condition(nothing({ claim, ...failed }), 'ModelReady')).toMatchObject({ reason: 'NoSpace' });
    const later = planned(subject, nothing({ claim, ...failed, sinceEnd: new Map([['job-1', 10_000]]) }), config, now);
    expect(attemptOf(only(later.apply, 'Job'))).toBe(2);
    expect(later.remove).toEqual(failed.jobs);
  });
});

test('a Job that may not make its pod is told before its claim, which waits for it', () => {
  const refused = { ...job(1), status: { startTime: before(9), active: 0, conditions: [] } };
  const unbound = { ...claim, status: { phase: 'Pending' } };
  const observed = nothing({ claim: unbound, jobs: [refused] });
  expect(condition(observed, 'StorageReady')).toMatchObject({ status: 'False', reason: 'PodNotCreated' });
  expect(condition(observed, 'Ready')).toMatchObject({ reason: 'PodNotCreated' });
});

describe('damage on the volume', () => {
  const check = (states: object): KubeObject => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', uid: 'pod-1' },
    status: { initContainerStatuses: [{ name: 'model', ...states }] },
  });
  const end = (run: string, reason = 'Damaged') => ({
    terminated: {
      exitCode: 1,
      containerID: run,
      finishedAt: before(10),
      message: JSON.stringify({ type: 'result', phase: 'Failed', reason, message: 'short' }),
    },
  });
  const damaged = check({ state: end('run-1') });
  const deployed = only(
    planned(subject, nothing({ claim, manifest: verifiedOn('claim-1') }), config, now).apply,
    'Deployment',
  );
  const observe = (readers: KubeObject[], over: Partial<Observed> = {}): Observed =>
    nothing({ claim, manifest: verifiedOn('claim-1'), deployment: deployed, readers, ...over });
  const decide = (observed: Observed) => planned(subject, observed, config, now).apply;
  const repair = { ...only(decide(observe([damaged])), 'Job') };
  repair.metadata = { ...repair.metadata, uid: 'repair-1' };
  const done = (job: KubeObject): KubeObject => ({
    ...job,
    status: { conditions: [{ type: 'Complete', status: 'True', lastTransitionTime: before(5) }] },
  });

  test('starts a repair, keeps the record and leaves the pods as they are', () => {
    const { apply, handover } = planned(subject, observe([damaged]), config, now);
    expect(handover).toBeUndefined();
    expect(only(apply, 'Deployment').spec).toEqual(deployed.spec);
    expect(kinds(apply)).toEqual(expect.arrayContaining(['Job', 'ConfigMap']));
    expect(only(apply, 'ConfigMap').metadata.annotations?.[ANNOTATION.verifiedClaim]).toBe('claim-1');
    expect(condition(observe([damaged]), 'ModelReady')).toMatchObject({ status: 'False', reason: 'Repairing' });
    expect(kinds(decide(observe([check({ state: end('run-1', 'NotPublished') })])))).toContain('Job');
  });

  test('is the same sighting once the check runs again, whatever the clock of its node says', () => {
    const again = check({ state: { running: {} }, lastState: end('run-1') });
    expect(decide(observe([again]))).toEqual(decide(observe([damaged])));
  });

  test('is over once the Job that answers it has succeeded, and the record moves to that Job', () => {
    const apply = decide(observe([damaged], { jobs: [done(repair)] }));
    expect(kinds(apply)).not.toContain('Job');
    const manifest = only(apply, 'ConfigMap');
    expect(manifest.metadata.annotations?.[ANNOTATION.verifiedBy]).toBe('repair-1');
    const later = decide(observe([damaged], { manifest }));
    expect(kinds(later)).not.toContain('Job');
    expect(only(later, 'ConfigMap').metadata).toEqual(manifest.metadata);
  });

  const begun = (state: object): KubeObject => pod(repair, { containerStatuses: [{ name: 'download', state }] });
  const running = begun({ running: {} });

  test('seen while a repair runs is answered by it too, and stays so without its pod', () => {
    const more = decide(observe([damaged, check({ state: end('run-2') })], { jobs: [repair], jobPods: [running] }));
    const job = { ...only(more, 'Job') };
    job.metadata = { ...job.metadata, uid: 'repair-1' };
    expect(job.metadata.name).toBe(repair.metadata.name);
    expect(only(decide(observe([], { jobs: [job] })), 'Job').metadata.annotations).toEqual(job.metadata.annotations);
    expect(kinds(decide(observe([check({ state: end('run-2') })], { jobs: [done(job)] })))).not.toContain('Job');
  });

  test('seen before a repair starts leaves the Job as it is', () => {
    const again = [damaged, check({ state: end('run-2') })];
    const waiting = begun({ waiting: { reason: 'ContainerCreating' } });
    for (const jobPods of [[], [waiting]])
      expect(only(decide(observe(again, { jobs: [repair], jobPods })), 'Job').metadata.annotations).toEqual(
        repair.metadata.annotations,
      );
    const started = decide(observe(again, { jobs: [repair], jobPods: [running] }));
    expect(answeredBy(only(started, 'Job'))).toHaveLength(2);
  });

  test('seen again after a repair is waited out, longer each time', () => {
    const again = check({ state: end('run-3') });
    const since = (ms: number) => observe([again], { jobs: [done(repair)], sinceEnd: new Map([['repair-1', ms]]) });
    expect(kinds(decide(since(4_000)))).not.toContain('Job');
    expect(planned(subject, since(4_000), config, now).outcome).toEqual({ kind: 'retryAfter', ms: 6_000 });
    expect(condition(since(4_000), 'ModelReady')).toMatchObject({ status: 'False', reason: 'Damaged' });
    expect(attemptOf(only(decide(since(10_000)), 'Job'))).toBe(2);
  });

  test('that ended a server, which the kubelet starts again without a check, counts as well', () => {
    const restarted = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'p', uid: 'pod-1' },
      status: {
        initContainerStatuses: [{ name: 'model', state: { terminated: { exitCode: 0 } } }],
        containerStatuses: [{ name: 'tts-service', state: { waiting: {} }, lastState: end('run-9') }],
      },
    };
    expect(kinds(decide(observe([restarted])))).toContain('Job');
  });

  test('of a check that merely takes long is none', () => {
    expect(kinds(decide(observe([check({ state: { running: { startedAt: before(3_000) } } })])))).not.toContain('Job');
  });
});

describe('replicas', () => {
  const auto = service({ spec: { scaling: { minReplicas: 2, maxReplicas: 8 } } });
  const live = (replicas: number, scaling: string): KubeObject => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'hello', annotations: { [ANNOTATION.scaling]: scaling } },
    spec: { replicas },
  });
  const decide = (of: typeof auto, deployment: KubeObject) =>
    planned(of, nothing({ claim, manifest: verifiedOn('claim-1'), deployment }), config, now);

  test('are left out while autoscaling', () => {
    expect(only(decide(auto, live(5, 'auto')).apply, 'Deployment').spec).not.toHaveProperty('replicas');
    expect(decide(auto, live(5, 'auto')).handover).toBeUndefined();
  });

  test('are handed over at their present number when autoscaling is turned on', () => {
    expect(decide(auto, live(5, 'fixed')).handover?.spec).toEqual({ replicas: 5 });
    expect(decide(auto, live(0, 'fixed')).handover?.spec).toEqual({ replicas: 2 });
  });

  test('are raised to the least number at once, without waiting for the autoscaler', () => {
    expect(decide(auto, live(1, 'auto')).handover?.spec).toEqual({ replicas: 2 });
  });

  test('of the spec do not count beside those of the autoscaler, but for zero', () => {
    const both = (replicas: number) => service({ spec: { scaling: { replicas, minReplicas: 2, maxReplicas: 8 } } });
    expect(only(decide(both(5), live(3, 'auto')).apply, 'Deployment').spec).not.toHaveProperty('replicas');
    const none = decide(both(0), live(3, 'auto'));
    expect(none.handover?.spec).toEqual({ replicas: 0 });
    expect(only(none.apply, 'Deployment').spec).toMatchObject({ replicas: 0 });
    expect(decide(both(1), live(0, 'fixed')).handover?.spec).toEqual({ replicas: 2 });
  });

  test('are zero while a download needs a volume that one pod alone may use', () => {
    const spec = { storage: { accessModes: ['ReadWriteOncePod'] } };
    const alone = service({ spec });
    const own = { ...only(planned(alone, nothing(), config, now).apply, 'PersistentVolumeClaim') };
    own.metadata = { ...own.metadata, uid: 'claim-1', creationTimestamp: before(1000) };
    const manifest = only(planned(alone, nothing(), config, now).apply, 'ConfigMap');
    const annotations = { [ANNOTATION.verifiedClaim]: 'claim-1', [ANNOTATION.verifiedTime]: before(100) };
    const verified = nothing({
      claim: own,
      manifest: { ...manifest, metadata: { ...manifest.metadata, annotations } },
    });
    const deployment = only(planned(alone, verified, config, now).apply, 'Deployment');
    expect(planned(alone, { ...verified, deployment }, config, now).handover).toBeUndefined();
    expect(planned(alone, nothing({ claim: own, deployment }), config, now).handover?.spec).toEqual({ replicas: 0 });
  });

  test('are set on this very Deployment, never on one that is made of them', () => {
    const metadata = { ...live(3, 'fixed').metadata, uid: 'uid-of-it' };
    expect(decide(auto, { ...live(3, 'fixed'), metadata }).handover?.metadata.uid).toBe('uid-of-it');
  });

  test('scaled to zero by hand while autoscaled stays so', () => {
    expect(decide(auto, live(0, 'auto')).handover).toBeUndefined();
  });

  test('suspending stops pods and keeps the model', () => {
    const off = service({ spec: { suspend: true, scaling: { minReplicas: 2, maxReplicas: 8 } } });
    const decided = decide(off, live(5, 'auto'));
    expect(decided.handover).toMatchObject({
      metadata: { annotations: { [ANNOTATION.held]: '5' } },
      spec: { replicas: 0 },
    });
    expect(only(decided.apply, 'Deployment').spec).toMatchObject({ replicas: 0 });
    expect(kinds(decided.apply)).toContain('PersistentVolumeClaim');
    expect(kinds(decided.apply)).not.toContain('HorizontalPodAutoscaler');
  });
});

describe('while the wanted model is not verified', () => {
  const running = (spec: object): KubeObject => ({
    ...only(
      planned(service({ spec }), nothing({ claim, manifest: verifiedOn('claim-1') }), config, now).apply,
      'Deployment',
    ),
    status: { readyReplicas: 2 },
  });
  const other = {
    name: 'mine',
    files: [{ path: 'model.onnx', url: 'https://x.example/m', size: 10, sha256: 'a'.repeat(64) }],
  };
  const unknown = { precision: 'q3' };
  const open = { name: 'mine', files: [{ path: 'model.onnx', url: 'https://x.example/m' }] };
  const former = { otherClaims: [claim], owned: [claim, verifiedOn('claim-1')] };
  const models = [
    ['that is being downloaded', other],
    ['that nobody knows', unknown],
    ['whose digests are asked for', open],
  ] as const;

  test.each(models)('of one %s, the rest is managed with the model that the template names', (_, model) => {
    const deployment = running({ scaling: { replicas: 2 } });
    const changed = { scaling: { replicas: 5 }, server: { apiKeysSecretRef: { name: 'keys' } }, model };
    const decided = planned(service({ spec: changed }), nothing({ ...former, deployment }), config, now);
    const next = only(decided.apply, 'Deployment');
    const text = JSON.stringify(next.spec);
    expect(next.spec).toMatchObject({ replicas: 5 });
    expect(text).toContain('/etc/tts/api-keys');
    expect(text).toContain(`"claimName":"${claim.metadata.name}"`);
    expect(templateLabel(next, LABEL.digest)).toBe(templateLabel(deployment, LABEL.digest));
    expect(kinds(decided.apply)).toEqual(expect.arrayContaining(['Service', 'PodDisruptionBudget', 'NetworkPolicy']));
    expect(decided.handover).toBeUndefined();
  });

  test.each(models)('of one %s, the template stays as it is by itself', (_, model) => {
    const deployment = running({});
    const decided = planned(service({ spec: { model } }), nothing({ ...former, deployment }), config, now);
    expect(only(decided.apply, 'Deployment').spec).toEqual(deployment.spec);
  });

  test.each(models)('of one %s, suspend is obeyed', (_, model) => {
    const observed = nothing({ ...former, deployment: running({ scaling: { replicas: 2 } }) });
    const decided = planned(service({ spec: { suspend: true, model } }), observed, config, now);
    expect(decided.handover?.spec).toEqual({ replicas: 0 });
    expect(only(decided.apply, 'Deployment').spec).toMatchObject({ replicas: 0 });
  });

  test.each(models)('of one %s, a deleted Deployment is made again with the model verified last', (_, model) => {
    const { apply } = planned(service({ spec: { model } }), nothing(former), config, now);
    expect(only(apply, 'Deployment').spec).toEqual(running({}).spec);
  });

  test('a claim that went, or is not verified, gives a deleted Deployment no model', () => {
    const spec = { model: other };
    for (const gone of [
      { ...former, otherClaims: [] },
      { ...former, owned: [claim, verifiedOn('claim-0')] },
    ])
      expect(kinds(planned(service({ spec }), nothing(gone), config, now).apply)).not.toContain('Deployment');
  });

  test('a spec that cannot be read is told, suspends, and gets its pods back', () => {
    const deployment = running({ scaling: { replicas: 2 } });
    const unread = (suspend: boolean, live: KubeObject) =>
      planUnread(suspend, 'spec.x: no', nothing({ ...former, deployment: live })).handover;
    expect(unread(false, deployment)).toBeUndefined();
    const stopped = unread(true, deployment);
    expect(stopped?.spec).toEqual({ replicas: 0 });
    const held = {
      ...deployment.metadata,
      annotations: { ...deployment.metadata.annotations, ...stopped?.metadata.annotations },
    };
    expect(
      unread(false, { ...deployment, metadata: held, spec: { ...(deployment.spec as object), replicas: 0 } })?.spec,
    ).toEqual({
      replicas: 2,
    });
  });
});

describe('a claim that is not the verified one', () => {
  const deployment = only(
    planned(subject, nothing({ claim, manifest: verifiedOn('claim-1') }), config, now).apply,
    'Deployment',
  );
  const stopped: KubeObject = {
    ...deployment,
    metadata: { ...deployment.metadata, annotations: { ...deployment.metadata.annotations, [ANNOTATION.held]: '1' } },
    spec: { ...(deployment.spec as object), replicas: 0 },
  };
  const server: KubeObject = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'hello-x', labels: { [LABEL.service]: 'hello' } },
    status: { phase: 'Pending' },
  };
  const going = { ...claim, metadata: { ...claim.metadata, deletionTimestamp: before(1) } };
  const mounters = (live: KubeObject, ...pods: KubeObject[]) => ({ deployments: [live], pods });
  const manifest = verifiedOn('claim-1');

  test('holds the servers at zero, and nothing is made while one could mount it', () => {
    const observed = nothing({ manifest, deployment, mounters: mounters(deployment, server) });
    const decided = planned(subject, observed, config, now);
    expect(decided.handover).toMatchObject({
      metadata: { annotations: { [ANNOTATION.held]: '1' } },
      spec: { replicas: 0 },
    });
    expect(kinds(decided.apply)).not.toEqual(expect.arrayContaining(['PersistentVolumeClaim']));
    expect(kinds(decided.apply)).not.toEqual(expect.arrayContaining(['Job']));
    expect(condition(observed, 'ModelReady')).toMatchObject({ status: 'False', reason: 'PodsEnding' });
    expect(decided.outcome).toEqual({ kind: 'retryAfter', ms: 5_000 });
    const seen = nothing({ manifest, deployment: stopped, mounters: mounters(stopped, server) });
    expect(kinds(planned(subject, seen, config, now).apply)).not.toContain('PersistentVolumeClaim');
    expect(condition(seen, 'Available')).toMatchObject({ status: 'False', reason: 'NotVerified' });
  });

  test('is made and filled once the last one has ended', () => {
    const ended = { ...server, status: { phase: 'Failed' } };
    const { apply } = planned(
      subject,
      nothing({ manifest, deployment: stopped, mounters: mounters(stopped, ended) }),
      config,
      now,
    );
    expect(kinds(apply)).toEqual(expect.arrayContaining(['PersistentVolumeClaim', 'Job']));
    expect(only(apply, 'Deployment').spec).toMatchObject({ replicas: 0 });
  });

  test('gives the servers back once it is verified', () => {
    const anew = { ...claim, metadata: { ...claim.metadata, uid: 'claim-2' } };
    const observed = nothing({ claim: anew, manifest, deployment: stopped, jobs: [job(1, 'Complete')] });
    const decided = planned(subject, observed, config, now);
    expect(decided.handover?.spec).toEqual({ replicas: 1 });
    expect(only(decided.apply, 'Deployment').spec).toMatchObject({ replicas: 1 });
    expect(only(decided.apply, 'Deployment').metadata.annotations).toMatchObject({
      [ANNOTATION.verifiedClaim]: 'claim-2',
    });
  });

  test('that is being deleted is served from until its pods end', () => {
    const up = { ...server, status: { containerStatuses: [{ name: 'tts-service', state: { running: {} } }] } };
    const decide = (pods: KubeObject[]) =>
      planned(subject, nothing({ claim: going, manifest, deployment, pods }), config, now);
    expect(decide([up]).handover).toBeUndefined();
    expect(decide([server]).handover?.spec).toEqual({ replicas: 0 });
  });
});

describe('operator upgrades', () => {
  const observed = nothing({ claim, manifest: verifiedOn('claim-1') });
  const live = {
    ...stamped(only(planned(subject, observed, config, now).apply, 'Deployment'), ANNOTATION.applied),
    status: { readyReplicas: 1 },
  };
  const newer = { ...config, operatorImage: 'tts-operator:2', runtimeImage: 'tts-runtime:2' };

  test('new default images alone change no Deployment', () => {
    expect(only(planned(subject, { ...observed, deployment: live }, newer, now).apply, 'Deployment')).toEqual(
      only(planned(subject, observed, config, now).apply, 'Deployment'),
    );
  });

  test('nor does a change of the number of pods with them', () => {
    const more = service({ spec: { scaling: { replicas: 3 } } });
    const next = only(planned(more, { ...observed, deployment: live }, newer, now).apply, 'Deployment');
    expect(next.spec).toEqual({ ...((live as KubeObject).spec as object), replicas: 3 });
  });

  test('an image of the spec that is removed leaves what a new service has, also when its pods never served', () => {
    const own = service({ spec: { image: { repository: 'bad.example/x', tag: '1' } } });
    const theirs = only(planned(own, { ...observed, deployment: live }, config, now).apply, 'Deployment');
    expect(JSON.stringify(theirs.spec)).toContain('bad.example/x:1');
    const back = planned(
      subject,
      { ...observed, deployment: { ...theirs, status: { readyReplicas: 1 } } },
      config,
      now,
    );
    expect(only(back.apply, 'Deployment')).toEqual(only(planned(subject, observed, config, now).apply, 'Deployment'));
  });

  test('pods that do not serve get them at once: there is nothing to lose', () => {
    const broken = { ...live, status: { readyReplicas: 0 } };
    expect(
      JSON.stringify(only(planned(subject, { ...observed, deployment: broken }, newer, now).apply, 'Deployment')),
    ).toContain('tts-runtime:2');
  });

  test('they come with the next change of the spec', () => {
    const changed = service({ spec: { server: { logLevel: 'DEBUG' } } });
    expect(
      JSON.stringify(only(planned(changed, { ...observed, deployment: live }, newer, now).apply, 'Deployment')),
    ).toContain('tts-runtime:2');
  });
});

test('a claim that was grown by hand is not asked to shrink', () => {
  const grown = { ...claim, spec: { resources: { requests: { storage: '50Gi' } } } };
  const { apply } = planned(subject, nothing({ claim: grown }), config, now);
  expect(only(apply, 'PersistentVolumeClaim').spec).toMatchObject({ resources: { requests: { storage: '50Gi' } } });
});

describe('sharing', () => {
  const raw = (name: string, uid: string, spec: object): KubeObject => ({
    apiVersion: 'tts.pattern-agentic.io/v1alpha1',
    kind: 'TTSService',
    metadata: { name, namespace: 'default', uid, creationTimestamp: '2026-01-01T00:00:01Z' },
    spec,
  });

  test('one volume for the same model and storage, owned by all who use it', () => {
    const neighbours = [
      raw('hello', 'uid-1', {}),
      raw('twin', 'uid-2', {}),
      raw('other', 'uid-3', { model: { voices: ['af_sky'] } }),
    ];
    const shared = planned(subject, nothing({ neighbours }), config, now).apply;
    for (const kind of ['PersistentVolumeClaim', 'ConfigMap', 'Job'])
      expect(only(shared, kind).metadata.ownerReferences?.map(({ name }) => name)).toEqual(['hello', 'twin']);
  });

  test('the oldest writes what is there; another starts its servers once it is among the owners', () => {
    const neighbours = [raw('hello', 'uid-1', {}), raw('twin', 'uid-2', {})];
    const twin = service({ metadata: neighbours[1]?.metadata ?? { name: '' }, spec: {} });
    const shared = nothing({ claim, manifest: verifiedOn('claim-1'), neighbours });
    expect(kinds(planned(subject, shared, config, now).apply)).toContain('ConfigMap');
    expect(planned(twin, shared, config, now).apply).toEqual([]);
    const apply = planned(subject, shared, config, now).apply;
    const manifest = only(apply, 'ConfigMap');
    expect(kinds(planned(twin, { ...shared, manifest }, config, now).apply)).toEqual([]);
    const both = { ...claim, metadata: { ...claim.metadata, ...ownersOf(only(apply, 'PersistentVolumeClaim')) } };
    const owned = kinds(planned(twin, { ...shared, manifest, claim: both }, config, now).apply);
    expect(owned).toContain('Deployment');
    expect(owned).not.toContain('ConfigMap');
  });

  test('a larger size that the cluster refuses costs neither owners nor readiness, and the one who asked is told', () => {
    const neighbours = [
      raw('hello', 'uid-1', {}),
      raw('twin', 'uid-2', { storage: { size: '5Gi', reclaimPolicy: 'Retain' } }),
    ];
    const twin = service({ metadata: neighbours[1]?.metadata ?? { name: '' }, spec: neighbours[1]?.spec });
    const observed = nothing({ claim, manifest: verifiedOn('claim-1'), neighbours });
    const decided = planned(subject, observed, config, now);
    const claims = decided.apply.filter(({ kind }) => kind === 'PersistentVolumeClaim');
    expect(claims.map((object) => (object.spec as ClaimSpec).resources.requests.storage)).toEqual(['2Gi', '5Gi']);
    expect(claims[0]?.metadata).not.toHaveProperty('ownerReferences');
    const refusal: Refusal = {
      object: `PersistentVolumeClaim/${claim.metadata.name}`,
      reason: 'Forbidden',
      message: 'no resize',
    };
    const storage = (refusals: Refusal[], of = decided) =>
      of.status(refusals).conditions?.find(({ type }) => type === 'StorageReady');
    expect(storage([refusal])).toMatchObject({ status: 'True', reason: 'Bound' });
    expect(storage([refusal, refusal])).toMatchObject({ status: 'False', reason: 'Forbidden' });
    expect(storage([], planned(twin, observed, config, now))).toMatchObject({
      status: 'True',
      message: expect.stringContaining('Its size is 2Gi instead of the 5Gi in spec.storage.size') as string,
    });
  });

  test('both twins decide the same', () => {
    const neighbours = [raw('hello', 'uid-1', {}), raw('twin', 'uid-2', { storage: { size: '9Gi' } })];
    const [a, b] = [
      subject,
      service({ metadata: neighbours[1]?.metadata ?? { name: '' }, spec: neighbours[1]?.spec }),
    ].map((one) => planned(one, nothing({ neighbours }), config, now));
    expect(a?.apply).toEqual(b?.apply);
    expect(only(a?.apply ?? [], 'PersistentVolumeClaim').spec).toMatchObject({
      resources: { requests: { storage: '9Gi' } },
    });
  });
});

test('an unknown model is told with what there is', () => {
  const wrong = service({ spec: { model: { precision: 'q3' } } });
  const decided = planned(wrong, nothing(), config, now);
  expect([decided.apply, decided.remove]).toEqual([[], []]);
  expect(decided.outcome.kind).toBe('invalid');
  expect(decided.status([]).conditions?.find(({ type }) => type === 'Ready')?.message).toContain('kokoro-v1.0 q8');
});
