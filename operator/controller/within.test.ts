import { expect, test } from 'vitest';
import { systemClock } from './clock.ts';
import { within } from './within.ts';

const forever = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }));

test('ends with its time, with its parent, or with the work', async () => {
  await expect(within(systemClock, undefined, 1, forever)).rejects.toThrow(/timed out after 1 ms/);
  const parent = new AbortController();
  const waiting = within(systemClock, parent.signal, 60_000, forever);
  parent.abort(new Error('stopped'));
  await expect(waiting).rejects.toThrow('stopped');
  await expect(within(systemClock, parent.signal, 60_000, forever)).rejects.toThrow('stopped');
  expect(await within(systemClock, new AbortController().signal, 60_000, async () => 'done')).toBe('done');
});

test('work that is done hears nothing of its parent any more', async () => {
  const parent = new AbortController();
  const kept = await within(systemClock, parent.signal, 60_000, async (signal) => signal);
  parent.abort();
  expect(kept.aborted).toBe(false);
});
