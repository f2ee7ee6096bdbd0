import type { Measured, Objective } from '../api/objective.ts';
import { meanOf } from '../api/quantiles.ts';
import { partWithin, played } from './played.ts';
import type { Played } from './played.ts';

/** The part of first sounds that is to come in time, as the name of `firstAudioP95` says. */
const WANTED = 0.95;
/** More requests than this are played as several groups alike, each with pods of its own. */
const PLAYED = 100;
/** As many pods as `spec.scaling.maxReplicas` may ask for. */
const MOST_PODS = 1000;

/** What an objective needs (docs/decisions/0061-objectives.md). */
export interface Size {
  /** The fewest pods that are enough; undefined: no number of them is. */
  needed: number | undefined;
  /** What is expected of a number of pods. */
  expected: (pods: number) => Played;
}

/** What was sized last: a plan, its status and services alike ask for the same. */
const recent = new Map<string, Size>();
const RECENT = 32;

/** The fewest pods with which 95 of 100 first sounds come in time, and speech is made as fast as it is heard. */
export function sizeFor(objective: Objective, measured: Measured): Size {
  const key = JSON.stringify([objective, measured]);
  const known = recent.get(key);
  if (known) return known;
  const size = sized(objective, measured);
  recent.set(key, size);
  if (recent.size > RECENT) recent.delete(recent.keys().next().value!);
  return size;
}

function sized({ firstAudioMs, concurrency }: Objective, measured: Measured): Size {
  const groups = Math.ceil(concurrency / PLAYED);
  const clients = Math.ceil(concurrency / groups);
  const enough = (pods: number): boolean => {
    const { inTime, pace } = played(clients, pods, firstAudioMs, measured, WANTED);
    return inTime >= WANTED && pace >= 1;
  };
  const fewest = (): number | undefined => {
    if (partWithin(measured.firstSegmentMs, firstAudioMs) < WANTED) return undefined;
    let [low, high] = [0, 1];
    while (!enough(high)) {
      low = high;
      high *= 2;
      if (high > 2 * MOST_PODS) return undefined;
    }
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (enough(middle)) high = middle;
      else low = middle;
    }
    return high;
  };
  const needed = fewest();
  return {
    needed: needed === undefined ? undefined : needed * groups,
    expected: (pods) => played(clients, Math.max(1, Math.floor(pods / groups)), firstAudioMs, measured),
  };
}

/** Seconds of speech that a pod makes in a second. */
export function speechPerSecond({ lanes, segmentsPer100Requests, speechMs, ...ms }: Measured): number {
  const segments = segmentsPer100Requests / 100;
  const computing = meanOf(ms.firstSegmentMs) + (segments - 1) * meanOf(ms.laterSegmentMs);
  return (lanes * segments * speechMs) / computing;
}
