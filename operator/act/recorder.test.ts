import type { Logger } from 'pino';
import { expect, test } from 'vitest';
import type { Condition } from '../api/status.ts';
import type { Cluster } from '../cluster/cluster.ts';
import type { KubeObject } from '../controller/object.ts';
import { Recorder } from './recorder.ts';
import { service } from '../testing/services.ts';
import { TestClock } from '../testing/clock.ts';

const condition = (type: string, status: 'True' | 'False', reason: string): Condition => ({
  ...{ type, status, reason, message: 'x' },
  lastTransitionTime: '2026-01-01T00:00:00Z',
});

/** The reasons of the Events that a change of conditions brings, and what was logged. */
async function told(old: Condition[], next: Condition[], create = async (event: KubeObject) => event) {
  const reasons: unknown[] = [];
  const logged: unknown[] = [];
  const log = { warn: (_: unknown, what: string) => logged.push(what) } as unknown as Logger;
  const createEvent = async (event: KubeObject) => {
    reasons.push(event.reason);
    return create(event);
  };
  const clock = new TestClock();
  const recorder = new Recorder({ createEvent } as unknown as Cluster, clock, log);
  const writing = recorder.transitions(service({ status: { conditions: old } }), { conditions: next });
  clock.pass(5_000);
  await writing;
  return { reasons, logged };
}

test('a standstill that Progressing alone tells is an Event, one that another condition tells is one Event', async () => {
  const settled = [condition('Progressing', 'False', 'Settled')];
  expect((await told(settled, [condition('Progressing', 'False', 'Contested')])).reasons).toEqual(['Contested']);
  const refused = [condition('StorageReady', 'False', 'Refused'), condition('Progressing', 'False', 'Refused')];
  expect((await told(settled, refused)).reasons).toEqual(['Refused']);
  expect((await told(refused.slice(1), settled)).reasons).toEqual([]);
});

test('an Event that cannot be written is given up and logged', async () => {
  const { logged } = await told([], [condition('StorageReady', 'False', 'Refused')], async () => {
    throw new Error('no');
  });
  expect(logged).toEqual(['could not write an Event']);
});
