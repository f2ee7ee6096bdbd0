import type { Measured } from '../api/objective.ts';
import { pointsOf } from '../api/quantiles.ts';

/** Requests that are looked at, after the first ones; more of many clients, who meet in one pod now and then. */
const REQUESTS = 2_000;
const REQUESTS_PER_CLIENT = 100;
/** Segments after which nothing more is played: a pod may tell anything of the length of its requests. */
const MOST_SEGMENTS = 60_000;
/** A segment that has waited so long goes before first ones, as the server's scheduler does it. */
const PATIENCE_MS = 10_000;

/** What clients got. */
export interface Played {
  /** The part of first sounds that came in time, from 0 to 1. */
  inTime: number;
  /** Seconds of speech that each client got in a second. */
  pace: number;
}

/** A request that is in a pod. */
interface Request {
  pod: Pod;
  askedAt: number;
  queuedAt: number;
  /** When the segment that is being spoken is done. */
  doneAt: number;
  /** Segments that are still to be spoken. */
  left: number;
  isFirst: boolean;
  counts: boolean;
}

interface Pod {
  idle: number;
  first: Request[];
  later: Request[];
}

/**
 * Plays clients that ask again as soon as they are answered, each time any of the pods, and pods that speak as they were measured.
 * Pure: its random numbers are the same each time. It ends as soon as less than `wanted` of the first sounds can come in time.
 */
export function played(clients: number, pods: number, withinMs: number, measured: Measured, wanted = 0): Played {
  const random = randomNumbers();
  const firstMs = drawn(measured.firstSegmentMs);
  const laterMs = drawn(measured.laterSegmentMs);
  const more = 1 - 100 / measured.segmentsPer100Requests;
  const all = Array.from({ length: pods }, (): Pod => ({ idle: measured.lanes, first: [], later: [] }));
  /** Those of which a segment is being spoken: the one that is done first comes first. */
  const busy: Request[] = [];
  const skipped = 2 * clients;
  const enough = REQUESTS + REQUESTS_PER_CLIENT * clients;
  const mayBeLate = (1 - wanted) * enough;
  let [now, asked, heard, late, spokenMs, from] = [0, 0, 0, 0, 0, 0];

  const dispatch = (pod: Pod): void => {
    while (pod.idle > 0) {
      const oldest = pod.later[0];
      const impatient = oldest !== undefined && now - oldest.queuedAt > PATIENCE_MS;
      const request = (pod.first.length > 0 && !impatient ? pod.first : pod.later).shift();
      if (!request) return;
      pod.idle -= 1;
      request.doneAt = now + (request.isFirst ? firstMs : laterMs)(random());
      let place = busy.length;
      for (; place > 0 && busy[place - 1]!.doneAt > request.doneAt; place--) busy[place] = busy[place - 1]!;
      busy[place] = request;
    }
  };
  const ask = (): void => {
    const pod = all[Math.floor(random() * pods)]!;
    let left = 1;
    while (random() < more) left += 1;
    const times = { askedAt: now, queuedAt: now, doneAt: Infinity };
    const request = { pod, ...times, left, isFirst: true, counts: asked++ >= skipped };
    if (asked === skipped) from = now;
    pod.first.push(request);
    dispatch(pod);
  };

  for (let client = 0; client < clients; client++) ask();
  for (let segments = 0; heard < enough && late <= mayBeLate && segments < MOST_SEGMENTS; segments++) {
    const request = busy.shift()!;
    now = request.doneAt;
    if (asked > skipped) spokenMs += measured.speechMs;
    if (request.isFirst && request.counts) {
      heard += 1;
      if (now - request.askedAt > withinMs) late += 1;
    }
    request.pod.idle += 1;
    request.isFirst = false;
    request.left -= 1;
    request.queuedAt = now;
    if (request.left > 0) request.pod.later.push(request);
    dispatch(request.pod);
    if (request.left === 0) ask();
  }
  return { inTime: (heard - late) / Math.max(1, heard), pace: spokenMs / (now - from) / clients };
}

/** The part of values that are at most so many milliseconds. */
export function partWithin(quantiles: readonly number[], ms: number): number {
  const points = pointsOf(quantiles);
  const next = points.findIndex(([at]) => at > ms);
  if (next <= 0) return next === 0 ? 0 : 1;
  const [[from, low], [to, high]] = [points[next - 1]!, points[next]!];
  return low + ((high - low) * (ms - from)) / (to - from);
}

/** The value of a part from 0 to 1. */
function drawn(quantiles: readonly number[]): (part: number) => number {
  const points = pointsOf(quantiles);
  const ms = points.map(([at]) => at);
  const upTo = points.map(([, part]) => part);
  return (part) => {
    let next = 1;
    while (next < upTo.length - 1 && upTo[next]! <= part) next++;
    const [from, low] = [ms[next - 1]!, upTo[next - 1]!];
    return from + ((ms[next]! - from) * (part - low)) / (upTo[next]! - low);
  };
}

/** Numbers from 0 to 1: Numerical Recipes' linear congruential generator. */
function randomNumbers(): () => number {
  let state = 1;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
}
