/** A ratio or size that must hold; null where it was not measured. */
export interface Required {
  value: number | null;
  bound: number;
  atLeast: boolean;
}

export interface Report {
  date: string;
  machine: string;
  required: Record<string, Required>;
  plots: Record<string, Record<string, number>>;
}

/** What must hold, by name: at least or at most this much. */
export const BOUNDS = {
  limitFraction: { bound: 1, atLeast: true },
  speedVsFasterPeer: { bound: 1.3, atLeast: true },
  firstAudioFraction: { bound: 0.3, atLeast: false },
  firstAudioVsPeer: { bound: 0.5, atLeast: false },
  concurrencyCost: { bound: 1.05, atLeast: false },
  livezP99Ms: { bound: 50, atLeast: false },
  throughputVsOneLane: { bound: 1.25, atLeast: true },
  firstAudioP95Ratio: { bound: 1.0, atLeast: false },
  rssMB: { bound: 600, atLeast: false },
  startRatio: { bound: 2.5, atLeast: false },
  cacheHitMs: { bound: 10, atLeast: false },
} as const;

export type Figures = Record<keyof typeof BOUNDS, number | null>;

/** The figures that are worse than their reference by more than `tolerance` (0.2: 20 %), as sentences. */
export function regressions(figures: Figures, reference: Partial<Record<string, number>>, tolerance: number): string[] {
  return Object.entries(reference).flatMap(([name, expected]) => {
    const value = figures[name as keyof Figures];
    const rule = BOUNDS[name as keyof Figures];
    if (expected === undefined || !rule) return [`${name} in the reference is no figure of this bench`];
    if (value === null) return [];
    const worse = rule.atLeast ? value < expected * (1 - tolerance) : value > expected * (1 + tolerance);
    return worse ? [`${name} is ${value.toFixed(2)}, the reference is ${expected}`] : [];
  });
}
