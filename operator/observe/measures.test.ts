import { expect, test } from 'vitest';
import type { Measured, ObjectiveStatus } from '../api/objective.ts';
import type { TTSService } from '../api/resource.ts';
import type { KubeObject } from '../controller/object.ts';
import { TestClock, turn } from '../testing/clock.ts';
import { service } from '../testing/services.ts';
import { MEASURE_MS, MeasureReader } from './measures.ts';

const pod = (podIP: string, ready = 'True'): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: podIP, namespace: 'ns', uid: podIP },
  status: { podIP, conditions: [{ type: 'Ready', status: ready }] },
});
const withObjective = (server: object = {}): TTSService =>
  service({ spec: { scaling: { maxReplicas: 3, objective: { firstAudioP95: '1s', concurrency: 5 } }, server } });

/** Of a hundred requests, each a segment of so many seconds. */
const metrics = (seconds: number): string =>
  [
    'tts_lanes 1',
    'tts_audio_seconds_total 400',
    `tts_segment_seconds_bucket{le="${seconds}",place="first"} 100`,
    'tts_segment_seconds_bucket{le="+Inf",place="first"} 100',
  ].join('\n');

function reader() {
  const clock = new TestClock();
  const asked: string[] = [];
  const woken: string[] = [];
  const over = new AbortController();
  const pods = {
    answer: (): string => {
      throw new Error('nobody is there');
    },
  };
  const read = async (address: string): Promise<string> => {
    asked.push(address);
    return pods.answer();
  };
  const measures = new MeasureReader(read, clock, (key) => woken.push(key), over.signal);
  return { clock, asked, woken, over, pods, measures };
}

test('asks ready pods, at most eight, once a minute, and says who cannot be reached', async () => {
  const { clock, asked, woken, measures } = reader();
  const pods = [pod('10.0.0.99', 'False'), ...Array.from({ length: 9 }, (_, index) => pod(`10.0.0.${index}`))];
  expect(measures.of(withObjective(), pods)).toBeUndefined();
  await turn();
  expect(asked).toEqual(Array.from({ length: 8 }, (_, index) => `10.0.0.${index}:8205`));
  expect(woken).toHaveLength(1);
  expect(measures.of(withObjective(), pods)).toMatchObject({ problem: { reason: 'Unreachable' } });
  expect(asked).toHaveLength(8);
  clock.pass(MEASURE_MS);
  await turn();
  expect(asked).toHaveLength(16);
  expect(woken).toHaveLength(1);
});

test('asks the pods that there are by then, and the first one as soon as it is ready', async () => {
  const { clock, asked, measures } = reader();
  measures.of(withObjective(), []);
  await turn();
  measures.of(withObjective(), [pod('10.0.0.1')]);
  await turn();
  expect(asked).toEqual(['10.0.0.1:8205']);
  measures.of(withObjective(), [pod('10.0.0.2')]);
  await turn();
  expect(asked).toHaveLength(1);
  clock.pass(MEASURE_MS);
  await turn();
  expect(asked).toEqual(['10.0.0.1:8205', '10.0.0.2:8205']);
  measures.of(withObjective(), []);
  clock.pass(MEASURE_MS);
  measures.of(withObjective(), [pod('10.0.0.3')]);
  await turn();
  expect(asked.at(-1)).toBe('10.0.0.3:8205');
});

test('wakes a service for what makes a difference to the figures of its status alone', async () => {
  const all = reader();
  let seconds = 1;
  all.pods.answer = () => metrics(seconds);
  const record = (measured: Measured) => ({
    ...withObjective(),
    status: { objective: { measured } as ObjectiveStatus },
  });
  all.measures.of(withObjective(), [pod('10.0.0.1')]);
  await turn();
  expect(all.woken).toHaveLength(1);
  const first = all.measures.of(withObjective(), [pod('10.0.0.1')]) as Measured;
  all.measures.of(record(first), [pod('10.0.0.1')]);
  for (const [next, wakes] of [
    [1.1, 1],
    [0.9, 1],
    [1.3, 2],
  ] as const) {
    seconds = next;
    all.clock.pass(MEASURE_MS);
    await turn();
    expect(all.woken).toHaveLength(wakes);
  }
});

test.each<[string, (of: ReturnType<typeof reader>) => void]>([
  ['without its objective', ({ measures }) => measures.of(service({ spec: {} }), [pod('10.0.0.1')])],
  ['that is gone', ({ measures }) => measures.forget('default/hello')],
  ['of an operator that ends', ({ over }) => over.abort()],
])('asks nothing of a service %s', async (_, happens) => {
  for (const answered of [true, false]) {
    const all = reader();
    all.measures.of(withObjective(), [pod('10.0.0.1')]);
    if (answered) await turn();
    happens(all);
    await turn();
    expect(all.clock.waiting).toBe(0);
  }
});

test('asks at the port that the spec gives the servers', async () => {
  const { asked, measures } = reader();
  measures.of(withObjective({ env: [{ name: 'TTS_PORT', value: '9000' }] }), [pod('10.0.0.1'), pod('fd00::1')]);
  await turn();
  expect(asked).toEqual(['10.0.0.1:9000', '[fd00::1]:9000']);
});
