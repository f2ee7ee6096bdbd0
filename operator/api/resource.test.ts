import { expect, it } from 'vitest';
import { service } from '../testing/services.ts';

it.each([
  ['q8', {}],
  ['fp32', { compute: { device: 'gpu' } }],
  ['fp16', { compute: { device: 'gpu' }, model: { precision: 'fp16' } }],
  ['fp32', { model: { precision: 'fp32' } }],
])('the precision is %s for %o', (precision, spec) => {
  expect(service({ spec }).spec.model.precision).toBe(precision);
});

it.each([
  ['nvidia.com/gpu', true],
  ['nvidia.com/mig-1g.10gb', true],
  ['nvidia.com/gpu.shared', true],
  ['cpu', false],
  ['memory', false],
  ['nvidia.com/', false],
  ['nvidia.com/gpu ', false],
  ['a/b/c', false],
])('%s as the resource of a GPU: %s', (resourceName, valid) => {
  const made = () => service({ spec: { compute: { device: 'gpu', gpu: { resourceName } } } });
  if (valid) expect(made().spec.compute.gpu).toEqual({ resourceName });
  else expect(made).toThrow('resourceName');
});

it.each([0, -1, 1.5, 17, '1'])('%j GPUs are refused', (count) => {
  expect(() => service({ spec: { compute: { device: 'gpu', gpu: { count } } } })).toThrow('count');
});

it('reads a spec once: what is written after it, and services alike, have the same', () => {
  const spec = () => ({ model: { voices: ['af_heart'] } });
  const [one, other] = ['a', 'b'].map((name) => service({ metadata: { name, resourceVersion: name }, spec: spec() }));
  expect(other!.spec).toBe(one!.spec);
  expect(service({ spec: { model: { voices: ['am_adam'] } } }).spec).not.toBe(one!.spec);
});
