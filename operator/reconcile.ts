import { isDeepStrictEqual } from 'node:util';
import type { Judgement } from './api/conditions.ts';
import { API_VERSION, KIND } from './api/fields.ts';
import { parseTTSService } from './api/resource.ts';
import type { TTSService } from './api/resource.ts';
import type { Status } from './api/ttsservice.ts';
import type { Caches, Watched } from './caches.ts';
import { ApiError } from './cluster/api.ts';
import type { Cluster } from './cluster/cluster.ts';
import { FIELD_MANAGER } from './cluster/cluster.ts';
import type { OperatorConfig } from './config.ts';
import type { Reconcile, ReconcileContext } from './controller/controller.ts';
import type { Clock } from './controller/clock.ts';
import { timestamp } from './controller/clock.ts';
import { includes, stamped } from './controller/drift.ts';
import type { KubeObject, OwnerReference } from './controller/object.ts';
import type { Outcome } from './controller/outcome.ts';
import { ANNOTATION, isManaged } from './desired/metadata.ts';
import { observe, workloadOf } from './observe.ts';
import { plan } from './plan.ts';
import type { Plan } from './plan.ts';
import { ProgressReader } from './progress.ts';
import type { Refusal } from './model-status.ts';
import { invalidStatus } from './status.ts';
import type { Recorder } from './recorder.ts';
import { placeOf } from './wanted.ts';

export interface Dependencies {
  cluster: Cluster;
  caches: Caches;
  recorder: Recorder;
  config: OperatorConfig;
  clock: Clock;
}

/** At most one write of the status in this time, per service. */
const STATUS_MS = 2_000;
/** A write that has failed this often in a row is told in the status. */
const LASTING = 3;
/** An object that the API server refused is offered again after this time. */
const REFUSED_MS = 30_000;

/** observe, plan, act, write the status: one round for one TTSService. */
export function reconciler({ cluster, caches, recorder, config, clock }: Dependencies): Reconcile {
  const written = new Map<string, number>();
  const progress = new ProgressReader(cluster, clock);

  return async (key, { signal, log, failures }) => {
    const object = caches.stores.TTSService.get(key);
    if (object && !caches.covers(object.metadata.namespace ?? '')) return { kind: 'done' }; // comes again once all is known
    if (!object || object.metadata.deletionTimestamp) {
      written.delete(key);
      return { kind: 'done' };
    }
    const parsed = parseTTSService(object);
    if ('invalid' in parsed) return refuseSpec(object, parsed.invalid, signal);
    const { service } = parsed;
    const place = placeOf(service, config);
    const observed = await observe(service, place, caches, cluster, progress, signal);
    const decided = plan(service, observed, config, new Date(clock.wall()));
    const { refusals, failure } = await act(decided, { signal, log, failures });
    const status = decided.status(refusals, workloadOf(service, caches));
    const wait = await writeStatus(key, service, status, signal);
    if (failure) throw failure;
    if (wait > 0) return { kind: 'retryAfter', ms: wait };
    return refusals.length > 0 ? sooner(decided.outcome, REFUSED_MS) : decided.outcome;
  };

  /**
   * Does what was decided. What the API server refuses for good is told in the status and does not stop the rest; so is what has
   * failed again and again (`failure`), such as a broken admission webhook, which is tried again with back-off all the same.
   */
  async function act(
    decided: Plan,
    { signal, log, failures }: ReconcileContext,
  ): Promise<{ refusals: Refusal[]; failure?: Error }> {
    const refusals: Refusal[] = [];
    let failure: Error | undefined;
    if (decided.handover) see(await cluster.apply(decided.handover, { manager: `${FIELD_MANAGER}-handover`, signal }));
    for (const wanted of decided.apply) {
      const object = stamped(wanted, ANNOTATION.applied);
      const live = caches.stores[object.kind as Watched].get(
        `${object.metadata.namespace ?? ''}/${object.metadata.name}`,
      );
      if (live?.metadata.deletionTimestamp) continue; // made anew when it is gone
      const [owner, ours] = [controllerOf(live), controllerOf(object)];
      const other = owner && ours && owner.uid !== ours.uid;
      if (other && owner.kind === KIND && owner.name === ours.name) continue; // of a deleted service of this name: about to go
      if (live && !other && includes(live, object)) continue;
      try {
        if (other) throw new NameTaken(object);
        if (!live) {
          const present = await cluster.get(
            object.kind as Watched,
            object.metadata.namespace ?? '',
            object.metadata.name,
            signal,
          );
          if (present && !isManaged(present)) throw new NameTaken(object);
        }
        see(await write(object, live !== undefined, signal));
        log.info({ kind: object.kind, name: object.metadata.name }, live ? 'changed' : 'created');
      } catch (error) {
        const lasting = failures >= LASTING && error instanceof ApiError && error.status >= 500;
        if (lasting) failure = error;
        const refusal = refusalOf(object, error) ?? (lasting ? writeFailed(object, error) : undefined);
        if (!refusal) throw error;
        log.warn({ kind: object.kind, name: object.metadata.name, reason: refusal.reason }, refusal.message);
        refusals.push(refusal);
      }
    }
    for (const object of decided.remove) {
      await cluster.remove(object, signal);
      log.info({ kind: object.kind, name: object.metadata.name }, 'removed');
    }
    return { refusals, ...(failure ? { failure } : {}) };
  }

  /**
   * Applies an object. Where another manager's entry in a list makes the result invalid (a second port of the same name), the lists
   * are set whole once, and applied again so that the fields are owned as always.
   */
  async function write(object: KubeObject, exists: boolean, signal: AbortSignal): Promise<KubeObject> {
    try {
      return await cluster.apply(object, { signal });
    } catch (error) {
      if (!exists || !(error instanceof ApiError) || error.status !== 422) throw error;
      await cluster.overwrite(object, signal);
      return cluster.apply(object, { signal });
    }
  }

  function see(object: KubeObject): void {
    caches.wrote(object);
  }

  /** Writes the status when it says something new; returns how long to wait when it is too soon for another write. */
  async function writeStatus(key: string, service: TTSService, status: Status, signal: AbortSignal): Promise<number> {
    const old = service.status;
    const next = JSON.parse(JSON.stringify(status)) as Status;
    if (isDeepStrictEqual(old, next)) return 0;
    const since = clock.monotonic() - (written.get(key) ?? -Infinity);
    if (since < STATUS_MS) return STATUS_MS - since;
    const { name, namespace } = service.metadata;
    const body = { apiVersion: API_VERSION, kind: KIND, metadata: { name, namespace }, status: next };
    try {
      see(await cluster.apply(body, { manager: `${FIELD_MANAGER}-status`, subresource: 'status', signal }));
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return 0; // deleted meanwhile
      throw error;
    }
    written.set(key, clock.monotonic());
    await recorder.transitions(service, next);
    return 0;
  }

  async function refuseSpec(object: KubeObject, why: string, signal: AbortSignal): Promise<Outcome> {
    const service = { ...parseDefaults(object), status: (object.status ?? {}) as Status };
    const problem: Judgement = { status: 'False', reason: 'InvalidSpec', message: why };
    const observed = await observe(service, { reason: 'InvalidSpec', message: why }, caches, cluster, progress, signal);
    const wait = await writeStatus(
      `${service.metadata.namespace}/${service.metadata.name}`,
      service,
      invalidStatus(service, problem, observed, timestamp(clock.wall())),
      signal,
    );
    return wait > 0 ? { kind: 'retryAfter', ms: wait } : { kind: 'invalid', reason: `InvalidSpec: ${why}` };
  }
}

/** The object with a default spec, for a status that only tells why its own cannot be read. */
function parseDefaults(object: KubeObject): TTSService {
  const parsed = parseTTSService({ ...object, spec: {} });
  if ('invalid' in parsed) throw new Error(parsed.invalid);
  return parsed.service;
}

function controllerOf(object: KubeObject | undefined): OwnerReference | undefined {
  return object?.metadata.ownerReferences?.find(({ controller }) => controller);
}

class NameTaken extends Error {
  constructor({ kind, metadata }: KubeObject) {
    super(
      `There is a ${kind} named ${metadata.name} that this operator did not make; it is left alone. Rename it or the TTSService.`,
    );
  }
}

/** What the API server will say again to the same request; anything else is worth another try. */
function refusalOf({ kind, metadata }: KubeObject, error: unknown): Refusal | undefined {
  const object = `${kind}/${metadata.name}`;
  if (error instanceof NameTaken) return { object, reason: 'NameTaken', message: error.message };
  if (!(error instanceof ApiError)) return undefined;
  if (
    error.status === 403 &&
    /being terminated|forbidden: unable to create new content in namespace/.test(error.message)
  )
    return { object, reason: 'NamespaceTerminating', message: error.message };
  if (error.status === 403)
    return {
      object,
      reason: /exceeded quota/.test(error.message) ? 'QuotaExceeded' : 'Forbidden',
      message: error.message,
    };
  // A field of another type than the schema's is an internal error to server-side apply.
  if (error.status === 422 || error.status === 400 || /^failed to create typed patch object/.test(error.message))
    return { object, reason: 'Refused', message: error.message };
  return undefined;
}

function writeFailed({ kind, metadata }: KubeObject, { message }: ApiError): Refusal {
  return { object: `${kind}/${metadata.name}`, reason: 'WriteFailed', message: `${message} It is tried again.` };
}

function sooner(outcome: Outcome, ms: number): Outcome {
  return outcome.kind === 'retryAfter' && outcome.ms < ms ? outcome : { kind: 'retryAfter', ms };
}
