import { afterEach, beforeEach, expect, test } from 'vitest';
import { ApiError } from './cluster/api.ts';
import { turn } from './testing/clock.ts';
import { World } from './testing/world.ts';

let world: World;
beforeEach(() => {
  world = new World();
});
afterEach(() => world.end());

test('nothing is done for a namespace before all of it is known', async () => {
  world.service('a', {});
  world.queue.add('ns/a');
  await world.settle();
  expect(world.writes).toContain('TTSService/a/status');
  const unknown = new World({ unread: ['Pod'] });
  unknown.service('a', {});
  await unknown.settle();
  expect(unknown.caches.stores.TTSService.size).toBe(1);
  expect(unknown.writes).toEqual([]);
  unknown.end();
});

test('what cannot be read is told, and known conditions stay', async () => {
  world.denyRead = () => new ApiError(403, 'Forbidden', 'persistentvolumeclaims "mine" is forbidden');
  world.service('a', { storage: { mode: 'ExistingClaim', claimName: 'mine' } });
  await world.settle();
  expect(world.condition('a', 'Ready')).toMatchObject({ status: 'False', reason: 'Forbidden' });
  world.denyRead = () => undefined;
  await world.pass(30_000);
  expect(world.condition('a', 'Ready')).toMatchObject({ status: 'False', reason: 'ClaimNotFound' });
  world.denyRead = () => new Error('ECONNRESET');
  world.queue.add('ns/a');
  await world.pass(5_000);
  expect(world.condition('a', 'Ready')).toMatchObject({ reason: 'RequestFailed' });
  expect(world.condition('a', 'StorageReady')).toMatchObject({ reason: 'ClaimNotFound' });
});

test('a late answer to the status of a service that is deleted revives nothing', async () => {
  world.beforeAnswer = async ({ kind }) => {
    if (kind !== 'TTSService') return;
    world.delete('TTSService', 'a');
    for (let i = 0; i < 5; i++) await turn();
  };
  world.service('a', {});
  await world.settle();
  expect(world.caches.stores.TTSService.size).toBe(0);
});
