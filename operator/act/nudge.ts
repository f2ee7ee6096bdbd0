import { ApiError } from '../cluster/api.ts';
import type { ReconcileContext } from '../controller/controller.ts';
import type { LexiconPlan } from '../decide/lexicons.ts';
import type { Cluster } from '../cluster/cluster.ts';
import type { Caches } from '../watch/caches.ts';

/**
 * Annotates pods, upon which the kubelet looks at them and gives them their ConfigMaps as they are now; by itself it does so about
 * once a minute. What fails is no more than that minute: it is logged.
 */
export async function nudge(
  nudges: LexiconPlan['nudges'],
  { cluster, caches }: { cluster: Cluster; caches: Caches },
  { signal, log }: Pick<ReconcileContext, 'signal' | 'log'>,
): Promise<void> {
  for (const { pod, annotations } of nudges) {
    try {
      const written = await cluster.annotate(pod, annotations, signal);
      if (written) caches.wrote(written);
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 403) throw error;
      log.warn({ pod: pod.metadata.name, err: error }, 'lexicons come to the pods with the next sync of the kubelet');
      return;
    }
  }
}
