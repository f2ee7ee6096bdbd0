import type { V1NetworkPolicyEgressRule } from '@kubernetes/client-node';
import type { TTSService } from '../api/resource.ts';

type Tracing = TTSService['spec']['server']['tracing'];

/** Variables by which a server sends traces (docs/reference/environment.md); none where the spec wants none. */
export function tracingVariables(
  { name, namespace }: TTSService['metadata'],
  tracing: Tracing,
): Record<string, string> {
  if (tracing === undefined) return {};
  return {
    OTEL_EXPORTER_OTLP_ENDPOINT: tracing.endpoint,
    OTEL_SERVICE_NAME: name,
    OTEL_RESOURCE_ATTRIBUTES: `k8s.namespace.name=${namespace}`,
    OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
    OTEL_TRACES_SAMPLER_ARG: String((tracing.samplingPercent ?? 100) / 100),
  };
}

/**
 * What a policy has to let out for traces: the collector's port, to its address or namespace where the endpoint tells them, and
 * DNS where it is a name.
 */
export function tracingEgress(tracing: Tracing): V1NetworkPolicyEgressRule[] {
  if (tracing === undefined) return [];
  const { hostname, port, protocol } = new URL(tracing.endpoint);
  const ports = [{ port: Number(port) || (protocol === 'https:' ? 443 : 80), protocol: 'TCP' }];
  const address = hostname.replace(/^\[|\]$/g, '');
  const bits = address !== hostname ? 128 : /^\d+(\.\d+){3}$/.test(address) ? 32 : undefined;
  if (bits !== undefined) return [{ to: [{ ipBlock: { cidr: `${address}/${bits}` } }], ports }];
  const dns = { ports: ['UDP', 'TCP'].map((one) => ({ port: 53, protocol: one })) };
  const [, namespace, svc] = hostname.split('.');
  if (namespace === undefined) return [{ to: [{ podSelector: {} }], ports }, dns];
  const to = [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } } }];
  return [svc === 'svc' ? { to, ports } : { ports }, dns];
}
