import { Measured } from '../api/objective.ts';
import { QUANTILES } from '../api/quantiles.ts';

/** Requests that must have begun before their times tell anything. */
const ENOUGH = 50;

/** What a server has counted since it started (runtime/http/metrics.ts). */
export interface Counts {
  lanes: number;
  audioSeconds: number;
  /** Segments by their computing time: upper bound in seconds to the number of those below it. */
  first: ReadonlyMap<number, number>;
  later: ReadonlyMap<number, number>;
}

/** Reads Prometheus' text format. Throws where it is none of our servers'. */
export function countsOf(text: string): Counts {
  let lanes = 0;
  let audioSeconds = 0;
  const places = { first: new Map<number, number>(), later: new Map<number, number>() };
  for (const line of text.split('\n')) {
    const [, name, labels = '', value = ''] = /^(tts_[a-z_]+)(?:\{([^}]*)\})? (\S+)$/.exec(line) ?? [];
    if (name === 'tts_lanes') lanes = Number(value);
    else if (name === 'tts_audio_seconds_total') audioSeconds = Number(value);
    else if (name === 'tts_segment_seconds_bucket') {
      const place = /place="(first|later)"/.exec(labels)?.[1] as 'first' | 'later' | undefined;
      const bound = /le="([^"]+)"/.exec(labels)?.[1];
      if (place) places[place].set(bound === '+Inf' ? Infinity : Number(bound), Number(value));
    }
  }
  if (!(lanes >= 1)) throw new Error('the server does not tell tts_lanes');
  return { lanes, audioSeconds, ...places };
}

/** The figures of several pods as those of one; undefined while they have spoken too little, or tell nonsense. */
export function measuredOf(counts: readonly Counts[]): Measured | undefined {
  const first = together(counts.map((one) => one.first));
  const later = together(counts.map((one) => one.later));
  const [requests, others] = [countOf(first), countOf(later)];
  if (requests < ENOUGH) return undefined;
  const audioSeconds = counts.reduce((sum, one) => sum + one.audioSeconds, 0);
  const firstSegmentMs = quantiles(first);
  const measured: Measured = {
    lanes: Math.min(...counts.map(({ lanes }) => lanes)),
    segmentsPer100Requests: rounded((100 * (requests + others)) / requests),
    speechMs: Math.max(1, rounded((1000 * audioSeconds) / (requests + others))),
    firstSegmentMs,
    laterSegmentMs: others > 0 ? quantiles(later) : firstSegmentMs,
  };
  return Measured.safeParse(measured).data;
}

function together(all: ReadonlyMap<number, number>[]): [number, number][] {
  const sums = new Map<number, number>();
  for (const buckets of all) for (const [bound, count] of buckets) sums.set(bound, (sums.get(bound) ?? 0) + count);
  return [...sums].sort(([a], [b]) => a - b);
}

function countOf(buckets: [number, number][]): number {
  return buckets.at(-1)?.[1] ?? 0;
}

/** Milliseconds, linear within a bucket as PromQL's histogram_quantile has them. */
function quantiles(buckets: [number, number][]): number[] {
  return QUANTILES.map((part) => {
    const rank = part * countOf(buckets);
    const index = buckets.findIndex(([, count]) => count >= rank);
    const [upper = NaN, count = NaN] = buckets[index] ?? [];
    const [lower, below] = buckets[index - 1] ?? [0, 0];
    const seconds = upper === Infinity ? lower : lower + ((upper - lower) * (rank - below)) / (count - below || 1);
    return rounded(1000 * seconds);
  });
}

/** To two significant digits. */
function rounded(value: number): number {
  return Math.round(Number(value.toPrecision(2)));
}
