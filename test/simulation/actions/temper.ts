import { Random } from '../random.ts';
import { FIELD_NAMES } from '../specs.ts';
import type { Field } from '../specs.ts';
import { FAULTS, PEOPLE } from './action.ts';
import type { Deed } from './action.ts';

/** What a walk is about. */
export interface Temper {
  /** How often each deed is drawn beside the others. */
  often: Record<Deed, number>;
  /** How probable it is that a new service is like one that is there. */
  sharing: number;
  /** Fields of specs that are written more often than others. */
  fields: Field[];
  /** Whether services have the time to serve before the next thing happens. */
  slow: boolean;
}

const ALL: Record<Deed, number> = { ...PEOPLE, ...FAULTS };
/** So often is done what a walk is about: as often as services are made. */
const MUCH = 14;

let last: { seed: number; temper: Temper } | undefined;

/**
 * Half of the walks are about three things that happen again and again, two fields of specs, and services that share: what takes two
 * rare things is found so sooner than where all is as likely in each walk (swarm testing).
 */
export function temperOf(seed: number): Temper {
  if (last?.seed === seed) return last.temper;
  const random = new Random(seed, 'temper');
  const often = { ...ALL };
  const one = random.chance(0.5);
  if (one) for (let i = 0; i < 3; i++) often[random.pick(Object.keys(ALL) as Deed[])] = MUCH;
  const fields = one ? [random.pick(FIELD_NAMES), random.pick(FIELD_NAMES)] : [];
  const temper = { often, sharing: one ? 0.8 : 0.5, fields, slow: random.chance(0.4) };
  last = { seed, temper };
  return temper;
}
