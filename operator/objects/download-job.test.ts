import { expect, test } from 'vitest';
import type { TTSService } from '../api/resource.ts';
import { plan } from '../decide/plan.ts';
import { config, nothing, service } from '../testing/services.ts';

interface Pod {
  metadata: { labels: Record<string, string>; annotations: Record<string, string> };
  spec: Record<string, unknown> & { containers: { resources: unknown }[] };
}
const jobOf = (of: TTSService) => {
  const job = plan(of, nothing(), config).apply.find(({ kind }) => kind === 'Job');
  if (!job) throw new Error('no Job');
  return job;
};
const podOf = (of: TTSService) => (jobOf(of).spec as { template: Pod }).template;

test('a download runs where servers may run, and where its volume is mounted', () => {
  const pod = {
    nodeSelector: { pool: 'speech' },
    tolerations: [{ key: 'speech', operator: 'Exists' }],
    affinity: { nodeAffinity: { some: 'where' } },
    priorityClassName: 'high',
    serviceAccountName: 'speaker',
  };
  const { metadata, spec } = podOf(service({ spec: { pod, model: { precision: 'q8' }, compute: { device: 'gpu' } } }));
  expect(spec).toMatchObject({
    ...pod,
    tolerations: [...pod.tolerations, { key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' }],
    affinity: {
      nodeAffinity: { some: 'where' },
      podAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          { labelSelector: { matchLabels: { 'tts.pattern-agentic.io/volume': expect.any(String) as string } } },
        ],
      },
    },
  });
  const volume = 'tts.pattern-agentic.io/volume';
  expect(spec).toMatchObject({
    affinity: {
      podAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          { labelSelector: { matchLabels: { [volume]: metadata.labels[volume] } } },
        ],
      },
    },
  });
});

test('on a volume of many nodes it runs on any of them', () => {
  expect(podOf(service({ spec: { storage: { accessModes: ['ReadWriteMany'] } } })).spec).not.toHaveProperty('affinity');
});

test('spec.download.pod says otherwise, each field by itself, and the labels of the operator stay', () => {
  const own = {
    labels: { team: 'a', 'app.kubernetes.io/managed-by': 'me' },
    annotations: { 'sidecar.istio.io/inject': 'false' },
    nodeSelector: {},
    resources: { requests: { cpu: '1' } },
  };
  const subject = service({
    spec: { pod: { nodeSelector: { pool: 'speech' }, priorityClassName: 'high' }, download: { pod: own } },
  });
  const { metadata, spec } = podOf(subject);
  expect(metadata.annotations).toEqual(own.annotations);
  expect(jobOf(subject).metadata.annotations).toMatchObject(own.annotations);
  for (const { labels } of [metadata, jobOf(subject).metadata])
    expect(labels).toMatchObject({ team: 'a', 'app.kubernetes.io/managed-by': 'tts-operator' });
  expect(spec).toMatchObject({ nodeSelector: {}, priorityClassName: 'high' });
  expect(spec.containers[0]?.resources).toMatchObject(own.resources);
});

test('it is given up after hours, more for a larger model', () => {
  const [small, large] = [[{ voices: ['af_heart'] }], [{}]].map(([model]) => {
    const { activeDeadlineSeconds } = jobOf(service({ spec: { model } })).spec as { activeDeadlineSeconds: number };
    return activeDeadlineSeconds / 3600;
  });
  expect(small).toBeGreaterThan(2);
  expect(large).toBeGreaterThan(small ?? 0);
  expect(large).toBeLessThan(24);
});
