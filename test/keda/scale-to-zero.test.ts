import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { theCluster } from '../e2e/cluster.ts';
import type { E2eCluster } from '../e2e/cluster.ts';
import { eventually } from '../support/kubectl.ts';
import { makeSleeper } from '../support/sleeper.ts';
import type { Sleeper } from '../support/sleeper.ts';

let cluster: E2eCluster;
let sleeper: Sleeper;
beforeAll(async () => {
  cluster = await theCluster();
  sleeper = await makeSleeper(cluster.k, 'scale-to-zero', 2);
});
afterAll(() => sleeper?.remove());

const curl = (path: string, host: string) =>
  cluster.shell(
    `curl -sS -m 120 -H 'Host: ${host}' -w '\\n%{http_code}' http://$(kubectl get service sleeper-service -n scale-to-zero -o 'jsonpath={.spec.clusterIP}')${path}`,
  );

/** Has the routes say that clients have not been led to the interceptor for so long. */
const letGo = (minutes: number) =>
  cluster.k.ok([
    ...['annotate', 'interceptorroutes', '--all', '--overwrite', '-n', 'scale-to-zero'],
    `tts.pattern-agentic.io/released=${new Date(Date.now() - minutes * 60_000).toISOString()}`,
  ]);
const left = async (kind: string): Promise<string[]> =>
  (await cluster.k.ok(['get', kind, '-n', 'scale-to-zero', '-o', 'name'])).split('\n').filter((line) => line !== '');

test('without a request KEDA ends the last pod, and the service is Ready and says that it sleeps', async () => {
  await sleeper.asleep(false);
  const { k } = cluster;
  await k.ok(['wait', '--for=condition=Ready', 'tts/sleeper', '-n', 'scale-to-zero', '--timeout=10s']);
});

test('probes and scrapes are answered, and wake nothing', async () => {
  const health = await curl('/health', 'sleeper-service.scale-to-zero');
  expect(health.stdout).toMatch(/"status":"asleep".*\n200$/s);
  await curl('/metrics', 'sleeper-service.scale-to-zero');
  await new Promise((resolve) => setTimeout(resolve, 5_000));
  expect(await sleeper.phase()).toBe('Sleeping');
});

test('the name without a namespace leads nowhere', async () => {
  expect((await curl('/v1/models', 'sleeper-service')).stdout).toMatch(/404$/);
});

test('requests at once wake it, by each of its names, and each is spoken; the wake is told', async () => {
  const names = ['', '.svc', '.svc.cluster.local', '.svc.cluster.local.', '.svc:80'];
  const answers = await Promise.all(
    names.map((rest, n) => sleeper.speak(`Good morning, number ${n}.`, `sleeper-service.scale-to-zero${rest}`)),
  );
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  await eventually('it is awake', async () => (await sleeper.phase()) === 'Ready', 30_000);
  const told = ['get', 'tts', 'sleeper', '-n', 'scale-to-zero', '-o', 'jsonpath={.status.lastWakeTime}'];
  expect(Date.now() - Date.parse(await cluster.k.ok(told))).toBeLessThan(120_000);
});

test('a WebSocket is held, and spoken to when a pod is there', async () => {
  await sleeper.asleep(true);
  const headers = { host: 'sleeper-service.scale-to-zero' };
  const socket = new WebSocket(`ws://${sleeper.address}/v1/audio/speech/stream`, { headers });
  let bytes = 0;
  const done = new Promise<unknown>((resolve, reject) => {
    socket.on('error', reject).on('close', (code) => reject(new Error(`closed with ${code}`)));
    socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) bytes += data.length;
      else if (/"type":"(session\.done|error)"/.test(data.toString())) resolve(JSON.parse(data.toString()));
    });
  });
  await once(socket, 'open');
  socket.send('{"type":"session.config","voice":"af_heart","response_format":"pcm","stream_audio":true}');
  socket.send('{"type":"input.text","text":"Good morning."}');
  socket.send('{"type":"input.done"}');
  expect(await done).toMatchObject({ type: 'session.done' });
  expect(bytes).toBeGreaterThan(10_000);
  socket.terminate();
});

test('requests of the other paths of the speech API wake it too', async () => {
  await sleeper.asleep(true);
  const { stdout } = await curl('/voices', 'sleeper-service.scale-to-zero');
  expect(stdout).toMatch(/af_heart[^]*\n200$/);
});

test('the operator may be gone while a request wakes it', async () => {
  await sleeper.asleep(true);
  const { k } = cluster;
  await k.ok(['scale', 'deployment', 'tts-operator', '-n', 'tts-system', '--replicas=0']);
  try {
    expect((await sleeper.speak('Nobody watches.')).status).toBe(200);
  } finally {
    await k.ok(['scale', 'deployment', 'tts-operator', '-n', 'tts-system', '--replicas=1']);
  }
});

test('suspended, nothing is held on connections that are kept; resumed, requests are spoken', async () => {
  expect((await sleeper.speak('Before.')).status).toBe(200);
  const suspend = (is: boolean) =>
    cluster.k.ok([
      'patch',
      'tts',
      'sleeper',
      '-n',
      'scale-to-zero',
      '--type=merge',
      '-p',
      `{"spec":{"suspend":${is}}}`,
    ]);
  await suspend(true);
  await eventually('it is refused', async () => (await sleeper.speak('Suspended.')).status === 503, 10_000, 100);
  await eventually('it is suspended', async () => (await sleeper.phase()) === 'Suspended');
  await suspend(false);
  await eventually('it is spoken', async () => {
    const spoken = await sleeper.speak('Resumed.').catch(() => undefined); // no pod may be there yet
    return spoken?.status === 200;
  });
  expect((await sleeper.speak('Again.')).status).toBe(200);
});

test('back to an autoscaler, requests on the way are spoken', async () => {
  await sleeper.asleep(true);
  const { k } = cluster;
  const patch = JSON.stringify({ spec: { scaling: { minReplicas: 1, maxReplicas: 2, idleAfter: null } } });
  await k.ok(['patch', 'tts', 'sleeper', '-n', 'scale-to-zero', '--type=merge', '-p', patch]);
  const statuses: number[] = [];
  const end = Date.now() + 30_000;
  for (let n = 0; Date.now() < end; n++) statuses.push((await sleeper.speak(`On the way, ${n}.`)).status);
  expect(new Set(statuses)).toEqual(new Set([200]));
  expect(await left('scaledobjects')).toEqual([]);
});

test('connections that are kept to the interceptor are closed at the end of their time, and the next requests are spoken', async () => {
  await letGo(61);
  const answers: number[] = [];
  const said = async (): Promise<number> => {
    const { status } = await sleeper.speak('On a connection that is kept.');
    answers.push(status);
    return status;
  };
  await eventually('a request is refused', async () => (await said()) === 503, 60_000, 200);
  await eventually(
    'three are spoken',
    async () => (await said()) === 200 && answers.slice(-3).join() === '200,200,200',
  );
  expect(new Set(answers)).toEqual(new Set([200, 503]));
  // One for each connection that this client keeps: it had five requests at once.
  expect(answers.filter((status) => status === 503).length).toBeLessThanOrEqual(5);
  await letGo(66);
  await eventually('nothing of KEDA’s is left', async () => (await left('interceptorroutes')).length === 0);
});
