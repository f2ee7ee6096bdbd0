import type { Figures } from './run.ts';

type Ratio = (figures: Figures) => number;

/** Figures that carry over from one machine to another, lower is better. */
const RATIOS: Record<string, Ratio> = {
  writesPerService: (f) => f.writesPerService,
  reconcilesPerService: (f) => f.reconciles / f.services,
  'CPU time per CPU time of the API server': (f) => f.cpuSeconds / f.apiServerCpuSeconds,
  rssMiB: (f) => f.rssMiB,
};

/** What is more than a fifth worse than in the baseline, as lines to show; any steady write is. */
export function compare(now: Figures[], baseline: Figures[]): string[] {
  return now.flatMap((figures) => {
    const steady =
      figures.steadyWrites > 0
        ? [`${figures.services} services: ${figures.steadyWrites} writes while nothing changed`]
        : [];
    const before = baseline.find(({ services }) => services === figures.services);
    if (!before) return steady;
    const worse = Object.entries(RATIOS).flatMap(([name, ratio]) =>
      ratio(figures) > 1.2 * ratio(before)
        ? [
            `${figures.services} services: ${name} ${ratio(figures).toPrecision(3)}, baseline ${ratio(before).toPrecision(3)}`,
          ]
        : [],
    );
    return [...steady, ...worse];
  });
}
