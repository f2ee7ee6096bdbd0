import { readFileSync } from 'node:fs';
import { dump, load } from 'js-yaml';
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
  await applyKedaCrds(k);
  players.push(playKubelet(k), playKeda(k));
});
afterAll(async () => {
  await Promise.all(players.map((player) => player.stop()));
  await operator?.stop();
  await plane?.stop();
});

interface Crd {
  spec: { versions: { schema: { openAPIV3Schema: { properties: { spec: Schema } } } }[] };
}
interface Schema {
  properties: Record<string, Schema>;
  'x-kubernetes-validations'?: unknown;
}
interface Seen extends KubeObject {
  status: { conditions?: { type: string; status: string; reason: string; message: string }[] };
}
const condition = async (type: string) =>
  (await k.get<Seen>('tts', 'hello'))?.status?.conditions?.find((one) => one.type === type);

test('an HTTP add-on that is too old is told, and the service serves without it', async () => {
  // As in 0.14.0: there was no coldStart.placeholder.
  for (const file of await neededCrds()) {
    const crd = load(readFileSync(file, 'utf8')) as KubeObject & Crd;
    if (!crd.metadata.name.startsWith('interceptorroutes')) continue;
    for (const { schema } of crd.spec.versions) {
      const { coldStart } = schema.openAPIV3Schema.properties.spec.properties;
      delete coldStart?.properties['placeholder'];
      delete coldStart?.['x-kubernetes-validations'];
    }
    await k.ok(['apply', '--server-side', '--force-conflicts', '-f', '-'], dump(crd));
  }
  await placeInterceptor(k, '10.9.9.1');
  operator = await startOperator(plane.kubeconfig);
  await k.apply(
    'apiVersion: tts.pattern-agentic.io/v1alpha1\nkind: TTSService\nmetadata: {name: hello}\nspec: {scaling: {minReplicas: 0, maxReplicas: 2}}\n',
  );
  await eventually('it is Ready', async () => (await condition('Ready'))?.status === 'True', 90_000);
  const told = await condition('Autoscaling');
  expect(told).toMatchObject({ status: 'False', reason: 'Refused' });
  expect(told?.message).toMatch(
    /^InterceptorRoute\/hello\.quiet: .*coldStart\.placeholder.* HTTP add-on 0\.15 or later\.$/,
  );
  const selector = await k.ok(['get', 'service', 'hello-service', '-o', 'jsonpath={.spec.selector}']);
  expect(selector).not.toContain('interceptor');
});

test('another release that has what is missing is used', async () => {
  // A route written in the very moment of the exchange is read without the new field for a while (docs/STATUS.md).
  await operator.stop();
  await applyKedaCrds(k);
  operator = await startOperator(plane.kubeconfig);
  await eventually('KEDA scales', async () => (await condition('Autoscaling'))?.status === 'True', 120_000);
  expect(await condition('Ready')).toMatchObject({ status: 'True' });
});
