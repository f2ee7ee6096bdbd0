import { afterAll, beforeAll, expect, test } from 'vitest';
import { pathOf } from '../../operator/cluster/kinds.ts';
import type { KubeObject } from '../../operator/controller/object.ts';
import { MODEL_KINDS } from '../simulation/api/kinds.ts';
import type { ModelKind } from '../simulation/api/kinds.ts';
import type { Job, Pod } from '../simulation/objects.ts';
import { setupOf } from '../simulation/setup.ts';
import { World } from '../simulation/world.ts';
import { startControlPlane } from '../support/control-plane.ts';
import type { ControlPlane } from '../support/control-plane.ts';
import { eventually, kubectl } from '../support/kubectl.ts';
import type { Kubectl } from '../support/kubectl.ts';

let plane: ControlPlane;
let k: Kubectl;

beforeAll(async () => {
  plane = await startControlPlane({ controllerManager: true });
  k = kubectl(plane.kubeconfig, plane.binaries);
  await eventually('pods can be made', async () => (await k.run(['get', 'serviceaccount', 'default'])).code === 0);
});
afterAll(async () => {
  await plane?.stop();
});

const DEADLINE_SECONDS = 3;

function job(name: string, activeDeadlineSeconds: number | undefined): KubeObject {
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name, namespace: 'default' },
    spec: {
      backoffLimit: 0,
      ...(activeDeadlineSeconds === undefined ? {} : { activeDeadlineSeconds }),
      template: { spec: { restartPolicy: 'Never', containers: [{ name: 'download', image: 'x' }] } },
    },
  };
}

/** What is said of a Job, without times and words. */
function shown(found: Job, pods: number): unknown {
  const { active = 0, succeeded = 0, failed = 0, conditions = [], startTime, completionTime } = found.status ?? {};
  return {
    ...{ active, succeeded, failed, pods },
    ...{ started: startTime !== undefined, completed: completionTime !== undefined },
    conditions: conditions.map(({ type, status, reason }) => `${type}=${status} ${reason}`),
  };
}

const isOf = (name: string) => (pod: KubeObject) =>
  pod.metadata.ownerReferences?.some((owner) => owner.kind === 'Job' && owner.name === name);

/** What is left of a Job on the real control plane, where no kubelet is: pods end as this test says. */
async function real(name: string, deadline: number | undefined, phase: string | undefined): Promise<unknown> {
  const path = (kind: ModelKind, of?: string, sub?: string) => pathOf(MODEL_KINDS[kind], 'default', of, sub);
  const podsOf = async (): Promise<KubeObject[]> =>
    (await k.api.json<{ items: KubeObject[] }>('GET', path('Pod'))).items.filter(isOf(name));
  await k.api.json('POST', path('Job'), { body: job(name, deadline) });
  await eventually('its pod is made', async () => (await podsOf()).length === 1);
  const [pod] = await podsOf();
  if (phase !== undefined)
    await k.api.json('PATCH', path('Pod', pod?.metadata.name, 'status'), {
      body: { status: { phase } },
      contentType: 'application/merge-patch+json',
    });
  let found: Job | undefined;
  await eventually('it has ended', async () => {
    found = await k.api.json<Job>('GET', path('Job', name));
    return found.status?.conditions?.some(({ type }) => type === 'Complete' || type === 'Failed') ?? false;
  });
  return shown(found!, (await podsOf()).length);
}

/** The same in the model. */
async function modelled(name: string, deadline: number | undefined, phase: string | undefined): Promise<unknown> {
  const world = new World({ ...setupOf(1), calm: true, defaultClass: 'fast' });
  for (const node of world.nodes) node.gone = true; // no kubelet
  world.server.create(job(name, deadline), 'person');
  const podsOf = (): Pod[] => [...world.server.all<Pod>('Pod')].filter(isOf(name));
  await pass(world, 1_000);
  const [pod] = podsOf();
  expect(pod).toBeDefined();
  if (phase !== undefined) world.server.update('Pod', pod!, 'kubelet', (object) => ({ ...object, status: { phase } }));
  await pass(world, 2_000 + (deadline ?? 0) * 1_000);
  return shown(world.server.get<Job>('Job', 'default', name)!, podsOf().length);
}

async function pass(world: World, ms: number): Promise<void> {
  const until = world.loop.now + ms;
  while (await world.step(until));
  world.loop.now = until;
}

test.each<[string, number | undefined, string | undefined]>([
  ['runs for too long', DEADLINE_SECONDS, undefined],
  ['fails in time', 600, 'Failed'],
  ['succeeds in time', 600, 'Succeeded'],
  ['fails without a deadline', undefined, 'Failed'],
])('a Job that %s ends in the model as with the real Job controller', async (what, deadline, phase) => {
  const name = what.replaceAll(' ', '-');
  expect(await modelled(name, deadline, phase)).toEqual(await real(name, deadline, phase));
});
