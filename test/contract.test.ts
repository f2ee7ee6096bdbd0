import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { expect, onTestFinished, test } from 'vitest';
import type { KubeObject } from '../operator/controller/object.ts';
import { countsOf, measuredOf } from '../operator/observe/counts.ts';
import { Admission } from '../runtime/admission.ts';
import { createMetrics } from '../runtime/http/metrics.ts';
import { preparedModels } from '../operator/decide/prepared.ts';
import { parseConfig } from '../runtime/config.ts';
import { NODE_FLAGS, PROCESS_ENVIRONMENT } from '../runtime/process/process-settings.ts';
import { lastResult } from '../operator/model-store/report.ts';
import { checkLexicon } from '../operator/decide/lexicon.ts';
import { strangeSymbol } from '../operator/decide/phonetic.ts';
import { LEXICON_LIMITS as OPERATOR_LIMITS, LexiconSpec } from '../operator/api/ttslexicon.ts';
import { LEXICON_LIMITS, parseLexicon } from '../runtime/lexicons/lexicon.ts';
import type { SpokenSegment } from '../runtime/speech/synthesize.ts';
import { languages } from '../runtime/model/voice-catalog.ts';
import { NOT_ON_GPU as REFUSED } from '../operator/api/ttsservice.ts';
import { catalogEntries } from '../operator/model-store/catalog.ts';
import { NOT_ON_GPU } from '../runtime/model/gpu.ts';
import { unspeakableIn } from '../runtime/text/pronunciations.ts';
import { API_PATHS } from '../operator/objects/keda.ts';
import { readSettings } from '../operator/model-store/settings.ts';
import { ModelStoreError } from '../runtime/model/store.ts';
import { gpuProblem } from '../operator/status/gpu-status.ts';
import { defaultFiles, publishModel } from '../runtime/testing/model-folder.ts';
import { OPEN, routesOf } from '../runtime/testing/routes.ts';
import { sumModel } from '../runtime/testing/sum-model.ts';
import { server as testServer } from '../runtime/testing/test-server.ts';
import { gpuMessage, terminationMessage } from '../runtime/process/termination-message.ts';

const keepMain = join(import.meta.dirname, '../runtime/model/keep-main.ts');

interface Container {
  name: string;
  image?: string;
  command?: string[];
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

test('what one pod prepares, the operator puts on record, and the next pod uses', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tts-contract-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [check, prepare] = podOf('after.yaml', 'Deployment').initContainers ?? [];
  expect([check?.name, prepare?.name]).toEqual(['model', 'prepare']);
  const bytes = readFileSync(sumModel(folder).path);
  const { modelPath, digest, file } = publishModel({ ...defaultFiles, 'model.onnx': bytes });
  const record = join(folder, 'prepared.json');
  const run = async (pod: string): Promise<string> => {
    const [program, ...args] = prepare?.command ?? [];
    expect(program).toBe('node');
    const command = args.map((arg) => arg.replace('./dist/runtime/model/keep-main.js', keepMain));
    const result = join(folder, `${pod}.result`);
    const own = { TTS_MODEL_PATH: modelPath, TTS_MODEL_DIGEST: digest, TTS_TEMP_DIR: join(folder, pod) };
    const env = { ...envOf(prepare), ...own, TTS_PREPARED_RECORD: record, TTS_RESULT_FILE: result };
    const given = [...Object.keys(own), 'TTS_PREPARED_RECORD', 'TTS_RUNTIME_IMAGE'];
    expect(Object.keys(envOf(prepare)).sort()).toEqual(given.sort());
    const child = spawn(process.execPath, command, { env: { ...process.env, ...env }, stdio: 'ignore' });
    expect(await once(child, 'exit')).toEqual([0, null]);
    return existsSync(result) ? readFileSync(result, 'utf8') : '';
  };
  const message = await run('first');
  expect(lastResult(message)).toMatchObject({ phase: 'Prepared', image: prepare?.image });
  const status = { initContainerStatuses: [{ name: 'prepare', state: { terminated: { exitCode: 0, message } } }] };
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'first' }, status } as unknown as KubeObject;
  writeFileSync(record, JSON.stringify(preparedModels({ manifest: undefined, readers: [pod] }, undefined).seals));
  // What it is prepared of is out of reach: a copy of what is kept is all that there can be.
  writeFileSync(file('model.onnx'), Buffer.alloc(bytes.length));
  expect(await run('second')).toBe(message);
  expect(readdirSync(join(folder, 'second/prepared'))).toEqual(readdirSync(join(folder, 'first/prepared')));
}, 60_000);

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

test.each(['GpuUnusable', 'GpuFallback'] as const)('what a server reports of its GPU is understood: %s', (reason) => {
  const message = gpuMessage(reason, 'libcuda.so.1: cannot open shared object file');
  const status = { name: 'tts-service', lastState: { terminated: { exitCode: 1, message } } };
  expect(gpuProblem(status)).toEqual({ reason, message: 'libcuda.so.1: cannot open shared object file' });
});

test('the operator reads from the metrics of a server how fast it speaks', async () => {
  const limits = { maxRequests: 1, maxAnswers: 1, maxHeldBytes: 1, queueTimeoutMs: 1 };
  const metrics = createMetrics(
    () => 0,
    new Admission(limits),
    () => false,
  );
  metrics.lanes.set(2);
  const read = async () => measuredOf([countsOf(await metrics.registry.metrics())]);
  expect(await read()).toBeUndefined();
  for (let request = 0; request < 50; request++) {
    metrics.segmentSeconds.observe({ place: 'first' }, 0.28);
    for (let segment = 0; segment < 3; segment++) metrics.segmentSeconds.observe({ place: 'later' }, 0.7);
  }
  const segment = { samples: new Float32Array(24_000 * 200 * 4) } as SpokenSegment;
  metrics.observeSegment({ ...segment, inferenceSeconds: 1 });
  const measured = await read();
  expect(measured).toMatchObject({ lanes: 2, segmentsPer100Requests: 400, speechMs: 4000 });
  expect(measured?.firstSegmentMs.every((ms) => ms > 250 && ms <= 300)).toBe(true);
  expect(measured?.laterSegmentMs.every((ms) => ms > 600 && ms <= 800)).toBe(true);
});

test('every request of the speech API wakes a service that sleeps, and nothing else does', async () => {
  const app = await testServer();
  await app.ready();
  const wakes = (path: string) => API_PATHS.some((api) => path === api || path.startsWith(`${api}/`));
  const routes = routesOf(app).map(([, path]) => path);
  expect(routes.length).toBeGreaterThan(15);
  expect(routes.filter((path) => wakes(path) === OPEN.test(path))).toEqual([]);
});

test('operator and runtime refuse the same precisions on a GPU, and all of the catalog but three', () => {
  expect(REFUSED).toEqual(NOT_ON_GPU);
  const onGpu = catalogEntries().filter(({ precision }) => !REFUSED.includes(precision));
  expect(onGpu.map(({ precision }) => precision)).toEqual(['fp32', 'fp16', 'q8']);
});
