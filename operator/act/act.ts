import type { TTSService } from '../api/resource.ts';
import type { Caches, Watched } from '../watch/caches.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { FIELD_MANAGER } from '../cluster/cluster.ts';
import type { Contests } from '../controller/contests.ts';
import type { ReconcileContext } from '../controller/controller.ts';
import { difference, stamped } from '../controller/drift.ts';
import { keyOf } from '../controller/object.ts';
import type { KubeObject } from '../controller/object.ts';
import { ANNOTATION } from '../objects/metadata.ts';
import { settledFor } from './immutable.ts';
import type { Refusal } from '../status/model-status.ts';
import { standing } from './ownership.ts';
import type { Plan } from '../decide/plan.ts';
import { NameTaken, contestOf, isPassing, refusalOf, repetitionOf } from './refusals.ts';
import { nudge } from './nudge.ts';
import { write } from './write.ts';

/** Where a plan is carried out, and what is known of writes that did not last. */
export interface Field {
  cluster: Cluster;
  caches: Caches;
  contests: Contests<Refusal>;
  /** Names under which something is of which the caches know nothing. */
  strangers: Set<string>;
}

/** What has come of a plan. */
export interface Deed {
  refusals: Refusal[];
  /** What has failed again and again: told in the status, and tried again with back-off all the same. */
  failure?: Error;
  /** An object was there of which the caches knew nothing: what was observed is not what is. */
  surprised: boolean;
  /** When there is more to do, if nothing happens before. */
  againMs: number;
}

/** An object that the API server refused is offered again after this time. */
const REFUSED_MS = 30_000;
const SURPRISED_MS = 500;

/** Does what a plan says: in its order, whatever the API server refuses of it. */
export async function act(service: TTSService, plan: Plan, field: Field, context: ReconcileContext): Promise<Deed> {
  const { cluster, caches } = field;
  const { signal, log } = context;
  const deed: Deed = { refusals: [], surprised: false, againMs: Infinity };
  const { handover } = plan;
  if (handover)
    await offer(handover, `handover ${keyOf(handover)} ${JSON.stringify(handover.spec)}`, undefined, async () => {
      const written = await cluster.apply(handover, { manager: `${FIELD_MANAGER}-handover`, signal });
      caches.wrote(written);
      return undefined;
    });
  for (const wanted of plan.apply) {
    await apply(stamped(wanted, ANNOTATION.applied), plan.make.includes(wanted));
    if (deed.surprised) return deed;
  }
  for (const object of plan.remove)
    await offer(object, `removal ${object.metadata.uid ?? ''}`, undefined, async () => {
      await cluster.remove(object, signal);
      log.info({ kind: object.kind, name: object.metadata.name }, 'deleted');
      return undefined;
    });
  deed.againMs = Math.min(deed.againMs, await nudge(plan.lexicons.nudges, field, context));
  return deed;

  async function apply(object: KubeObject, ifMissing: boolean): Promise<void> {
    const { kind, metadata } = object;
    const held = caches.stores[kind as Watched].get(keyOf(object));
    const name = `${kind}/${keyOf(object)}`;
    let live = held;
    try {
      // The first write of a name is refused where something is: only then it is looked at.
      if (!held && field.strangers.has(name))
        live = await cluster.get(kind as Watched, metadata.namespace ?? '', metadata.name, signal);
      if (held || !live) field.strangers.delete(name);
      const place = standing(object, live, held !== undefined);
      if (place === 'going') {
        if (!held) deed.againMs = Math.min(deed.againMs, REFUSED_MS); // without our label, no news comes of its end
        return; // made anew when it is gone
      }
      if (place === 'taken') throw new NameTaken(object);
    } catch (error) {
      refused(object, error);
      return;
    }
    const next = live ? settledFor(object, live) : object;
    const id = idOf(object, live !== undefined);
    const path = !live ? '' : ifMissing ? undefined : difference(live, next);
    if (path === undefined) {
      if (live && (ifMissing || !held)) takeIn(live);
      const { told, forMs } = field.contests.last(id);
      if (told && forMs > 0) tell(told, forMs);
      return;
    }
    const contest = live ? contestOf(object, path, live.metadata.managers) : repetitionOf(object);
    await offer(object, id, contest, async () => {
      const written = await write(cluster, next, live, isThere, signal);
      if (!written) {
        if (!live) field.strangers.add(name);
        deed.surprised = true;
        deed.againMs = Math.min(deed.againMs, live ? REFUSED_MS : SURPRISED_MS); // looked at then, if no news comes before
        return undefined;
      }
      if (live && !held) takeIn(written);
      else caches.wrote(written);
      log.info({ kind, name: metadata.name }, live ? 'updated' : 'created');
      const undone = difference(written, settledFor(object, written));
      if (undone !== undefined) return contestOf(object, undone, undefined);
      return live && field.contests.contested(id) ? contest : undefined;
    });
  }

  /** Takes in what was there without the caches knowing: its news is on its way, or was missed, and what was observed is not what is. */
  function takeIn(object: KubeObject): void {
    caches.wrote(object);
    if (!caches.stores[object.kind as Watched].get(keyOf(object))) caches.doubt(object);
    deed.surprised = true;
    deed.againMs = Math.min(deed.againMs, SURPRISED_MS);
  }

  /** Whether the service is there, and is not being deleted: the news of that may be on its way. */
  async function isThere(): Promise<boolean> {
    const { namespace, name, uid } = service.metadata;
    const now = await cluster.get('TTSService', namespace, name, signal);
    return now?.metadata.uid === uid && now.metadata.deletionTimestamp === undefined;
  }

  /** Does one thing, unless it was done too often lately. `contest`: what is told of it then, if `work` has not told more. */
  async function offer(
    object: KubeObject,
    id: string,
    contest: Refusal | undefined,
    work: () => Promise<Refusal | undefined>,
  ): Promise<void> {
    const { contests } = field;
    const waitMs = contests.waitMs(id);
    if (waitMs > 0) return tell(contests.last(id).told ?? contest, waitMs);
    try {
      contests.wrote(id, await work());
      const { told, forMs } = contests.last(id);
      if (told && contests.contested(id)) tell(told, forMs);
    } catch (error) {
      const refusal = refused(object, error);
      if (!isPassing(error)) contests.refused(id, refusal, REFUSED_MS);
    }
  }

  function refused(object: KubeObject, error: unknown): Refusal {
    const refusal = refusalOf(object, error, context.failures);
    if (!refusal) throw error;
    log.warn({ kind: object.kind, name: object.metadata.name, reason: refusal.reason, err: error }, refusal.message);
    if (isPassing(error)) deed.failure = error as Error;
    tell(refusal, REFUSED_MS);
    return refusal;
  }

  function tell(refusal: Refusal | undefined, forMs: number): void {
    if (refusal) deed.refusals.push(refusal);
    deed.againMs = Math.min(deed.againMs, forMs);
  }
}

/** Under which the same write is known again. A Job has a name for each attempt, and attempts have waits of their own. */
function idOf({ kind, metadata }: KubeObject, exists: boolean): string {
  const { annotations = {}, namespace = '', name } = metadata;
  const content = kind === 'Job' && !exists ? 'new' : (annotations[ANNOTATION.applied] ?? '');
  return `${kind}/${namespace}/${name} ${content}`;
}
