import { expect, it } from 'vitest';
import { service } from '../testing/services.ts';
import { networkPolicy } from './network-policy.ts';

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
