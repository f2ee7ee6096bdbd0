import { expect, test } from 'vitest';
import { ApiError } from '../operator/cluster/api.ts';
import type { Connection } from './connection.ts';
import type { Service } from './inventory.ts';
import { scalingFindings } from './scaling-checks.ts';

const noMetrics = {
  api: {
    json: async () => {
      throw new ApiError(404, 'NotFound', 'the server could not find the requested resource');
    },
  },
} as unknown as Connection;

function service(scaling: object, autoscaling?: { status: string; reason: string; message: string }): Service {
  const conditions = autoscaling ? [{ type: 'Autoscaling', ...autoscaling }] : [];
  return { metadata: { name: 'a' }, spec: { scaling, suspend: false }, status: { conditions } } as unknown as Service;
}
const works = { status: 'True', reason: 'Autoscaling', message: '' };
const sleeper = { minReplicas: 0, maxReplicas: 4 };

test.each([
  ['a fixed number', { replicas: 2 }, 'warn'],
  ['an autoscaler by CPU', { maxReplicas: 4 }, 'fail'],
  ['an autoscaler of a service that is stopped', { maxReplicas: 4, replicas: 0 }, 'warn'],
  ['a service that sleeps', sleeper, 'warn'],
  ['a service that sleeps and scales by CPU', { ...sleeper, targetCPUUtilization: 50 }, 'fail'],
])('%s without the metrics API', async (_, scaling, level) => {
  const [metrics] = await scalingFindings(noMetrics, [service(scaling, works)]);
  expect(metrics).toMatchObject({ level, what: expect.stringContaining('the metrics API does not work') as string });
});

test('a service that is Ready but cannot sleep is told', async () => {
  const missing = { status: 'False', reason: 'KedaNotFound', message: 'Install KEDA.' };
  const [, told] = await scalingFindings(noMetrics, [service(sleeper, missing)]);
  expect(told).toEqual({ level: 'warn', what: 'a cannot sleep: KedaNotFound: Install KEDA.' });
  const [, sleeps] = await scalingFindings(noMetrics, [service(sleeper, works)]);
  expect(sleeps).toMatchObject({ level: 'ok' });
});
