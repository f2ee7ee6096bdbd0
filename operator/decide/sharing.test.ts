import { describe, expect, test } from 'vitest';
import { attemptOf } from '../observe/jobs.ts';
import type { TTSService } from '../api/resource.ts';
import type { KubeObject } from '../controller/object.ts';
import { ANNOTATION } from '../objects/metadata.ts';
import type { Observed } from '../observe/observed.ts';
import { config, nothing, planned, service } from '../testing/services.ts';

const now = new Date('2026-01-02T03:04:05Z');
const ago = (seconds: number): string => new Date(now.getTime() - seconds * 1000).toISOString();
const kinds = (objects: KubeObject[]): string[] => objects.map(({ kind }) => kind);
const jobOf = (objects: KubeObject[]): KubeObject => {
  const job = objects.find(({ kind }) => kind === 'Job');
  if (!job) throw new Error('no Job');
  return job;
};
const argsOf = (job: KubeObject) =>
  (job.spec as { template: { spec: { containers: { args: string[] }[] } } }).template.spec.containers[0]?.args;
const ended = (job: KubeObject, type: 'Complete' | 'Failed', secondsAgo: number): KubeObject => ({
  ...job,
  metadata: { ...job.metadata, uid: 'job-1' },
  status: { conditions: [{ type, status: 'True', lastTransitionTime: ago(secondsAgo) }] },
});
const podOf = (job: KubeObject, exitCode: number, result: object): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name: 'p',
    ownerReferences: [{ apiVersion: 'batch/v1', kind: 'Job', name: job.metadata.name, uid: 'job-1' }],
  },
  status: {
    containerStatuses: [{ name: 'download', state: { terminated: { exitCode, message: JSON.stringify(result) } } }],
  },
});
const modelReady = (decided: ReturnType<typeof planned>) =>
  decided.status([]).conditions?.find(({ type }) => type === 'ModelReady');

describe('a model of which digests are not known', () => {
  const open = service({ spec: { model: { precision: 'fp16' } } });
  const first = planned(open, nothing(), config, now);
  const told = [{ path: 'model.onnx', size: 163_000_000, sha256: 'a'.repeat(64) }];

  test('has its sources asked, and nothing else is made', () => {
    expect(kinds(first.apply)).toEqual(['ConfigMap', 'Job']);
    expect(argsOf(jobOf(first.apply))).toEqual(['resolve']);
    expect(modelReady(first)).toMatchObject({ status: 'False', reason: 'Resolving' });
    expect(first.status([]).model).not.toHaveProperty('digest');
  });

  test('has the answer pinned before anything is downloaded, and downloads exactly that', () => {
    const job = ended(jobOf(first.apply), 'Complete', 1);
    const result = { type: 'result', phase: 'Resolved', resolved: told };
    const answered = planned(open, nothing({ jobs: [job], jobPods: [podOf(job, 0, result)] }), config, now);
    expect(answered.apply).toEqual([]);
    const status = answered.status([]);
    expect(status.model?.pinned).toMatchObject([{ files: told }]);

    const known = planned(service({ spec: open.spec, status }), nothing(), config, now);
    expect(kinds(known.apply)).toEqual(['PersistentVolumeClaim', 'ConfigMap', 'Job']);
    expect(argsOf(jobOf(known.apply))).toEqual(['pull']);
    const manifest = known.apply.find(({ kind }) => kind === 'ConfigMap') as unknown as {
      data: Record<string, string>;
    };
    expect(manifest.data['manifest.json']).toContain(
      `"path":"model.onnx","size":163000000,"sha256":"${'a'.repeat(64)}"`,
    );
    expect(known.status([]).model?.pinned).toEqual(status.model?.pinned);
  });

  test('whose Job has ended is waited for until the answer of its pod is seen, and asked again only after a while', () => {
    const job = ended(jobOf(first.apply), 'Complete', 1);
    const at = (ms: number) => planned(open, nothing({ jobs: [job], sinceEnd: new Map([['job-1', ms]]) }), config, now);
    expect(jobOf(at(0).apply).metadata.name).toBe(job.metadata.name);
    expect(attemptOf(jobOf(at(10_000).apply))).toBe(2);
  });

  test('takes over what another service of the namespace has pinned', () => {
    const taken = planned(open, nothing({ pinnedBefore: told }), config, now);
    expect(taken.apply).toEqual([]);
    expect(taken.status([]).model?.pinned).toMatchObject([{ files: told }]);
  });

  test('whose source fails is told why, and asked again later', () => {
    const job = ended(jobOf(first.apply), 'Failed', 1);
    const result = { type: 'result', phase: 'Failed', reason: 'Unreachable', message: 'the host name is not known' };
    const failed = planned(open, nothing({ jobs: [job], jobPods: [podOf(job, 1, result)] }), config, now);
    expect(failed.apply).toEqual([]);
    expect(modelReady(failed)).toMatchObject({ status: 'False', reason: 'Unreachable' });
    expect(failed.outcome).toEqual({ kind: 'retryAfter', ms: 10_000 });
  });
});

describe('the Secret of a download', () => {
  const guarded = service({ spec: { model: { secretRef: { name: 'login' } } } });
  const seen = (version: string | undefined): Partial<Observed> => ({
    references: [{ kind: 'Secret', name: 'login', version }],
  });
  const failedWith = (version: string, present: string | undefined) => {
    const job = ended(jobOf(planned(guarded, nothing(seen(version)), config, now).apply), 'Failed', 1);
    return planned(guarded, nothing({ ...seen(present), jobs: [job] }), config, now);
  };

  test('that is not there is waited for before a Job is made', () => {
    const waiting = planned(guarded, nothing(seen(undefined)), config, now);
    expect(kinds(waiting.apply)).not.toContain('Job');
    expect(modelReady(waiting)).toMatchObject({ reason: 'SecretNotFound' });
    expect(waiting.outcome).toMatchObject({ kind: 'retryAfter', ms: 3_000 });
  });

  test('that has changed since a failure is tried at once', () => {
    expect(kinds(failedWith('7', '7').apply)).not.toContain('Job');
    const again = jobOf(failedWith('7', '8').apply);
    expect(attemptOf(again)).toBe(2);
    expect(again.metadata.annotations?.[ANNOTATION.references]).toBe('Secret/login@8');
  });

  test('that the operator may not look at is used at the next attempt', () => {
    const job = ended(jobOf(planned(guarded, nothing(), config, now).apply), 'Failed', 1);
    expect(kinds(planned(guarded, nothing({ jobs: [job] }), config, now).apply)).not.toContain('Job');
  });

  test('that changes while a Job runs leaves that Job alone', () => {
    const job = jobOf(planned(guarded, nothing(seen('7')), config, now).apply);
    expect(jobOf(planned(guarded, nothing({ ...seen('8'), jobs: [job] }), config, now).apply)).toEqual(job);
  });
});

describe('a former volume', () => {
  const subject = service({});
  const { apply } = planned(subject, nothing(), config, now);
  const claim: KubeObject = { ...apply[0]!, metadata: { ...apply[0]!.metadata, uid: 'claim-1' } };
  const record = { [ANNOTATION.verifiedClaim]: 'claim-1', [ANNOTATION.verifiedTime]: ago(50) };
  const manifest: KubeObject = { ...apply[1]!, metadata: { ...apply[1]!.metadata, annotations: record } };
  const label = 'tts.pattern-agentic.io/volume';
  const former: KubeObject = {
    ...claim,
    metadata: { ...claim.metadata, name: 'former', labels: { [label]: 'former' } },
  };
  const observed = { claim, manifest, owned: [former] };

  test('goes when nobody uses it, and only when the new model is verified', () => {
    expect(planned(subject, nothing(observed), config, now).remove).toEqual([former]);
    expect(planned(subject, nothing({ ...observed, inUse: ['former'] }), config, now).remove).toEqual([]);
    expect(planned(subject, nothing({ owned: [former] }), config, now).remove).toEqual([]);
  });

  test('stays owned by a service that wants another one and still runs on it', () => {
    const holder: KubeObject = {
      ...{ apiVersion: 'tts.pattern-agentic.io/v1alpha1', kind: 'TTSService', spec: { model: { precision: 'fp16' } } },
      metadata: { name: 'mover', namespace: 'default', uid: 'uid-2', creationTimestamp: '2026-01-01T00:00:00Z' },
    };
    const kept = planned(subject, nothing({ claim, manifest, holders: [holder] }), config, now).apply;
    for (const kind of ['PersistentVolumeClaim', 'ConfigMap'])
      expect(kept.find((object) => object.kind === kind)?.metadata.ownerReferences?.map(({ name }) => name)).toEqual([
        'hello',
        'mover',
      ]);
  });
});

test('damage that a pod of one service sees is repaired once, whichever service looks', () => {
  const raw = (name: string, uid: string): KubeObject => ({
    ...{ apiVersion: 'tts.pattern-agentic.io/v1alpha1', kind: 'TTSService', spec: {} },
    metadata: { name, namespace: 'default', uid, creationTimestamp: '2026-01-01T00:00:00Z' },
  });
  const neighbours = [raw('hello', 'uid-1'), raw('twin', 'uid-2')];
  const [first, twin] = neighbours.map(({ metadata }) => service({ metadata, spec: {} })) as [TTSService, TTSService];
  const [made] = planned(first, nothing({ neighbours }), config, now).apply;
  const claim: KubeObject = { ...made!, metadata: { ...made!.metadata, uid: 'claim-1' } };
  const manifest = planned(first, nothing({ neighbours }), config, now).apply[1]!;
  manifest.metadata.annotations = { [ANNOTATION.verifiedClaim]: 'claim-1', [ANNOTATION.verifiedTime]: ago(50) };
  const message = JSON.stringify({ type: 'result', phase: 'Failed', reason: 'Damaged' });
  const terminated = { exitCode: 1, containerID: 'run-1', finishedAt: ago(-120), message };
  const readers: KubeObject[] = [
    {
      ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'twin-1', uid: 'pod-1' } },
      status: { initContainerStatuses: [{ name: 'model', state: { terminated } }] },
    },
  ];
  const observed = nothing({ claim, manifest, neighbours, readers });
  const repair = jobOf(planned(twin, observed, config, now).apply);
  expect(jobOf(planned(first, observed, config, now).apply)).toEqual(repair);
  const after = { ...observed, jobs: [ended(repair, 'Complete', 1)] };
  for (const one of [first, twin]) expect(kinds(planned(one, after, config, now).apply)).not.toContain('Job');
  expect(kinds(planned(twin, after, config, now).apply)).toContain('Deployment');
});

test('a Job is kept up by the oldest service that is not suspended', () => {
  const raw = (name: string, spec: object): KubeObject => ({
    ...{ apiVersion: 'tts.pattern-agentic.io/v1alpha1', kind: 'TTSService', spec },
    metadata: { name, namespace: 'default', uid: `uid-${name}`, creationTimestamp: '2026-01-01T00:00:00Z' },
  });
  const neighbours = [raw('a', { suspend: true }), raw('b', {}), raw('c', {})];
  const decide = ({ metadata, spec }: KubeObject, jobs: KubeObject[]) =>
    kinds(planned(service({ metadata, spec }), nothing({ neighbours, jobs }), config, now).apply).includes('Job');
  const job = jobOf(
    planned(service({ metadata: neighbours[1]!.metadata }), nothing({ neighbours }), config, now).apply,
  );
  expect(neighbours.map((one) => decide(one, [job]))).toEqual([false, true, false]);
});

describe('credentials', () => {
  const raw = (name: string, age: number, spec: object): KubeObject => ({
    ...{ apiVersion: 'tts.pattern-agentic.io/v1alpha1', kind: 'TTSService', spec },
    metadata: { name, namespace: 'default', uid: `uid-${name}`, creationTimestamp: `2026-01-01T00:00:0${age}Z` },
  });
  const from = (host: string, mode: string, more: object = {}) => ({
    storage: { mode },
    model: { sources: [{ https: { baseURL: `https://${host}.example` } }], secretRef: { name: host }, ...more },
  });
  const both = (mode: string, more?: object) => [
    raw('a', 1, from('a', mode, more)),
    raw('b', 2, from('b', mode, more)),
  ];
  const made = (of: KubeObject | undefined, neighbours: KubeObject[]) =>
    planned(service({ metadata: of!.metadata, spec: of!.spec }), nothing({ neighbours }), config, now).apply;
  const sourcesOf = (apply: KubeObject[]) => (apply.find(({ kind }) => kind === 'ConfigMap') as { data?: object }).data;

  test.each([
    ['a download', {}],
    ['digests', { precision: 'fp16' }],
  ])('for %s go with the sources of the oldest service, whoever writes', (_, more) => {
    const neighbours = both('Shared', more);
    const [first, second] = neighbours.map((one) => made(one, neighbours));
    expect(second).toEqual(first);
    const text = JSON.stringify(sourcesOf(second ?? []));
    expect([text.includes('https://a.example'), text.includes('https://b.example')]).toEqual([true, false]);
    expect(JSON.stringify(jobOf(second ?? []))).toContain('"secretName":"a"');
    expect(JSON.stringify(jobOf(second ?? []))).not.toContain('"secretName":"b"');
  });

  test('of a Job never meet sources that have changed since: their key in the ConfigMap stands for them', () => {
    const neighbours = both('Shared');
    const [of, other] = [neighbours, neighbours.slice(1)].map((all) => made(neighbours[1], all)) as [
      KubeObject[],
      KubeObject[],
    ];
    const [key = '', otherKey = ''] = [of, other].map((apply) => Object.keys(sourcesOf(apply) ?? {}).at(-1));
    expect(key).not.toBe(otherKey);
    expect(JSON.stringify(jobOf(of))).toContain(`/etc/tts/model/${key}`);
    expect(JSON.stringify(jobOf(other))).toContain(`/etc/tts/model/${otherKey}`);
  });

  test('of pods that download for themselves stay with their own service', () => {
    const neighbours = both('PerPod');
    const [first, second] = neighbours.map((one) => made(one, [one]));
    for (const [apply, host] of [
      [first, 'a'],
      [second, 'b'],
    ] as const) {
      const text = JSON.stringify(apply);
      expect(text).toContain(`https://${host}.example`);
      expect(text).not.toContain(`https://${host === 'a' ? 'b' : 'a'}.example`);
    }
    const names = [first, second].map((apply) => apply?.find(({ kind }) => kind === 'ConfigMap')?.metadata.name);
    expect(names[0]).not.toBe(names[1]);
  });
});
