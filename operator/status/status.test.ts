import { describe, expect, test } from 'vitest';
import type { KubeObject } from '../controller/object.ts';
import { stamped } from '../controller/drift.ts';
import { ANNOTATION } from '../objects/metadata.ts';
import type { Observed } from '../observe/observed.ts';
import type { Refusal } from './model-status.ts';
import { config, nothing, planned, service } from '../testing/services.ts';

const now = new Date('2026-01-02T03:04:05Z');
const fixed = { scaling: { replicas: 2 } };
const auto = { scaling: { minReplicas: 2, maxReplicas: 8, targetQueueDepth: 4 } };

/** A service whose model is verified, with a Deployment in this state. */
function seen(
  spec: object,
  status: object,
  over: Partial<Observed> = {},
  more: { generation?: number; old?: object; replicas?: number; paused?: boolean } = {},
) {
  const subject = service({ spec, status: more.old ?? {} });
  const objects = planned(subject, nothing(), config, now).apply;
  const of = (kind: string) => objects.find((object) => object.kind === kind);
  const claim = { ...of('PersistentVolumeClaim')!, status: { phase: 'Bound' } };
  claim.metadata = { ...claim.metadata, uid: 'claim-1', creationTimestamp: '2026-01-01T00:00:00Z' };
  const manifest = of('ConfigMap')!;
  const record = { [ANNOTATION.verifiedClaim]: 'claim-1', [ANNOTATION.verifiedTime]: '2026-01-02T00:00:00Z' };
  manifest.metadata = { ...manifest.metadata, annotations: record };
  const verified = nothing({ claim, manifest });
  const wanted = planned(subject, verified, config, now).apply.find(({ kind }) => kind === 'Deployment')!;
  const { replicas = 2, paused = false } = more;
  const deployment = stamped({ ...wanted, spec: { ...(wanted.spec as object), replicas, paused } }, ANNOTATION.applied);
  deployment.metadata = { ...deployment.metadata, generation: more.generation ?? 3 };
  const decided = planned(subject, { ...verified, deployment: { ...deployment, status }, ...over }, config, now);
  return (refusals: Refusal[] = []) => {
    const { phase, conditions = [] } = decided.status(refusals);
    return { phase, of: (type: string) => conditions.find((condition) => condition.type === type) };
  };
}

const settled = [{ type: 'Progressing', status: 'True', reason: 'NewReplicaSetAvailable' }];
const serving = { observedGeneration: 3, replicas: 2, updatedReplicas: 2, readyReplicas: 2, conditions: settled };
const crashed = (name: string): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name },
  status: {
    containerStatuses: [
      {
        name: 'tts-service',
        state: { waiting: { reason: 'CrashLoopBackOff' } },
        lastState: { terminated: { exitCode: 1 } },
      },
    ],
  },
});

describe('Ready', () => {
  test('is True when every pod runs the present template and serves', () => {
    const { phase, of } = seen(fixed, serving)();
    expect([phase, of('Ready')?.status, of('Progressing')?.reason]).toEqual(['Ready', 'True', 'Settled']);
  });

  test.each<[what: string, status: object, reason: string, phase: string]>([
    ['the Deployment has not been looked at', { ...serving, observedGeneration: 2 }, 'RollingOut', 'RollingOut'],
    ['old pods are left', { ...serving, replicas: 3, updatedReplicas: 1, conditions: [] }, 'RollingOut', 'RollingOut'],
    ['a fixed number is not reached', { ...serving, readyReplicas: 1 }, 'Starting', 'Starting'],
    [
      'the rollout was given up',
      {
        ...serving,
        replicas: 3,
        updatedReplicas: 1,
        conditions: [{ type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded' }],
      },
      'ProgressDeadlineExceeded',
      'Degraded',
    ],
  ])('is False while %s, though pods serve', (_, status, reason, phase) => {
    const shown = seen(fixed, status)();
    expect(shown.of('Available')?.status).toBe('True');
    expect(shown.of('Ready')).toMatchObject({ status: 'False', reason });
    expect(shown.phase).toBe(phase);
  });

  test('a rollout that was given up is no progress, and tells why the new pod fails', () => {
    const conditions = [{ type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded' }];
    const { of } = seen(
      fixed,
      { ...serving, replicas: 3, updatedReplicas: 1, conditions },
      { pods: [crashed('new')] },
    )();
    expect(of('Progressing')).toMatchObject({ status: 'False', reason: 'ProgressDeadlineExceeded' });
    expect(of('Progressing')?.message).toMatch(/Pod new: container tts-service.*continue to serve/);
  });

  test.each([0, 1])('a first start with %i of 2 pods ready is a start and no rollout', (readyReplicas) => {
    const conditions = [{ type: 'Progressing', status: 'True', reason: 'ReplicaSetUpdated' }];
    const { phase, of } = seen(fixed, { ...serving, readyReplicas, conditions })();
    expect(of('Progressing')).toMatchObject({
      status: 'True',
      reason: 'Starting',
      message: `${readyReplicas} of 2 pods serve. The others are starting.`,
    });
    expect(phase).toBe('Starting');
  });

  test('one crashing pod of two is told, and is no rollout', () => {
    const { phase, of } = seen(fixed, { ...serving, readyReplicas: 1 }, { pods: [crashed('b')] })();
    expect(of('Ready')).toMatchObject({ status: 'False', reason: 'CrashLoopBackOff' });
    expect(phase).toBe('Degraded');
  });

  test('pods that an autoscaler adds are not waited for', () => {
    const scaling = { ...serving, replicas: 5, updatedReplicas: 5, readyReplicas: 2 };
    expect(seen(auto, scaling)().of('Ready')?.status).toBe('True');
  });

  test('a change of the number of pods alone is no rollout', () => {
    const ready = {
      type: 'Ready',
      status: 'True',
      reason: 'Ready',
      message: '',
      lastTransitionTime: '',
      observedGeneration: 1,
    };
    const scaled = seen(auto, { ...serving, observedGeneration: 2 }, {}, { old: { conditions: [ready] } });
    expect(scaled().of('Ready')?.status).toBe('True');
  });

  test('pods that cannot be made are told with the reason of the API server', () => {
    const conditions = [
      { type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message: 'forbidden: exceeded quota: pods=3' },
    ];
    const { of } = seen(fixed, { observedGeneration: 3, conditions })();
    expect(of('Available')).toMatchObject({ status: 'False', reason: 'QuotaExceeded' });
    expect(of('Ready')?.message).toContain('pods=3');
  });

  test('a child that was refused is told although everything else serves', () => {
    const { of } = seen(fixed, serving)([{ object: 'Service/x', reason: 'NameTaken', message: 'There is one.' }]);
    expect(of('Ready')).toMatchObject({ status: 'False', reason: 'NameTaken' });
  });
});

test('a missing Secret of API keys is named while its pods do not start', () => {
  const spec = { ...fixed, server: { apiKeysSecretRef: { name: 'keys' } } };
  const look = (version: string | undefined) =>
    seen(spec, { observedGeneration: 3 }, { keys: { kind: 'Secret', name: 'keys', version } })();
  expect(look(undefined).of('Available')).toMatchObject({ status: 'False', reason: 'SecretNotFound' });
  expect(look(undefined).of('Ready')?.message).toContain('Secret keys does not exist');
  expect(look('7').of('Available')?.reason).toBe('Starting');
});

test('an eviction is told while the next pod starts', () => {
  const evicted: KubeObject = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'old' },
    status: {
      phase: 'Failed',
      reason: 'Evicted',
      message: 'Usage of EmptyDir volume "tmp" exceeds the limit "256Mi".',
    },
  };
  const { of } = seen(fixed, { ...serving, readyReplicas: 1 }, { pods: [evicted] })();
  expect(of('Progressing')).toMatchObject({ reason: 'Evicted' });
  expect(of('Ready')?.message).toContain('"tmp" exceeds the limit');
});

describe('a wanted zero', () => {
  const none = { observedGeneration: 3, conditions: settled };
  test.each([
    [{ scaling: { replicas: 0 } }, 'ScaledToZero'],
    [{ suspend: true }, 'Suspended'],
    [{ suspend: true, ...auto }, 'Suspended'],
  ])('%j is done once no pod is left, and nothing is available', (spec, reason) => {
    const { phase, of } = seen(spec, none, {}, { replicas: 0 })();
    expect([phase, of('Ready')?.status, of('Ready')?.reason]).toEqual([reason, 'True', reason]);
    expect(of('Available')).toMatchObject({ status: 'False', reason });
    const ending = seen(spec, { ...none, replicas: 2, updatedReplicas: 2 }, {}, { replicas: 0 })();
    expect(ending.of('Ready')).toMatchObject({ status: 'False', reason: 'Stopping' });
  });

  test('by hand of an autoscaled service is one too', () => {
    const { phase, of } = seen(auto, none, {}, { replicas: 0 })();
    expect([phase, of('Ready')?.status, of('Ready')?.reason]).toEqual(['ScaledToZero', 'True', 'ScaledToZero']);
  });

  test('of a service that is suspended before it has servers is done', () => {
    const fresh = planned(service({ spec: { suspend: true } }), nothing(), config, now).status([]);
    expect(fresh.conditions?.find(({ type }) => type === 'Ready')).toMatchObject({
      status: 'True',
      reason: 'Suspended',
    });
  });

  test('that the API server refuses is not', () => {
    const refused: Refusal = { object: 'Deployment/hello', reason: 'Refused', message: 'no' };
    expect(seen({ suspend: true }, none, {}, { replicas: 0 })([refused]).of('Ready')).toMatchObject({
      status: 'False',
      reason: 'Refused',
    });
  });
});

test('a Deployment that was paused by hand is told, not waited for', () => {
  const { of } = seen(fixed, { ...serving, updatedReplicas: 0, conditions: [] }, {}, { paused: true })();
  expect(of('Progressing')).toMatchObject({ status: 'False', reason: 'Paused' });
  expect(of('Ready')?.message).toContain('kubectl rollout resume deployment/hello');
});

describe('Autoscaling', () => {
  const scaler = (...conditions: object[]): KubeObject => ({
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'hello' },
    status: { conditions },
  });

  test('is no condition of a service with a fixed number of pods', () => {
    expect(seen(fixed, serving)().of('Autoscaling')).toBeUndefined();
  });

  test('tells that a metrics API is absent, and what to install', () => {
    const autoscaler = scaler({
      type: 'ScalingActive',
      status: 'False',
      reason: 'FailedGetPodsMetric',
      message: 'no API.',
    });
    const { of } = seen(auto, serving, { autoscaler })();
    expect(of('Autoscaling')).toMatchObject({ status: 'False', reason: 'FailedGetPodsMetric' });
    expect(of('Autoscaling')?.message).toContain('prometheus-adapter');
    expect(of('Ready')?.status).toBe('True');
  });

  test.each([
    ['unable to fetch metrics: the server could not find the requested resource', /Install it/],
    ['no metrics returned from resource metrics API', /after about a minute/],
    ['missing request for cpu in container tts-service of Pod hello-x', /requests\.cpu/],
  ])('says what to do about: %s', (message, advice) => {
    const failed = { type: 'ScalingActive', status: 'False', reason: 'FailedGetContainerResourceMetric', message };
    const { of } = seen(auto, serving, { autoscaler: scaler(failed) })();
    expect(of('Autoscaling')?.message).toMatch(advice);
  });

  test('is True while the autoscaler works', () => {
    const autoscaler = scaler({ type: 'AbleToScale', status: 'True' }, { type: 'ScalingActive', status: 'True' });
    expect(seen(auto, serving, { autoscaler })().of('Autoscaling')?.status).toBe('True');
  });
});

describe('a pod that asks for a GPU where none is free', () => {
  const pending: KubeObject = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p' },
    status: {
      conditions: [
        {
          type: 'PodScheduled',
          status: 'False',
          reason: 'Unschedulable',
          message: '0/1 nodes are available: 1 Insufficient nvidia.com/gpu. no new claims to deallocate',
        },
      ],
    },
  };
  const onGpu = { model: { precision: 'q8' }, compute: { device: 'gpu' } };

  test('is told what to do', () => {
    const { of } = seen(onGpu, { observedGeneration: 3 }, { pods: [pending] })();
    expect(of('Available')).toMatchObject({ status: 'False', reason: 'Unschedulable' });
    expect(of('Available')?.message).toContain('No node has nvidia.com/gpu available. Install its device plugin');
  });

  test.each([
    ['an old pod that serves holds it', { replicas: 2, updatedReplicas: 1, readyReplicas: 1 }, true],
    ['an old pod that does not serve holds it', { replicas: 2, updatedReplicas: 1 }, true],
    ['there is no old pod', { replicas: 1, updatedReplicas: 1 }, false],
  ])('where %s: advice to end an old pod first', (_, status, advised) => {
    const { of } = seen(onGpu, { observedGeneration: 3, conditions: [], ...status }, { pods: [pending] })();
    expect(of('Progressing')?.message.includes('set spec.rollout to maxSurge 0')).toBe(advised);
  });
});

test('a message that is cut within a character is the same when it comes back', () => {
  const message = `${'x'.repeat(1_999)}\u{1F600}`;
  const refused: Refusal[] = [{ object: 'Deployment/hello', reason: 'Refused', message }];
  for (const { message: told } of planned(service({}), nothing(), config, new Date()).status(refused).conditions ?? [])
    expect(Buffer.from(told, 'utf8').toString('utf8')).toBe(told);
});

test.each<[claim: string, phase: string | undefined, reason: string, message: RegExp]>([
  ['no claim', undefined, 'VolumePending', /once the volume is there\. Claim \S+ is being created/],
  ['an unbound claim', 'Pending', 'VolumePending', /Claim \S+ is not bound yet\. StorageClass fast has not provided/],
  ['a bound claim', 'Bound', 'Downloading', /being downloaded/],
])('with %s, ModelReady tells what the download waits for', (_, phase, reason, message) => {
  const subject = service({ spec: { storage: { className: 'fast' } } });
  const made = planned(subject, nothing(), config, now).apply.find(({ kind }) => kind === 'PersistentVolumeClaim')!;
  const observed = nothing({ claim: phase === undefined ? undefined : { ...made, status: { phase } } });
  const { conditions = [] } = planned(subject, observed, config, now).status([]);
  const found = conditions.find(({ type }) => type === 'ModelReady');
  expect(found).toMatchObject({ status: 'False', reason });
  expect(found?.message).toMatch(message);
});
