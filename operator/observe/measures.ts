import type { Problem } from '../api/conditions.ts';
import type { Measured } from '../api/objective.ts';
import type { TTSService } from '../api/resource.ts';
import type { Clock } from '../controller/clock.ts';
import type { KubeObject } from '../controller/object.ts';
import { keyOf } from '../controller/object.ts';
import { within } from '../controller/within.ts';
import { podStatus } from '../controller/workloads.ts';
import { portOf } from '../objects/server-settings.ts';
import { countsOf, measuredOf } from './counts.ts';

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
  readAt: number;
  reading: boolean;
  what: Measurement;
}

/** What the pods of services measured of themselves: what is known now, while what is new is read beside all else. */
export class MeasureReader {
  readonly #read: ReadMetrics;
  readonly #clock: Clock;
  readonly #wake: (key: string) => void;
  readonly #known = new Map<string, Known>();

  /** `wake` is called with the key of a service when something else is known of it than before. */
  constructor(read: ReadMetrics, clock: Clock, wake: (key: string) => void) {
    this.#read = read;
    this.#clock = clock;
    this.#wake = wake;
  }

  /** What is known of a service with an objective by its pods. */
  of({ metadata, spec }: TTSService, pods: KubeObject[]): Measurement {
    if (!spec.scaling.objective || spec.suspend) return undefined;
    const key = keyOf({ metadata });
    const port = portOf(spec);
    const addresses = pods
      .flatMap((pod) => addressOf(pod, port))
      .sort()
      .slice(0, MOST_PODS);
    const now = this.#clock.monotonic();
    const known = this.#known.get(key) ?? { readAt: -Infinity, reading: false, what: undefined };
    this.#known.set(key, known);
    if (addresses.length > 0 && !known.reading && now - known.readAt >= MEASURE_MS)
      void this.#refresh(key, known, addresses);
    return known.what;
  }

  forget(key: string): void {
    this.#known.delete(key);
  }

  async #refresh(key: string, known: Known, addresses: string[]): Promise<void> {
    known.reading = true;
    const answers = await Promise.allSettled(
      addresses.map((address) =>
        within(this.#clock, undefined, READ_MS, (signal) => this.#read(address, signal)).then(countsOf),
      ),
    );
    const counts = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
    const before = JSON.stringify(known.what);
    known.what = counts.length > 0 ? measuredOf(counts) : { problem: unreachable(addresses[0]!) };
    known.reading = false;
    known.readAt = this.#clock.monotonic();
    if (JSON.stringify(known.what) !== before) this.#wake(key);
  }
}

function unreachable(address: string): Problem {
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
