import { afterAll, beforeAll, expect, test } from 'vitest';
import type { KubeObject } from '../../operator/controller/object.ts';
import { neededCrds } from '../../tools/keda/modules.ts';
import { startControlPlane } from '../support/control-plane.ts';
import type { ControlPlane } from '../support/control-plane.ts';
import { applyCrds } from '../support/crds.ts';
import { eventually, kubectl } from '../support/kubectl.ts';
import type { Kubectl } from '../support/kubectl.ts';
import { startOperator } from '../support/operator-process.ts';
import type { OperatorProcess } from '../support/operator-process.ts';
import { applyKedaCrds, placeInterceptor, playKeda } from '../support/played-keda.ts';
import { playKubelet } from '../support/played-kubelet.ts';

let plane: ControlPlane;
let k: Kubectl;
let operator: OperatorProcess;
const players: { stop(): Promise<void> }[] = [];

beforeAll(async () => {
  plane = await startControlPlane({ controllerManager: true, scheduler: true });
  k = kubectl(plane.kubeconfig, plane.binaries);
  await applyCrds(k);
  operator = await startOperator(plane.kubeconfig);
  players.push(playKubelet(k), playKeda(k));
});
afterAll(async () => {
  await Promise.all(players.map((player) => player.stop()));
  await operator?.stop();
  await plane?.stop();
});

const SLEEPS = '{minReplicas: 0, maxReplicas: 3, idleAfter: 2m}';
const apply = (scaling: string, more = ''): Promise<string> =>
  k.apply(
    `apiVersion: tts.pattern-agentic.io/v1alpha1\nkind: TTSService\nmetadata: {name: hello}\nspec: {scaling: ${scaling}${more}}\n`,
  );
interface Seen extends KubeObject {
  status: {
    phase?: string;
    lastWakeTime?: string;
    conditions?: { type: string; status: string; reason: string; message: string }[];
  };
}
const condition = async (type: string) =>
  (await k.get<Seen>('tts', 'hello'))?.status.conditions?.find((one) => one.type === type);
const reason = (type: string, wanted: string) =>
  eventually(`${type} is ${wanted}`, async () => (await condition(type))?.reason === wanted, 90_000);
const phase = (wanted: string) =>
  eventually(`phase ${wanted}`, async () => (await k.get<Seen>('tts', 'hello'))?.status.phase === wanted, 90_000);
const names = async (kind: string): Promise<string[]> =>
  (await k.ok(['get', kind, '-n', 'default', '-o', 'name', '-l', 'app.kubernetes.io/managed-by=tts-operator']))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('/')[1] ?? '');
const selector = async (): Promise<string> =>
  k.ok(['get', 'service', 'hello-service', '-o', 'jsonpath={.spec.selector}']);
/** The addresses that kube-proxy would send the clients of the Service to. */
const addresses = async (): Promise<string[]> => {
  const at = ['get', 'endpointslices', '-n', 'default', '-l', 'kubernetes.io/service-name=hello-service'];
  const { items } = await k.json<{ items: (KubeObject & { endpoints: { addresses: string[] }[] | null })[] }>(at);
  return items.flatMap(({ endpoints }) => (endpoints ?? []).flatMap((one) => one.addresses)).sort();
};
/** What KEDA does: the scale subresource of the Deployment. */
const scale = (replicas: number) => k.ok(['scale', 'deployment', 'hello', `--replicas=${replicas}`]);
const replicas = async (): Promise<number> =>
  Number(await k.ok(['get', 'deployment', 'hello', '-o', 'jsonpath={.spec.replicas}']));

test('without KEDA the service serves with a pod that does not end, and says what to install', async () => {
  await apply(SLEEPS);
  await reason('Ready', 'Ready');
  expect(await condition('Autoscaling')).toMatchObject({ status: 'False', reason: 'KedaNotFound' });
  expect((await condition('Autoscaling'))?.message).toContain('ScaledObject (keda.sh/v1alpha1)');
  expect(await names('hpa')).toEqual(['hello']);
  expect(operator.lines.filter(({ msg }) => msg.startsWith('watch interrupted'))).toEqual([]);
});

test('KEDA without an interceptor is told too', async () => {
  await applyKedaCrds(k);
  await reason('Autoscaling', 'InterceptorNotFound');
  expect(await names('hpa')).toEqual(['hello']);
});

test('KEDA that is installed later takes over from the autoscaler', async () => {
  await placeInterceptor(k, '10.9.9.1');
  await eventually('a ScaledObject', async () => (await names('scaledobjects')).includes('hello'), 90_000);
  expect(await names('hpa')).toEqual([]);
  expect(await names('interceptorroutes')).toEqual(['hello', 'hello.quiet']);
  expect(await selector()).toContain('interceptor');
  await eventually('clients reach the interceptor alone', async () => (await addresses()).join() === '10.9.9.1');
  expect(await replicas()).toBe(1);
  await reason('Autoscaling', 'Autoscaling');
});

test('at zero it sleeps and is Ready; a wake is told', async () => {
  await phase('Ready');
  await scale(0);
  await phase('Sleeping');
  expect(await condition('Ready')).toMatchObject({ status: 'True', reason: 'Sleeping' });
  expect(await condition('Available')).toMatchObject({ status: 'False', reason: 'Sleeping' });
  await scale(1);
  await phase('Ready');
  const woken = await k.get<Seen>('tts', 'hello');
  expect(Date.now() - Date.parse(woken?.status.lastWakeTime ?? '')).toBeLessThan(60_000);
});

test('an operator that starts anew leaves what sleeps asleep', async () => {
  await scale(0);
  await phase('Sleeping');
  await operator.stop();
  operator = await startOperator(plane.kubeconfig);
  await new Promise((resolve) => setTimeout(resolve, 8_000));
  expect([await replicas(), await names('hpa'), await names('scaledobjects')]).toEqual([0, [], ['hello']]);
  expect(operator.writes()).toEqual([]);
});

test('the interceptor moves, and clients with it', async () => {
  await placeInterceptor(k, '10.9.9.2', '10.9.9.3');
  await eventually('its new addresses', async () => (await addresses()).join() === '10.9.9.2,10.9.9.3');
  await placeInterceptor(k);
  await reason('Ready', 'InterceptorDown');
  await placeInterceptor(k, '10.9.9.2');
  await reason('Ready', 'Sleeping');
});

test('another model while it sleeps leaves it asleep', async () => {
  await apply(SLEEPS, ', model: {voices: [af_sky]}');
  await eventually('a second claim', async () => (await names('pvc')).length === 2);
  await eventually('the former claim goes', async () => (await names('pvc')).length === 1, 120_000);
  await phase('Sleeping');
  expect(await replicas()).toBe(0);
});

test('suspended, nothing holds requests; resumed, all is as before', async () => {
  await apply(SLEEPS, ', model: {voices: [af_sky]}, suspend: true');
  await phase('Suspended');
  await eventually('the Service selects pods', async () => !(await selector()).includes('interceptor'));
  const paused = ['get', 'scaledobjects', 'hello', '-o', 'jsonpath={.metadata.annotations}'];
  expect(await k.ok(paused)).toContain('paused');
  await apply(SLEEPS, ', model: {voices: [af_sky]}, suspend: false');
  await eventually('clients reach the interceptor', async () => (await addresses()).join() === '10.9.9.2');
  await eventually('KEDA works', async () => !(await k.ok(paused)).includes('paused'));
});

test('back to an autoscaler a pod serves before clients are led to it, and nothing of KEDA’s is left', async () => {
  await scale(0);
  await phase('Sleeping');
  await apply('{minReplicas: 2, maxReplicas: 3}', ', model: {voices: [af_sky]}');
  await eventually('clients reach pods', async () => !(await selector()).includes('interceptor'));
  expect(await replicas()).toBe(2);
  await eventually('the autoscaler', async () => (await names('hpa')).length === 1);
  await phase('Ready');
  expect(await names('scaledobjects')).toEqual([]);
});

test('the routes outlive the hand-over by the time that they say, and close what is kept before they go', async () => {
  const led = async (): Promise<boolean> => (await names('endpointslices')).includes('hello-interceptor-ipv4');
  await eventually('new connections lead to pods alone', async () => !(await led()));
  expect(await names('interceptorroutes')).toEqual(['hello', 'hello.quiet']);
  const since = ['get', 'interceptorroutes', 'hello', '-o', `jsonpath={.metadata.annotations}`];
  expect(await k.ok(since)).toContain('tts.pattern-agentic.io/released');
  const pods = ['get', 'service', 'hello-pods', '-o', 'jsonpath={.spec.selector}'];
  expect(await k.ok(pods)).not.toContain('interceptor');
  await operator.stop();
  operator = await startOperator(plane.kubeconfig);
  const ago = (minutes: number) =>
    k.ok([
      ...['annotate', 'interceptorroutes', '--all', '--overwrite'],
      `tts.pattern-agentic.io/released=${new Date(Date.now() - minutes * 60_000).toISOString()}`,
    ]);
  await ago(59);
  await new Promise((resolve) => setTimeout(resolve, 5_000));
  expect(await k.ok(pods)).not.toContain('interceptor');
  await ago(61);
  await eventually('the routes lead nowhere', async () => (await k.ok(pods)).includes('interceptor'));
  expect(await names('interceptorroutes')).toEqual(['hello', 'hello.quiet']);
  await ago(66);
  await eventually('the routes go', async () => (await names('interceptorroutes')).length === 0);
  expect(await names('services')).toEqual(['hello-service']);
  const { length } = operator.writes();
  await new Promise((resolve) => setTimeout(resolve, 5_000));
  expect(operator.writes().length).toBe(length);
});

test('KEDA that is taken away at zero leaves a pod, and clients reach it', async () => {
  await apply(SLEEPS, ', model: {voices: [af_sky]}');
  await reason('Autoscaling', 'Autoscaling');
  await phase('Ready');
  await scale(0);
  await phase('Sleeping');
  for (const file of await neededCrds()) await k.ok(['delete', '-f', file]);
  await eventually('a pod', async () => (await replicas()) === 1, 90_000);
  await phase('Ready');
  await eventually('clients reach pods', async () => !(await selector()).includes('interceptor'));
  expect(await condition('Autoscaling')).toMatchObject({ status: 'False', reason: 'KedaNotFound' });
});
