import type { V1Service } from '@kubernetes/client-node';
import type { KubeObject } from '../controller/object.ts';
import type { TTSService } from '../api/resource.ts';
import { endpointName } from '../api/names.ts';
import { PORT } from './server-settings.ts';
import { BEHIND } from './interceptor.ts';
import { ownedMetadata, podSelector } from './metadata.ts';

/** The Service that clients use: in front of the pods, or `behind` the interceptor that wakes them. */
export function endpoint(service: TTSService, behind: boolean): KubeObject {
  const { type, port, annotations } = service.spec.service;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { ...ownedMetadata(service, endpointName(service.metadata.name)), annotations },
    spec: {
      type,
      selector: behind ? { ...podSelector(service), ...BEHIND } : podSelector(service),
      ports: [{ name: PORT.name, port, targetPort: PORT.name, protocol: 'TCP' }],
    },
  } satisfies V1Service;
}

/** The address of the speech API inside the cluster. */
export function endpointAddress({ metadata: { name, namespace }, spec }: TTSService, clusterDomain: string): string {
  const port = spec.service.port === 80 ? '' : `:${spec.service.port}`;
  return `http://${endpointName(name)}.${namespace}.svc.${clusterDomain}${port}`;
}
