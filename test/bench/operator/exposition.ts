/** Cumulative buckets of one histogram: upper bound to count. */
export type Buckets = Map<number, number>;

/** The sum of all samples of a metric in Prometheus' text format. */
export function sample(text: string, name: string): number {
  let sum = 0;
  for (const match of text.matchAll(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, 'gm'))) sum += Number(match[1]);
  return sum;
}

/** The buckets of a histogram in Prometheus' text format. */
export function buckets(text: string, name: string): Buckets {
  const found: Buckets = new Map();
  for (const match of text.matchAll(new RegExp(`^${name}_bucket\\{[^}]*le="([^"]+)"[^}]*\\} (\\d+)$`, 'gm'))) {
    const bound = match[1] === '+Inf' ? Infinity : Number(match[1]);
    found.set(bound, (found.get(bound) ?? 0) + Number(match[2]));
  }
  return found;
}

/**
 * The quantile of what was observed between two readings, linear within its bucket as in PromQL's histogram_quantile;
 * NaN when nothing was observed.
 */
export function quantile(q: number, after: Buckets, before: Buckets): number {
  const bounds = [...after.keys()].sort((a, b) => a - b);
  const counts = bounds.map((bound) => (after.get(bound) ?? 0) - (before.get(bound) ?? 0));
  const all = counts.at(-1) ?? 0;
  if (all === 0) return NaN;
  const rank = q * all;
  const index = counts.findIndex((count) => count >= rank);
  const upper = bounds[index] ?? Infinity;
  const lower = bounds[index - 1] ?? 0;
  if (upper === Infinity) return lower;
  const below = counts[index - 1] ?? 0;
  return lower + (upper - lower) * ((rank - below) / ((counts[index] ?? 0) - below || 1));
}
