/** One thing that somebody does, or that goes wrong: plain data, so that a walk can be written down and cut short. */
export interface Action {
  /** Milliseconds after the one before. */
  after: number;
  do: Deed;
  /** `namespace/name`, or `Kind/namespace/name`; where a pod is meant, its service will do. */
  on?: string;
  with?: unknown;
}

/** What an action happens to, and how. */
export type Drawn = Pick<Action, 'on' | 'with'>;

/** Names that people give their services. */
export const NAMES = ['a', 'b', 'c', 'd'] as const;

/** What people do, and how often beside the rest. */
export const PEOPLE = {
  ...{ create: 14, change: 16, delete: 5, rename: 1, suspend: 3, scale: 4, recreate: 1 },
  ...{ deleteChild: 3, replaceClaim: 2, editChild: 2, unlabel: 1, foreign: 1, secret: 3, claim: 3, deletePod: 2 },
  lexicon: 4,
};
export type PersonDeed = keyof typeof PEOPLE;

/** What goes wrong, likewise; `pause` is a while in which nothing does. */
export const FAULTS = {
  ...{ crash: 3, restart: 2, freeze: 1, clock: 1, breakWatches: 2, silence: 1, compact: 2, storm: 2 },
  ...{ node: 1, volume: 6, container: 2, evict: 2, source: 3 },
  ...{ quota: 1, policy: 2, load: 1, taint: 1, contest: 1, pause: 4 },
};
export type Fault = keyof typeof FAULTS;

export type Deed = PersonDeed | Fault;

export function isFault(deed: Deed): deed is Fault {
  return deed in FAULTS;
}
