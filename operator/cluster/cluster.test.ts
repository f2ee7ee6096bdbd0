import { expect, test } from 'vitest';
import type { Api } from './api.ts';
import { Cluster } from './cluster.ts';

test('of managedFields the names are kept, the last writer first, without those of the status', async () => {
  const managedFields = [
    { manager: 'tts-operator', operation: 'Apply', time: '2026-01-01T00:00:00Z', fieldsV1: {} },
    { manager: 'kube-controller-manager', subresource: 'status', time: '2026-01-01T00:00:09Z' },
    { manager: 'policy-bot', operation: 'Update', time: '2026-01-01T00:00:05Z' },
  ];
  const object = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a', namespace: 'ns', managedFields } };
  const api = { json: async () => structuredClone(object) } as unknown as Api;
  const got = await new Cluster(api).get('Service', 'ns', 'a');
  expect(got?.metadata).toEqual({ name: 'a', namespace: 'ns', managers: ['policy-bot', 'tts-operator'] });
});
