import { expect, test } from 'vitest';
import type { Connection } from './connection.ts';
import { gpuFindings } from './gpu-checks.ts';
import type { Service } from './inventory.ts';

const cluster = (...items: object[]) => ({ api: { json: async () => ({ items }) } }) as unknown as Connection;
const onGpu = (gpu?: object) => ({ metadata: { name: 'a' }, spec: { compute: { device: 'gpu', gpu } } }) as Service;
const node = (count: string, ready = 'True', unschedulable = false) => ({
  spec: { unschedulable },
  status: { allocatable: { 'nvidia.com/gpu': count }, conditions: [{ type: 'Ready', status: ready }] },
});

test.each([
  ['no node', [], [onGpu()], 'fail', 'no node has nvidia.com/gpu: install its device plugin'],
  ['GPUs', [node('1'), node('2')], [onGpu()], 'ok', 'the nodes have 3 nvidia.com/gpu'],
  ['a node that is not ready', [node('1', 'Unknown')], [onGpu()], 'fail', 'no node that is ready and not cordoned'],
  ['a cordoned node', [node('1', 'True', true)], [onGpu()], 'fail', 'no node that is ready and not cordoned'],
  ['too few on each node', [node('1'), node('1')], [onGpu({ count: 2 })], 'warn', 'but no node has 2'],
  [
    'another resource',
    [node('1')],
    [onGpu({ resourceName: 'nvidia.com/mig-1g.10gb' })],
    'fail',
    'mig-1g.10gb: install',
  ],
])('%s', async (_, nodes, services, level, what) => {
  expect(await gpuFindings(cluster(...nodes), services)).toEqual([
    { level, what: expect.stringContaining(what) as string },
  ]);
});

test('nothing is asked for services on the CPU', async () => {
  expect(await gpuFindings(undefined as never, [{ spec: { compute: { device: 'cpu' } } } as Service])).toEqual([]);
});
