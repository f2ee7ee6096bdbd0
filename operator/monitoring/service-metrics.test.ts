import { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import type { KubeObject } from '../controller/object.ts';
import { serviceMetrics } from './service-metrics.ts';

const service = (name: string, status: object): KubeObject => ({
  apiVersion: 'tts.pattern-agentic.io/v1alpha1',
  kind: 'TTSService',
  metadata: { name, namespace: 'media' },
  spec: { model: { name: 'kokoro-v1.0', precision: 'q8' }, compute: { device: 'cpu' } },
  status,
});

test('conditions are told with status and reason, and an old reason is not told any more', async () => {
  const registry = new Registry();
  let present = [
    service('a', {
      replicas: 2,
      readyReplicas: 1,
      model: { progressPercent: 40, attempts: 3 },
      conditions: [{ type: 'Ready', status: 'False', reason: 'Downloading' }],
    }),
  ];
  serviceMetrics(registry, () => present);
  const text = await registry.metrics();
  expect(text).toContain(
    'tts_service_condition{namespace="media",tts_service="a",condition="Ready",status="False",reason="Downloading"} 1',
  );
  expect(text).toContain('tts_service_model_progress_ratio{namespace="media",tts_service="a"} 0.4');
  expect(text).toContain('tts_service_ready_replicas{namespace="media",tts_service="a"} 1');
  expect(text).toContain('tts_service_model_attempts{namespace="media",tts_service="a"} 3');
  present = [service('a', { conditions: [{ type: 'Ready', status: 'True', reason: 'Ready' }] })];
  expect(await registry.metrics()).not.toContain('Downloading');
  present = [];
  expect(await registry.metrics()).not.toContain('"a"');
});
