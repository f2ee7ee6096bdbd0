import type { KubeObject } from '../controller/object.ts';
import type { World } from './world.ts';

/** Of a service that may sleep. */
export const spec = { scaling: { minReplicas: 0, maxReplicas: 4, idleAfter: '5m' } };
/** The interceptor's slice as its own controller makes it. */
export function interceptor(at: World, ...addresses: string[]): void {
  const [metadata, ports] = [{ name: 'proxy-x', namespace: 'keda' }, [{ name: 'proxy', port: 8080 }]];
  const endpoints = addresses.map((address) => ({ addresses: [address], conditions: { ready: true } }));
  const kind = { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice' };
  at.put({
    ...kind,
    metadata: { ...at.of(kind.kind, 'proxy-x', 'keda')?.metadata, ...metadata },
    addressType: 'IPv4',
    ports,
    endpoints,
  });
}

/** What KEDA and its add-on say of the objects of a kind: they have taken them. */
export function ready(at: World, kind: string): void {
  for (const object of at.all(kind)) at.put({ ...object, status: { conditions: [{ type: 'Ready', status: 'True' }] } });
}

/** What KEDA does: it sets the number of pods. */
export function scale(at: World, replicas: number): void {
  const live = at.of('Deployment', 'a') as KubeObject;
  at.put({ ...live, spec: { ...(live.spec as object), replicas } });
}

/** Lets a service get as far as it gets with KEDA: it serves, and KEDA scales it. */
export async function awake(at: World): Promise<void> {
  interceptor(at, '10.0.0.9');
  at.service('a', spec);
  await at.settle();
  for (let round = 0; round < 4; round++) {
    await at.play();
    ready(at, 'InterceptorRoute');
    await at.pass(3_000);
    ready(at, 'ScaledObject');
    await at.pass(3_000);
  }
}
