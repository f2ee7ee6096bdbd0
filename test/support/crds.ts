import { eventually } from './kubectl.ts';
import type { Kubectl } from './kubectl.ts';

/**
 * Applies our CRD, and waits until the API server serves `kinds`. `kubectl wait` would do for a CRD that has conditions, and
 * fails for one that was made a moment ago and has none yet.
 */
export async function applyCrds(k: Kubectl, kinds = 'tts'): Promise<void> {
  await k.ok(['apply', '--server-side', '-k', 'crds']);
  await eventually(`${kinds} are served`, async () => (await k.run(['get', kinds])).code === 0, 60_000);
}
