import type { Logger } from 'pino';
import { API_VERSION, KIND } from '../api/fields.ts';
import type { Reason } from '../api/reasons.ts';
import type { TTSService } from '../api/resource.ts';
import type { Status } from '../api/status.ts';
import type { Cluster } from '../cluster/cluster.ts';
import type { Clock } from '../controller/clock.ts';
import { timestamp } from '../controller/object.ts';
import type { KubeObject } from '../controller/object.ts';
import { within } from '../controller/within.ts';
import { OPERATOR, shortHash } from '../api/names.ts';

interface Remembered {
  event: KubeObject;
  count: number;
  at: number;
}

/** Reasons of conditions that are False without anything being wrong. */
const CALM = new Set<string>([
  'Downloading',
  'NotStarted',
  'Starting',
  'ScaledToZero',
  'Sleeping',
  'Waking',
  'Suspended',
  'Settled',
  'RollingOut',
  'Creating',
  'Unbound',
  'VolumePending',
  'VerifiedInPod',
] satisfies Reason[]);
/** Reasons that last a moment in every healthy start: the status tells them, and no Event is written. */
const PASSING = new Set<string>([
  'NotStarted',
  'Starting',
  'Creating',
  'VolumePending',
  'Bound',
  'NotNeeded',
  'Settled',
] satisfies Reason[]);
/** The same thing said again within this time is counted on the Event that is there (client-go's aggregation window). */
const AGGREGATE_MS = 600_000;

/** No longer does a write of an Event last. */
const WRITE_MS = 5_000;

/** Tells in Events what has changed about a service. An Event that cannot be written is no reason to fail, nor to wait. */
export class Recorder {
  readonly #cluster: Cluster;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #known = new Map<string, Remembered>();

  constructor(cluster: Cluster, clock: Clock, log: Logger) {
    this.#cluster = cluster;
    this.#clock = clock;
    this.#log = log;
  }

  /** One Event for each condition whose reason is another than before. Never rejects. */
  async transitions(service: TTSService, next: Status): Promise<void> {
    for (const { type, status, reason, message } of next.conditions ?? []) {
      if (type === 'Ready') continue;
      if (type === 'Progressing' && (status !== 'False' || CALM.has(reason) || isToldElsewhere(reason, next))) continue;
      const old = service.status.conditions?.find((condition) => condition.type === type);
      if (old?.reason === reason || (old === undefined && status === 'Unknown')) continue;
      if (PASSING.has(reason) && (old === undefined || PASSING.has(old.reason))) continue;
      await this.#emit(service, status === 'True' || CALM.has(reason) ? 'Normal' : 'Warning', reason, message);
    }
  }

  async #emit(service: TTSService, type: 'Normal' | 'Warning', reason: string, message: string): Promise<void> {
    const { name, namespace, uid } = service.metadata;
    const id = shortHash([uid, reason, message].join('\n'));
    const known = this.#known.get(id);
    const now = timestamp(this.#clock.wall());
    try {
      await within(this.#clock, undefined, WRITE_MS, async (signal) => {
        if (known && this.#clock.monotonic() - known.at < AGGREGATE_MS) {
          known.count++;
          await this.#cluster.patchEvent(known.event, { count: known.count, lastTimestamp: now }, signal);
          return;
        }
        const event = await this.#cluster.createEvent(
          {
            apiVersion: 'v1',
            kind: 'Event',
            metadata: { name: `${name.slice(0, 40)}.${id}${this.#clock.wall().toString(16)}`, namespace },
            involvedObject: { apiVersion: API_VERSION, kind: KIND, name, namespace, uid },
            type,
            reason,
            message: message.slice(0, 1000),
            source: { component: OPERATOR },
            firstTimestamp: now,
            lastTimestamp: now,
            count: 1,
          },
          signal,
        );
        this.#known.set(id, { event, count: 1, at: this.#clock.monotonic() });
        if (this.#known.size > 4096) this.#known.delete(this.#known.keys().next().value ?? '');
      });
    } catch (error) {
      this.#log.warn({ err: error, reason }, 'could not write an Event');
    }
  }
}

/** Whether a condition other than the summaries has the reason, and with it the Event. */
function isToldElsewhere(reason: string, { conditions = [] }: Status): boolean {
  return conditions.some((other) => other.type !== 'Ready' && other.type !== 'Progressing' && other.reason === reason);
}
