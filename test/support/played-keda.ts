import { neededCrds } from '../../tools/keda/modules.ts';
import type { KubeObject } from '../../operator/controller/object.ts';
import { eventually } from './kubectl.ts';
import type { Kubectl } from './kubectl.ts';

const ROUTES = 'interceptorroutes.http.keda.sh';
const SCALED = 'scaledobjects.keda.sh';

/** Installs KEDA's own CRDs, out of its Go modules. */
export async function applyKedaCrds(k: Kubectl): Promise<void> {
  for (const file of await neededCrds()) await k.ok(['apply', '--server-side', '-f', file]);
  for (const kind of [ROUTES, SCALED])
    await eventually(`${kind} is served`, async () => (await k.run(['get', kind, '-A'])).code === 0);
}

/** The EndpointSlice of an interceptor with these addresses, where the operator looks for it. */
export async function placeInterceptor(k: Kubectl, ...addresses: string[]): Promise<void> {
  await k.run(['create', 'namespace', 'keda']);
  const slice = {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: 'played-interceptor',
      namespace: 'keda',
      labels: { 'kubernetes.io/service-name': 'keda-add-ons-http-interceptor-proxy' },
    },
    addressType: 'IPv4',
    ports: [{ name: 'proxy', port: 8080, protocol: 'TCP' }],
    endpoints: addresses.map((address) => ({ addresses: [address], conditions: { ready: true } })),
  };
  await k.ok(['apply', '--server-side', '--force-conflicts', '-f', '-'], JSON.stringify(slice));
}

/** Sets Ready on all that the operator made for KEDA, as KEDA and its add-on do, until stopped. */
export function playKeda(k: Kubectl) {
  let stopped = false;
  const look = async (): Promise<void> => {
    for (const kind of [ROUTES, SCALED]) {
      const { items } = await k.json<{ items: KubeObject[] }>(['get', kind, '-A']);
      for (const { metadata, status } of items) {
        if ((status as { conditions?: unknown[] } | undefined)?.conditions) continue;
        const condition = { type: 'Ready', status: 'True', reason: 'Played', message: 'It works.' };
        const times = kind === ROUTES ? { lastTransitionTime: '2026-01-01T00:00:00Z' } : {};
        const body = JSON.stringify({ status: { conditions: [{ ...condition, ...times }] } });
        const at = [kind, metadata.name, '-n', metadata.namespace ?? ''];
        await k.ok(['patch', ...at, '--subresource=status', '--type=merge', '-p', body]);
      }
    }
  };
  const loop = async (): Promise<void> => {
    while (!stopped) {
      await look().catch(() => undefined); // the kinds are away in some tests
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  };
  const done = loop();
  return {
    async stop(): Promise<void> {
      stopped = true;
      await done;
    },
  };
}
