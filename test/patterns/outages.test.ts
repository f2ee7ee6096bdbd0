import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { eventually } from '../support/kubectl.ts';
import { CHILDREN, makeWorld } from './world.ts';
import type { World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterEach(() => world.tidy());
afterAll(() => world?.end());

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test('T21 an API server that is away for two minutes is waited for; nothing is duplicated', async () => {
  const namespace = await world.namespace();
  const operator = await world.operator(namespace);
  await world.apply(namespace, 'hello', {});
  await world.settled(namespace, 'hello');
  const before = await world.fingerprint(namespace);
  await world.plane.stopApiServer();
  await pause(120_000);
  expect(operator.running()).toBe(true);
  await world.plane.startApiServer();
  await world.apply(namespace, 'second', {});
  await world.settled(namespace, 'second');
  expect(operator.running()).toBe(true);
  expect((await world.fingerprint(namespace)).filter((text) => before.includes(text)).length).toBeGreaterThan(3);
  for (const kind of ['deployments', 'services', 'pdb']) expect(await world.items(kind, namespace)).toHaveLength(2);
  expect(await world.items('pvc', namespace)).toHaveLength(1);
}, 400_000);

test.each<[name: string, status: number, headers?: Record<string, string>]>([
  ['410 Gone', 410],
  ['429 with Retry-After', 429, { 'retry-after': '1' }],
  ['401', 401],
  ['500', 500],
])('T21 %s for a while, on every call', async (_, status, headers) => {
  const namespace = await world.namespace();
  const proxy = await world.proxy();
  const operator = await world.operator(namespace, proxy);
  const until = Date.now() + 6_000;
  proxy.setRule(() =>
    Date.now() < until
      ? {
          kind: 'answer',
          status,
          ...(headers ? { headers } : {}),
          body: { kind: 'Status', code: status, reason: 'Test', message: 'made by the test' },
        }
      : undefined,
  );
  proxy.cutAll();
  const from = proxy.calls.length;
  await world.apply(namespace, 'hello', {});
  await pause(6_000);
  expect(proxy.calls.length - from, 'calls while it failed').toBeLessThan(400);
  await world.settled(namespace, 'hello');
  expect(operator.running()).toBe(true);
});

test('T21 a half-open connection is noticed', async () => {
  const namespace = await world.namespace();
  const proxy = await world.proxy();
  await world.operator(namespace, proxy, { WATCH_SILENCE_SECONDS: '5' });
  let hung = 0;
  proxy.setRule(({ watch, path }) =>
    watch && path.includes('ttsservices') && hung++ === 0 ? { kind: 'hang' } : undefined,
  );
  proxy.cutAll();
  await eventually('the watch hangs', async () => hung > 0);
  await world.apply(namespace, 'hello', {});
  await world.settled(namespace, 'hello');
});

test('T22 two replicas never write at once: a frozen leader writes nothing when it wakes', async () => {
  const namespace = await world.namespace();
  const [a, b] = [await world.proxy(), await world.proxy()];
  await world.k.run(['create', 'namespace', 'tts-system']);
  const first = await world.operator(namespace, a, { LEADER_ELECT: 'true', POD_NAME: 'a' });
  await first.leading;
  const second = await world.operator(namespace, b, { LEADER_ELECT: 'true', POD_NAME: 'b' });
  await world.apply(namespace, 'hello', {});
  await world.settled(namespace, 'hello');
  expect(b.writes()).toEqual([]);
  process.kill(first.pid, 'SIGSTOP');
  await second.leading;
  await world.apply(namespace, 'other', {});
  await world.settled(namespace, 'other');
  const written = a.writes().length;
  process.kill(first.pid, 'SIGCONT');
  await eventually('the former leader ends', async () => !first.running(), 30_000);
  await pause(2_000);
  expect(a.writes().length).toBe(written);
  expect(second.running()).toBe(true);
}, 240_000);

test('T23 another version of the operator rolls no service out, and going back neither', async () => {
  const namespace = await world.namespace();
  const old = await world.operator(namespace, undefined, {
    OPERATOR_IMAGE: 'tts-operator:1',
    RUNTIME_IMAGE: 'tts-runtime:1',
  });
  await world.apply(namespace, 'hello', {});
  await world.settled(namespace, 'hello');
  const template = () =>
    world.k.ok([
      'get',
      'deployment',
      'hello',
      '-n',
      namespace,
      '-o',
      'jsonpath={.metadata.generation} {.spec.template}',
    ]);
  const before = await template();
  for (const version of ['2', '1']) {
    await old.stop();
    await world.tidy();
    await world.operator(namespace, undefined, {
      OPERATOR_IMAGE: `tts-operator:${version}`,
      RUNTIME_IMAGE: `tts-runtime:${version}`,
    });
    await world.k.ok(['annotate', 'tts', 'hello', '-n', namespace, `version=${version}`, '--overwrite']);
    await pause(3_000);
    expect(await template()).toBe(before);
  }
});

test('T24 one service that always fails does not slow the others', async () => {
  const namespace = await world.namespace();
  const proxy = await world.proxy();
  proxy.setRule(({ path, write }) =>
    write && path.includes('poison') && !path.includes('/status')
      ? {
          kind: 'answer',
          status: 500,
          body: { kind: 'Status', code: 500, reason: 'InternalError', message: 'made by the test' },
        }
      : undefined,
  );
  await world.operator(namespace, proxy, { WORKERS: '1' });
  const timed = async (name: string, voices: string[]): Promise<number> => {
    const started = Date.now();
    await world.apply(namespace, name, { model: { voices } });
    await world.settled(namespace, name);
    return Date.now() - started;
  };
  const alone = await timed('alone', ['am_adam']);
  await world.apply(namespace, 'poison', { model: { voices: ['af_sky'] } });
  expect(await timed('healthy', ['af_heart'])).toBeLessThan(5_000 + 3 * alone);
  const told = await eventually('the reason', async () => {
    const condition = await world.condition(namespace, 'poison', 'Ready');
    return condition?.reason === 'WriteFailed' && condition.message;
  });
  expect(told).toContain('made by the test');
  const tries = () => proxy.calls.filter(({ write, path }) => write && path.includes('poison')).length;
  await pause(15_000);
  const before = tries();
  await pause(5_000);
  expect(tries() - before).toBeLessThan(5);
});

test('T25 a namespace that is being deleted ends, without a storm of errors', async () => {
  const namespace = await world.namespace();
  const proxy = await world.proxy();
  await world.operator(namespace, proxy);
  await world.apply(namespace, 'hello', {});
  await world.settled(namespace, 'hello');
  const from = proxy.calls.length;
  await world.k.ok(['delete', 'namespace', namespace, '--wait=false']);
  await eventually(
    'the namespace is gone',
    async () => {
      await world.k.run(['delete', 'pods', '-n', namespace, '--all', '--force', '--grace-period=0']);
      return (await world.k.run(['get', 'namespace', namespace])).code !== 0;
    },
    90_000,
    500,
  );
  expect(proxy.calls.slice(from).filter(({ write }) => write).length).toBeLessThan(40);
  expect(CHILDREN.length).toBeGreaterThan(0);
});
