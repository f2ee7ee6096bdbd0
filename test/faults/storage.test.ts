import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, readdirSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nodeName } from '../../tools/cluster/kubelet.ts';
import { tryTo } from '../../tools/cluster/shell.ts';
import { eventually } from '../support/kubectl.ts';
import { NAMESPACE, iptables, theWorld } from './world.ts';
import type { TTSObject, World } from './world.ts';

let world: World;
let url: string;
let disk: string;
beforeAll(async () => {
  world = await theWorld();
  url = await world.address('voice');
  disk = join(world.node.state, 'volumes', 'small-disk');
});
afterAll(async () => {
  await tryTo('umount', ['-l', disk]);
  rmSync(disk, { recursive: true, force: true });
  await world.k.run(['delete', 'pv', 'small-disk', '--wait=false']);
});

const statusOf = async (name: string) => (await world.k.get<TTSObject>('tts', name, NAMESPACE))?.status;
const deleteOnePod = async (): Promise<void> => {
  const [victim] = await world.pods('app=voice-service');
  await world.k.ok(['delete', 'pod', victim?.metadata.name ?? '', '-n', NAMESPACE, '--wait=false']);
};
const modelFolder = async (): Promise<string> => {
  const root = join(await world.volumeOf('voice'), 'kokoro-v1.0');
  const digest = readdirSync(root).find((entry) => /^[0-9a-f]{64}$/.test(entry));
  return join(root, digest ?? 'none');
};

test('a volume that is wiped while it serves', async () => {
  await world.survive('wiped volume', url, async () => {
    rmSync(await modelFolder(), { recursive: true });
    await deleteOnePod();
    await eventually('the loss is told', async () => (await statusOf('voice'))?.model?.phase !== 'Verified', 120_000);
  });
  expect(readdirSync(await modelFolder())).toContain('model.onnx');
});

test('a model file that is altered in place', async () => {
  const file = join(await modelFolder(), 'model.onnx');
  const byte = readFileSync(file)[5_000_000] ?? 0;
  await world.survive('corrupted volume', url, async () => {
    const descriptor = openSync(file, 'r+');
    writeSync(descriptor, Buffer.from([byte ^ 1]), 0, 1, 5_000_000);
    closeSync(descriptor);
    await deleteOnePod();
    await eventually('the damage is told', async () => (await statusOf('voice'))?.model?.phase !== 'Verified', 120_000);
  });
  expect(readFileSync(file)[5_000_000]).toBe(byte);
});

test('a disk that is full: told in a condition, and made good once there is room', async () => {
  mkdirSync(disk, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=300m,mode=0777', 'tmpfs', disk]);
  await world.k.apply(
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: 'small-disk' },
      spec: {
        capacity: { storage: '300Mi' },
        accessModes: ['ReadWriteOnce'],
        storageClassName: 'small-disk',
        persistentVolumeReclaimPolicy: 'Retain',
        local: { path: disk },
        nodeAffinity: {
          required: {
            nodeSelectorTerms: [
              { matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: [nodeName] }] },
            ],
          },
        },
      },
    }),
  );
  await world.survive('full disk', url, async () => {
    writeFileSync(join(disk, 'filler'), Buffer.alloc(280 << 20));
    const storage = { className: 'small-disk', size: '256Mi' };
    await world.apply('full', { storage, scaling: { replicas: 1 }, model: { voices: ['am_adam'] } });
    const told = await eventually(
      'the full disk is told',
      async () => {
        const model = (await statusOf('full'))?.conditions?.find(({ type }) => type === 'ModelReady');
        return model?.status === 'False' && /space|room/i.test(`${model.reason} ${model.message}`) && model;
      },
      120_000,
    );
    expect(told.message).not.toMatch(/ at .*\.ts/);
    expect(await world.k.get('deployment', 'full', NAMESPACE)).toBeUndefined();
    rmSync(join(disk, 'filler'));
  });
  await world.k.ok(['delete', 'tts', 'full', '-n', NAMESPACE]);
  await eventually('its pods are gone', async () => (await world.pods('app=full-service')).length === 0, 90_000);
});

test('the network between a downloader and its source is cut for 20 seconds', async () => {
  await world.survive('network cut between pod and source', url, async () => {
    await world.apply('cut', { scaling: { replicas: 1 }, model: { voices: ['am_adam', 'am_echo'] } });
    const pod = await eventually(
      'a downloader with an address',
      async () => {
        const [found] = await world.pods('app.kubernetes.io/name=tts-model');
        return found?.status.podIP !== undefined && found;
      },
      120_000,
      50,
    );
    const rules = ['FORWARD', 'INPUT'].map((chain) => [chain, '-s', pod.status.podIP ?? '', '-j', 'DROP']);
    for (const rule of rules) iptables('-I', ...rule);
    try {
      await new Promise((resolve) => setTimeout(resolve, 20_000));
      expect((await statusOf('cut'))?.model?.phase).not.toBe('Verified');
      expect(await world.k.get('deployment', 'cut', NAMESPACE)).toBeUndefined();
    } finally {
      for (const rule of rules) iptables('-D', ...rule);
    }
  });
  await world.k.ok(['delete', 'tts', 'cut', '-n', NAMESPACE]);
});
