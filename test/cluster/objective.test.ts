import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ObjectiveStatus } from '../../operator/api/objective.ts';
import type { KubeObject } from '../../operator/controller/object.ts';
import { Admission } from '../../runtime/admission.ts';
import { createMetrics } from '../../runtime/http/metrics.ts';
import type { SpokenSegment } from '../../runtime/speech/synthesize.ts';
import { startControlPlane } from '../support/control-plane.ts';
import type { ControlPlane } from '../support/control-plane.ts';
import { applyCrds } from '../support/crds.ts';
import { eventually, kubectl } from '../support/kubectl.ts';
import type { Kubectl } from '../support/kubectl.ts';
import { startOperator } from '../support/operator-process.ts';
import type { OperatorProcess } from '../support/operator-process.ts';
import { playKubelet } from '../support/played-kubelet.ts';

/** Where all played pods answer; nothing else of this machine uses it. */
const ADDRESS = '127.77.82.5';
const limits = { maxRequests: 1, maxAnswers: 1, maxHeldBytes: 1, queueTimeoutMs: 1 };
const metrics = createMetrics(
  () => 0,
  new Admission(limits),
  () => false,
);

/** What a pod of two cores measures that speaks requests of three segments. */
function speak(requests: number): void {
  const segment = { samples: new Float32Array(24_000 * 4), inferenceSeconds: 0.5 } as SpokenSegment;
  for (let request = 0; request < requests; request++)
    for (const [place, seconds] of [
      ['first', 0.3],
      ['later', 0.5],
      ['later', 0.6],
    ] as const) {
      metrics.segmentSeconds.observe({ place }, seconds * (0.8 + (0.4 * (request % 10)) / 10));
      metrics.observeSegment(segment);
    }
}

let plane: ControlPlane;
let k: Kubectl;
let operator: OperatorProcess;
let server: Server;
const players: { stop(): Promise<void> }[] = [];

beforeAll(async () => {
  metrics.lanes.set(1);
  speak(100);
  server = createServer((request, response) => {
    if (request.url !== '/metrics') return void response.writeHead(404).end();
    void metrics.registry.metrics().then((text) => response.end(text));
  });
  server.listen(8205, ADDRESS);
  await once(server, 'listening');
  plane = await startControlPlane({ controllerManager: true, scheduler: true });
  k = kubectl(plane.kubeconfig, plane.binaries);
  await applyCrds(k);
  operator = await startOperator(plane.kubeconfig);
  players.push(playKubelet(k, { address: ADDRESS }));
});
afterAll(async () => {
  await Promise.all(players.map((player) => player.stop()));
  await operator?.stop();
  await plane?.stop();
  server.close();
});

interface Seen extends KubeObject {
  status?: {
    objective?: ObjectiveStatus;
    readyPods?: string;
    conditions?: { type: string; status: string; reason: string; message: string }[];
  };
}
const apply = (scaling: string): Promise<string> =>
  k.apply(
    `apiVersion: tts.pattern-agentic.io/v1alpha1\nkind: TTSService\nmetadata: {name: hello}\nspec: {scaling: ${scaling}}\n`,
  );
const seen = async (): Promise<Seen['status']> => (await k.get<Seen>('tts', 'hello'))?.status;
const condition = async (type: string) => (await seen())?.conditions?.find((one) => one.type === type);
const told = (reason: string) =>
  eventually(`ObjectiveMet is ${reason}`, async () => (await condition('ObjectiveMet'))?.reason === reason, 60_000);
const pods = async (): Promise<number> =>
  Number(await k.ok(['get', 'deployment', 'hello', '-o', 'jsonpath={.spec.replicas}']));

test('without a metrics API, as many pods start as the objective needs', async () => {
  await apply('{maxReplicas: 9, objective: {firstAudioP95: 1200ms, concurrency: 20}}');
  await told('ObjectiveMet');
  const { neededReplicas = 0, inTimePercent = 0 } = (await seen())?.objective ?? {};
  expect(neededReplicas).toBeGreaterThan(2);
  expect(neededReplicas).toBeLessThan(9);
  expect(inTimePercent).toBeGreaterThanOrEqual(95);
  expect(await pods()).toBe(neededReplicas);
  expect(await condition('Autoscaling')).toMatchObject({ status: 'True' });
  expect(await condition('Ready')).toMatchObject({ status: 'True' });
});

test('an objective that needs more pods than there may be is told with what it would take', async () => {
  await apply('{maxReplicas: 9, objective: {firstAudioP95: 1200ms, concurrency: 400}}');
  await told('TooFewPods');
  const { message = '' } = (await condition('ObjectiveMet')) ?? {};
  expect(message).toMatch(
    /^The objective needs \d+ pods that each speak \d+\.\d seconds in a second; maxReplicas is 9\./,
  );
  await eventually('all pods that there may be', async () => (await pods()) === 9, 60_000);
});

test('a smaller objective ends pods', async () => {
  await apply('{maxReplicas: 9, objective: {firstAudioP95: 1200ms, concurrency: 2}}');
  await told('ObjectiveMet');
  const needed = (await seen())?.objective?.neededReplicas;
  await eventually('fewer pods', async () => (await pods()) === needed, 60_000);
  expect(needed).toBeLessThan(4);
});

test('pods that speak on as before cost no write', async () => {
  const settled = async (): Promise<boolean> => {
    const { neededReplicas } = (await seen())?.objective ?? {};
    return (await seen())?.readyPods === `${neededReplicas}/${neededReplicas}`;
  };
  await eventually('the pods have ended', settled, 60_000);
  await new Promise((resolve) => setTimeout(resolve, 5_000));
  const before = operator.writes().length;
  const version = await k.ok(['get', 'tts', 'hello', '-o', 'jsonpath={.metadata.resourceVersion}']);
  speak(150);
  await new Promise((resolve) => setTimeout(resolve, 65_000));
  expect(operator.writes().slice(before)).toEqual([]);
  expect(await k.ok(['get', 'tts', 'hello', '-o', 'jsonpath={.metadata.resourceVersion}'])).toBe(version);
}, 150_000);
