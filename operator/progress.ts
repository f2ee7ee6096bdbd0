import type { Cluster } from './cluster/cluster.ts';
import type { Clock } from './controller/clock.ts';
import type { KubeObject } from './controller/object.ts';
import { parseReport } from './model-store/report.ts';
import type { ProgressLine } from './model-store/report.ts';
import { podStatus } from './observed.ts';

/** A line is good for this long: all services that wait for one download share it. */
const FRESH_MS = 1_500;

/** Reads how far a download is from its pod's log, once for all services that wait for it. */
export class ProgressReader {
  readonly #cluster: Cluster;
  readonly #clock: Clock;
  readonly #known = new Map<string, { at: number; line: Promise<ProgressLine | undefined> }>();

  constructor(cluster: Cluster, clock: Clock) {
    this.#cluster = cluster;
    this.#clock = clock;
  }

  /** The last line of progress of the one of these pods that runs, or undefined. */
  async read(pods: KubeObject[], signal: AbortSignal): Promise<ProgressLine | undefined> {
    const running = pods.find((pod) => podStatus(pod).phase === 'Running');
    if (!running) return undefined;
    const id = running.metadata.uid ?? '';
    const known = this.#known.get(id);
    if (known && this.#clock.monotonic() - known.at < FRESH_MS) return known.line;
    for (const [other, { at }] of this.#known) if (this.#clock.monotonic() - at >= FRESH_MS) this.#known.delete(other);
    const line = this.#lastLine(running, signal);
    this.#known.set(id, { at: this.#clock.monotonic(), line });
    return line;
  }

  async #lastLine({ metadata }: KubeObject, signal: AbortSignal): Promise<ProgressLine | undefined> {
    const log = await this.#cluster.podLog(metadata.namespace ?? '', metadata.name, 'download', 5, signal);
    for (const line of log.trim().split('\n').reverse()) {
      const report = parseReport(line);
      if (report?.type === 'progress') return report;
    }
    return undefined;
  }
}
