import { pino } from 'pino';
import { expect, test } from 'vitest';
import { TestClock, turn } from '../testing/clock.ts';
import type { LeaseLock, LeaseRecord } from './leader.ts';
import { LeaderElection } from './leader.ts';

const log = pino({ level: 'silent' });

/** A Lease as the API server keeps it: who writes on an old version is refused. */
class Lease {
  record: LeaseRecord | undefined;
  writes = 0;
  /** What the API server does before it answers a replica. */
  before: (identity: string, signal: AbortSignal) => Promise<void> = async () => undefined;
  #version = 0;

  lockOf(identity: string): LeaseLock {
    return {
      read: async (signal) => {
        await this.before(identity, signal);
        return this.record && { ...this.record };
      },
      write: async (record, signal) => {
        await this.before(identity, signal);
        if (record.resourceVersion !== this.record?.resourceVersion) throw new Error('409 Conflict');
        this.writes++;
        this.record = { ...record, resourceVersion: String(++this.#version) };
        return { ...this.record };
      },
    };
  }
}

const never = new AbortController().signal;
const clock = () => new TestClock();
const forever = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }));

async function pass(time: TestClock, ms: number, each: () => void = () => undefined): Promise<void> {
  for (let passed = 0; passed < ms; passed += 100) {
    time.pass(100);
    for (let turns = 0; turns < 4; turns++) await turn();
    each();
  }
}

/** A replica that leads whenever it can, as the operator does once. */
function replica(identity: string, lease: Lease, time: TestClock, signal = never) {
  const election = new LeaderElection(lease.lockOf(identity), { clock: time, identity, log });
  let ended = false;
  const run = election
    .acquire(signal)
    .then(() => election.hold(signal))
    .catch(() => undefined)
    .finally(() => (ended = true));
  return { election, run, ended: () => ended };
}

test('a replica leads at once where nobody has led, and writes so', async () => {
  const [lease, time] = [new Lease(), clock()];
  const { election } = replica('a', lease, time);
  expect(election.leading).toBe(false);
  await pass(time, 100);
  expect(election.leading).toBe(true);
  expect(lease.record).toMatchObject({
    holderIdentity: 'a',
    leaseDurationSeconds: 15,
    acquireTime: '2026-01-02T03:04:05.100000Z',
    leaseTransitions: 1,
  });
});

test('another replica does not lead as long as the leader renews, every two seconds', async () => {
  const [lease, time] = [new Lease(), clock()];
  const first = replica('a', lease, time);
  await pass(time, 100);
  const second = replica('b', lease, time);
  const { writes } = lease;
  await pass(time, 60_000, () => expect([first.election.leading, second.election.leading]).toEqual([true, false]));
  expect(lease.writes - writes).toBe(30);
  expect(lease.record).toMatchObject({ holderIdentity: 'a', leaseTransitions: 1 });
  expect(lease.record?.renewTime).not.toBe(lease.record?.acquireTime);
});

test('who takes over waits for a whole lease by its own clock, whatever time the record tells', async () => {
  const [lease, time] = [new Lease(), clock()];
  await lease.lockOf('gone').write(
    {
      holderIdentity: 'gone',
      leaseDurationSeconds: 15,
      acquireTime: '2020-01-01T00:00:00.000000Z',
      renewTime: '2020-01-01T00:00:00.000000Z',
      leaseTransitions: 4,
    },
    never,
  );
  const { election } = replica('a', lease, time);
  await pass(time, 15_000, () => expect(election.leading).toBe(false));
  await pass(time, 2_500);
  expect(election.leading).toBe(true);
  expect(lease.record).toMatchObject({ holderIdentity: 'a', leaseTransitions: 5 });
});

test('of two that take over at once, one leads', async () => {
  const [lease, time] = [new Lease(), clock()];
  const both = [replica('a', lease, time), replica('b', lease, time)];
  await pass(time, 5_000, () => expect(both.filter(({ election }) => election.leading).length).toBeLessThanOrEqual(1));
  expect(both.filter(({ election }) => election.leading)).toHaveLength(1);
});

test('a leader that cannot renew stands down before another may lead', async () => {
  const [lease, time] = [new Lease(), clock()];
  const first = replica('a', lease, time);
  await pass(time, 4_000);
  const second = replica('b', lease, time);
  await pass(time, 4_000);
  lease.before = async (identity) => {
    if (identity === 'a') throw new Error('no route to host');
  };
  let nobody = 0;
  await pass(time, 30_000, () => {
    const leading = [first, second].filter(({ election }) => election.leading).length;
    expect(leading).toBeLessThanOrEqual(1);
    if (leading === 0) nobody += 100;
  });
  expect([first.ended(), first.election.leading, second.election.leading]).toEqual([true, false, true]);
  expect(nobody).toBeGreaterThanOrEqual(3_000);
});

test('a leader that was frozen for longer than its deadline does not lead when it wakes', async () => {
  const [lease, time] = [new Lease(), clock()];
  const { election } = replica('a', lease, time);
  await pass(time, 100);
  time.ms += 9_800;
  expect(election.leading).toBe(true);
  time.ms += 200;
  expect(election.leading).toBe(false);
});

test('an answer that comes late counts from when it was asked for', async () => {
  const [lease, time] = [new Lease(), clock()];
  lease.before = (_, signal) =>
    new Promise((resolve, reject) => {
      time.after(2_000, resolve);
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    });
  const election = new LeaderElection(lease.lockOf('a'), { clock: time, identity: 'a', log });
  const acquired = election.acquire(never);
  await pass(time, 4_100);
  await acquired;
  await pass(time, 5_800);
  expect(election.leading).toBe(true);
  await pass(time, 200);
  expect(election.leading).toBe(false);
});

test('an API server that never answers is asked again', async () => {
  const [lease, time] = [new Lease(), clock()];
  let asked = 0;
  lease.before = (_, signal) => (++asked === 1 ? forever(signal) : Promise.resolve());
  const { election } = replica('a', lease, time);
  await pass(time, 5_000);
  expect([asked, election.leading]).toEqual([1, false]);
  await pass(time, 2_500);
  expect(election.leading).toBe(true);
});

test('a leader that is stopped gives the lease back, so that the next need not wait', async () => {
  const [lease, time, stop] = [new Lease(), clock(), new AbortController()];
  const first = replica('a', lease, time, stop.signal);
  await pass(time, 100);
  const second = replica('b', lease, time);
  await pass(time, 2_000);
  stop.abort();
  await first.run;
  expect([first.election.leading, lease.record?.holderIdentity]).toEqual([false, '']);
  await pass(time, 2_500);
  expect(second.election.leading).toBe(true);
});

test('a replica that does not lead leaves the lease alone when it is stopped', async () => {
  const [lease, time, stop] = [new Lease(), clock(), new AbortController()];
  replica('a', lease, time);
  await pass(time, 100);
  const second = replica('b', lease, time, stop.signal);
  await pass(time, 3_000);
  stop.abort(new Error('stopped'));
  await second.run;
  expect(lease.record?.holderIdentity).toBe('a');
});

test('a leader that was frozen and is stopped as it wakes writes nothing', async () => {
  const [lease, time, stop] = [new Lease(), clock(), new AbortController()];
  const { run } = replica('a', lease, time, stop.signal);
  await pass(time, 100);
  const { writes } = lease;
  time.ms += 20_000;
  stop.abort();
  await run;
  expect([lease.writes - writes, lease.record?.holderIdentity]).toEqual([0, 'a']);
});
