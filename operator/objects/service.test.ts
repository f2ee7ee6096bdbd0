import type { V1Service } from '@kubernetes/client-node';
import { expect, it } from 'vitest';
import { service } from '../testing/services.ts';
import { endpointAddress } from './service.ts';

it('the address has the domain of the cluster', () => {
  expect(endpointAddress(service({}), 'corp.example')).toBe('http://hello-service.default.svc.corp.example');
});

it('builders satisfy the types of the Kubernetes client: a misspelt field does not compile', () => {
  const misspelt = {
    // @ts-expect-error `port` of a Service is `ports`
    spec: { type: 'ClusterIP', port: [] },
  } satisfies V1Service;
  expect(misspelt.spec).not.toHaveProperty('ports');
});
