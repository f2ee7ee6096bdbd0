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
