import type { Setup } from './setup.ts';
import { run } from './walk.ts';
import type { Walk } from './walk.ts';

/** Looks for a shorter walk in which the same rule is broken; gives up after so many runs. */
export async function shrink(walk: Walk, rule: string, most = 200): Promise<Walk> {
  let best = walk;
  let left = most;
  const fails = async (candidate: Walk): Promise<boolean> => {
    if (left-- <= 0) return false;
    const { violations } = await run(candidate.setup.seed, { walk: candidate });
    if (violations[0]?.rule !== rule) return false;
    best = candidate;
    return true;
  };
  const simpler: Partial<Setup>[] = [
    { calm: true },
    { operators: 1 },
    { workers: 1 },
    { watch: [] },
    { relistSeconds: 86_400 },
    { defaultClass: 'fast' },
    { sidecars: false },
    { registries: true },
    { prepared: false },
    { pageSize: 500 },
  ];
  const simplify = async (): Promise<void> => {
    for (const change of simpler) {
      const same = Object.entries(change).every(
        ([key, value]) => JSON.stringify(best.setup[key as keyof Setup]) === JSON.stringify(value),
      );
      if (!same) await fails({ ...best, setup: { ...best.setup, ...change } });
    }
  };
  await simplify();
  for (let size = Math.ceil(best.actions.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
    for (let from = best.actions.length - size; from >= 0; from -= size) {
      const actions = best.actions.filter((_, i) => i < from || i >= from + size);
      if (actions.length < best.actions.length) await fails({ ...best, actions });
    }
  for (let i = best.actions.length - 1; i >= 0; i--) {
    const found = best.actions[i];
    if (!found || found.do === 'pause') continue;
    const settled = best.actions.with(i, { ...found, after: 120_000 });
    if (found.after !== 120_000) await fails({ ...best, actions: settled });
    const { with: given } = found;
    if (typeof given !== 'object' || given === null || !['create', 'change'].includes(found.do)) continue;
    for (const field of Object.keys(given)) {
      const now = best.actions[i];
      const { [field]: _, ...rest } = now?.with as Record<string, unknown>;
      if (now) await fails({ ...best, actions: best.actions.with(i, { ...now, with: rest }) });
    }
  }
  await simplify();
  return best;
}
