import { expect, it } from 'vitest';
import { service } from '../testing/services.ts';
import { networkPolicy } from './network-policy.ts';

const dns = {
  ports: [
    { port: 53, protocol: 'UDP' },
    { port: 53, protocol: 'TCP' },
  ],
};
const tcp = (port: number) => [{ port, protocol: 'TCP' }];

it.each([
  [
    'http://collector.observability.svc:4318',
    [
      {
        to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'observability' } } }],
        ports: tcp(4318),
      },
      dns,
    ],
  ],
  ['http://collector:4318', [{ to: [{ podSelector: {} }], ports: tcp(4318) }, dns]],
  ['https://traces.example.com/otlp', [{ ports: tcp(443) }, dns]],
  ['http://10.0.0.7', [{ to: [{ ipBlock: { cidr: '10.0.0.7/32' } }], ports: tcp(80) }]],
  ['http://[fd00::7]:4318', [{ to: [{ ipBlock: { cidr: 'fd00::7/128' } }], ports: tcp(4318) }]],
])('with traces for %s, a policy lets out what that takes', (endpoint, expected) => {
  const egress = (spec: object) =>
    (networkPolicy(service({ spec })) as unknown as { spec: { egress: unknown } }).spec.egress;
  const server = { tracing: { endpoint } };
  expect(egress({ server })).toEqual(expected);
  expect(egress({ server, networkPolicy: { egress: [dns] } })).toEqual([dns]);
});
