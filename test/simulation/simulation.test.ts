import { expect, test } from 'vitest';
import { Loop } from './loop.ts';
import { run } from './walk.ts';

test('the same seed gives the same trace', { timeout: 120_000 }, async () => {
  const once = async (seed: number): Promise<string[]> => {
    const lines: string[] = [];
    await run(seed, { trace: (line) => lines.push(line) });
    return lines;
  };
  for (const seed of [3, 44]) expect(await once(seed)).toEqual(await once(seed));
});

test('no rule is broken in a hundred seeds', { timeout: 120_000 }, async () => {
  const started = performance.now();
  for (let seed = 0; seed < 100 && performance.now() - started < 60_000; seed++) {
    const { violations } = await run(seed);
    expect(violations, `npm run simulate -- --seed ${seed}`).toEqual([]);
  }
});

test('time passes between events that are a fraction of a millisecond apart', () => {
  const loop = new Loop();
  loop.now = 8_304;
  let times = 0;
  const again = (): void => {
    if (++times < 10) loop.after(1e-13, again);
  };
  again();
  while (loop.step() !== 'none');
  expect(loop.now).toBe(8_313);
});
