import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LexiconStatus } from '../../operator/api/ttslexicon.ts';
import type { Condition, Status } from '../../operator/api/status.ts';
import type { KubeObject } from '../../operator/controller/object.ts';
import { startControlPlane } from '../support/control-plane.ts';
import type { ControlPlane } from '../support/control-plane.ts';
import { applyCrds } from '../support/crds.ts';
import { eventually, kubectl } from '../support/kubectl.ts';
import type { Kubectl } from '../support/kubectl.ts';
import { startOperator } from '../support/operator-process.ts';
import type { OperatorProcess } from '../support/operator-process.ts';
import { playKubelet } from '../support/played-kubelet.ts';

let plane: ControlPlane;
let k: Kubectl;
let operator: OperatorProcess;
let kubelet: ReturnType<typeof playKubelet>;

beforeAll(async () => {
  plane = await startControlPlane({ controllerManager: true, scheduler: true });
  k = kubectl(plane.kubeconfig, plane.binaries);
  await applyCrds(k);
  await applyCrds(k, 'ttslex');
  await k.ok(['apply', '--server-side', '-f', 'config/rbac/lexicons.yaml']);
  operator = await startOperator(plane.kubeconfig);
  kubelet = playKubelet(k);
});
afterAll(async () => {
  await kubelet?.stop();
  await operator?.stop();
  await plane?.stop();
});

const lexicon = (name: string, entries: string, language = 'en'): string =>
  `apiVersion: tts.pattern-agentic.io/v1alpha1\nkind: TTSLexicon\nmetadata: {name: ${name}}\nspec: {language: ${language}, entries: ${entries}}\n`;
const service = (name: string, server: string): string =>
  `apiVersion: tts.pattern-agentic.io/v1alpha1\nkind: TTSService\nmetadata: {name: ${name}}\nspec: {server: ${server}}\n`;

/** Client-side apply could not take a large lexicon: it keeps a copy in an annotation, of at most 256 KiB. */
const apply = (manifest: string): Promise<string> => k.ok(['apply', '--server-side', '-f', '-'], manifest);
const refused = async (manifest: string): Promise<string> => {
  const { code, stderr } = await k.run(['apply', '--server-side', '--validate=strict', '-f', '-'], manifest);
  expect(code, stderr).not.toBe(0);
  return stderr;
};

describe('the API server refuses', () => {
  const long = (length: number): string => 'x'.repeat(length);
  test.each<[name: string, entries: string, message: RegExp]>([
    ['both ipa and say', '[{word: a, ipa: a, say: b}]', /entries\[0\].*an entry must have either ipa or say/],
    ['neither', '[{word: a}]', /entries\[0\].*an entry must have either ipa or say/],
    ['an unquoted no, which YAML takes for false', '[{word: no, say: know}]', /entries\[0\]\.word: expected string/],
    ['no word', '[{say: b}]', /entries\[0\]\.word: Required value/],
    ['a word of marks', "[{word: '...', say: b}]", /a word must contain a letter, a digit or a symbol/],
    ['spaces around', "[{word: ' a', say: b}]", /entries\[0\]\.word.*should match/],
    ['lines', '[{word: a, say: "b\\nc"}]', /entries\[0\]\.say.*should match/],
    ['a long word', `[{word: ${long(65)}, say: b}]`, /may not be more than 64 bytes|Too long/],
    ['a long pronunciation', `[{word: a, ipa: ${long(129)}}]`, /may not be more than 128 bytes|Too long/],
    ['unknown fields', '[{word: a, alias: b}]', /entries\[0\]\.alias: field not declared in schema/],
    [
      'too many entries',
      JSON.stringify(Array.from({ length: 1001 }, (_, index) => ({ word: `a${index}`, say: 'b' }))),
      /must have at most 1000 items/,
    ],
  ])('%s', async (_, entries, message) => {
    expect(await refused(lexicon('refused', entries))).toMatch(message);
  });

  test('names that no file can have, languages that no voice speaks, and long lists of names', async () => {
    expect(await refused(lexicon('a.b', '[]'))).toMatch(/the name of a TTSLexicon must have no dots/);
    expect(await refused(lexicon('refused', '[]', 'de'))).toMatch(/language: Unsupported value: "de"/);
    const names = JSON.stringify(Array.from({ length: 17 }, (_, index) => `l${index}`));
    expect(await refused(service('refused', `{lexicons: ${names}}`))).toMatch(/must have at most 16 items/);
  });
});

test('the largest lexicon that the schema allows is stored, with room to spare', async () => {
  const entries = Array.from({ length: 1000 }, (_, index) => ({
    word: `${index}`.padEnd(64, '漢'),
    say: '字'.repeat(128),
    caseSensitive: true,
  }));
  await apply(lexicon('largest', JSON.stringify(entries)));
  expect(JSON.stringify(await k.get('ttslex', 'largest')).length).toBeLessThan(900_000);
  await eventually('it is checked', async () => (await ready('largest'))?.reason === 'Accepted');
  await k.ok(['delete', 'ttslex', 'largest']);
});

interface Lexicon extends KubeObject {
  status: LexiconStatus;
}
const ready = async (name: string): Promise<Condition | undefined> =>
  (await k.get<Lexicon>('ttslex', name))?.status?.conditions?.[0];
const delivered = async (name: string): Promise<Condition | undefined> =>
  ((await k.get<KubeObject>('tts', name))?.status as Status | undefined)?.conditions?.find(
    ({ type }) => type === 'LexiconsReady',
  );
const data = async (): Promise<Record<string, string>> =>
  ((await k.get<KubeObject>('configmap', 'speech-lexicons'))?.['data'] ?? {}) as Record<string, string>;

describe('from kubectl apply to the pods', () => {
  test('the status tells what was accepted, in the columns too', async () => {
    await apply(
      lexicon('product-names', '[{word: nginx, say: engine x}, {word: GIF, ipa: ˈdʒɪf, caseSensitive: true}]'),
    );
    await eventually('it is accepted', async () => (await ready('product-names'))?.status === 'True');
    const { status, metadata } = (await k.get<Lexicon>('ttslex', 'product-names'))!;
    expect(status).toMatchObject({ observedGeneration: metadata.generation, entries: 2 });
    expect(status.digest).toMatch(/^[0-9a-f]{64}$/);
    const columns = (await k.ok(['get', 'ttslex', 'product-names', '--no-headers'])).trim().split(/\s+/);
    expect(columns.slice(0, 5)).toEqual(['product-names', 'en', '2', 'True', 'Accepted']);
    await k.ok(['wait', 'ttslex/product-names', '--for=condition=Ready', '--timeout=10s']);
  });

  test('a service gets the ConfigMap of its lexicons before its servers, and its pods are told', async () => {
    await apply(service('speech', '{lexicons: [product-names]}'));
    await eventually('the lexicons are delivered', async () => (await delivered('speech'))?.status === 'True', 60_000);
    const content = (await data())['product-names.json'];
    expect(JSON.parse(content ?? '')).toMatchObject({ language: 'en', entries: [{ word: 'nginx' }, { word: 'GIF' }] });
    await eventually(
      'the pod is told',
      async () => (await versions()).every((version) => version !== undefined),
      30_000,
    );
  });

  const pods = async (): Promise<KubeObject[]> =>
    (await k.json<{ items: KubeObject[] }>(['get', 'pods', '-l', 'app=speech-service'])).items;
  const versions = async (): Promise<(string | undefined)[]> => {
    const found = await pods();
    expect(found.length).toBeGreaterThan(0);
    return found.map(({ metadata }) => metadata.annotations?.['tts.pattern-agentic.io/lexicons']);
  };

  test('a change is there within seconds, and no pod is replaced', async () => {
    const before = { pods: await pods(), versions: await versions() };
    const started = Date.now();
    await apply(lexicon('product-names', '[{word: nginx, say: en jinx}]'));
    await eventually('the pods are told', async () => !(await versions()).includes(before.versions[0]), 10_000);
    expect(Date.now() - started).toBeLessThan(10_000);
    expect((await data())['product-names.json']).toContain('en jinx');
    expect((await pods()).map(({ metadata }) => metadata.uid)).toEqual(before.pods.map(({ metadata }) => metadata.uid));
  });

  test('an invalid change names the entry and leaves the ConfigMap as it was', async () => {
    const before = await data();
    const { status: old } = (await k.get<Lexicon>('ttslex', 'product-names'))!;
    await apply(lexicon('product-names', '[{word: nginx, say: x}, {word: Worcester, ipa: ˈwʊs˥tə}]'));
    const message = 'spec.entries[1] (Worcester): the model has no sound for "˥" (U+02E5).';
    await eventually('it is refused', async () => (await ready('product-names'))?.status === 'False');
    expect(await ready('product-names')).toMatchObject({ reason: 'UnknownSymbol', message });
    expect((await k.get<Lexicon>('ttslex', 'product-names'))?.status).toMatchObject({ entries: 1, digest: old.digest });
    await eventually('the service says so', async () => (await delivered('speech'))?.reason === 'LexiconInvalid');
    expect((await delivered('speech'))?.message).toContain(`${message} Its last valid version stays in use.`);
    expect(await data()).toEqual(before);
    await apply(lexicon('product-names', '[{word: nginx, say: x}, {word: Nginx, say: z}]'));
    await eventually('the other fault is told', async () => (await ready('product-names'))?.reason === 'DuplicateWord');
    await apply(lexicon('product-names', '[{word: nginx, say: mended}]'));
    await eventually('it is in use', async () => (await data())['product-names.json']?.includes('mended') === true);
    await eventually('all is well', async () => (await delivered('speech'))?.status === 'True');
  });

  test('a lexicon that is missing is told, and goes from the servers', async () => {
    await k.ok(['delete', 'ttslex', 'product-names']);
    await eventually('it is missed', async () => (await delivered('speech'))?.reason === 'LexiconNotFound');
    expect(Object.keys(await data())).toEqual(['defaults']);
    const { status } = (await k.get<KubeObject>('tts', 'speech'))!;
    expect((status as Status).conditions?.find(({ type }) => type === 'Ready')?.status).toBe('True');
  });
});

test('a team may edit lexicons without any right on services; edit and view of a namespace have theirs too', async () => {
  await k.ok(['create', 'rolebinding', 'words', '--clusterrole=tts-lexicon-editor', '--user=ana']);
  await k.ok(['create', 'rolebinding', 'editors', '--clusterrole=edit', '--user=ben']);
  await k.ok(['create', 'rolebinding', 'viewers', '--clusterrole=view', '--user=cleo']);
  const may = async (user: string, verb: string, what: string): Promise<boolean> =>
    (await k.run(['auth', 'can-i', verb, ...what.split(' '), `--as=${user}`])).stdout.trim() === 'yes';
  for (const verb of ['create', 'update', 'patch', 'delete', 'list'])
    expect([verb, await may('ana', verb, 'ttslexicons')]).toEqual([verb, true]);
  for (const what of ['ttsservices', 'configmaps', 'ttslexicons --subresource=status'])
    expect([what, await may('ana', 'patch', what)]).toEqual([what, false]);
  await eventually('the roles are aggregated', () => may('ben', 'patch', 'ttslexicons'), 20_000);
  expect([await may('cleo', 'get', 'ttslexicons'), await may('cleo', 'patch', 'ttslexicons')]).toEqual([true, false]);
});
