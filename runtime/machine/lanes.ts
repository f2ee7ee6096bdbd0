import type { Machine } from './machine.ts';

/** Megabytes of a server with one lane at its highest: all languages, the longest segments, hostile texts (test/bench/worst.ts). */
const FIRST_LANE_MB = 1_024;

/** What each further lane adds at its highest: what one inference of the longest segment holds. */
const LANE_MB = 350;

/** The same for a lane in a process of its own, which holds the weights and Node too. */
const LANE_APART_MB = 700;

/** More were never measured. */
const MOST_LANES = 8;

export interface LanePlan {
  /** Cores and memory of the server. */
  machine: Machine;
  /** Each lane has a process of its own. */
  apart: boolean;
  useGpu: boolean;
}

/** Megabytes that a server needs for a number of lanes. */
export function lanesMegabytes(lanes: number, apart: boolean): number {
  return FIRST_LANE_MB + (lanes - 1) * (apart ? LANE_APART_MB : LANE_MB);
}

/**
 * How many segments are spoken at once. `auto` leaves each lane two cores, but uses two lanes on two cores, and fewer where
 * memory is short. Throws where more lanes are wanted than the memory holds. One lane is always allowed. What a GPU holds
 * is not known: there, `auto` is one.
 */
export function lanesFor(wanted: number | 'auto', { machine, apart, useGpu }: LanePlan): number {
  const megabytes = (machine.memoryBytes ?? Infinity) / 1e6;
  if (wanted === 'auto') {
    if (useGpu || apart) return 1;
    let lanes = Math.min(machine.cores, MOST_LANES, Math.max(2, Math.ceil(machine.cores / 2)));
    while (lanes > 1 && lanesMegabytes(lanes, apart) > megabytes) lanes -= 1;
    return lanes;
  }
  const needed = lanesMegabytes(wanted, apart);
  if (wanted > 1 && !useGpu && needed > megabytes) {
    const fitting = Math.max(1, 1 + Math.floor((megabytes - FIRST_LANE_MB) / (apart ? LANE_APART_MB : LANE_MB)));
    throw new RangeError(
      `${wanted} lanes need ${needed} MB of memory, but the limit is ${Math.floor(megabytes)} MB. Raise the limit, or use ${fitting} or auto`,
    );
  }
  return wanted;
}
