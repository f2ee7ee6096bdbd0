import { afterAll, beforeAll, expect, test } from 'vitest';
import type { KubeObject } from '../../operator/controller/object.ts';
import { eventually } from '../support/kubectl.ts';
import { theCluster } from './cluster.ts';
import type { E2eCluster } from './cluster.ts';

/** Where the sample has its volume, with the model on it. */
const namespace = 'pattern-agentic';
const url = 'http://localhost:8206';
const input = 'Start nginx now.';

let cluster: E2eCluster;
let forward: { stop(): void } | undefined;

const lexicon = (say: string, extra: object[] = []): string =>
  JSON.stringify({
    apiVersion: 'tts.pattern-agentic.io/v1alpha1',
    kind: 'TTSLexicon',
    metadata: { name: 'names', namespace },
    spec: { language: 'en', entries: [{ word: 'nginx', say }, ...extra] },
  });

async function phonemes(text: string): Promise<string> {
  const answer = await fetch(`${url}/v1/audio/phonemes`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ input: text, voice: 'af_heart' }),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return ((await answer.json()) as { phonemes: string }).phonemes;
}

async function spoken(): Promise<{ etag: string | null; bytes: number }> {
  const body = JSON.stringify({ model: 'tts-1', voice: 'af_heart', input, response_format: 'pcm' });
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${url}/v1/audio/speech`, { method: 'POST', headers, body });
  return { etag: answer.headers.get('etag'), bytes: (await answer.arrayBuffer()).byteLength };
}

const pods = async () =>
  (
    await cluster.k.json<{ items: KubeObject[] }>(['get', 'pods', '-n', namespace, '-l', 'app=named-service'])
  ).items.map(({ metadata }) => metadata.uid);

beforeAll(async () => {
  cluster = await theCluster();
  const { spec } = await cluster.k.json<{ spec: { model: object; storage: object } }>([
    ...['get', 'tts', 'pattern-tts', '-n', namespace],
  ]);
  await cluster.k.apply(lexicon('engine x'));
  await cluster.k.apply(
    JSON.stringify({
      apiVersion: 'tts.pattern-agentic.io/v1alpha1',
      kind: 'TTSService',
      metadata: { name: 'named', namespace },
      spec: {
        model: spec.model,
        storage: spec.storage,
        compute: { resources: { requests: { cpu: '100m', memory: '700Mi' }, limits: { cpu: '2', memory: '2Gi' } } },
        server: { lexicons: ['names'] },
      },
    }),
  );
  await cluster.k.ok(['wait', '--for=condition=Ready', 'tts/named', '-n', namespace, '--timeout=300s']);
  forward = cluster.background(`kubectl port-forward -n ${namespace} svc/named-service 8206:80`);
  await eventually('the port-forward', async () => (await fetch(`${url}/livez`)).ok);
});
afterAll(async () => {
  forward?.stop();
  await cluster.k.run(['delete', 'tts/named', 'ttslexicon/names', '-n', namespace, '--ignore-not-found']);
});

test('a changed lexicon is spoken within ten seconds, by the same pods', async () => {
  const before = { uids: await pods(), ...(await spoken()) };
  expect(await phonemes(input)).toBe(await phonemes('Start engine x now.'));
  await cluster.k.apply(lexicon('engine number nine'));
  const applied = performance.now();
  const wanted = await phonemes('Start engine number nine now.');
  await eventually('the changed lexicon', async () => (await phonemes(input)) === wanted);
  const seconds = (performance.now() - applied) / 1000;
  console.log(`a changed lexicon is spoken after ${seconds.toFixed(1)} s`);
  expect(seconds).toBeLessThan(10);
  expect(await pods()).toEqual(before.uids);
  const after = await spoken();
  expect(after.etag).not.toBe(before.etag);
  expect(after.bytes).toBeGreaterThan(before.bytes);
});

test('a lexicon that is not valid changes nothing, and its condition names the entry', async () => {
  const before = await phonemes(input);
  await cluster.k.apply(lexicon('engine z', [{ word: 'tschüss', ipa: 't☃s' }]));
  await eventually('the condition', async () => {
    const path = 'jsonpath={.status.conditions[?(@.type=="Ready")].message}';
    return (await cluster.k.ok(['get', 'ttslexicon', 'names', '-n', namespace, '-o', path])).includes('tschüss');
  });
  expect(await phonemes(input)).toBe(before);
});
