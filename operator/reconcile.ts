import { isDeepStrictEqual } from 'node:util';
import { act } from './act/act.ts';
import { API_VERSION, KIND } from './api/fields.ts';
import { parseTTSService } from './api/resource.ts';
import type { TTSService } from './api/resource.ts';
import type { Status } from './api/status.ts';
import type { Caches } from './watch/caches.ts';
import { ApiError } from './cluster/api.ts';
import type { Cluster } from './cluster/cluster.ts';
import { FIELD_MANAGER } from './cluster/cluster.ts';
import type { OperatorConfig } from './config.ts';
import type { Clock } from './controller/clock.ts';
import { timestamp } from './controller/object.ts';
import { Contests } from './controller/contests.ts';
import type { Reconcile, ReconcileContext } from './controller/controller.ts';
import type { KubeObject } from './controller/object.ts';
import type { Outcome } from './controller/outcome.ts';
import { FirstSeen } from './observe/first-seen.ts';
import type { Refusal } from './status/model-status.ts';
import { statusOf } from './status/status.ts';
import { isKedaPending } from './observe/keda.ts';
import { observe, workloadOf } from './observe/observe.ts';
import type { Observed } from './observe/observed.ts';
import { plan, planUnread } from './decide/plan.ts';
import { MeasureReader } from './observe/measures.ts';
import type { ReadMetrics } from './observe/measures.ts';
import { ProgressReader } from './observe/progress.ts';
import type { Recorder } from './act/recorder.ts';
import { failedStatus, failureOf } from './act/refusals.ts';
import { placeOf } from './resolve/wanted.ts';
import type { Place } from './resolve/wanted.ts';

export interface Dependencies {
  cluster: Cluster;
  caches: Caches;
  recorder: Recorder;
  config: OperatorConfig;
  clock: Clock;
  /** Puts a service into the queue. */
  wake: (key: string) => void;
  /** Told of every status that could not be written, for metrics. */
  onStatusFailure?: (() => void) | undefined;
  /** How the pods of services with an objective are asked for their metrics. */
  readMetrics: ReadMetrics;
  /** Aborts when the operator ends. */
  signal: AbortSignal;
}

/** What a round came to; a failure of it is in the status already. */
interface Round {
  outcome: Outcome;
  failure?: Error;
}

/** At most one write of the status in this time, per service. */
const STATUS_MS = 2_000;

/** What is not known of KEDA yet is waited for. */
const UNKNOWN_MS = 1_000;

/** A claim of the user's own is not in the caches: it is looked at this often. */
const LOOK_MS = 30_000;

/** observe, plan, act, write the status: one round for one TTSService. */
export function reconciler({
  cluster,
  caches,
  recorder,
  config,
  clock,
  wake,
  onStatusFailure,
  readMetrics,
  signal: over,
}: Dependencies): Reconcile {
  const written = new Map<string, number>();
  const contests = new Contests<Refusal>(clock);
  const strangers = new Set<string>();
  const progress = new ProgressReader(cluster, clock, wake);
  const measures = new MeasureReader(readMetrics, clock, wake, over);
  const ends = new FirstSeen(clock);

  return async (key, context) => {
    const object = caches.stores.TTSService.get(key);
    if (!object || object.metadata.deletionTimestamp) {
      written.delete(key);
      measures.forget(key);
      return { kind: 'done' };
    }
    if (!caches.covers(object.metadata.namespace ?? '')) return { kind: 'done' }; // comes again once all is known
    const parsed = parseTTSService(object);
    if ('service' in parsed && isKedaPending(parsed.service, caches)) return { kind: 'retryAfter', ms: UNKNOWN_MS };
    let done: Round;
    try {
      done =
        'invalid' in parsed
          ? await unread(key, object, parsed.invalid, context)
          : await round(key, parsed.service, placeOf(parsed.service, config), plan, context);
    } catch (error) {
      await tellFailure(key, 'service' in parsed ? parsed.service : parseDefaults(object), error, context);
      throw error;
    }
    if (done.failure) throw done.failure;
    return done.outcome;
  };

  async function round(
    key: string,
    service: TTSService,
    place: Place,
    decide: typeof plan,
    context: ReconcileContext,
  ): Promise<Round> {
    const { signal } = context;
    const seen = await observe(service, place, caches, cluster, progress, measures, ends, config, signal);
    const observed = { now: clock.wall(), ...seen };
    const decided = decide(service, observed, config);
    const { refusals, failure, surprised, againMs } = await act(
      service,
      decided,
      { cluster, caches, contests, strangers },
      context,
    );
    const ownClaim = service.spec.storage.mode === 'ExistingClaim' && decided.outcome.kind === 'done';
    const outcome = sooner(decided.outcome, Math.min(againMs, decided.againMs, ownClaim ? LOOK_MS : Infinity));
    if (surprised && refusals.length === 0) return { outcome };
    const present = { ...observed, ...presentOf(service, observed, caches) };
    const status = statusOf(service, decided, present, refusals, timestamp(clock.wall()), config);
    const wait = await writeStatus(key, service, status, context);
    return { ...(failure ? { failure } : {}), outcome: wait > 0 ? sooner(outcome, wait) : outcome };
  }

  /** A round that failed before anything could be judged is told in the conditions as well, once it is more than a passing matter. */
  async function tellFailure(
    key: string,
    service: TTSService,
    error: unknown,
    context: ReconcileContext,
  ): Promise<void> {
    const problem = context.signal.aborted ? undefined : failureOf(error, context.failures);
    if (!problem) return;
    const status = failedStatus(service, problem, timestamp(clock.wall()));
    await writeStatus(key, service, status, context).catch(() => undefined);
  }

  /** Writes the status when it says something new; returns how long to wait when it is too soon for another write. */
  async function writeStatus(
    key: string,
    service: TTSService,
    status: Status,
    { signal, log }: Pick<ReconcileContext, 'signal' | 'log'>,
  ): Promise<number> {
    const old = service.status;
    const next = JSON.parse(JSON.stringify(status)) as Status;
    if (isDeepStrictEqual(old, next)) return 0;
    const since = clock.monotonic() - (written.get(key) ?? -Infinity);
    if (since < STATUS_MS) return STATUS_MS - since;
    const { name, namespace } = service.metadata;
    const body = { apiVersion: API_VERSION, kind: KIND, metadata: { name, namespace }, status: next };
    try {
      caches.wrote(await cluster.apply(body, { manager: `${FIELD_MANAGER}-status`, subresource: 'status', signal }));
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return 0; // deleted meanwhile
      onStatusFailure?.();
      log.warn({ err: error }, 'could not write the status');
      throw error;
    }
    written.set(key, clock.monotonic());
    void recorder.transitions(service, next);
    return 0;
  }

  /** What can be done for a service whose spec cannot be read. */
  function unread(key: string, object: KubeObject, message: string, context: ReconcileContext): Promise<Round> {
    const service = { ...parseDefaults(object), status: (object.status ?? {}) as Status };
    const suspend = (object.spec as { suspend?: unknown } | undefined)?.suspend === true;
    const decide: typeof plan = (_, observed) => planUnread(suspend, message, observed);
    return round(key, service, { reason: 'InvalidSpec', message }, decide, context);
  }
}

/** The object with a default spec, for a status that only tells why its own cannot be read. */
function parseDefaults(object: KubeObject): TTSService {
  const parsed = parseTTSService({ ...object, spec: {} });
  if ('invalid' in parsed) throw new Error(parsed.invalid);
  return parsed.service;
}

/** What is there now of the workload; a Deployment that has lost its label was read, and is not in the caches. */
function presentOf(service: TTSService, { deployment }: Observed, caches: Caches): Partial<Observed> {
  const present = workloadOf(service, caches);
  return { ...present, deployment: present.deployment ?? deployment };
}

function sooner(outcome: Outcome, ms: number): Outcome {
  if (ms === Infinity) return outcome;
  return outcome.kind === 'retryAfter' && outcome.ms < ms ? outcome : { kind: 'retryAfter', ms };
}
