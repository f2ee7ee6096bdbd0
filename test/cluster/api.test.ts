import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startControlPlane } from '../support/control-plane.ts';
import type { ControlPlane } from '../support/control-plane.ts';
import { applyCrds } from '../support/crds.ts';
import { eventually, kubectl } from '../support/kubectl.ts';
import type { Kubectl } from '../support/kubectl.ts';

let plane: ControlPlane;
let k: Kubectl;

beforeAll(async () => {
  plane = await startControlPlane();
  k = kubectl(plane.kubeconfig, plane.binaries);
  await applyCrds(k);
  await eventually('the schema is published', async () => (await k.run(['explain', 'tts.spec'])).code === 0);
});
afterAll(async () => {
  await plane?.stop();
});

const manifest = (spec: string, name = 'hello'): string =>
  `apiVersion: tts.pattern-agentic.io/v1alpha1\nkind: TTSService\nmetadata: {name: ${name}}\nspec: ${spec}\n`;

test.each(['ttsservices', 'ttslexicons'])(
  'the CRD of %s is structural and established without a warning',
  async (plural) => {
    const crd = await k.json<{ status: { conditions: { type: string; status: string }[] } }>([
      'get',
      'crd',
      `${plural}.tts.pattern-agentic.io`,
    ]);
    expect(crd.status.conditions.find(({ type }) => type === 'NonStructuralSchema')).toBeUndefined();
    expect(crd.status.conditions.find(({ type }) => type === 'Established')?.status).toBe('True');
  },
);

test('kubectl explain reads like documentation: every field of the spec says what it is', async () => {
  const text = await k.ok(['explain', 'tts.spec', '--recursive=false']);
  expect(text).toContain('The model files, and where they come from.');
  for (const path of ['model', 'storage', 'compute', 'scaling', 'server', 'service', 'image', 'pod'])
    expect(await k.ok(['explain', `tts.spec.${path}`])).toMatch(/DESCRIPTION:\n {4}\S+/);
});

test('a minimal service gets the defaults', async () => {
  await k.apply(manifest('{}', 'minimal'));
  const { spec } = await k.json<{ spec: Record<string, Record<string, unknown>> }>(['get', 'tts', 'minimal']);
  expect(spec).toMatchObject({
    model: { name: 'kokoro-v1.0' },
    storage: { mode: 'Shared', accessModes: ['ReadWriteOnce'], reclaimPolicy: 'Delete' },
    compute: { device: 'cpu' },
    scaling: { replicas: 1 },
    service: { type: 'ClusterIP', port: 80 },
    suspend: false,
  });
});

test('the sample of the seed is accepted', async () => {
  await k.apply(readFileSync('config/samples/pattern-tts.yaml', 'utf8'));
});

describe('is refused with a message that says what to write', () => {
  test.each<[name: string, spec: string, message: RegExp]>([
    ['an unknown field', '{modle: {name: x}}', /unknown field "spec.modle"/],
    [
      'a wrong value',
      '{compute: {device: tpu}}',
      /spec.compute.device: Unsupported value: "tpu": supported values: "cpu", "gpu"/,
    ],
    [
      'a wrong type',
      '{server: {maxTextLength: lots}}',
      /spec.server.maxTextLength: Invalid value: "string": .*must be of type integer/s,
    ],
    ['min above max', '{scaling: {minReplicas: 5, maxReplicas: 4}}', /minReplicas must not exceed maxReplicas/],
    [
      'no number of pods',
      '{scaling: {minReplicas: 5}}',
      /write scaling.replicas for a fixed number, or scaling.maxReplicas/,
    ],
    [
      'an idle time of pods that do not end',
      '{scaling: {minReplicas: 1, maxReplicas: 4, idleAfter: 10m}}',
      /scaling.idleAfter says when the last pod ends: write it with minReplicas 0/,
    ],
    [
      'an idle time of a fixed number',
      '{scaling: {replicas: 1, idleAfter: 10m}}',
      /write scaling.replicas for a fixed number, or scaling.maxReplicas/,
    ],
    [
      'an idle time that no start fits into',
      '{scaling: {minReplicas: 0, maxReplicas: 4, idleAfter: 5s}}',
      /must be 30s or more: a pod that starts needs the time/,
    ],
    [
      'an idle time of a month',
      '{scaling: {minReplicas: 0, maxReplicas: 4, idleAfter: 720h}}',
      /a week \(168h\) or less/,
    ],
    [
      'a queue that KEDA does not see',
      '{scaling: {minReplicas: 0, maxReplicas: 4, targetQueueDepth: 3}}',
      /targetQueueDepth does not go with minReplicas 0/,
    ],
    [
      'a sleeper that clients do not call by its name',
      '{scaling: {minReplicas: 0, maxReplicas: 4}, service: {type: LoadBalancer}}',
      /write service.type ClusterIP, and put an Ingress or a Gateway in front/,
    ],
    [
      'an objective of a fixed number of pods',
      '{scaling: {replicas: 2, objective: {firstAudioP95: 600ms, concurrency: 20}}}',
      /scaling.maxReplicas to autoscale: minReplicas, the targets and the objective go with maxReplicas/,
    ],
    [
      'an objective that nobody can meet',
      '{scaling: {maxReplicas: 2, objective: {firstAudioP95: 50ms, concurrency: 20}}}',
      /spec.scaling.objective.firstAudioP95: .*must be from 100ms to 60s/,
    ],
    [
      'an objective of minutes',
      '{scaling: {maxReplicas: 2, objective: {firstAudioP95: 61s, concurrency: 20}}}',
      /must be from 100ms to 60s/,
    ],
    [
      'an objective without a unit',
      '{scaling: {maxReplicas: 2, objective: {firstAudioP95: "600", concurrency: 20}}}',
      /spec.scaling.objective.firstAudioP95/,
    ],
    [
      'an objective of nobody',
      '{scaling: {maxReplicas: 2, objective: {firstAudioP95: 600ms, concurrency: 0}}}',
      /spec.scaling.objective.concurrency/,
    ],
    [
      'an objective for everybody',
      '{scaling: {maxReplicas: 2, objective: {firstAudioP95: 600ms, concurrency: 10001}}}',
      /spec.scaling.objective.concurrency/,
    ],
    ['no pods at any time', '{scaling: {minReplicas: 0}}', /scaling.maxReplicas to autoscale/],
    [
      'several pods of a volume for one',
      '{scaling: {replicas: 2}, storage: {accessModes: [ReadWriteOncePod]}}',
      /one pod alone may use a volume of accessModes ReadWriteOncePod/,
    ],
    [
      'an autoscaler of a volume for one',
      '{scaling: {maxReplicas: 2}, storage: {accessModes: [ReadWriteOncePod]}}',
      /one pod alone may use a volume of accessModes ReadWriteOncePod/,
    ],
    ['no way to roll out', '{rollout: {maxSurge: 0}}', /rollout.maxSurge 0 needs rollout.maxUnavailable/],
    ...['q4', 'q4f16', 'q8f16', 'uint8', 'uint8f16'].map((precision): [string, string, RegExp] => [
      `${precision} on a GPU`,
      `{model: {precision: ${precision}}, compute: {device: gpu}}`,
      /write model.precision fp32, fp16 or q8/,
    ]),
    ['a GPU on a CPU', '{compute: {gpu: {count: 1}}}', /compute.gpu needs compute.device: gpu/],
    ['a claim in the wrong mode', '{storage: {claimName: models}}', /storage.claimName goes with mode ExistingClaim/],
    [
      'an existing claim without a name',
      '{storage: {mode: ExistingClaim}}',
      /storage.claimName goes with mode ExistingClaim/,
    ],
    ['an impossible port', '{service: {port: 70000}}', /spec.service.port.*less than or equal to 65535/],
    [
      'every web page, where keys are asked for',
      '{server: {corsOrigins: ["*"], apiKeysSecretRef: {name: keys}}}',
      /server.corsOrigins must name the origins where server.apiKeysSecretRef asks for keys/,
    ],
    ['a web page with a path', '{server: {corsOrigins: ["https://a.example/chat"]}}', /spec.server.corsOrigins\[0\]/],
    ['an origin with its usual port', '{server: {corsOrigins: ["https://a.example:443"]}}', /leave out the usual port/],
    ['a sleep without a unit', '{server: {sleepAfter: "600"}}', /spec.server.sleepAfter/],
    ['a sleep of a month', '{server: {sleepAfter: 720h}}', /must be a week \(168h\) or less/],
    [
      'a collector that is no address',
      '{server: {tracing: {endpoint: "collector:4318"}}}',
      /spec.server.tracing.endpoint/,
    ],
    [
      'more traces than requests',
      '{server: {tracing: {endpoint: "http://collector:4318", samplingPercent: 101}}}',
      /spec.server.tracing.samplingPercent.*less than or equal to 100/,
    ],
    ['a loudness that is none', '{server: {loudness: loud}}', /spec.server.loudness/],
    ['more lanes than are known', '{server: {lanes: 17}}', /must be auto, or a number from 1 to 16/],
    ['lanes that are a word', '{server: {lanes: many}}', /must be auto, or a number from 1 to 16/],
    ['more lanes than the memory of the defaults holds', '{server: {lanes: 5}}', /server.lanes needs more memory/],
    [
      'more lanes of processes than those hold',
      '{server: {lanes: 3, sleepAfter: 10m}}',
      /server.lanes needs more memory/,
    ],
    ['a size that is none', '{storage: {size: big}}', /spec.storage.size/],
    [
      'two places in one source',
      '{model: {sources: [{npm: {registry: "https://a.example"}, https: {baseURL: "https://b.example"}}]}}',
      /a source names exactly one of/,
    ],
  ])('%s', async (_, spec, message) => {
    const { code, stderr } = await k.run(['apply', '--validate=strict', '-f', '-'], manifest(spec, 'wrong'));
    expect(code).not.toBe(0);
    expect(stderr).toMatch(message);
  });

  test('a volume that shrinks', async () => {
    await k.apply(manifest('{storage: {size: 4Gi}}', 'shrinks'));
    const { code, stderr } = await k.run(['apply', '-f', '-'], manifest('{storage: {size: 2Gi}}', 'shrinks'));
    expect(code).not.toBe(0);
    expect(stderr).toContain('storage.size can only grow');
    await k.apply(manifest('{storage: {size: 8Gi}}', 'shrinks'));
  });
});

test.each(['with.dots', '1digit'])('the name %s is refused', async (name) => {
  const { code, stderr } = await k.run(['apply', '-f', '-'], manifest('{}', name));
  expect(code).not.toBe(0);
  expect(stderr).toContain('must begin with a letter and have no dots');
});

test('a new object is in progress for who asks by observedGeneration', async () => {
  await k.apply(manifest('{}', 'fresh'));
  expect(await k.ok(['get', 'tts', 'fresh', '-o', 'jsonpath={.status.observedGeneration}'])).toBe('-1');
});

describe('a manifest applies over what was there', () => {
  test.each([['client-side'], ['server-side', '--server-side']])('%s', async (_, ...flags) => {
    const name = `over-${flags.length}`;
    const apply = (spec: string) => k.ok(['apply', ...flags, '-f', '-'], manifest(spec, name));
    await apply('{}');
    await apply('{scaling: {minReplicas: 2, maxReplicas: 4}}');
    await k.ok(['scale', 'tts', name, '--replicas=3']);
    await apply('{scaling: {minReplicas: 1, maxReplicas: 5}}');
    await apply('{model: {caBundleRef: {name: ca}}, compute: {device: gpu, gpu: {count: 2}}}');
    await apply('{compute: {resources: {requests: {cpu: 4}}}}');
    expect(await k.ok(['get', 'tts', name, '-o', 'jsonpath={.spec.compute.resources}'])).toBe('{"requests":{"cpu":4}}');
    await apply('{}');
    expect(await k.ok(['get', 'tts', name, '-o', 'jsonpath={.spec.compute}'])).toBe('{"device":"cpu"}');
  });
});

test('kubectl scale tts sets the number of pods', async () => {
  await k.apply(manifest('{scaling: {replicas: 2}}', 'scaled'));
  await k.ok(['scale', 'tts', 'scaled', '--replicas=5']);
  expect(await k.ok(['get', 'tts', 'scaled', '-o', 'jsonpath={.spec.scaling.replicas}'])).toBe('5');
});

describe('a dubious value is accepted with a warning', () => {
  beforeAll(async () => {
    await k.ok(['apply', '-k', 'config/policy']);
    await eventually('the policy works', async () => {
      const { stderr } = await k.run(
        ['apply', '--dry-run=server', '-f', '-'],
        manifest('{image: {tag: latest}}', 'first'),
      );
      return stderr.includes('Warning');
    });
  });

  test.each<[spec: string, warning: RegExp | undefined]>([
    ['{}', undefined],
    ['{scaling: {replicas: 3}}', /run on one node and are lost with it/],
    ['{scaling: {minReplicas: 1, maxReplicas: 3}, storage: {accessModes: [ReadWriteMany]}}', undefined],
    ['{compute: {resources: {limits: {memory: 512Mi}}}}', /limits.memory is below 1Gi/],
    ['{scaling: {maxReplicas: 1}, compute: {resources: {limits: {cpu: 2}}}}', /requests lacks cpu/],
    ['{server: {env: [{name: TTS_PORT, value: "1"}]}}', /overrides a variable of the operator/],
    ['{server: {env: [{name: TTS_THREADS, value: "1"}]}}', undefined],
    ['{server: {lanes: auto}}', undefined],
    ['{server: {lanes: 4}}', undefined],
    ['{server: {lanes: 2}, compute: {resources: {limits: {memory: 1400M}}}}', undefined],
    ['{server: {lanes: 2}, compute: {resources: {limits: {memory: 1300M}}}}', /too little for spec.server.lanes/],
    [
      '{server: {lanes: 2, sleepAfter: 10m}, compute: {resources: {limits: {memory: 1600Mi}}}}',
      /too little for spec.server.lanes/,
    ],
    ['{server: {lanes: 8}, compute: {resources: {requests: {cpu: 1}}}}', undefined],
    ['{service: {type: LoadBalancer}}', /without an API key/],
    ['{service: {type: LoadBalancer}, server: {apiKeysSecretRef: {name: keys}}}', undefined],
  ])('%s: %s', async (spec, warning) => {
    const { code, stderr } = await k.run(['apply', '--dry-run=server', '-f', '-'], manifest(spec, 'dubious'));
    expect(code, stderr).toBe(0);
    if (warning) expect(stderr).toMatch(warning);
    else expect(stderr).not.toContain('Warning');
  });
});
