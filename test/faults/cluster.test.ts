import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { KubeObject } from '../../operator/controller/object.ts';
import { killShims } from '../../tools/cluster/container-runtime.ts';
import { eventually } from '../support/kubectl.ts';
import { NAMESPACE, theWorld } from './world.ts';
import type { PodObject, World } from './world.ts';

let world: World;
let url: string;
beforeAll(async () => {
  world = await theWorld();
  url = await world.address('voice');
});
afterAll(async () => {
  await world.k.ok(['scale', 'deployment', 'tts-operator', '-n', 'tts-system', '--replicas=1']);
});

test('every pod is evicted, one after the other as the budget allows', async () => {
  const { share } = await world.survive('pods evicted', url, async () => {
    for (const { metadata } of await world.pods('app=voice-service')) {
      const { name } = metadata;
      await eventually(
        `${name} may go`,
        async () => {
          const eviction = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name, namespace: NAMESPACE } };
          const path = `/api/v1/namespaces/${NAMESPACE}/pods/${name}/eviction`;
          return (await world.k.run(['create', '--raw', path, '-f', '-'], JSON.stringify(eviction))).code === 0;
        },
        120_000,
        1000,
      );
    }
  });
  expect(share).toBe(1);
});

test('the node restarts: kubelet, containerd and every container', async () => {
  await world.survive('node restart', url, async () => {
    for (const name of ['kubelet', 'containerd']) world.killProgram(name);
    killShims(world.node.state);
    await sleep(5_000);
    await world.startNode();
    await eventually(
      'the kubelet has seen it',
      async () =>
        (await world.pods('app=voice-service')).some(
          ({ status }) => (status.containerStatuses?.[0]?.restartCount ?? 0) > 0,
        ),
      90_000,
    );
  });
});

test('two operators, of which the leader is frozen beyond its lease', async () => {
  await world.k.ok(['scale', 'deployment', 'tts-operator', '-n', 'tts-system', '--replicas=2']);
  await world.k.ok(['rollout', 'status', 'deployment/tts-operator', '-n', 'tts-system', '--timeout=90s']);
  const holder = async (): Promise<string> => {
    const lease = await world.k.json<{ spec: { holderIdentity?: string } }>([
      'get',
      'lease',
      'tts-operator',
      '-n',
      'tts-system',
    ]);
    return lease.spec.holderIdentity ?? '';
  };
  const first = await eventually('a leader', async () => (await holder()) || undefined, 60_000);
  const leader = (await world.operators()).find(({ metadata }) => first.startsWith(metadata.name)) as PodObject;
  const pid = await world.processOf(leader, 'operator');

  const { share } = await world.survive('leader frozen beyond its lease', url, async () => {
    process.kill(pid, 'SIGSTOP');
    try {
      await world.k.ok([
        ...['patch', 'tts', 'voice', '-n', NAMESPACE, '--type=merge'],
        ...['-p', JSON.stringify({ spec: { server: { logLevel: 'WARNING' } } })],
      ]);
      await eventually('another leads', async () => (await holder()) !== first, 60_000);
      await eventually(
        'the new leader does what was asked',
        async () => JSON.stringify(await world.k.get('deployment', 'voice', NAMESPACE)).includes('"WARNING"'),
        60_000,
      );
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    await eventually(
      'the old leader has stood down',
      async () => {
        const [pod] = (await world.operators()).filter(({ metadata }) => metadata.uid === leader.metadata.uid);
        return pod === undefined || (pod.status.containerStatuses?.[0]?.restartCount ?? 0) > 0;
      },
      90_000,
    );
  });
  expect(await holder()).not.toBe(first);
  const { metadata } = (await world.k.get<KubeObject>('deployment', 'voice', NAMESPACE)) as KubeObject;
  await sleep(5_000);
  expect((await world.k.get<KubeObject>('deployment', 'voice', NAMESPACE))?.metadata.generation).toBe(
    metadata.generation,
  );
  expect(share).toBe(1);
});

test('API server and etcd are away for 30 seconds', async () => {
  const { share } = await world.survive('API server and etcd away', url, async () => {
    world.killProgram('apiserver');
    world.killProgram('etcd');
    await sleep(30_000);
    await world.startNode();
  });
  expect(share).toBe(1);
});
