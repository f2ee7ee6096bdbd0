import { describe, expect, it, test } from 'vitest';
import type { KubeObject } from '../controller/object.ts';
import { ANNOTATION } from '../objects/metadata.ts';
import { nothing, service } from '../testing/services.ts';
import { lexiconPlan } from './lexicons.ts';

const lexicon = (name: string, ...entries: object[]): [string, KubeObject] => [
  name,
  { apiVersion: 'v1', kind: 'TTSLexicon', metadata: { name }, spec: { language: 'en', entries } },
];
const good = (name: string, say = 'x') => lexicon(name, { word: 'a', say });
const bad = (name: string) => lexicon(name, { word: 'a', ipa: '7' });
const dataOf = (map: KubeObject | undefined) => map?.['data'] as Record<string, string> | undefined;

function planOf(
  server: object,
  lexicons: [string, KubeObject][] | undefined,
  data?: Record<string, string>,
  pods: KubeObject[] = [],
) {
  const subject = service({ spec: { server } });
  const { map } = lexiconPlan(subject, nothing({ lexicons: new Map() }));
  return lexiconPlan(
    subject,
    nothing({ lexicons: lexicons && new Map(lexicons), pods, lexiconMap: data && map && { ...map, data } }),
  );
}

test('the ConfigMap holds the lexicons by name, and which of them are for every request', () => {
  const server = { lexicons: ['b', 'a'], lexiconsOnRequest: ['c', 'a'] };
  const { map, judgement } = planOf(server, [good('a'), good('b'), good('c')]);
  expect(map?.metadata).toMatchObject({ ownerReferences: [{ kind: 'TTSService', controller: true }] });
  expect(Object.keys(dataOf(map) ?? {}).sort()).toEqual(['a.json', 'b.json', 'c.json', 'defaults']);
  expect(dataOf(map)?.['defaults']).toBe('b\na\n');
  expect(judgement).toMatchObject({ status: 'Unknown', reason: 'NotStarted' });
  const then = planOf(server, [good('a'), good('b'), good('c')], {});
  expect(then.judgement).toMatchObject({ status: 'True', reason: 'Delivered' });
});

test('a service without lexicons has no ConfigMap and no condition', () => {
  expect(planOf({}, [good('a')])).toEqual({ map: undefined, nudges: [], judgement: undefined });
});

describe('the last valid version', () => {
  const server = { lexicons: ['a', 'b'] };
  const before = dataOf(planOf(server, [good('a'), good('b', 'old')]).map)!;

  it('stays while a change of it is invalid; the others change', () => {
    const { map, judgement } = planOf(server, [good('a', 'new'), bad('b')], before);
    expect(dataOf(map)?.['b.json']).toBe(before['b.json']);
    expect(dataOf(map)?.['a.json']).toContain('new');
    expect(judgement).toMatchObject({
      status: 'False',
      reason: 'LexiconInvalid',
      message:
        'TTSLexicon b: spec.entries[0] (a): the model has no sound for "7" (U+0037). Its last valid version stays in use.',
    });
  });

  it('is not taken from what somebody has broken', () => {
    const { map, judgement } = planOf(server, [good('a'), bad('b')], { ...before, 'b.json': '{}' });
    expect(dataOf(map)).not.toHaveProperty('b.json');
    expect(judgement?.message).toContain('It is not in use.');
  });

  it('goes with its TTSLexicon', () => {
    const { map, judgement } = planOf(server, [good('a')], before);
    expect(dataOf(map)).not.toHaveProperty('b.json');
    expect(judgement).toMatchObject({ status: 'False', reason: 'LexiconNotFound' });
  });

  it('stays, as all else, while the TTSLexicons cannot be listed', () => {
    expect(planOf(server, undefined, before)).toMatchObject({ map: undefined, judgement: { status: 'Unknown' } });
  });
});

test('what does not fit into a ConfigMap stays as it was, or out', () => {
  const large = (name: string) =>
    lexicon(
      name,
      ...Array.from({ length: 1000 }, (_, index) => ({ word: `${index}${'漢'.repeat(55)}`, say: '字'.repeat(60) })),
    );
  const { map, judgement } = planOf({ lexicons: ['a', 'b', 'c', 'd'] }, [
    large('a'),
    large('b'),
    large('c'),
    good('d'),
  ]);
  expect(Object.keys(dataOf(map) ?? {})).toEqual(['a.json', 'b.json', 'd.json', 'defaults']);
  expect(JSON.stringify(map).length).toBeLessThan(1_048_576);
  expect(judgement).toMatchObject({
    reason: 'LexiconsTooLarge',
    message: expect.stringContaining('TTSLexicon c') as string,
  });
  const before = { ...dataOf(map), 'c.json': dataOf(map)!['d.json']! };
  const then = planOf({ lexicons: ['a', 'b', 'c'] }, [large('a'), large('b'), large('c')], before);
  expect(dataOf(then.map)?.['c.json']).toBe(before['c.json']);
});

test('pods are looked at anew once the ConfigMap is as it should be, each once for a version', () => {
  const pod = (name: string, version?: string): KubeObject => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, ...(version === undefined ? {} : { annotations: { [ANNOTATION.lexicons]: version } }) },
  });
  const server = { lexicons: ['a'] };
  const data = dataOf(planOf(server, [good('a')]).map)!;
  const { nudges } = planOf(server, [good('a')], data, [pod('new'), pod('old', 'former')]);
  expect(nudges.map(({ pod }) => pod.metadata.name)).toEqual(['new', 'old']);
  const version = nudges[0]!.annotations[ANNOTATION.lexicons];
  expect(planOf(server, [good('a')], data, [pod('new', version)]).nudges).toEqual([]);
  expect(planOf(server, [good('a', 'other')], data, [pod('new', version)]).nudges).toEqual([]);
});
