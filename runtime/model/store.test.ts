import { mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { publishModel } from '../testing/model-folder.ts';
import { openModelStore } from './store.ts';

const reason = (promise: Promise<unknown>) =>
  promise.then(
    () => 'opened',
    (error: unknown) => (error as { reason?: string }).reason,
  );

it('opens the only published model, and a named one', async () => {
  const { modelPath, digest } = publishModel();
  mkdirSync(join(modelPath, '.downloads', 'f'.repeat(64)), { recursive: true });
  expect((await openModelStore(modelPath)).digest).toBe(digest);
  expect((await openModelStore(modelPath, digest)).folder).toBe(join(modelPath, digest));
});

it('refuses to guess between two models, and says when there is none', async () => {
  const { modelPath } = publishModel();
  mkdirSync(join(modelPath, 'e'.repeat(64)));
  await expect(openModelStore(modelPath)).rejects.toThrow(/set TTS_MODEL_DIGEST to one of/);
  expect(await reason(openModelStore(modelPath, 'e'.repeat(64)))).toBe('ModelNotPublished');
  expect(await reason(openModelStore(join(modelPath, 'nowhere')))).toBe('ModelPathMissing');
});

it('refuses a manifest that was changed', async () => {
  const { modelPath, file } = publishModel();
  writeFileSync(file('manifest.json'), '{"schemaVersion":1,"name":"x","precision":"q8","files":[]}\n');
  expect(await reason(openModelStore(modelPath))).toBe('ManifestMismatch');
});

it('refuses a file that is missing or short', async () => {
  const missing = publishModel();
  rmSync(missing.file('voices/af_sky.bin'));
  expect(await reason(openModelStore(missing.modelPath))).toBe('FileMissing');
  const short = publishModel();
  truncateSync(short.file('voices/af_sky.bin'), 100);
  expect(await reason(openModelStore(short.modelPath))).toBe('FileMismatch');
});

it('finds a file of the right size with other bytes when it is read', async () => {
  const { modelPath, file } = publishModel();
  writeFileSync(file('model.onnx'), 'NOT A MODEL');
  const store = await openModelStore(modelPath);
  expect(await reason(store.read('model.onnx'))).toBe('FileMismatch');
  expect(await reason(store.verify('model.onnx'))).toBe('FileMismatch');
  await store.verify('vocab.json');
});

it('opens without an optional file, and remembers that it is missing', async () => {
  const { modelPath } = publishModel(undefined, ['voices/af_v0.pt']);
  const store = await openModelStore(modelPath);
  expect([...store.missing]).toEqual(['voices/af_v0.pt']);
  expect(await reason(store.read('voices/af_v0.pt'))).toBe('FileMissing');
});
