import { readFileSync } from 'node:fs';
import { loadAll } from 'js-yaml';
import { expect, test } from 'vitest';
import { parseConfig } from '../runtime/config.ts';
import { NODE_FLAGS, PROCESS_ENVIRONMENT } from '../runtime/process/process-settings.ts';
import { lastResult } from '../operator/model-store/report.ts';
import { checkLexicon } from '../operator/decide/lexicon.ts';
import { strangeSymbol } from '../operator/decide/phonetic.ts';
import { LEXICON_LIMITS as OPERATOR_LIMITS, LexiconSpec } from '../operator/api/ttslexicon.ts';
import { LEXICON_LIMITS, parseLexicon } from '../runtime/lexicons/lexicon.ts';
import { languages } from '../runtime/model/voice-catalog.ts';
import { unspeakableIn } from '../runtime/text/pronunciations.ts';
import { readSettings } from '../operator/model-store/settings.ts';
import { ModelStoreError } from '../runtime/model/store.ts';
import { terminationMessage } from '../runtime/process/termination-message.ts';

interface Container {
  name: string;
  env?: { name: string; value: string }[];
  volumeMounts: { name: string; mountPath: string; readOnly?: boolean }[];
  ports?: { name: string; containerPort: number }[];
  readinessProbe?: { httpGet: { path: string } };
}
interface Workload {
  kind: string;
  spec: { template: { spec: { initContainers?: Container[]; containers: Container[]; volumes: { name: string }[] } } };
}

const objects = (file: string): Workload[] =>
  loadAll(readFileSync(new URL(`golden/pattern-tts/${file}`, import.meta.url), 'utf8')) as Workload[];
const podOf = (file: string, kind: string) => {
  const found = objects(file).find((object) => object.kind === kind);
  if (!found) throw new Error(`no ${kind} in ${file}`);
  return found.spec.template.spec;
};
const envOf = (container: Container | undefined): Record<string, string> =>
  Object.fromEntries((container?.env ?? []).map(({ name, value }) => [name, value]));

test('the runtime understands the environment that the operator gives it, and uses the same port', () => {
  const [server] = podOf('after.yaml', 'Deployment').containers;
  const config = parseConfig(envOf(server));
  expect(config).toMatchObject({
    environment: 'dev',
    logLevel: 'INFO',
    host: '::',
    modelPath: '/models/kokoro-v1.0',
    useGpu: false,
    gpuFallback: false,
    maxTextLength: 4096,
    tempDir: '/tmp/tts',
  });
  expect(config.modelDigest).toMatch(/^[0-9a-f]{64}$/);
  expect(server?.ports?.[0]).toMatchObject({ name: 'http', containerPort: config.port });
});

test('what the runtime opens is mounted: the model read-only, its temporary folder writable', () => {
  const pod = podOf('after.yaml', 'Deployment');
  const [server] = pod.containers;
  const config = parseConfig(envOf(server));
  const mountOf = (path: string) =>
    server?.volumeMounts.find(({ mountPath }) => path === mountPath || path.startsWith(`${mountPath}/`));
  expect(mountOf(config.modelPath)).toMatchObject({ name: 'models', readOnly: true });
  expect(mountOf(config.tempDir)).toMatchObject({ name: 'tmp' });
  expect(mountOf(config.tempDir)?.readOnly).toBeUndefined();
  const names = pod.volumes.map(({ name }) => name);
  for (const container of [...pod.containers, ...(pod.initContainers ?? [])])
    for (const { name } of container.volumeMounts) expect(names).toContain(name);
});

test('the model store understands the tasks of the Job and of the init container, for the model that the server opens', () => {
  const [server] = podOf('after.yaml', 'Deployment').containers;
  const [check] = podOf('after.yaml', 'Deployment').initContainers ?? [];
  const [download] = podOf('before.yaml', 'Job').containers;
  const config = parseConfig(envOf(server));
  for (const container of [check, download])
    expect(envOf(container)).toMatchObject({ MODEL_PATH: config.modelPath, MODEL_DIGEST: config.modelDigest });
  expect(readSettings(envOf(download))).toMatchObject({
    npmRegistry: 'https://npm.example/',
    pypiIndex: 'https://pypi.example/simple/',
  });
});

test('the image starts the server as `npm run serve` does', () => {
  const dockerfile = readFileSync(new URL('../Dockerfile.runtime', import.meta.url), 'utf8');
  const command = JSON.parse(/^CMD (.*)$/m.exec(dockerfile)?.[1] ?? '') as string[];
  expect(command).toEqual(['node', ...NODE_FLAGS, 'dist/runtime/main.js']);
  const variables = Object.fromEntries(
    (/^ENV (NODE_ENV=.*)$/m.exec(dockerfile)?.[1] ?? '').split(' ').map((pair) => pair.split('=')),
  ) as Record<string, string>;
  expect(variables).toEqual({ NODE_ENV: 'production', ...PROCESS_ENVIRONMENT });
});

test.each([
  ['ModelNotPublished', 'NotPublished'],
  ['FileMissing', 'Damaged'],
  ['FileMismatch', 'Damaged'],
] as const)('a server that ends for %s is understood by the operator: %s', (reason, told) => {
  const message = terminationMessage(new ModelStoreError(reason, 'voices/a.bin'));
  const result = { phase: 'Failed', reason: told, message: 'voices/a.bin' };
  expect(lastResult(`a line before\n${message}`)).toMatchObject(result);
});

test('operator and server speak the same symbols of the IPA', () => {
  const disagreed: string[] = [];
  for (let code = 0; code < 0x30000; code++) {
    if (code >= 0xd800 && code < 0xe000) continue;
    const symbol = String.fromCodePoint(code);
    if (strangeSymbol(symbol) !== unspeakableIn(symbol)) disagreed.push(code.toString(16));
  }
  expect(disagreed).toEqual([]);
  expect(unspeakableIn('ˈtəmeɪtoʊ')).toBeUndefined();
});

test('operator and server accept the same lexicons', () => {
  expect(OPERATOR_LIMITS).toEqual(LEXICON_LIMITS);
  const tags = Object.values(languages).flatMap(({ bcp47 }) => [bcp47, bcp47.split('-')[0]]);
  expect(new Set(LexiconSpec.shape.language.options)).toEqual(new Set(tags));
  const word = (word: string, over: object = { say: 'x' }) => ({ word, ...over });
  const cases: object[][] = [
    [],
    [word('nginx'), word('GIF', { ipa: 'dʒɪf', caseSensitive: true }), word('gif')],
    [word('a b'), word('A\u00a0 b')],
    [word('a’b'), word("a'b")],
    [word('straße'), word('STRASSE')],
    [word('Σίσυφος'), word('ΣΊΣΥΦΟΣ')],
    [word('e\u0301'), word('é')],
    [word('İ'), word('i̇')],
    [word('...')],
    [word('→')],
    [word(' a')],
    [word('a', { say: 'x\u2028y' })],
    [word('a', { say: 'x\ty' })],
    [word('a', { ipa: 'ni3' })],
    [word('a', { ipa: 'ˈ' })],
    [word('a', { ipa: 'a', say: 'b' })],
    [word('a', {})],
    [word('a'.repeat(64))],
    [word('a'.repeat(65))],
    [word('a', { say: 'b'.repeat(129) })],
    Array.from({ length: 1000 }, (_, index) => word(`a${index}`)),
    Array.from({ length: 1001 }, (_, index) => word(`a${index}`)),
  ];
  const accepts = (entries: object[]): [boolean, string | undefined] => {
    const spec = { language: 'en', entries };
    const object = { apiVersion: 'v1', kind: 'TTSLexicon', metadata: { name: 'own' }, spec };
    const checked = checkLexicon(object);
    let digest: string | undefined;
    try {
      ({ digest } = parseLexicon('own', Buffer.from('content' in checked ? checked.content : JSON.stringify(spec))));
    } catch {
      // refused
    }
    return ['content' in checked && checked.digest === digest, digest];
  };
  const judged = cases.map(accepts);
  expect(judged.map(([operator]) => operator)).toEqual(judged.map(([, digest]) => digest !== undefined));
  expect(judged.filter(([accepted]) => accepted).length).toBeGreaterThan(4);
  expect(judged.filter(([accepted]) => !accepted).length).toBeGreaterThan(8);
});
