import type { V1NetworkPolicy } from '@kubernetes/client-node';
import type { KubeObject } from '../controller/object.ts';
import type { TTSService } from '../api/resource.ts';
import { PORT } from './server-settings.ts';
import { ownedMetadata, podSelector } from './metadata.ts';
import { tracingEgress } from './tracing.ts';

/** Lets only the API port in and what the spec names out, or undefined when the spec wants none. */
export function networkPolicy(service: TTSService): KubeObject | undefined {
  const { enabled, egress } = service.spec.networkPolicy;
  if (!enabled) return undefined;
  // The pods of this mode download what they serve, from wherever the spec says.
  const open = egress === undefined && service.spec.storage.mode === 'PerPod';
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: ownedMetadata(service, service.metadata.name),
    spec: {
      podSelector: { matchLabels: podSelector(service) },
      policyTypes: open ? ['Ingress'] : ['Ingress', 'Egress'],
      ingress: [{ ports: [{ port: PORT.name, protocol: 'TCP' }] }],
      ...(open ? {} : { egress: egress ?? tracingEgress(service.spec.server.tracing) }),
    },
  } satisfies V1NetworkPolicy;
}
