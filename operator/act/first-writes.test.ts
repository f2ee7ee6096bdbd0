import { afterEach, beforeEach, expect, test } from 'vitest';
import { endpointName, manifestName } from '../api/names.ts';
import { volumeLabels } from '../objects/metadata.ts';
import { turn } from '../testing/clock.ts';
import { World } from '../testing/world.ts';

let world: World;
beforeEach(() => {
  world = new World();
});
afterEach(() => world.end());

const writesOf = (kind: string): string[] => world.writes.filter((write) => write.startsWith(`${kind}/`));

async function play(): Promise<void> {
  for (let round = 0; round < 3; round++) {
    await world.play();
    await world.pass(3_000);
  }
}

test('nothing is looked for before it is made: the write itself is refused where something is', async () => {
  const read: string[] = [];
  world.denyRead = (kind) => void read.push(kind);
  world.service('a', {});
  await play();
  expect(world.condition('a', 'Ready')).toMatchObject({ status: 'True' });
  expect(read).toEqual([]);
});

test('a name that is taken is tried once, and looked at from then on until it is free', async () => {
  world.put({ apiVersion: 'v1', kind: 'Service', metadata: { name: endpointName('a'), namespace: 'ns' }, spec: {} });
  const read: string[] = [];
  let refused = 0;
  world.denyRead = (kind) => void read.push(kind);
  world.beforeWrite = ({ kind }) => void (kind === 'Service' && refused++);
  world.service('a', {});
  await play();
  await world.pass(120_000, 10_000);
  expect(world.condition('a', 'Progressing')).toMatchObject({ reason: 'NameTaken' });
  expect(refused).toBe(1);
  expect(read.filter((kind) => kind === 'Service').length).toBeGreaterThan(2);
  world.delete('Service', endpointName('a'));
  await world.pass(60_000, 10_000);
  expect(writesOf('Service')).toHaveLength(1);
  expect(world.condition('a', 'Ready')).toMatchObject({ status: 'True' });
});

test.each([['told of by then'], ['not yet told of']])(
  'what the younger of two services misses and somebody else has made, %s, is left to the older one',
  async (news) => {
    world.service('younger', {}, '2026-01-02T00:00:00Z');
    world.service('older', {}, '2026-01-01T00:00:00Z');
    world.beforeAnswer = async ({ kind, metadata }) => {
      if (kind !== 'PersistentVolumeClaim') return;
      world.beforeAnswer = async () => undefined;
      const { name, namespace = '' } = metadata;
      const files = { name: manifestName(name), namespace, labels: volumeLabels(name) };
      world.put({ apiVersion: 'v1', kind: 'ConfigMap', metadata: files });
      if (news === 'told of by then') await turn();
    };
    await world.settle(1);
    expect(writesOf('PersistentVolumeClaim')).toHaveLength(1);
    expect(writesOf('ConfigMap')).toEqual([]);
    await world.settle();
    expect(writesOf('ConfigMap')).toHaveLength(1);
    await play();
    for (const name of ['older', 'younger']) expect(world.condition(name, 'Ready')).toMatchObject({ status: 'True' });
  },
);
