import { ApiError } from '../cluster/api.ts';
import type { Cluster } from '../cluster/cluster.ts';
import type { ReconcileContext } from '../controller/controller.ts';
import type { LexiconPlan } from '../decide/lexicons.ts';
import type { Caches } from '../watch/caches.ts';

/** What the API server refused is asked again after this time; by then the kubelet may have done it by itself. */
const AGAIN_MS = { forbidden: 60_000, other: 5_000 };

/**
 * Annotates pods, upon which the kubelet looks at them and gives them their ConfigMaps as they are now; by itself it does so about
 * once a minute. What fails is no more than that minute: it is logged. Returns when to try again.
 */
export async function nudge(
  nudges: LexiconPlan['nudges'],
  { cluster, caches }: { cluster: Cluster; caches: Caches },
  { signal, log }: Pick<ReconcileContext, 'signal' | 'log'>,
): Promise<number> {
  for (const { pod, annotations } of nudges) {
    try {
      const written = await cluster.annotate(pod, annotations, signal);
      if (written) caches.wrote(written);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      log.warn({ pod: pod.metadata.name, err: error }, 'lexicons come to the pods with the next sync of the kubelet');
      return error.status === 403 ? AGAIN_MS.forbidden : AGAIN_MS.other;
    }
  }
  return Infinity;
}
