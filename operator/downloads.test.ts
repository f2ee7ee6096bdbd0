import { afterEach, beforeEach, expect, test } from 'vitest';
import { ApiError } from './cluster/api.ts';
import type { KubeObject } from './controller/object.ts';
import { timestamp } from './controller/object.ts';
import { LABEL } from './objects/metadata.ts';
import { World } from './testing/world.ts';

let world: World;
beforeEach(async () => {
  world = new World();
  await world.settle();
});
afterEach(() => world.end());

const running = (): KubeObject[] => world.all('Job').filter(({ status }) => !status);

function end(job: KubeObject, type: 'Complete' | 'Failed'): void {
  const time = timestamp(world.clock.wall());
  world.put({ ...job, status: { conditions: [{ type, status: 'True', lastTransitionTime: time }] } });
}

/** A pod of a service whose check has found damage; `run` is the container. */
function damaged(service: string, run: string): void {
  const volume = world.all('PersistentVolumeClaim')[0]?.metadata.name ?? '';
  const message = JSON.stringify({ type: 'result', phase: 'Failed', reason: 'Damaged' });
  const terminated = { exitCode: 1, containerID: run, message };
  world.put({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `${service}-1`,
      namespace: 'ns',
      labels: {
        'app.kubernetes.io/managed-by': 'tts-operator',
        [LABEL.service]: service,
        [LABEL.volume]: volume,
      },
    },
    status: { phase: 'Pending', initContainerStatuses: [{ name: 'model', state: { terminated } }] },
  });
}

test('a download that fails again and again is tried with longer waits, and told by its own reason throughout', async () => {
  world.service('a', {});
  await world.settle();
  for (const claim of world.all('PersistentVolumeClaim')) world.put({ ...claim, status: { phase: 'Bound' } });
  const seen = new Set<string | undefined>();
  for (let second = 0; second < 160; second++) {
    await world.pass(1_000);
    for (const job of running()) end(job, 'Failed');
    if (second > 3) seen.add(world.condition('a', 'Ready')?.reason);
  }
  expect(world.writes.filter((write) => write.startsWith('Job/'))).toHaveLength(5);
  expect([...seen].sort()).toEqual(['Downloading', 'Failed']);
});

test('damage that only a younger service sees is repaired once, and again only after a while', async () => {
  world.service('a', {});
  await world.settle();
  await world.play();
  world.service('b', {}, '2026-01-01T00:01:00Z');
  for (let i = 0; i < 4; i++) {
    await world.pass(3_000);
    await world.play();
  }
  await world.pass(600_000);
  world.writes.length = 0;
  damaged('b', 'run-1');
  for (let i = 0; i < 50; i++) {
    await world.pass(2_000);
    for (const job of running()) end(job, 'Complete');
  }
  expect(new Set(world.writes.filter((write) => write.startsWith('Job/')))).toHaveLength(1);
  expect(world.writes.filter((write) => write.startsWith('ConfigMap/')).length).toBeLessThan(4);
  for (const name of ['a', 'b'])
    expect(world.condition(name, 'ModelReady')).toMatchObject({ status: 'True', reason: 'Verified' });
});

test('damage while no Job can be made writes nothing again and again', async () => {
  world.service('a', {});
  for (let i = 0; i < 4; i++) {
    await world.pass(3_000);
    await world.play();
  }
  world.writes.length = 0;
  world.deny = ({ kind }) => (kind === 'Job' ? new ApiError(500, 'InternalError', 'webhook') : undefined);
  damaged('a', 'run-1');
  for (let i = 0; i < 60; i++) await world.pass(1_000);
  expect(world.writes.filter((write) => write.startsWith('ConfigMap/'))).toEqual([]);
  expect(world.writes.length).toBeLessThan(40);
});
