import type { KubeObject } from '../controller/object.ts';
import { OPERATOR, endpointName, interceptorSliceName } from '../api/names.ts';
import type { TTSService } from '../api/resource.ts';
import { PORT } from './server-settings.ts';
import { LABEL, ownedMetadata } from './metadata.ts';

/** More addresses of the interceptor than this are not used. */
const MOST = 100;

/** Whose an EndpointSlice is, which otherwise is taken for one of Kubernetes' own. */
const OURS = { 'endpointslice.kubernetes.io/managed-by': OPERATOR };

/** What an EndpointSlice has (discovery.k8s.io/v1). */
interface Slice {
  addressType?: string;
  ports?: { name?: string; port?: number; protocol?: string }[] | null;
  endpoints?:
    { addresses: string[]; conditions?: { ready?: boolean; serving?: boolean; terminating?: boolean } }[] | null;
}

/** The label that no pod has: a Service that selects by it has no pods of its own. */
export const BEHIND = { [LABEL.behind]: 'interceptor' } as const;

/** Whether a Service leads to the interceptor. */
export function isBehind(service: KubeObject | undefined): boolean {
  const { selector = {} } = (service?.spec ?? {}) as { selector?: Record<string, string> };
  return selector[LABEL.behind] === BEHIND[LABEL.behind];
}

/** Whether a pod of the interceptor is ready. */
export function interceptorAnswers(slices: KubeObject[]): boolean {
  return slices.some((slice) => addressesOf(slice).length > 0);
}

/**
 * EndpointSlices of the service's own Service with the addresses of the interceptor, one for each kind of address that its slices have.
 * An endpoint must be a pod and not another Service (kubernetes.io/docs/concepts/services-networking/service, "Custom EndpointSlices").
 */
export function interceptorSlices(service: TTSService, slices: KubeObject[]): KubeObject[] {
  const name = endpointName(service.metadata.name);
  const types = [...new Set(slices.map((slice) => (slice as Slice).addressType ?? 'IPv4'))].sort();
  return types.flatMap((addressType) => {
    const same = slices.filter((slice) => ((slice as Slice).addressType ?? 'IPv4') === addressType);
    const port = same.map(portOf).find((found) => found !== undefined);
    if (port === undefined) return [];
    const addresses = [...new Set(same.flatMap(addressesOf))].sort().slice(0, MOST);
    const metadata = ownedMetadata(service, interceptorSliceName(service.metadata.name, addressType));
    return {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { ...metadata, labels: { ...metadata.labels, ...OURS, 'kubernetes.io/service-name': name } },
      addressType,
      ports: [{ name: PORT.name, port, protocol: 'TCP' }],
      endpoints: addresses.map((address) => ({ addresses: [address], conditions: { ready: true } })),
    };
  });
}

/** The addresses that are ready; one without the condition is (discovery/v1, EndpointConditions). */
function addressesOf(slice: KubeObject): string[] {
  const { endpoints } = slice as Slice;
  return (endpoints ?? [])
    .filter(({ conditions }) => conditions?.ready !== false)
    .flatMap(({ addresses }) => addresses);
}

/** The interceptor's port for HTTP: the one of that name, or the first. */
function portOf(slice: KubeObject): number | undefined {
  const ports = (slice as Slice).ports ?? [];
  return (ports.find(({ name }) => name === 'proxy') ?? ports[0])?.port;
}
