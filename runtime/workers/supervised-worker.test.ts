import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { SupervisedWorker } from './supervised-worker.ts';

/** Doubles numbers; throws on 0; dies on a negative one; takes its time over 1000, and for ever over 13. */
const source = `
  import { serveWorker } from ${JSON.stringify(new URL('./protocol.ts', import.meta.url).href)};
  serveWorker(async (data) => {
    if (data.use === 'none') throw new Error('no such model');
    return async (n) => {
      if (n === 0) throw new RangeError('zero');
      if (n < 0) process.exit(7);
      if (n === 13) for (;;);
      if (n === 1000) await new Promise((resolve) => setTimeout(resolve, 100));
      return { response: n * 2 };
    };
  });`;
const folder = mkdtempSync(join(tmpdir(), 'tts-worker-'));
afterAll(() => rmSync(folder, { recursive: true }));
const url = pathToFileURL(join(folder, 'worker.mjs'));
writeFileSync(url, source);

const open: SupervisedWorker<number, number>[] = [];
afterEach(async () => void (await Promise.all(open.splice(0).map((worker) => worker.close()))));

describe.each(['thread', 'process'] as const)('in a %s', (place) => {
  const spec = { name: 'test', url, data: { use: 'any' }, place };

  async function started(onRestart?: (reason: string) => void): Promise<SupervisedWorker<number, number>> {
    const worker = new SupervisedWorker<number, number>(spec, onRestart ? { onRestart } : {});
    open.push(worker);
    await worker.start();
    return worker;
  }

  it('answers in order', async () => {
    const worker = await started();
    expect(await Promise.all([1, 1000, 3].map((n) => worker.call(n)))).toEqual([2, 2000, 6]);
  });

  it('goes on after a request that cannot be sent', async () => {
    const worker = await started();
    const unsendable = worker.call((() => 0) as unknown as number);
    const next = worker.call(2);
    if (place === 'thread') await expect(unsendable).rejects.toThrow('could not be cloned');
    else await unsendable.catch(() => undefined);
    expect(await next).toBe(4);
  });

  it('passes on an error with its name, and goes on', async () => {
    const worker = await started();
    await expect(worker.call(0)).rejects.toMatchObject({ workerErrorName: 'RangeError', message: 'zero' });
    expect(await worker.call(4)).toBe(8);
  });

  it('is replaced when it dies; only the call it died over fails', async () => {
    let restarts = 0;
    const worker = await started(() => restarts++);
    const outcomes = await Promise.allSettled([5, -1, 6].map((n) => worker.call(n)));
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(outcomes[1]).toMatchObject({ reason: { workerErrorName: 'WorkerCrash' } });
    expect([restarts, worker.running]).toEqual([1, true]);
  });

  it('is not replaced when it runs once only, and whoever waits is told', async () => {
    const deaths: string[] = [];
    const worker = new SupervisedWorker<number, number>(
      { ...spec, once: true },
      { onRestart: (reason) => void deaths.push(reason) },
    );
    await worker.start();
    const outcomes = await Promise.allSettled([5, -1, 6].map((n) => worker.call(n)));
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(outcomes[2]).toMatchObject({ reason: { workerErrorName: 'WorkerCrash' } });
    await expect(worker.call(7)).rejects.toMatchObject({ workerErrorName: 'WorkerClosed' });
    expect([deaths.length, worker.running]).toEqual([1, false]);
    await worker.close();
  });

  it('gives up a call that waits too long, or whose caller went away, and goes on', async () => {
    const worker = await started();
    const [current, abort] = [worker.call(1000), new AbortController()];
    const late = expect(worker.call(2, { waitMs: 10 })).rejects.toMatchObject({ workerErrorName: 'WaitTimeout' });
    const gone = expect(worker.call(3, { signal: abort.signal })).rejects.toThrow('gone');
    abort.abort(new Error('gone'));
    await Promise.all([late, gone]);
    expect(worker.pending).toBe(1);
    expect(await current).toBe(2000);
    expect(await worker.call(4)).toBe(8);
  });

  it('is replaced when one call takes longer than it may', async () => {
    const reasons: string[] = [];
    const worker = await started((reason) => void reasons.push(reason));
    const [stuck, next] = [worker.call(13, { runMs: 100 }), worker.call(5)];
    await expect(stuck).rejects.toMatchObject({ workerErrorName: 'RunTimeout' });
    expect(await next).toBe(10);
    expect(reasons).toEqual(['a call took too long']);
  });

  it('waits for a start before it ends it', async () => {
    const worker = new SupervisedWorker<number, number>(spec);
    const start = worker.start();
    await worker.close();
    await start;
  });

  it('says why it cannot start', async () => {
    const worker = new SupervisedWorker<number, number>({ ...spec, data: { use: 'none' } });
    await expect(worker.start()).rejects.toThrow('no such model');
    expect(worker.running).toBe(false);
  });

  it('finishes the call at hand when it is closed, and refuses the others', async () => {
    const worker = await started();
    const [current, waiting] = [worker.call(1000), worker.call(2)];
    const refused = expect(waiting).rejects.toMatchObject({ workerErrorName: 'WorkerClosed' });
    await worker.close();
    expect(await current).toBe(2000);
    await refused;
    await expect(worker.call(3)).rejects.toMatchObject({ workerErrorName: 'WorkerClosed' });
  });
});
