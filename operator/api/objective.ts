import { z } from 'zod';
import { QUANTILES, meanOf } from './quantiles.ts';

const percent = QUANTILES.map((q) => Math.round(100 * q)).join(', ');
const times = (what: string) =>
  z
    .array(z.int().min(0).max(10_000_000))
    .min(QUANTILES.length)
    .max(QUANTILES.length)
    .describe(`${what}: milliseconds that ${percent} percent of them stay below.`);

/** What pods measured of themselves, on the CPU that they run on. */
export const Measured = z.object({
  lanes: z.int().min(1).max(64).describe('Number of segments that a pod speaks at once.'),
  segmentsPer100Requests: z.int().min(100).max(1_000_000).describe('Segments of 100 requests.'),
  speechMs: z.int().min(1).max(10_000_000).describe('Mean length of the speech of a segment, in milliseconds.'),
  firstSegmentMs: times('Computing time of the first segment of a request'),
  laterSegmentMs: times('Computing time of the other segments'),
});
export type Measured = z.infer<typeof Measured>;

/** What is measured anew counts once it differs by more than this part: a service at rest is not written to. */
const CHANGE = 0.15;

/** Whether figures are so near to those of before that these still count. */
export function isAlike(old: Measured, fresh: Measured): boolean {
  const [before, after] = [means(old), means(fresh)];
  const same = before.every((value, index) => Math.abs(after[index]! - value) <= CHANGE * value);
  return same && old.lanes === fresh.lanes;
}

/** They depend on chance least. */
function means({ segmentsPer100Requests, speechMs, firstSegmentMs, laterSegmentMs }: Measured): number[] {
  return [segmentsPer100Requests, speechMs, meanOf(firstSegmentMs), meanOf(laterSegmentMs)];
}

/** What is wanted: 95 of 100 requests hear something within so many milliseconds, with so many in progress at once. */
export interface Objective {
  firstAudioMs: number;
  concurrency: number;
}

/** status.objective: the objective that was sized last, and what for. */
export const ObjectiveStatus = z.object({
  firstAudioMs: z.int().min(0).max(60_000).describe('Milliseconds of objective.firstAudioP95.'),
  concurrency: z.int().min(1).max(10_000).describe('Requests of objective.concurrency.'),
  neededReplicas: z
    .int()
    .min(1)
    .max(1_000_000)
    .optional()
    .describe('Number of pods that the objective needs. Unset: no number of such pods is enough.'),
  replicas: z.int().min(1).max(1000).describe('The same, as far as maxReplicas allows.'),
  inTimePercent: z
    .int()
    .min(0)
    .max(100)
    .describe('Of 100 first sounds, those that are expected in time with these replicas.'),
  pacePercent: z
    .int()
    .min(0)
    .max(1_000_000)
    .describe('Seconds of speech that each request is expected to get in 100 seconds with these replicas.'),
  measured: Measured.describe('What pods measured of themselves. It stays until it has changed by more than 15 %.'),
});
export type ObjectiveStatus = z.infer<typeof ObjectiveStatus>;
