import { describe, expect, test } from 'vitest';
import type { KubeObject } from '../controller/object.ts';
import { jobProblem, podProblem } from './pod-problems.ts';

const pod = (status: object, uid?: string): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name: 'p',
    ...(uid === undefined ? {} : { ownerReferences: [{ apiVersion: 'batch/v1', kind: 'Job', name: 'j', uid }] }),
  },
  status,
});
const waiting = (reason: string, message?: string) =>
  pod({ containerStatuses: [{ name: 'tts-service', state: { waiting: { reason, message } } }] });
const unscheduled = (message: string) =>
  pod({ conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message }] });

test.each<[problem: KubeObject, reason: string, message: RegExp]>([
  [waiting('ImagePullBackOff', 'Back-off pulling image "x:1"'), 'ImagePullBackOff', /image "x:1"/],
  [waiting('CreateContainerConfigError', 'secret "keys" not found'), 'CreateContainerConfigError', /"keys" not found/],
  [unscheduled('0/3 nodes are available: 3 Insufficient cpu.'), 'Unschedulable', /Lower spec.compute.resources/],
  [unscheduled('1 node(s) had untolerated taint {a: b}.'), 'Unschedulable', /spec.pod.tolerations/],
  [unscheduled('0/1 nodes: 1 Insufficient nvidia.com/gpu.'), 'Unschedulable', /No node has nvidia.com\/gpu available/],
  [pod({ phase: 'Failed', reason: 'Evicted', message: 'low on memory' }), 'Evicted', /low on memory/],
])('%#: a pod that cannot run says %s', (problem, reason, message) => {
  expect(podProblem([pod({}), problem])).toMatchObject({ reason });
  expect(podProblem([problem])?.message).toMatch(message);
});

test('a pod that was evicted tells of the past, after what the others say now', () => {
  const gone = pod({ phase: 'Failed', reason: 'Evicted', message: 'usage of EmptyDir volume "tmp" exceeds the limit' });
  expect(podProblem([gone, waiting('ImagePullBackOff')])?.reason).toBe('ImagePullBackOff');
  expect(podProblem([gone, pod({ phase: 'Pending' })])).toMatchObject({ reason: 'Evicted' });
});

test('the newest pod speaks first: an older one may have a fault that is mended already', () => {
  const at = (problem: KubeObject, creationTimestamp: string): KubeObject => ({
    ...problem,
    metadata: { ...problem.metadata, creationTimestamp },
  });
  const old = at(waiting('ImagePullBackOff'), '2026-01-01T00:00:00Z');
  const young = at(unscheduled('0/1 nodes: 1 Insufficient cpu.'), '2026-01-01T00:01:00Z');
  expect(podProblem([old, young])?.reason).toBe('Unschedulable');
  expect(podProblem([young, old])?.reason).toBe('Unschedulable');
});

test('a pod that is only starting has no problem', () => {
  expect(podProblem([waiting('ContainerCreating'), pod({ phase: 'Running' })])).toBeUndefined();
});

describe('a Job', () => {
  const job = (status: object): KubeObject => ({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'j', uid: 'job-1' },
    status,
  });

  test('that was started and has no pod was not allowed to make one', () => {
    expect(jobProblem([job({ startTime: 'now' })], [])).toMatchObject({ reason: 'PodNotCreated' });
  });

  test('that has one, has ended or was never looked at has no such problem', () => {
    expect(jobProblem([job({ startTime: 'now', active: 1 })], [])).toBeUndefined();
    expect(jobProblem([job({ startTime: 'now' })], [pod({}, 'job-1')])).toBeUndefined();
    expect(jobProblem([job({ startTime: 'now', conditions: [{ type: 'Failed' }] })], [])).toBeUndefined();
    expect(jobProblem([job({})], [])).toBeUndefined();
  });
});
