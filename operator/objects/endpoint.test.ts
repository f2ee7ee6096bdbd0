import type { V1Service } from '@kubernetes/client-node';
import { expect, it } from 'vitest';
import { service } from '../testing/services.ts';
import { autoscaler, endpointAddress, networkPolicy } from './endpoint.ts';

const rules = [{ ports: [{ port: 4318, protocol: 'TCP' }] }];

it.each([
  ['nothing out', {}, { policyTypes: ['Ingress', 'Egress'], egress: [] }],
  [
    'out what the spec names',
    { networkPolicy: { enabled: true, egress: rules } },
    { policyTypes: ['Ingress', 'Egress'], egress: rules },
  ],
  ['everything out where the pods download', { storage: { mode: 'PerPod' } }, { policyTypes: ['Ingress'] }],
  [
    'out what the spec names where the pods download',
    { storage: { mode: 'PerPod' }, networkPolicy: { enabled: true, egress: rules } },
    { policyTypes: ['Ingress', 'Egress'], egress: rules },
  ],
])('a policy lets %s', (_what, spec, expected) => {
  const policy = networkPolicy(service({ spec })) as unknown as { spec: Record<string, unknown> };
  const { policyTypes, egress } = policy.spec;
  expect(egress === undefined ? { policyTypes } : { policyTypes, egress }).toEqual(expected);
});

it('the autoscaler looks at the server alone, whatever sidecars a mesh puts beside it', () => {
  expect(autoscaler(service({ spec: { scaling: { maxReplicas: 3 } } }))?.spec).toMatchObject({
    metrics: [{ type: 'ContainerResource', containerResource: { name: 'cpu', container: 'tts-service' } }],
  });
});

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
