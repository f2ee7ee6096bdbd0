import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { parseConfig } from '../config.ts';
import { loadEngine } from './engine.ts';
import type { EngineEvents } from './engine.ts';
import { GraphEditor } from '../model/graph/graph-editor.ts';
import { decodeModel, encodeModel } from '../model/graph/onnx-proto.ts';
import { preparedModel } from '../model/prepared-model.ts';
import { sealFolder } from '../model/sealed-folder.ts';
import { openModelStore } from '../model/store.ts';
import { findPublishedModel } from '../model/published-model.ts';

/** The published model with these voices alone. */
async function withVoices(...ids: string[]): Promise<string> {
  const from = await findPublishedModel();
  const manifest = JSON.parse(readFileSync(join(from, 'manifest.json'), 'utf8')) as {
    files: { path: string; role: string }[];
  };
  manifest.files = manifest.files.filter(({ path, role }) => role !== 'voice' || ids.includes(basename(path, '.bin')));
  const bytes = Buffer.from(`${JSON.stringify(manifest)}\n`);
  const modelPath = mkdtempSync(join(tmpdir(), 'tts-engine-'));
  const folder = join(modelPath, createHash('sha256').update(bytes).digest('hex'));
  for (const { path } of manifest.files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    symlinkSync(join(from, path), join(folder, path));
  }
  writeFileSync(join(folder, 'manifest.json'), bytes);
  return modelPath;
}

function noting(warnings: string[]): EngineEvents {
  return {
    onStage: () => undefined,
    onThreadRestart: (_thread, reason) => void warnings.push(reason),
    onLost: () => undefined,
    onWarning: (message) => void warnings.push(message),
    onWait: () => undefined,
    onComputed: () => undefined,
  };
}

it('a model without an American voice gets ready: a voice that is there proves it, in its language', async () => {
  const config = parseConfig({
    TTS_MODEL_PATH: await withVoices('bf_emma'),
    TTS_TEMP_DIR: join(tmpdir(), 'tts-test'),
  });
  const warnings: string[] = [];
  const engine = await loadEngine(config, noting(warnings));
  expect(engine.voices.voices.filter(({ present }) => present).map(({ id }) => id)).toEqual(['bf_emma']);
  expect(engine.running()).toBe(true);
  expect(warnings).toEqual([]);
  await engine.close();
}, 240_000);

it.each([
  ['is found before a server without steps before it is ready', { TTS_PREPARED_RECORD: '/none' }, 'FileMismatch'],
  ['was found by the step before the server, where there is one', {}, undefined],
] as const)(
  'a damaged voice that is not the first %s',
  async (_what, env, reason) => {
    const modelPath = await withVoices('af_heart', 'bf_emma');
    const voice = join(modelPath, readdirSync(modelPath)[0]!, 'voices/bf_emma.bin');
    const bytes = readFileSync(voice);
    bytes[99]! ^= 1;
    rmSync(voice);
    writeFileSync(voice, bytes);
    const config = parseConfig({ TTS_MODEL_PATH: modelPath, TTS_TEMP_DIR: join(tmpdir(), 'tts-test'), ...env });
    const loading = loadEngine(config, noting([]));
    if (reason) await expect(loading).rejects.toMatchObject({ reason });
    else await (await loading).close();
  },
  240_000,
);

/** An engine with one voice, and a segment for it. */
async function engineWith(env: Record<string, string>) {
  const config = parseConfig({
    TTS_MODEL_PATH: await withVoices('af_heart'),
    TTS_TEMP_DIR: join(tmpdir(), 'tts-test'),
    ...env,
  });
  const engine = await loadEngine(config, noting([]));
  onTestFinished(async () => engine.close());
  const voice = await engine.voices.load('af_heart');
  const input = { ids: [50, 83, 54, 156, 57, 135, 3], style: voice.style(7), speed: 1 };
  const { signal } = new AbortController();
  return { engine, speak: async () => engine.scheduler.seat(performance.now() + 60_000)(input, signal) };
}

it('with three lanes, requests are spoken at once by one model, to the bit as with one lane of any threads', async () => {
  const { engine, speak } = await engineWith({ TTS_LANES: '3', TTS_THREADS: '2' });
  const spoken = [1, 2, 3].map(speak);
  expect(engine.scheduler.depth).toBe(0);
  const fourth = speak();
  expect(engine.scheduler.depth).toBe(1);
  const all = await Promise.all([...spoken, fourth]);
  expect(all[0].samples.length).toBeGreaterThan(10_000);
  for (const { samples } of all) expect(samples).toEqual(all[0].samples);
  for (const threads of ['1', '2']) {
    const alone = await engineWith({ TTS_LANES: '1', TTS_THREADS: threads });
    expect((await alone.speak()).samples).toEqual(all[0].samples);
  }
}, 240_000);

it('lanes in processes of their own speak alike', async () => {
  const { speak } = await engineWith({ TTS_LANES: '2', TTS_THREADS: '1', TTS_SLEEP_AFTER: '60' });
  const [first, second] = await Promise.all([speak(), speak()]);
  expect(second.samples).toEqual(first.samples);
}, 240_000);

/** Changes how a prepared graph computes its speech, and seals it as if it had been made so. */
async function tamper(folder: string, change: (graph: GraphEditor, speech: string) => string): Promise<void> {
  const file = join(folder, 'model.onnx');
  const model = decodeModel(readFileSync(file));
  const [output] = model.graph.output;
  const speech = `${output!.name}_made`;
  for (const node of model.graph.node) node.output = node.output.map((name) => (name === output!.name ? speech : name));
  const graph = new GraphEditor(model.graph);
  graph.replace(output!.name, change(graph, speech));
  graph.finish();
  writeFileSync(file, encodeModel(model));
  rmSync(join(folder, 'seal.json'));
  await sealFolder(folder);
}

it('a prepared graph that fails the proof is thrown away, and the next start prepares it anew', async () => {
  const shared = join(tmpdir(), 'tts-test');
  const tempDir = mkdtempSync(join(tmpdir(), 'tts-engine-'));
  onTestFinished(() => rmSync(tempDir, { recursive: true }));
  const config = parseConfig({ TTS_MODEL_PATH: await withVoices('af_heart'), TTS_TEMP_DIR: tempDir });
  const store = await openModelStore(config.modelPath, config.modelDigest);
  const made = (await preparedModel(store.file('model.onnx'), shared, () => undefined))!;
  const kept = join(tempDir, 'prepared', basename(made));
  const warnings: string[] = [];
  const load = async () => (await loadEngine(config, noting(warnings))).close();
  const isKept = () => readdirSync(tempDir).includes('prepared');

  for (const [change, message] of [
    [(graph: GraphEditor, speech: string) => graph.add('Sub', [speech, speech]), 'the model spoke silence'],
    [
      (graph: GraphEditor, speech: string) => graph.add('Reshape', [speech, graph.ints([7])]),
      'Speech synthesis failed',
    ],
  ] as const) {
    mkdirSync(join(tempDir, 'prepared'), { mode: 0o700 });
    cpSync(made, kept, { recursive: true });
    await tamper(kept, change);
    await expect(load()).rejects.toThrow(message);
    expect(isKept()).toBe(false);
  }
  await load();
  expect(isKept()).toBe(true);
  expect(warnings).toEqual([]);
}, 240_000);
