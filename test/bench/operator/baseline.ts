import type { Figures } from './run.ts';

type Ratio = (figures: Figures) => number;

/**
 * Figures that carry over from one machine to another, lower is better. The number of reconciles does not: changes that come while a
 * service is worked on make one more, so 100 services took 500 on a slow machine and 1,100 on a fast one.
 */
const RATIOS: Record<string, Ratio> = {
  writesPerService: (f) => f.writesPerService,
  'CPU time per CPU time of the API server': (f) => f.cpuSeconds / f.apiServerCpuSeconds,
  rssMiB: (f) => f.rssMiB,
};

/** What is more than a fifth worse than in the baseline, as lines to show; so are writes at rest, and reconciles of more than a tenth of the services. */
export function compare(now: Figures[], baseline: Figures[]): string[] {
  return now.flatMap((figures) => {
    const { services, steadyWrites, steadyReconciles } = figures;
    const steady = [
      ...(steadyWrites > 0 ? [`${services} services: ${steadyWrites} writes while nothing changed`] : []),
      ...(steadyReconciles > services / 10
        ? [`${services} services: ${steadyReconciles} reconciles while nothing changed`]
        : []),
    ];
    const before = baseline.find((run) => run.services === services && run.objectives === figures.objectives);
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
