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

const never = new AbortController().signal;
const code = (error: unknown) => (error instanceof ApiError ? error.code : String(error));

describe('fairness', () => {
  it('starts a waiting request before it goes on with one that speaks', async () => {
    const lane = manualLane();
    const scheduler = new Scheduler<string, string>([lane], { maxRequests: 9, queueTimeoutMs: 1000 });
    const [long, short] = [scheduler.enter(), scheduler.enter()];
    const first = long.run('long 1', never);
    await lane.answer();
    await first;
    const busy = scheduler.enter().run('other 1', never);
    const jobs = [long.run('long 2', never), short.run('short 1', never)];
    for (let answers = 0; answers < 3; answers++) await lane.answer();
    await Promise.all([busy, ...jobs]);
    expect(lane.started).toEqual(['long 1', 'other 1', 'short 1', 'long 2']);
  });

  it('does not let new requests starve one that speaks', async () => {
    const lane = manualLane();
    const options = { maxRequests: 9, queueTimeoutMs: 20, patienceMs: 30 };
    const scheduler = new Scheduler<string, string>([lane], options);
    const long = scheduler.enter();
    const first = long.run('long 1', never);
    await lane.answer();
    await first;
    const busy = scheduler.enter().run('other 1', never);
    const later = long.run('long 2', never);
    await new Promise((resolve) => setTimeout(resolve, 60));
    const newcomer = scheduler.enter().run('new 1', never);
    for (let answers = 0; answers < 3; answers++) await lane.answer();
    await Promise.all([busy, later, newcomer]);
    expect(lane.started).toEqual(['long 1', 'other 1', 'long 2', 'new 1']);
  });

  it('uses every lane', async () => {
    const lanes = [manualLane(), manualLane()];
    const scheduler = new Scheduler<string, string>(lanes, { maxRequests: 9, queueTimeoutMs: 1000 });
    const jobs = ['a', 'b', 'c'].map((name) => scheduler.enter().run(name, never));
    expect(lanes.flatMap((lane) => lane.started).sort()).toEqual(['a', 'b']);
    expect(scheduler.depth).toBe(1);
    await lanes[0]!.answer();
    await lanes[1]!.answer();
    for (const lane of lanes) if (lane.started.length === 2) await lane.answer();
    await Promise.all(jobs);
  });
});

describe('limits', () => {
  it('turns a request away when the house is full, with a time to come back', () => {
    const scheduler = new Scheduler<string, string>([manualLane()], { maxRequests: 2, queueTimeoutMs: 1000 });
    const seat = scheduler.enter();
    scheduler.enter();
    let refused: unknown;
    try {
      scheduler.enter();
    } catch (error) {
      refused = error;
    }
    expect(code(refused)).toBe('overloaded');
    expect((refused as ApiError).retryAfterSeconds).toBeGreaterThan(0);
    seat.leave();
    seat.leave();
    scheduler.enter();
    expect(scheduler.inside).toBe(2);
  });

  it('gives up a segment that waits longer than the deadline', async () => {
    const lane = manualLane();
    const scheduler = new Scheduler<string, string>([lane], { maxRequests: 9, queueTimeoutMs: 20 });
    const running = scheduler.enter().run('a', never);
    expect(await scheduler.enter().run('b', never).catch(code)).toBe('overloaded');
    await lane.answer();
    expect(await running).toBe('done');
    expect(lane.started).toEqual(['a']);
  });

  it('forgets a waiting segment whose client went away', async () => {
    const lane = manualLane();
    const scheduler = new Scheduler<string, string>([lane], { maxRequests: 9, queueTimeoutMs: 1000 });
    const running = scheduler.enter().run('a', never);
    const abort = new AbortController();
    const waiting = scheduler.enter().run('b', abort.signal);
    abort.abort(new Error('gone'));
    await expect(waiting).rejects.toThrow('gone');
    await lane.answer();
    await running;
    expect(lane.started).toEqual(['a']);
    expect(scheduler.depth).toBe(0);
  });

  it('goes on after a lane failed', async () => {
    const lane = manualLane();
    const scheduler = new Scheduler<string, string>([lane], { maxRequests: 9, queueTimeoutMs: 1000 });
    const failed = scheduler.enter().run('a', never);
    const next = scheduler.enter().run('b', never);
    const caught = expect(failed).rejects.toThrow('broken');
    await lane.fail(new Error('broken'));
    await caught;
    await lane.answer();
    expect(await next).toBe('done');
  });
});
