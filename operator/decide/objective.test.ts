import { afterEach, expect, test } from 'vitest';
import { KIND } from '../api/fields.ts';
import { LABEL } from '../objects/metadata.ts';
import type { Status } from '../api/status.ts';
import { countsOf, measuredOf } from '../observe/counts.ts';
import { service } from '../testing/services.ts';
import { World } from '../testing/world.ts';
import { withObjective } from './objective.ts';

const worlds: World[] = [];
afterEach(() => {
  for (const world of worlds.splice(0)) world.end();
});

/** What a server of one lane answers that has spoken so many requests of three segments, `factor` times as slow. */
function metrics(requests: number, factor = 1): string {
  const bounds = [0.1, 0.2, 0.3, 0.4, 0.6, 0.8, 1, 2, 4, 8];
  const lines = (place: string, count: number, from: number, to: number) =>
    [...bounds, Infinity].map((bound) => {
      const part = Math.min(1, Math.max(0, (bound / factor - from) / (to - from)));
      const le = bound === Infinity ? '+Inf' : bound;
      return `tts_segment_seconds_bucket{le="${le}",place="${place}"} ${Math.round(count * part)}`;
    });
  return [
    '# TYPE tts_lanes gauge',
    'tts_lanes 1',
    `tts_audio_seconds_total ${requests * 13}`,
    ...lines('first', requests, 0.2, 0.4),
    ...lines('later', 2 * requests, 0.3, 0.8),
    '',
  ].join('\n');
}

/** A service whose pods answer; `pods` of them are ready. */
async function serving(scaling: object, answer: () => string): Promise<World> {
  const world = new World();
  worlds.push(world);
  world.readMetrics = async () => answer();
  world.service('a', { scaling });
  await world.settle();
  await world.play();
  await world.play();
  ready(world, 1);
  await world.pass(10_000, 2_000);
  return world;
}

function ready(world: World, pods: number): void {
  for (let index = 0; index < pods; index++)
    world.put({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: `a-${index}`,
        namespace: 'ns',
        labels: { 'app.kubernetes.io/managed-by': 'tts-operator', [LABEL.service]: 'a' },
      },
      status: { phase: 'Running', podIP: `10.0.0.${index}`, conditions: [{ type: 'Ready', status: 'True' }] },
    });
}

const objective = { firstAudioP95: '1200ms', concurrency: 20 };
const boundsOf = (world: World) => {
  const { minReplicas, maxReplicas } = world.of('HorizontalPodAutoscaler', 'a')?.spec as Record<string, number>;
  return [minReplicas, maxReplicas];
};
const statusOf = (world: World) => world.of(KIND, 'a')?.status as Status;

test('until pods have spoken enough, the autoscaler goes by CPU, and the condition says so', async () => {
  const world = await serving({ maxReplicas: 8, objective }, () => metrics(49));
  expect(boundsOf(world)).toEqual([1, 8]);
  expect(world.condition('a', 'ObjectiveMet')).toMatchObject({ status: 'Unknown', reason: 'NotMeasured' });
});

test('pods that the operator cannot reach are told', async () => {
  const world = await serving({ maxReplicas: 8, objective }, () => {
    throw new Error('ECONNREFUSED');
  });
  expect(world.condition('a', 'ObjectiveMet')).toMatchObject({ status: 'Unknown', reason: 'Unreachable' });
  expect(world.condition('a', 'ObjectiveMet')?.message).toContain('10.0.0.0:8205');
});

test('the autoscaler keeps as many pods as the objective needs, and the condition follows the pods that serve', async () => {
  const world = await serving({ maxReplicas: 8, objective }, () => metrics(100));
  const needed = statusOf(world).objective?.neededReplicas ?? 0;
  expect(needed).toBeGreaterThan(1);
  expect(needed).toBeLessThan(8);
  expect(boundsOf(world)).toEqual([needed, needed]);
  expect(world.condition('a', 'ObjectiveMet')).toMatchObject({ status: 'False', reason: 'TooFewPods' });
  await world.play();
  await world.pass(10_000, 2_000);
  expect((world.of('Deployment', 'a')?.spec as { replicas: number }).replicas).toBe(needed);
  expect(world.condition('a', 'ObjectiveMet')).toMatchObject({ status: 'True', reason: 'ObjectiveMet' });
  expect(world.condition('a', 'Autoscaling')).toBeDefined();
});

test('with a target of CPU there may be more pods than the objective needs', async () => {
  const world = await serving({ maxReplicas: 8, targetCPUUtilization: 60, objective }, () => metrics(100));
  const needed = statusOf(world).objective?.neededReplicas;
  expect(boundsOf(world)).toEqual([needed, 8]);
});

test('the bounds of the spec have the last word, and the message says what it would take', async () => {
  const world = await serving({ maxReplicas: 2, objective }, () => metrics(100));
  const needed = statusOf(world).objective?.neededReplicas;
  expect(boundsOf(world)).toEqual([2, 2]);
  expect(world.condition('a', 'ObjectiveMet')).toMatchObject({ status: 'False', reason: 'TooFewPods' });
  expect(world.condition('a', 'ObjectiveMet')?.message).toMatch(
    new RegExp(`^The objective needs ${needed} pods .*; maxReplicas is 2\\. With 2 and 20 requests at once, \\d+ %`),
  );
});

test('pods that are too slow are told, and the autoscaler goes by CPU', async () => {
  const world = await serving({ maxReplicas: 4, objective: { ...objective, firstAudioP95: '300ms' } }, () =>
    metrics(100),
  );
  expect(world.condition('a', 'ObjectiveMet')).toMatchObject({ status: 'False', reason: 'PodsTooSlow' });
  expect(boundsOf(world)).toEqual([1, 4]);
});

test('figures that hardly change, and pods that start anew, write nothing; others do', async () => {
  let answer = metrics(100);
  const world = await serving({ maxReplicas: 8, objective }, () => answer);
  await world.play();
  await world.pass(180_000, 10_000);
  const before = world.writes.length;
  for (const next of [metrics(108, 1.04), metrics(3), metrics(140, 0.95)]) {
    answer = next;
    await world.pass(180_000, 10_000);
  }
  expect(world.writes.slice(before)).toEqual([]);
  const needed = statusOf(world).objective!.neededReplicas!;
  answer = metrics(200, 1.5);
  await world.pass(180_000, 10_000);
  expect(statusOf(world).objective!.neededReplicas).toBeGreaterThan(needed);
  expect(boundsOf(world)[0]).toBe(statusOf(world).objective!.replicas);
});

test('a service of which nothing else is known than before is the same: what was worked out for it is not again', () => {
  const scaling = { maxReplicas: 8, objective };
  const measured = measuredOf([countsOf(metrics(100))])!;
  const first = withObjective(service({ spec: { scaling } }), { measured });
  expect(first.status.objective?.measured).toEqual(measured);
  expect(withObjective(first, { measured: { ...measured } })).toBe(first);
  expect(withObjective(first, { measured: undefined })).toBe(first);
  const plain = service({});
  expect(withObjective(plain, { measured: undefined })).toBe(plain);
});

test('an objective that goes takes its status and its bounds with it', async () => {
  const world = await serving({ maxReplicas: 8, objective }, () => metrics(100));
  await world.play();
  world.service('a', { scaling: { maxReplicas: 8 } });
  await world.pass(10_000);
  expect(statusOf(world).objective).toBeUndefined();
  expect(world.condition('a', 'ObjectiveMet')).toBeUndefined();
  expect(boundsOf(world)).toEqual([1, 8]);
});

test('a suspended service is not judged', async () => {
  const world = await serving({ maxReplicas: 8, objective }, () => metrics(100));
  world.service('a', { scaling: { maxReplicas: 8, objective }, suspend: true });
  await world.pass(10_000);
  expect(world.condition('a', 'ObjectiveMet')).toMatchObject({ status: 'Unknown', reason: 'Suspended' });
});
