import type { Problem } from '../api/conditions.ts';
import { isAlike } from '../api/objective.ts';
import type { Measured } from '../api/objective.ts';
import type { TTSService } from '../api/resource.ts';
import type { Clock } from '../controller/clock.ts';
import type { KubeObject } from '../controller/object.ts';
import { keyOf } from '../controller/object.ts';
import { within } from '../controller/within.ts';
import { podStatus } from '../controller/workloads.ts';
import { portOf } from '../objects/server-settings.ts';
import { NoCounts, countsOf, measuredOf } from './counts.ts';

/** Reads `/metrics` of a pod at `ADDRESS:PORT`; rejects when that fails. */
export type ReadMetrics = (address: string, signal: AbortSignal) => Promise<string>;

/** Pods are asked this often. */
export const MEASURE_MS = 60_000;
/** A pod answers in this time, or not at all. */
const READ_MS = 2_000;
/** More pods of one service are not asked: they are alike. */
const MOST_PODS = 8;

/** What was measured; undefined before enough was spoken. */
export type Measurement = Measured | { problem: Problem } | undefined;

interface Known {
  /** Of the pods that are asked. */
  addresses: string[];
  reading: boolean;
  what: Measurement;
  /** The figures of its status. */
  counts: Measured | undefined;
  /** Undefined: the next pods that are there are asked at once. */
  cancel: (() => void) | undefined;
}

/** What the pods of services measured of themselves: what is known now, while what is new is read beside all else. */
export class MeasureReader {
  readonly #read: ReadMetrics;
  readonly #clock: Clock;
  readonly #wake: (key: string) => void;
  readonly #known = new Map<string, Known>();

  /** `wake` is called with the key of a service when what is known of it by now makes a difference. Nobody is asked once the signal aborts. */
  constructor(read: ReadMetrics, clock: Clock, wake: (key: string) => void, signal: AbortSignal) {
    this.#read = read;
    this.#clock = clock;
    this.#wake = wake;
    signal.addEventListener('abort', () => [...this.#known.keys()].forEach((key) => this.forget(key)), { once: true });
  }

  /** What is known of a service with an objective by its pods, which are asked from now on. */
  of({ metadata, spec, status }: TTSService, pods: KubeObject[]): Measurement {
    const key = keyOf({ metadata });
    if (!spec.scaling.objective || spec.suspend) {
      this.forget(key);
      return undefined;
    }
    const port = portOf(spec);
    const nothing = { addresses: [], reading: false, what: undefined, counts: undefined, cancel: undefined };
    const known: Known = this.#known.get(key) ?? nothing;
    this.#known.set(key, known);
    known.counts = status.objective?.measured;
    known.addresses = pods
      .flatMap((pod) => addressOf(pod, port))
      .sort()
      .slice(0, MOST_PODS);
    if (!known.reading && !known.cancel) void this.#refresh(key, known);
    return known.what;
  }

  forget(key: string): void {
    this.#known.get(key)?.cancel?.();
    this.#known.delete(key);
  }

  async #refresh(key: string, known: Known): Promise<void> {
    const [address] = known.addresses;
    known.cancel = undefined;
    if (address === undefined) return;
    known.reading = true;
    const answers = await Promise.allSettled(
      known.addresses.map((one) =>
        within(this.#clock, undefined, READ_MS, (signal) => this.#read(one, signal)).then(countsOf),
      ),
    );
    known.reading = false;
    if (this.#known.get(key) !== known) return;
    const counts = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
    const before = known.what;
    const [first] = answers;
    known.what =
      first?.status === 'rejected' && counts.length === 0
        ? { problem: problemOf(address, first.reason) }
        : measuredOf(counts);
    known.cancel = this.#clock.after(MEASURE_MS, () => void this.#refresh(key, known));
    if (isNews(before, known.what, known.counts)) this.#wake(key);
  }
}

/** Whether a reconcile would make something else of this than of what was measured before. */
function isNews(before: Measurement, now: Measurement, counts: Measured | undefined): boolean {
  if (now && 'lanes' in now) return !counts || !isAlike(counts, now);
  return JSON.stringify(before) !== JSON.stringify(now);
}

function problemOf(address: string, error: unknown): Problem {
  if (error instanceof NoCounts)
    return {
      reason: 'NotMeasured',
      message: `What ${address} answers at /metrics cannot be used: ${error.message}. Its image is of another version.`,
    };
  const message = `The operator cannot read /metrics at ${address}. A NetworkPolicy or a mesh has to admit it.`;
  return { reason: 'Unreachable', message };
}

/** Of a pod that is ready. */
function addressOf(pod: KubeObject, port: number): string[] {
  const { podIP, conditions } = podStatus(pod);
  const ready = conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
  if (!ready || podIP === undefined) return [];
  return [`${podIP.includes(':') ? `[${podIP}]` : podIP}:${port}`];
}
