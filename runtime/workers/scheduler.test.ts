import { describe, expect, it } from 'vitest';
import { ApiError } from '../errors.ts';
import { Scheduler } from './scheduler.ts';

/** A lane whose answers are given by hand, in order of the calls. */
function manualLane() {
  const started: string[] = [];
  const waiting: PromiseWithResolvers<string>[] = [];
  return {
    started,
    call(input: string) {
      started.push(input);
      const answer = Promise.withResolvers<string>();
      waiting.push(answer);
      return answer.promise;
    },
    async answer() {
      waiting.shift()!.resolve('done');
      await new Promise(setImmediate);
    },
    async fail(error: Error) {
      waiting.shift()!.reject(error);
      await new Promise(setImmediate);
    },
  };
}

/** A deadline that no test reaches. */
const later = () => performance.now() + 60_000;
const never = new AbortController().signal;
const code = (error: unknown) => (error instanceof ApiError ? error.code : String(error));

describe('fairness', () => {
  it('starts a waiting request before it goes on with one that speaks', async () => {
    const lane = manualLane();
    const scheduler = new Scheduler<string, string>([lane]);
    const [long, short] = [scheduler.seat(later()), scheduler.seat(later())];
    const first = long('long 1', never);
    await lane.answer();
    await first;
    const busy = scheduler.seat(later())('other 1', never);
    const jobs = [long('long 2', never), short('short 1', never)];
    for (let answers = 0; answers < 3; answers++) await lane.answer();
    await Promise.all([busy, ...jobs]);
    expect(lane.started).toEqual(['long 1', 'other 1', 'short 1', 'long 2']);
  });

  it('does not let new requests starve one that speaks', async () => {
    const lane = manualLane();
    const options = { patienceMs: 30 };
    const scheduler = new Scheduler<string, string>([lane], options);
    const long = scheduler.seat(later());
    const first = long('long 1', never);
    await lane.answer();
    await first;
    const busy = scheduler.seat(later())('other 1', never);
    const next = long('long 2', never);
    await new Promise((resolve) => setTimeout(resolve, 60));
    const newcomer = scheduler.seat(later())('new 1', never);
    for (let answers = 0; answers < 3; answers++) await lane.answer();
    await Promise.all([busy, next, newcomer]);
    expect(lane.started).toEqual(['long 1', 'other 1', 'long 2', 'new 1']);
  });

  it('uses every lane', async () => {
    const lanes = [manualLane(), manualLane()];
    const scheduler = new Scheduler<string, string>(lanes);
    const jobs = ['a', 'b', 'c'].map((name) => scheduler.seat(later())(name, never));
    expect(lanes.flatMap((lane) => lane.started).sort()).toEqual(['a', 'b']);
    expect(scheduler.depth).toBe(1);
    await lanes[0]!.answer();
    await lanes[1]!.answer();
    for (const lane of lanes) if (lane.started.length === 2) await lane.answer();
    await Promise.all(jobs);
  });
});

describe('limits', () => {
  it('gives up a segment that waits longer than the deadline', async () => {
    const lane = manualLane();
    const scheduler = new Scheduler<string, string>([lane]);
    const running = scheduler.seat(later())('a', never);
    expect(
      await scheduler
        .seat(performance.now() + 20)('b', never)
        .catch(code),
    ).toBe('queue_timeout');
    await lane.answer();
    expect(await running).toBe('done');
    expect(lane.started).toEqual(['a']);
  });

  it('forgets a waiting segment whose client went away', async () => {
    const lane = manualLane();
    const scheduler = new Scheduler<string, string>([lane]);
    const running = scheduler.seat(later())('a', never);
    const abort = new AbortController();
    const waiting = scheduler.seat(later())('b', abort.signal);
    abort.abort(new Error('gone'));
    await expect(waiting).rejects.toThrow('gone');
    await lane.answer();
    await running;
    expect(lane.started).toEqual(['a']);
    expect(scheduler.depth).toBe(0);
  });

  it('goes on after a lane failed', async () => {
    const lane = manualLane();
    const scheduler = new Scheduler<string, string>([lane]);
    const failed = scheduler.seat(later())('a', never);
    const next = scheduler.seat(later())('b', never);
    const caught = expect(failed).rejects.toThrow('broken');
    await lane.fail(new Error('broken'));
    await caught;
    await lane.answer();
    expect(await next).toBe('done');
  });
});

it('tells how long a lane computed the first segment and the later ones', async () => {
  const told: boolean[] = [];
  const lane = manualLane();
  const onComputed = (seconds: number, first: boolean): void => {
    expect(seconds).toBeGreaterThanOrEqual(0);
    told.push(first);
  };
  const scheduler = new Scheduler<string, string>([lane], { onComputed });
  const begun = scheduler.seat(later());
  const elsewhere = scheduler.seat(undefined);
  for (const run of [begun, begun, elsewhere]) {
    const spoken = run('text', never);
    await lane.answer();
    await spoken;
  }
  const failing = begun('text', never);
  await Promise.all([lane.fail(new Error('broken')), expect(failing).rejects.toThrow('broken')]);
  expect(told).toEqual([true, false, false]);
});
