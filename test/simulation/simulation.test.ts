import { expect, test } from 'vitest';
import { run } from './walk.ts';

test('the same seed gives the same trace', async () => {
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
