import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { KubeObject } from '../../operator/controller/object.ts';
import { ensurePackages } from '../../tools/cluster/packages.ts';
import { eventually } from '../support/kubectl.ts';
import { startOperator } from '../support/operator-process.ts';
import type { OperatorProcess } from '../support/operator-process.ts';
import { NAMESPACE, theWorld } from './world.ts';
import type { World } from './world.ts';

interface OperatorDeployment extends KubeObject {
  spec: { template: { spec: { containers: { env: { name: string; value?: string }[] }[] } } };
}

// Only the operator's process lives in another time, so it runs beside the node with the settings of the Deployment.
const library = '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1';
const clock = join(mkdtempSync(join(tmpdir(), 'tts-clock-')), 'offset');
let world: World;
let operator: OperatorProcess | undefined;
const scale = (replicas: number): Promise<string> =>
  world.k.ok(['scale', 'deployment', 'tts-operator', '-n', 'tts-system', `--replicas=${replicas}`]);

beforeAll(async () => {
  await ensurePackages({ faketime: 'faketime' }, (line) => process.stderr.write(`${line}\n`));
  world = await theWorld();
  const { spec } = await world.k.json<OperatorDeployment>(['get', 'deployment', 'tts-operator', '-n', 'tts-system']);
  const env =
    spec.template.spec.containers[0]?.env.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])) ??
    [];
  await scale(0);
  await eventually('no operator runs in the cluster', async () => (await world.operators()).length === 0, 90_000);
  writeFileSync(clock, '+0');
  operator = await startOperator(world.node.kubeconfig, {
    ...(Object.fromEntries(env) as Record<string, string>),
    POD_NAMESPACE: 'tts-system',
    LEADER_ELECT: 'true',
    LD_PRELOAD: library,
    FAKETIME_TIMESTAMP_FILE: clock,
    FAKETIME_CACHE_DURATION: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
  });
  await operator.leading;
});
afterAll(async () => {
  await operator?.stop();
  await scale(1);
});

test.each([
  ['an hour ahead', '+3600'],
  ['an hour back', '-3600'],
])('the clock of the operator jumps %s', async (name, offset) => {
  const url = await world.address('voice');
  const { share } = await world.survive(`clock ${name}`, url, async () => {
    writeFileSync(clock, offset);
    await sleep(2_000);
    await world.k.ok([
      ...['patch', 'tts', 'voice', '-n', NAMESPACE, '--type=merge'],
      ...['-p', JSON.stringify({ spec: { server: { maxTextLength: 2000 + Number(offset) / 10 } } })],
    ]);
    await eventually('the spec is rolled out', async () => {
      const deployment = await world.k.get('deployment', 'voice', NAMESPACE);
      return JSON.stringify(deployment).includes(`"value":"${2000 + Number(offset) / 10}"`);
    });
    await sleep(20_000); // beyond the lease
    expect(operator?.running()).toBe(true);
  });
  const written = operator?.writes().length ?? 0;
  await sleep(10_000);
  expect(operator?.writes().length).toBe(written);
  expect(share).toBe(1);
});
