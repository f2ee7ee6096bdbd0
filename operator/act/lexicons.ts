import { isDeepStrictEqual } from 'node:util';
import { API_VERSION, LEXICON } from '../api/fields.ts';
import { ApiError } from '../cluster/api.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { FIELD_MANAGER } from '../cluster/cluster.ts';
import type { Clock } from '../controller/clock.ts';
import type { Reconcile } from '../controller/controller.ts';
import { keyOf, timestamp } from '../controller/object.ts';
import type { Queue } from '../controller/queue.ts';
import { lexiconStatus } from '../status/lexicon-status.ts';
import type { Caches } from '../watch/caches.ts';

/** Has every change of a TTSLexicon's spec put its key into the queue. */
export function connectLexicons({ stores }: Caches, queue: Queue): void {
  stores.TTSLexicon.onChange(({ new: current }) => {
    if (current) queue.add(keyOf(current));
  });
}

/** One round for one TTSLexicon: it is checked, and its status tells what is wrong. What servers get of it is a matter of services. */
export function lexiconReconciler(cluster: Cluster, caches: Caches, clock: Clock): Reconcile {
  return async (key, { signal, log }) => {
    const object = caches.stores.TTSLexicon.get(key);
    if (!object || object.metadata.deletionTimestamp) return { kind: 'done' };
    const status = lexiconStatus(object, timestamp(clock.wall()));
    if (isDeepStrictEqual(object.status, JSON.parse(JSON.stringify(status)))) return { kind: 'done' };
    const { name, namespace = '' } = object.metadata;
    const body = { apiVersion: API_VERSION, kind: LEXICON.kind, metadata: { name, namespace }, status };
    try {
      caches.wrote(await cluster.apply(body, { manager: `${FIELD_MANAGER}-status`, subresource: 'status', signal }));
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 404) throw error; // deleted meanwhile
    }
    const [ready] = status.conditions ?? [];
    log.info({ lexicon: name, namespace, reason: ready?.reason }, ready?.message);
    return { kind: 'done' };
  };
}
