import { expect, test } from 'vitest';
import type { KubeObject } from './object.ts';
import { difference, includes, quantityValue, stamped } from './drift.ts';

test.each<[observed: unknown, wanted: unknown, equal: boolean]>([
  [{ a: 1, other: 2 }, { a: 1 }, true],
  [{ a: 2 }, { a: 1 }, false],
  [{}, { nodeSelector: {}, tolerations: [], value: '' }, true],
  [{ tolerations: [{ key: 'x' }] }, { tolerations: [] }, false],
  [{ cpu: '1' }, { cpu: '1000m' }, true],
  [{ cpu: '1' }, { cpu: '1001m' }, false],
  [{ memory: '2Gi' }, { memory: '2048Mi' }, true],
  [[{ name: 'sidecar' }, { name: 'a', image: 'x', extra: 1 }], [{ name: 'a', image: 'x' }], true],
  [[{ name: 'a', image: 'y' }], [{ name: 'a', image: 'x' }], false],
  [['a', 'b'], ['a'], false],
  [undefined, { a: 1 }, false],
])('%j includes %j: %s', (observed, wanted, equal) => {
  expect(includes(observed, wanted)).toBe(equal);
});

test('a field that is no longer set changes the stamp', () => {
  const object: KubeObject & { spec: { a: number } } = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'a' },
    spec: { a: 1, b: 2 } as { a: number },
  };
  const { spec } = object;
  const first = stamped(object, 'hash').metadata.annotations?.hash;
  expect(stamped({ ...object, spec: { a: spec.a } }, 'hash').metadata.annotations?.hash).not.toBe(first);
});

test.each([
  ['500m', 0.5],
  ['1e3', 1000],
  ['1Ki', 1024],
  ['0.5G', 5e8],
  ['ten', undefined],
  ['1Zi', undefined],
])('%s is %s', (text, value) => {
  expect(quantityValue(text)).toBe(value);
});

test('a difference is told by its path', () => {
  const observed = { spec: { containers: [{ name: 'a', image: 'x', ports: [{ containerPort: 1 }] }] } };
  const wanted = (port: number) => ({ spec: { containers: [{ name: 'a', ports: [{ containerPort: port }] }] } });
  expect(difference(observed, wanted(1))).toBeUndefined();
  expect(difference(observed, wanted(2))).toBe('.spec.containers[a].ports[0].containerPort');
});
