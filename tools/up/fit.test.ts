import { expect, test } from 'vitest';
import { fitSample, parseCpu, parseMemory } from './fit.ts';

const sample = {
  spec: {
    model: {},
    storage: { size: '20Gi', className: 'gp3-xfs' },
    compute: { resources: { requests: { cpu: '1000m', memory: '2Gi' }, limits: { cpu: '2000m', memory: '4Gi' } } },
    scaling: { minReplicas: 2, maxReplicas: 8, targetCPUUtilization: 70 },
  },
};
const classes = { names: ['standard', 'gp3-xfs'], default: 'standard' };
const GiB = 2 ** 30;

test('reads quantities as Kubernetes writes them', () => {
  expect([parseCpu('2'), parseCpu('1500m'), parseCpu('0.5')]).toEqual([2000, 1500, 500]);
  expect([parseMemory('2Gi'), parseMemory('24688636Ki'), parseMemory('1024')]).toEqual([
    2 * GiB,
    24688636 * 1024,
    1024,
  ]);
});

test('leaves the sample as it is on a machine that holds it', () => {
  const fitted = fitSample(sample, { cpu: 16_000, memory: 64 * GiB }, classes);
  expect(fitted).toEqual({ sample, changes: [] });
});

test('lowers replicas to a pod per core, and requests so that they fit on a small machine, and says so', () => {
  const { sample: small, changes } = fitSample(sample, { cpu: 2000, memory: 6 * GiB }, classes);
  expect(small.spec.compute.resources.requests).toEqual({ cpu: '450m', memory: '1408Mi' });
  expect(small.spec.scaling).toEqual({ minReplicas: 2, maxReplicas: 3, targetCPUUtilization: 100 });
  expect(small.spec.compute.resources.limits).toEqual(sample.spec.compute.resources.limits);
  expect(changes).toEqual([
    'maxReplicas 8 -> 3',
    'requests.cpu 1000m -> 450m',
    'targetCPUUtilization 70 -> 100',
    'requests.memory 2048Mi -> 1408Mi',
  ]);
});

test('a StorageClass that the cluster lacks becomes the default one, and is told', () => {
  const { sample: fitted, changes } = fitSample(
    sample,
    { cpu: 16_000, memory: 64 * GiB },
    { names: ['standard'], default: 'standard' },
  );
  expect(fitted.spec.storage).toEqual({ size: '20Gi' });
  expect(changes).toEqual(['storage.className gp3-xfs -> the default, standard']);
  expect(sample.spec.storage.className).toBe('gp3-xfs');
});

test('a cluster with neither that class nor a default is refused with what to do', () => {
  expect(() => fitSample(sample, { cpu: 16_000, memory: 64 * GiB }, { names: ['slow'], default: undefined })).toThrow(
    /no StorageClass gp3-xfs, and none is its default: make one the default, or write one of \[slow\]/,
  );
});
