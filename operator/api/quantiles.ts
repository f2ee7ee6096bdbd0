/** The quantiles of a time that is measured. */
export const QUANTILES = [0.1, 0.3, 0.5, 0.7, 0.9, 0.95, 0.99] as const;

/** The mean of values, in milliseconds. */
export function meanOf(quantiles: readonly number[]): number {
  const points = pointsOf(quantiles);
  return points.slice(1).reduce((mean, [to, high], index) => {
    const [from, low] = points[index]!;
    return mean + ((high - low) * (from + to)) / 2;
  }, 0);
}

/** Milliseconds and part of the values below; the ends, which nobody measured, lie a little outside. */
export function pointsOf(quantiles: readonly number[]): [number, number][] {
  const known = quantiles.map((ms, index): [number, number] => [ms, QUANTILES[index]!]);
  return [[(quantiles[0] ?? 0) / 2, 0], ...known, [1.1 * (quantiles.at(-1) ?? 0) + 1, 1]];
}
