import { afterEach, beforeEach, expect, test } from 'vitest';
import { API_VERSION, LEXICON } from '../api/fields.ts';
import { ApiError } from '../cluster/api.ts';
import type { KubeObject } from '../controller/object.ts';
import { lexiconStatus } from '../status/lexicon-status.ts';
import { ANNOTATION, LABEL } from '../objects/metadata.ts';
import { World } from '../testing/world.ts';

let world: World;
beforeEach(() => {
  world = new World();
});
afterEach(() => world.end());

const data = (): Record<string, string> =>
  (world.of('ConfigMap', 'a-lexicons')?.['data'] ?? {}) as Record<string, string>;
const pod: KubeObject = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name: 'a-1',
    namespace: 'ns',
    uid: 'pod-1',
    labels: { 'app.kubernetes.io/managed-by': 'tts-operator', [LABEL.service]: 'a' },
  },
};

/** A service that serves with a lexicon. */
async function serving(): Promise<void> {
  world.lexicon('own', { word: 'nginx', say: 'engine x' });
  world.service('a', { server: { lexicons: ['own'] } });
  await world.settle();
  await play();
  world.put(pod);
  await world.settle();
}

/** The status is written at most once in two seconds. */
async function play(): Promise<void> {
  for (let step = 0; step < 3; step++) {
    await world.play();
    await world.pass(3_000);
  }
}

test('a change of a lexicon goes into the ConfigMap, then the pods are told; the Deployment stays as it is', async () => {
  await serving();
  expect(data()['own.json']).toContain('engine x');
  expect(data()['defaults']).toBe('own\n');
  const told = world.of('Pod', 'a-1')?.metadata.annotations?.[ANNOTATION.lexicons];
  expect(told).toBeDefined();
  world.writes.length = 0;
  world.lexicon('own', { word: 'nginx', say: 'en jinx' });
  await world.settle();
  expect(data()['own.json']).toContain('en jinx');
  expect(world.writes.filter((write) => !write.endsWith('/status'))).toEqual([
    'ConfigMap/a-lexicons',
    'annotate Pod/a-1',
  ]);
  expect(world.of('Pod', 'a-1')?.metadata.annotations?.[ANNOTATION.lexicons]).not.toBe(told);
  expect(world.condition('a', 'LexiconsReady')).toMatchObject({ status: 'True', reason: 'Delivered' });
});

test('while a lexicon is invalid nothing changes but the condition, and the service stays Ready', async () => {
  await serving();
  expect(world.condition('a', 'Ready')).toMatchObject({ status: 'True' });
  const before = data();
  world.writes.length = 0;
  world.lexicon('own', { word: 'nginx', ipa: '7' });
  await world.pass(3_000);
  expect(data()).toEqual(before);
  expect(world.writes).toEqual(['TTSService/a/status']);
  expect(world.condition('a', 'LexiconsReady')).toMatchObject({ status: 'False', reason: 'LexiconInvalid' });
  expect(world.condition('a', 'Ready')?.status).toBe('True');
});

test('the ConfigMap is made again when it is lost, and goes when no lexicon is wanted', async () => {
  await serving();
  world.delete('ConfigMap', 'a-lexicons');
  await world.settle();
  expect(data()).toHaveProperty('defaults');
  world.service('a', {});
  await world.settle();
  expect(world.of('ConfigMap', 'a-lexicons')).toBeUndefined();
  await world.pass(3_000);
  expect(world.condition('a', 'LexiconsReady')).toBeUndefined();
});

test('what the API server refuses in passing is tried again soon', async () => {
  let refusals = 2;
  world.deny = ({ kind }) =>
    kind === 'Pod' && refusals-- > 0 ? new ApiError(500, 'InternalError', 'webhook') : undefined;
  await serving();
  await world.pass(11_000);
  expect(world.of('Pod', 'a-1')?.metadata.annotations).toHaveProperty([ANNOTATION.lexicons]);
});

test('an operator that may not annotate pods does all the rest', async () => {
  world.deny = ({ kind }) => (kind === 'Pod' ? new ApiError(403, 'Forbidden', 'pods "a-1" is forbidden') : undefined);
  await serving();
  await world.pass(3_000);
  expect(world.of('Pod', 'a-1')?.metadata.annotations).toBeUndefined();
  expect(world.condition('a', 'Ready')?.status).toBe('True');
});

test('without the CRD of TTSLexicons services are worked on, and what was delivered stays', async () => {
  await serving();
  const [map, former] = [world.of('ConfigMap', 'a-lexicons')!, world.of('TTSService', 'a')!];
  world.end();
  world = new World({ unread: ['TTSLexicon'] });
  for (const object of [former, map]) world.put(object);
  await world.settle();
  await play();
  expect(world.condition('a', 'Available')).toMatchObject({ status: 'True' });
  expect(data()).toEqual(map['data']);
  expect(world.condition('a', 'LexiconsReady')).toMatchObject({ status: 'True', reason: 'Delivered' });
});

test('the status of a lexicon tells what is wrong, and what was valid last', () => {
  const object = (spec: object, over: object = {}): KubeObject => ({
    apiVersion: API_VERSION,
    kind: LEXICON.kind,
    metadata: { name: 'own', generation: 2 },
    spec,
    ...over,
  });
  const status = lexiconStatus(object({ language: 'en', entries: [{ word: 'a', say: 'b' }] }), '2026-01-01T00:00:00Z');
  expect(status).toMatchObject({
    observedGeneration: 2,
    entries: 1,
    conditions: [{ type: 'Ready', status: 'True', reason: 'Accepted', message: '1 entry.', observedGeneration: 2 }],
  });
  const next = lexiconStatus(
    object({ language: 'en', entries: [{ word: 'a', ipa: '7' }] }, { status }),
    '2026-01-02T00:00:00Z',
  );
  expect(next).toMatchObject({
    entries: 1,
    digest: status.digest,
    conditions: [{ status: 'False', reason: 'UnknownSymbol' }],
  });
  expect(next.conditions?.[0]?.lastTransitionTime).toBe('2026-01-02T00:00:00Z');
});
