import { expect, test } from 'vitest';
import type { KubeObject } from '../controller/object.ts';
import { LABEL } from '../objects/metadata.ts';
import { service } from '../testing/services.ts';
import { judgeGpu } from './gpu-status.ts';
import { podProblem } from './pod-problems.ts';

const onGpu = service({ spec: { compute: { device: 'gpu' } } });
const report = (reason: string, message: string) => JSON.stringify({ type: 'gpu', reason, message });
const fallback = report('GpuFallback', 'libcuda.so.1: cannot open shared object file');
const unusable = report('GpuUnusable', 'CUDA failure 100: no CUDA-capable device is detected');

/** A server's pod that is ready or not, and what its last run left. */
function pod(name: string, ready: boolean, left?: string, more: Partial<KubeObject['metadata']> = {}): KubeObject {
  const lastState = left === undefined ? {} : { terminated: { exitCode: 1, reason: 'Error', message: left } };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, labels: { [LABEL.device]: 'gpu' }, ...more },
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
      containerStatuses: [{ name: 'tts-service', ready, state: { running: {} }, lastState }],
    },
  };
}

test('a service on the CPU has no such condition', () => {
  expect(judgeGpu(service({ spec: {} }), { pods: [] })).toBeUndefined();
  const own = (value: string) => ({ compute: { device: 'gpu' }, server: { env: [{ name: 'USE_GPU', value }] } });
  expect(judgeGpu(service({ spec: own('false') }), { pods: [pod('a', true)] })).toBeUndefined();
  expect(judgeGpu(service({ spec: own('') }), { pods: [pod('a', true)] })).toBeUndefined();
  expect(judgeGpu(service({ spec: own('true') }), { pods: [pod('a', true)] })?.reason).toBe('OnGpu');
});

test('nobody knows what pods compute on that do not report it', () => {
  const own = (value: string) => ({ compute: { device: 'gpu' }, server: { env: [{ name: 'TTS_GPU_REPORT', value }] } });
  const judged = (value: string) => judgeGpu(service({ spec: own(value) }), { pods: [pod('a', true)] })?.reason;
  expect(['false', '', 'true'].map(judged)).toEqual(['NotReported', 'NotReported', 'OnGpu']);
});

test.each<[string, KubeObject[], string, string, RegExp]>([
  ['nothing serves', [pod('a', false)], 'Unknown', 'Starting', /No pod/],
  ['all serve on their GPUs', [pod('a', true), pod('b', true, 'Killed')], 'True', 'OnGpu', /2 of 2/],
  [
    'one computes on the CPU',
    [pod('a', true), pod('b', true, fallback)],
    'False',
    'GpuFallback',
    /1 of 2.*Pod b: libcuda/,
  ],
  [
    'one cannot use its GPU',
    [pod('a', true), pod('b', false, unusable)],
    'False',
    'GpuUnusable',
    /Pod b: CUDA failure 100/,
  ],
  ['a GPU works again', [pod('a', true, unusable)], 'True', 'OnGpu', /1 of 1/],
  ['only pods of a former spec serve', [pod('old', true, undefined, { labels: {} })], 'Unknown', 'Starting', /No pod/],
  [
    'the pod on the CPU is ending',
    [pod('a', true, fallback, { deletionTimestamp: '2026-01-01T00:00:00Z' })],
    'Unknown',
    'Starting',
    /No pod/,
  ],
])('%s', (_what, pods, status, reason, message) => {
  const judged = judgeGpu(onGpu, { pods });
  expect(judged).toMatchObject({ status, reason });
  expect(judged?.message).toMatch(message);
});

test('a pod that cannot use its GPU says why it does not get ready, and one that serves has no problem', () => {
  expect(podProblem([pod('a', false, unusable)])).toEqual({
    reason: 'GpuUnusable',
    message: 'Pod a: container tts-service cannot use its GPU: CUDA failure 100: no CUDA-capable device is detected',
  });
  expect(podProblem([pod('a', true, unusable), pod('b', true, fallback)])).toBeUndefined();
});
