import { expect, test } from 'vitest';
import type { KubeObject } from '../operator/controller/object.ts';
import { LABEL } from '../operator/objects/metadata.ts';
import type { Service } from './inventory.ts';
import { verifyJob } from './verify.ts';

test('the Job finds a node for a volume of one node although no server runs: it is its own neighbour', () => {
  const term = { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { [LABEL.volume]: 'v' } } };
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'hello' },
    spec: {
      template: {
        metadata: { labels: { [LABEL.volume]: 'v', app: 'hello-service' } },
        spec: {
          affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } },
          initContainers: [{ name: 'model' }],
        },
      },
    },
  } as KubeObject;
  const { spec } = verifyJob({ metadata: { name: 'hello' } } as unknown as Service, deployment, 'x');
  const { metadata } = (spec as { template: { metadata: { labels: Record<string, string> } } }).template;
  expect(metadata.labels).toMatchObject(term.labelSelector.matchLabels);
  expect(metadata.labels).not.toHaveProperty('app');
});
