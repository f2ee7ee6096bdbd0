import { expect, test } from 'vitest';
import type { Cluster } from '../cluster/cluster.ts';
import type { KubeObject } from '../controller/object.ts';
import { ProgressReader } from './progress.ts';
import { TestClock, turn } from '../testing/clock.ts';

const pod = (phase: string, metadata = {}): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p', namespace: 'ns', uid: 'p', ...metadata },
  status: { phase },
});
const line = (bytesDownloaded: number): string =>
  JSON.stringify({
    type: 'progress',
    bytesDownloaded,
    bytesTotal: 9,
    filesVerified: 0,
    filesTotal: 1,
    bytesPerSecond: 1,
  });

function reader(podLog: (...args: unknown[]) => Promise<string>) {
  const clock = new TestClock();
  const woken: string[] = [];
  const cluster = { podLog } as unknown as Cluster;
  return { clock, woken, progress: new ProgressReader(cluster, clock, (key) => woken.push(key)) };
}

test('says what is known, reads beside that, and wakes whoever asked first', async () => {
  let bytes = 1;
  const { clock, woken, progress } = reader(async () => line(bytes++));
  expect(progress.read([pod('Running')], 'ns/a')).toBeUndefined();
  await turn();
  expect(woken).toEqual(['ns/a']);
  expect(progress.read([pod('Running')], 'ns/b')).toMatchObject({ bytesDownloaded: 1 });
  await turn();
  expect(progress.read([pod('Running')], 'ns/b')).toMatchObject({ bytesDownloaded: 1 });
  clock.pass(2_000);
  progress.read([pod('Running')], 'ns/a');
  await turn();
  expect(progress.read([pod('Running')], 'ns/a')).toMatchObject({ bytesDownloaded: 2 });
  expect(woken).toEqual(['ns/a']);
});

test('a log that hangs is given up after two seconds, asked once at a time, and fails nothing', async () => {
  let asked = 0;
  const { clock, progress } = reader((...args) => {
    asked++;
    const signal = args.at(-1) as AbortSignal;
    return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
  });
  for (let i = 0; i < 3; i++) expect(progress.read([pod('Running')], 'ns/a')).toBeUndefined();
  expect(asked).toBe(1);
  clock.pass(2_000);
  await turn();
  clock.pass(2_000);
  expect(progress.read([pod('Running')], 'ns/a')).toBeUndefined();
  expect(asked).toBe(2);
  clock.pass(2_000);
  await turn();
});

test('a pod that is not running, or about to go, is not asked', () => {
  const { progress } = reader(() => {
    throw new Error('asked');
  });
  expect(progress.read([pod('Pending'), pod('Running', { deletionTimestamp: 'x' })], 'ns/a')).toBeUndefined();
});
