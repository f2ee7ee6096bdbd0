import { CONTAINER } from '../api/names.ts';
import type { Cluster } from '../cluster/cluster.ts';
import type { Clock } from '../controller/clock.ts';
import type { KubeObject } from '../controller/object.ts';
import { within } from '../controller/within.ts';
import { parseReport } from '../model-store/report.ts';
import type { ProgressLine } from '../model-store/report.ts';
import { podStatus } from '../controller/workloads.ts';

/** A line is good for this long: all services that wait for one download share it. */
const FRESH_MS = 1_500;
/** The kubelet of a node that is gone never answers. */
const READ_MS = 2_000;
/** A pod that nobody asks for any more is forgotten after this time. */
const FORGOTTEN_MS = 120_000;

interface Known {
  askedAt: number;
  readAt: number;
  reading: boolean;
  line: ProgressLine | undefined;
}

/** How far downloads are, from their pods' logs: what is known now, while what is new is read beside all else. */
export class ProgressReader {
  readonly #cluster: Cluster;
  readonly #clock: Clock;
  readonly #wake: (key: string) => void;
  readonly #known = new Map<string, Known>();

  /** `wake` is called with the key of a service that asked before anything was known. */
  constructor(cluster: Cluster, clock: Clock, wake: (key: string) => void) {
    this.#cluster = cluster;
    this.#clock = clock;
    this.#wake = wake;
  }

  /** The last line of progress of the one of these pods that runs, as far as it is known. */
  read(pods: KubeObject[], key: string): ProgressLine | undefined {
    const running = pods.find((pod) => podStatus(pod).phase === 'Running' && !pod.metadata.deletionTimestamp);
    if (!running) return undefined;
    const id = running.metadata.uid ?? '';
    const now = this.#clock.monotonic();
    const known = this.#known.get(id) ?? { askedAt: now, readAt: -Infinity, reading: false, line: undefined };
    this.#known.set(id, known);
    known.askedAt = now;
    for (const [other, { askedAt }] of this.#known) if (now - askedAt > FORGOTTEN_MS) this.#known.delete(other);
    if (!known.reading && now - known.readAt >= FRESH_MS) void this.#refresh(known, running, key);
    return known.line;
  }

  async #refresh(known: Known, pod: KubeObject, key: string): Promise<void> {
    known.reading = true;
    const line = await within(this.#clock, undefined, READ_MS, (signal) => this.#lastLine(pod, signal)).catch(
      () => undefined,
    );
    const first = known.line === undefined && line !== undefined;
    known.line = line ?? known.line;
    known.reading = false;
    known.readAt = this.#clock.monotonic();
    if (first) this.#wake(key);
  }

  async #lastLine({ metadata }: KubeObject, signal: AbortSignal): Promise<ProgressLine | undefined> {
    const log = await this.#cluster.podLog(metadata.namespace ?? '', metadata.name, CONTAINER.download, 5, signal);
    for (const line of log.trim().split('\n').reverse()) {
      const report = parseReport(line);
      if (report?.type === 'progress') return report;
    }
    return undefined;
  }
}
