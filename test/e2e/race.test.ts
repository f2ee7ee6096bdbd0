import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { KubeObject } from '../../operator/controller/object.ts';
import { eventually } from '../support/kubectl.ts';
import { theCluster } from './cluster.ts';
import type { E2eCluster } from './cluster.ts';
import { folderOfClaim, publishedModel } from './volumes.ts';

interface Pod extends KubeObject {
  status: {
    phase: string;
    startTime?: string;
    initContainerStatuses?: {
      restartCount: number;
      state: { running?: object; terminated?: { exitCode: number; finishedAt: string } };
    }[];
    containerStatuses?: {
      restartCount: number;
      ready: boolean;
      started?: boolean;
      state: { running?: { startedAt: string } };
    }[];
  };
}

let cluster: E2eCluster;
const namespace = 'pattern-agentic';
const waitReady = async (): Promise<void> => {
  await cluster.k.ok(['rollout', 'status', 'deployment/pattern-tts', '-n', namespace, '--timeout=240s']);
  await cluster.k.ok([
    'wait',
    '--for=condition=Progressing=False',
    'tts/pattern-tts',
    '-n',
    namespace,
    '--timeout=60s',
  ]);
};
const pods = async (): Promise<Pod[]> =>
  (
    await cluster.k.json<{ items: Pod[] }>(['get', 'pods', '-n', namespace, '-l', 'app=pattern-tts-service'])
  ).items.filter(({ metadata }) => !metadata.deletionTimestamp);

beforeAll(async () => {
  cluster = await theCluster();
  await cluster.k.ok(['scale', 'deployment', 'pattern-tts', '-n', namespace, '--replicas=2']);
  await waitReady();
});
afterAll(async () => {
  await cluster.k.run(['delete', 'namespace', 'race', '--ignore-not-found', '--wait=false']);
});

/** The published folder of the sample's volume, on the node's disk. */
async function published(): Promise<string> {
  const { root, path } = await publishedModel(cluster, 'pattern-tts', namespace);
  return join(root, path);
}

describe('damage on the volume', () => {
  test.each<[what: string, damage: (file: string) => void]>([
    ['missing', (file) => rmSync(file)],
    ['short', (file) => truncateSync(file, 1000)],
    [
      'altered',
      (file) => {
        const bytes = readFileSync(file);
        bytes[4000] = (bytes[4000] ?? 0) ^ 1;
        writeFileSync(file, bytes);
      },
    ],
  ])(
    'a file that is %s: no new server starts on it, the others serve on, and it is repaired',
    async (_, damage) => {
      const file = join(await published(), 'voices/af_sky.bin');
      const whole = readFileSync(file);
      const [victim, other] = await pods();
      damage(file);
      await cluster.k.ok(['delete', 'pod', victim?.metadata.name ?? '', '-n', namespace, '--wait=false']);
      await eventually(
        'a repair',
        async () => {
          for (const pod of await pods())
            if (!before(pod) && pod.status.containerStatuses?.[0]?.state.running && !readFileSync(file).equals(whole))
              throw new Error('a server started on damaged files');
          return readFileSync(file).equals(whole);
        },
        120_000,
      );
      await waitReady();
      const now = await pods();
      expect(
        now.find(({ metadata }) => metadata.uid === other?.metadata.uid)?.status.containerStatuses?.[0],
      ).toMatchObject({ ready: true, restartCount: 0 });
      for (const { status } of now)
        expect(status.containerStatuses?.[0]).toMatchObject({ ready: true, restartCount: 0 });

      function before({ metadata }: Pod): boolean {
        return metadata.uid === victim?.metadata.uid || metadata.uid === other?.metadata.uid;
      }
    },
    300_000,
  );
});

test('the old order, pod first and files later: the pod waits in init and never crashes', async () => {
  const { k } = cluster;
  const deployment = await k.json<{
    spec: { template: { metadata: { labels: object }; spec: { volumes: { name: string }[] } } };
  }>(['get', 'deployment', 'pattern-tts', '-n', namespace]);
  const { status } = await k.json<{ status: { volume: string } }>(['get', 'tts', 'pattern-tts', '-n', namespace]);
  const files = await k.json<KubeObject>(['get', 'configmap', `${status.volume}-files`, '-n', namespace]);
  const filler = await k.json<{ items: KubeObject[] }>(['get', 'configmap', '-n', namespace]);
  const { template } = deployment.spec;
  const volumes = template.spec.volumes.map((volume) =>
    volume.name === 'models' ? { name: 'models', persistentVolumeClaim: { claimName: 'models' } } : volume,
  );
  const metadata = { namespace: 'race', labels: { race: 'yes' } };
  const objects = [
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'race', labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
    },
    {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { ...metadata, name: 'models' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { ...metadata, name: files.metadata.name }, data: files.data },
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { ...metadata, name: 'early' },
      spec: { ...template.spec, affinity: undefined, volumes },
    },
  ];
  for (const object of objects) await k.apply(JSON.stringify(object));
  const early = async (): Promise<Pod> => k.json<Pod>(['get', 'pod', 'early', '-n', 'race']);
  await eventually(
    'the check runs',
    async () => (await early()).status.initContainerStatuses?.[0]?.state.running !== undefined,
    60_000,
  );
  await new Promise((resolve) => setTimeout(resolve, 15_000));
  const { phase, initContainerStatuses: [check, ...later] = [] } = (await early()).status;
  expect(phase).toBe('Pending');
  expect(check).toMatchObject({ restartCount: 0, state: { running: {} } });
  expect(later.length).toBeGreaterThan(0);
  for (const step of later) expect(step).toMatchObject({ restartCount: 0, state: { waiting: {} } });
  expect(filler.items.length).toBeGreaterThan(0);

  const source = await published();
  const target = await folderOfClaim(cluster, 'models', 'race');
  const { code, stderr } = await cluster.shell(
    `mkdir -p ${join(target, 'kokoro-v1.0')} && cp -a ${source} ${join(target, 'kokoro-v1.0')}/`,
  );
  expect(code, stderr).toBe(0);
  await k.ok(['wait', '--for=condition=Ready', 'pod/early', '-n', 'race', '--timeout=120s']);
  const { initContainerStatuses = [], containerStatuses } = (await early()).status;
  expect(initContainerStatuses.map(({ restartCount }) => restartCount)).toEqual([0, ...later.map(() => 0)]);
  expect(containerStatuses).toMatchObject([{ restartCount: 0, ready: true }]);
}, 300_000);
