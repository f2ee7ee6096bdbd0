import { afterEach, expect, test } from 'vitest';
import { KIND } from '../api/fields.ts';
import type { Status } from '../api/status.ts';
import type { KubeObject } from '../controller/object.ts';
import { ANNOTATION, LABEL } from '../objects/metadata.ts';
import { requestsPerPod } from '../objects/keda.ts';
import { service } from '../testing/services.ts';
import { awake, interceptor, ready, scale, spec } from '../testing/keda.ts';
import { World } from '../testing/world.ts';

const worlds: World[] = [];
afterEach(() => {
  for (const world of worlds.splice(0)) world.end();
});

function world(keda = true): World {
  const made = new World({ keda });
  worlds.push(made);
  return made;
}

const replicasOf = (at: World) => (at.of('Deployment', 'a')?.spec as { replicas?: number } | undefined)?.replicas;
const selectorOf = (at: World) =>
  (at.of('Service', 'a-service')?.spec as { selector: Record<string, string> }).selector[LABEL.behind];
const podsOf = (at: World) =>
  (at.of('Service', 'a-pods')?.spec as { selector: Record<string, string> }).selector[LABEL.behind];
const slicesOf = (at: World) => names(at, 'EndpointSlice').filter((name) => name.startsWith('a-'));
const statusOf = (at: World) => at.of(KIND, 'a')?.status as Status;
const names = (at: World, kind: string) =>
  at
    .all(kind)
    .map(({ metadata }) => metadata.name)
    .sort();

test('clients are led to the interceptor when it has the routes, and KEDA scales after that', async () => {
  const at = world();
  interceptor(at, '10.0.0.9');
  at.service('a', spec);
  await at.settle();
  await at.play();
  await at.play();
  expect(names(at, 'InterceptorRoute')).toEqual(['a', 'a.quiet']);
  expect([selectorOf(at), names(at, 'ScaledObject')]).toEqual([undefined, []]);
  expect(at.condition('a', 'Autoscaling')).toMatchObject({ status: 'Unknown', reason: 'Starting' });
  ready(at, 'InterceptorRoute');
  await at.settle();
  const written = at.writes.filter((line) => /^(Service\/a-service|EndpointSlice|ScaledObject)/.test(line));
  expect(written.slice(-3)).toEqual(['EndpointSlice/a-interceptor-ipv4', 'Service/a-service', 'ScaledObject/a']);
  expect(selectorOf(at)).toBe('interceptor');
  expect(names(at, 'HorizontalPodAutoscaler')).toEqual([]);
  expect(at.of('ScaledObject', 'a')?.spec).toMatchObject({
    ...{ minReplicaCount: 0, maxReplicaCount: 4, cooldownPeriod: 300, initialCooldownPeriod: 300 },
    scaleTargetRef: { kind: 'Deployment', name: 'a' },
  });
  expect(at.of('InterceptorRoute', 'a')?.spec).toMatchObject({
    target: { service: 'a-pods', portName: 'http' },
    rules: [
      {
        hosts: [
          'a-service.ns',
          'a-service.ns.svc',
          'a-service.ns.svc.cluster.local',
          'a-service.ns.svc.cluster.local.',
        ],
        paths: [{ value: '/v1' }, { value: '/v2' }, { value: '/dev' }, { value: '/voices' }],
      },
    ],
    timeouts: { readiness: '120s' },
  });
  expect(at.of('EndpointSlice', 'a-interceptor-ipv4')).toMatchObject({
    metadata: { labels: { 'kubernetes.io/service-name': 'a-service' } },
    ...{ addressType: 'IPv4', ports: [{ name: 'http', port: 8080, protocol: 'TCP' }] },
    endpoints: [{ addresses: ['10.0.0.9'], conditions: { ready: true } }],
  });
});

test('a service sleeps, is woken and says when, and stays Ready meanwhile', async () => {
  const at = world();
  await awake(at);
  expect(statusOf(at)).toMatchObject({ phase: 'Ready' });
  expect(at.condition('a', 'Autoscaling')).toMatchObject({ status: 'True', reason: 'Autoscaling' });
  scale(at, 0);
  await at.play();
  await at.pass(3_000);
  expect(replicasOf(at)).toBe(0);
  expect(statusOf(at).phase).toBe('Sleeping');
  expect(statusOf(at).lastWakeTime).toBeUndefined();
  expect(at.condition('a', 'Ready')).toMatchObject({ status: 'True', reason: 'Sleeping' });
  expect(at.condition('a', 'Available')).toMatchObject({ status: 'False', reason: 'Sleeping' });
  scale(at, 1);
  await at.pass(3_000);
  expect(statusOf(at).phase).toBe('Waking');
  expect(at.condition('a', 'Ready')).toMatchObject({ status: 'True', reason: 'Waking' });
  const condition = { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: 'no node.' };
  const labels = (at.of('Deployment', 'a') as KubeObject).metadata.labels ?? {};
  at.put({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', namespace: 'ns', labels },
    status: { conditions: [condition] },
  });
  await at.pass(3_000);
  expect(at.condition('a', 'Ready')).toMatchObject({ status: 'False', reason: 'Unschedulable' });
  expect(statusOf(at).phase).toBe('Waking');
  at.delete('Pod', 'p');
  await at.play();
  await at.pass(3_000);
  expect(statusOf(at).phase).toBe('Ready');
  expect(statusOf(at).lastWakeTime).toMatch(/^2/);
});

test('a service that sleeps is not Ready while nothing can wake it', async () => {
  const at = world();
  await awake(at);
  scale(at, 0);
  await at.play();
  interceptor(at);
  await at.pass(3_000);
  expect(at.condition('a', 'Ready')).toMatchObject({ status: 'False', reason: 'InterceptorDown' });
  expect((at.of('EndpointSlice', 'a-interceptor-ipv4') as KubeObject)['endpoints']).toEqual([]);
  interceptor(at, '10.0.0.10', '10.0.0.11');
  await at.pass(3_000);
  expect(at.condition('a', 'Ready')).toMatchObject({ status: 'True', reason: 'Sleeping' });
  const live = at.of('ScaledObject', 'a') as KubeObject;
  const failed = { type: 'Ready', status: 'False', reason: 'ScaledObjectCheckFailed', message: 'no scaler' };
  at.put({ ...live, status: { conditions: [failed] } });
  await at.pass(3_000);
  expect(at.condition('a', 'Ready')).toMatchObject({ status: 'False', reason: 'ScaledObjectCheckFailed' });
});

test('without KEDA a service keeps a pod and says what to install; KEDA that comes takes over', async () => {
  const at = world();
  at.absent.add('ScaledObject').add('InterceptorRoute');
  interceptor(at, '10.0.0.9');
  at.service('a', spec);
  await at.settle();
  for (let round = 0; round < 3; round++) await at.play();
  await at.pass(3_000);
  expect(at.condition('a', 'Autoscaling')).toMatchObject({ status: 'False', reason: 'KedaNotFound' });
  expect(at.condition('a', 'Autoscaling')?.message).toContain('install KEDA 2.14 or later');
  expect(at.condition('a', 'Ready')).toMatchObject({ status: 'True', reason: 'Ready' });
  expect(at.of('HorizontalPodAutoscaler', 'a')?.spec).toMatchObject({ minReplicas: 1, maxReplicas: 4 });
  expect([names(at, 'ScaledObject'), selectorOf(at)]).toEqual([[], undefined]);
  at.absent.clear();
  await at.pass(40_000, 5_000);
  expect(names(at, 'HorizontalPodAutoscaler')).toEqual([]);
  ready(at, 'InterceptorRoute');
  await at.pass(3_000);
  expect([names(at, 'ScaledObject'), selectorOf(at)]).toEqual([['a'], 'interceptor']);
});

test('KEDA that goes leaves no service at zero', async () => {
  const at = world();
  await awake(at);
  scale(at, 0);
  await at.play();
  expect(statusOf(at).phase).toBe('Sleeping');
  at.absent.add('ScaledObject').add('InterceptorRoute');
  for (const kind of at.absent) for (const { metadata } of at.all(kind)) at.delete(kind, metadata.name);
  at.breakWatches();
  await at.pass(40_000, 5_000);
  expect(replicasOf(at)).toBe(1);
  expect(selectorOf(at)).toBeUndefined();
  expect(names(at, 'HorizontalPodAutoscaler')).toEqual(['a']);
});

test('back to an autoscaler: a pod is started first, and clients are led to it when it serves', async () => {
  const at = world();
  await awake(at);
  scale(at, 0);
  await at.play();
  at.service('a', { scaling: { minReplicas: 2, maxReplicas: 4 } });
  await at.settle();
  expect(names(at, 'ScaledObject')).toEqual([]);
  expect(replicasOf(at)).toBe(2);
  expect(selectorOf(at)).toBe('interceptor');
  await at.play();
  await at.pass(3_000);
  expect(selectorOf(at)).toBeUndefined();
  expect(names(at, 'HorizontalPodAutoscaler')).toEqual(['a']);
  scale(at, 0); // by a person, now
  await at.pass(3_000);
  expect(replicasOf(at)).toBe(0);
});

test('connections that clients keep to the interceptor are served for an hour, then closed, and then the routes go', async () => {
  const at = world();
  await awake(at);
  at.service('a', { scaling: { minReplicas: 1, maxReplicas: 4 } });
  await at.settle();
  expect(selectorOf(at)).toBeUndefined();
  expect(slicesOf(at)).toEqual(['a-interceptor-ipv4']); // beside those of the pods, until these are known everywhere
  await at.pass(10_500);
  expect(slicesOf(at)).toEqual([]);
  const since = at.of('InterceptorRoute', 'a')?.metadata.annotations?.[ANNOTATION.released];
  expect(Date.parse(since ?? '')).toBeGreaterThan(0);
  const closes = { statusCode: 503, headers: { Connection: 'close', 'Retry-After': '1' } };
  for (const route of at.all('InterceptorRoute')) {
    expect(route.metadata.annotations).toMatchObject({ [ANNOTATION.released]: since });
    expect(route.spec).toMatchObject({ coldStart: { placeholder: { response: closes } } });
  }
  expect(podsOf(at)).toBeUndefined();
  const rests = at.writes.length;
  await at.pass(3_500_000, 100_000);
  expect(at.writes.slice(rests)).toEqual([]);
  expect(names(at, 'InterceptorRoute')).toEqual(['a', 'a.quiet']);
  await at.pass(150_000, 50_000);
  expect(podsOf(at)).toBe('interceptor'); // the routes lead nowhere, so that their requests get what closes a connection
  expect(names(at, 'InterceptorRoute')).toEqual(['a', 'a.quiet']);
  await at.pass(300_000, 50_000);
  expect([names(at, 'InterceptorRoute'), names(at, 'Service')]).toEqual([[], ['a-service']]);
});

test('an operator that starts anew knows since when the routes are to go', async () => {
  const at = world();
  await awake(at);
  at.service('a', { scaling: { replicas: 2 } });
  await at.settle();
  const [then] = at.all('InterceptorRoute').map(({ metadata }) => metadata.annotations?.[ANNOTATION.released]);
  await at.pass(1_800_000, 300_000);
  const next = world();
  next.clock.ms = at.clock.ms;
  for (const [, object] of at.objects) next.put(object);
  await next.settle();
  expect(next.all('InterceptorRoute').map(({ metadata }) => metadata.annotations?.[ANNOTATION.released])).toEqual([
    then,
    then,
  ]);
  await next.pass(2_200_000, 100_000);
  expect(names(next, 'InterceptorRoute')).toEqual([]);
});

test('an operator that does not know yet where the interceptor is leads no client away from it', async () => {
  const at = world();
  await awake(at);
  scale(at, 0);
  await at.play();
  at.service('a', { scaling: { minReplicas: 1, maxReplicas: 4 } });
  const next = new World({ keda: true, unread: ['EndpointSlice'] });
  worlds.push(next);
  for (const [, object] of at.objects) next.put(object);
  await next.settle();
  await next.pass(5_000);
  expect([selectorOf(next), next.writes]).toEqual(['interceptor', []]);
});

test('a service that may sleep again while its routes are to go has them as before, and only then clients', async () => {
  const at = world();
  await awake(at);
  at.service('a', { scaling: { minReplicas: 1, maxReplicas: 4 } });
  await at.settle();
  await at.pass(3_650_000, 50_000);
  expect(podsOf(at)).toBe('interceptor');
  at.service('a', spec);
  const before = at.writes.length;
  await at.settle();
  await at.pass(3_000);
  const written = at.writes.slice(before).filter((line) => /^(Service|InterceptorRoute|ScaledObject)/.test(line));
  expect(written).toEqual([
    ...['Service/a-pods', 'InterceptorRoute/a', 'InterceptorRoute/a.quiet'],
    ...['Service/a-service', 'ScaledObject/a'],
  ]);
  expect(at.of('InterceptorRoute', 'a')?.metadata.annotations).not.toHaveProperty(ANNOTATION.released);
  expect(at.of('InterceptorRoute', 'a')?.spec).not.toHaveProperty('coldStart');
  expect([selectorOf(at), podsOf(at)]).toEqual(['interceptor', undefined]);
});

test('two services of which one is named like a route of the other both sleep', async () => {
  const at = world();
  interceptor(at, '10.0.0.9');
  for (const name of ['a', 'a-quiet']) at.service(name, spec);
  await at.settle();
  for (let round = 0; round < 4; round++) {
    await at.play();
    for (const kind of ['InterceptorRoute', 'ScaledObject']) ready(at, kind);
    await at.pass(3_000);
  }
  expect(names(at, 'ScaledObject')).toEqual(['a', 'a-quiet']);
});

test('no second autoscaler while the ScaledObject is going, whose last zero does not stay', async () => {
  const at = world();
  await awake(at);
  const live = at.of('ScaledObject', 'a') as KubeObject;
  at.put({ ...live, metadata: { ...live.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' } });
  at.service('a', { scaling: { minReplicas: 1, maxReplicas: 4 } });
  await at.settle();
  scale(at, 0);
  await at.pass(3_000);
  expect(replicasOf(at)).toBe(1);
  expect(names(at, 'HorizontalPodAutoscaler')).toEqual([]);
  expect(at.condition('a', 'Autoscaling')).toMatchObject({ status: 'False', reason: 'KedaLeaving' });
  at.delete('ScaledObject', 'a');
  await at.pass(3_000);
  expect(names(at, 'HorizontalPodAutoscaler')).toEqual(['a']);
});

test('suspended, KEDA is paused and requests are refused at once; resumed, the service may sleep again', async () => {
  const at = world();
  await awake(at);
  at.service('a', { ...spec, suspend: true });
  await at.settle();
  expect(at.of('ScaledObject', 'a')?.metadata.annotations).toMatchObject({ 'autoscaling.keda.sh/paused': 'true' });
  expect([replicasOf(at), selectorOf(at), slicesOf(at)]).toEqual([0, undefined, []]);
  // On kept connections too.
  const closes = { statusCode: 503, headers: { Connection: 'close' } };
  expect(at.of('InterceptorRoute', 'a')?.spec).toMatchObject({ coldStart: { placeholder: { response: closes } } });
  await at.pass(4_000_000, 500_000);
  expect(names(at, 'InterceptorRoute')).toEqual(['a', 'a.quiet']);
  at.service('a', spec);
  await at.settle();
  await at.pass(3_000);
  expect(at.of('InterceptorRoute', 'a')?.spec).not.toHaveProperty('coldStart');
  expect(at.of('ScaledObject', 'a')?.metadata.annotations).not.toHaveProperty('autoscaling.keda.sh/paused');
  expect([replicasOf(at), selectorOf(at)]).toEqual([1, 'interceptor']);
});

test('a repair while asleep pauses KEDA, and the service sleeps on after it', async () => {
  const at = world();
  await awake(at);
  scale(at, 0);
  await at.play();
  const [claim] = at.all('PersistentVolumeClaim');
  at.delete('PersistentVolumeClaim', claim?.metadata.name ?? '');
  await at.settle();
  expect(at.of('ScaledObject', 'a')?.metadata.annotations).toMatchObject({ 'autoscaling.keda.sh/paused': 'true' });
  expect(at.of('Deployment', 'a')?.metadata.annotations?.[ANNOTATION.held]).toBe('0');
  for (let round = 0; round < 3; round++) await at.play();
  await at.pass(15_000, 5_000);
  for (let round = 0; round < 3; round++) await at.play();
  await at.pass(3_000);
  expect(at.of('ScaledObject', 'a')?.metadata.annotations).not.toHaveProperty('autoscaling.keda.sh/paused');
  expect(replicasOf(at)).toBe(0);
  expect(statusOf(at).phase).toBe('Sleeping');
});

test('scaled to zero by hand, KEDA lets go and nothing wakes the service', async () => {
  const at = world();
  await awake(at);
  at.service('a', { scaling: { ...spec.scaling, replicas: 0 } });
  await at.settle();
  await at.play();
  await at.pass(3_000);
  expect([names(at, 'ScaledObject'), selectorOf(at), replicasOf(at)]).toEqual([[], undefined, 0]);
  expect(statusOf(at).phase).toBe('ScaledToZero');
});

test('a ScaledObject of somebody else keeps a service awake, which says so and is Ready', async () => {
  const at = world();
  const metadata = { name: 'a', namespace: 'ns', uid: 'theirs' };
  at.put({ apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject', metadata, spec: { minReplicaCount: 3 } });
  await awake(at);
  expect(at.of('ScaledObject', 'a')?.spec).toEqual({ minReplicaCount: 3 });
  expect(at.condition('a', 'Autoscaling')).toMatchObject({ status: 'False', reason: 'NameTaken' });
  expect(at.condition('a', 'Autoscaling')?.message).toContain('ScaledObject/a: A ScaledObject named a exists');
  expect(at.condition('a', 'Ready')).toMatchObject({ status: 'True', reason: 'Ready' });
});

test('with an objective, KEDA keeps a pod for as many requests as the objective lets one have', () => {
  const sleeper = service({ spec });
  const measured = {
    ...{ lanes: 1, segmentsPer100Requests: 300, speechMs: 4300 },
    ...{ firstSegmentMs: [1, 1, 1, 1, 1, 1, 1], laterSegmentMs: [1, 1, 1, 1, 1, 1, 1] },
  };
  const needed = (neededReplicas: number) => {
    const expected = { replicas: 4, inTimePercent: 95, pacePercent: 100 };
    const objective = { firstAudioMs: 600, concurrency: 20, neededReplicas, measured, ...expected };
    return requestsPerPod({ ...sleeper, status: { objective } });
  };
  expect(requestsPerPod(sleeper)).toBe(4);
  expect(needed(3)).toBe(6);
  expect(needed(40)).toBe(1);
});
