// `node test/bench/sizing/main.ts`: pods that an objective is given, against the fewest that are found by trying, with the server's own
// scheduler in virtual time; JSON on standard output. Takes some minutes.
import type { Measured } from '../../../operator/api/objective.ts';
import { sizeFor } from '../../../operator/decide/sizing.ts';
import { countsOf, measuredOf } from '../../../operator/observe/counts.ts';
import { Admission } from '../../../runtime/admission.ts';
import { createMetrics } from '../../../runtime/http/metrics.ts';
import { listen } from './virtual.ts';
import type { Pods, Speech } from './virtual.ts';

const SPEEDS = [8.6, 16];
const LANES = [1, 2];
const CLIENTS = [1, 2, 5, 10, 20, 50];
const FIRST_MS = [400, 600, 1000, 1500, 2500];
/** Services with more pods than this take too long to try. */
const MOST_PODS = 40;
/** Pods of which the figures are taken: not those that it comes to. */
const MEASURED_PODS = 3;
const MEASURED_REQUESTS = 1_000;
const TRIED_REQUESTS = 2_000;
const TRIED_PER_CLIENT = 200;
const WANTED = 0.95;

let seed = 20_261_130;
/** Mulberry32, another generator than that of the operator. */
const random = (): number => {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
};
const between = (least: number, most: number): number => least + ((most - least) * (random() + random())) / 2;
const speech = (segments: () => number): Speech => ({
  first: () => between(1, 4),
  later: () => between(2, 8),
  segments,
});

/** None has the numbers of segments that the operator assumes. */
const TEXTS: Record<string, Speech> = {
  'one sentence': speech(() => 1),
  'two to four sentences': speech(() => 2 + Math.floor(3 * random())),
  'a sentence or a page': speech(() => (random() < 0.7 ? 1 : 12)),
  'a page': speech(() => 10),
};

/** What the operator reads of pods that have spoken such texts. */
async function measure(pods: Pods, clients: number, text: Speech): Promise<Measured> {
  const limits = { maxRequests: 1, maxAnswers: 1, maxHeldBytes: 1, queueTimeoutMs: 1 };
  const metrics = createMetrics(
    () => 0,
    new Admission(limits),
    () => false,
  );
  metrics.lanes.set(pods.lanes);
  const { ownMs } = await listen(pods, clients, MEASURED_REQUESTS, text, random);
  for (const place of ['first', 'later'] as const)
    for (const ms of ownMs[place]) {
      metrics.segmentSeconds.observe({ place }, ms / 1000);
      const samples = { length: (24 * ms * pods.speed) / pods.lanes } as Float32Array;
      metrics.observeSegment({ samples, inferenceSeconds: 0 } as Parameters<typeof metrics.observeSegment>[0]);
    }
  return measuredOf([countsOf(await metrics.registry.metrics())])!;
}

const rows: object[] = [];
const worse: object[] = [];
let [sizedPods, bestPods, short] = [0, 0, 0];
for (const [name, text] of Object.entries(TEXTS))
  for (const lanes of LANES)
    for (const speed of SPEEDS)
      for (const clients of CLIENTS) {
        const measured = await measure({ count: MEASURED_PODS, lanes, speed }, clients, text);
        const tried = new Map<number, { firstMs: number[]; pace: number }>();
        const of = async (count: number) => {
          const heard =
            tried.get(count) ??
            (await listen({ count, lanes, speed }, clients, TRIED_REQUESTS + TRIED_PER_CLIENT * clients, text, random));
          tried.set(count, heard);
          return heard;
        };
        for (const firstAudioMs of FIRST_MS) {
          const enough = async (count: number): Promise<boolean> => {
            const { firstMs, pace } = await of(count);
            return pace >= 1 && inTime(firstMs, firstAudioMs) >= WANTED;
          };
          const { needed } = sizeFor({ firstAudioMs, concurrency: clients }, measured);
          if (needed === undefined || needed > MOST_PODS) continue;
          let best = needed;
          if (await enough(needed)) while (best > 1 && (await enough(best - 1))) best -= 1;
          else while (best <= 2 * MOST_PODS && !(await enough(best))) best += 1;
          const { firstMs, pace } = await of(needed);
          const share = inTime(firstMs, firstAudioMs);
          const row = { text: name, lanes, speed, clients, firstAudioMs, needed, best, inTime: share, pace };
          rows.push(row);
          sizedPods += needed;
          bestPods += best;
          if (share < WANTED || pace < 1) short += 1;
          if (needed > best + 1 && needed > 1.1 * best) worse.push(row);
          process.stderr.write(needed === best ? '.' : needed > best ? '+' : '-');
        }
      }
const exact = rows.filter((row) => (row as { needed: number; best: number }).needed === (row as { best: number }).best);
const report = {
  objectives: rows.length,
  exact: exact.length,
  sizedPods,
  bestPods,
  ratio: sizedPods / bestPods,
  shortOfTheGoal: short,
  leastInTime: Math.min(...rows.map((row) => (row as { inTime: number }).inTime)),
  withinATenthOrOnePod: rows.length - worse.length,
  moreThanOnePodAndATenthAbove: worse,
};
process.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`);

function inTime(firstMs: readonly number[], within: number): number {
  return firstMs.filter((ms) => ms <= within).length / firstMs.length;
}
