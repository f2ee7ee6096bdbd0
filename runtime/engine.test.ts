import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { parseConfig } from './config.ts';
import { loadEngine } from './engine.ts';
import { findPublishedModel } from './text/published-model.ts';

/** The published model with one voice alone. */
async function withOneVoice(id: string): Promise<string> {
  const from = await findPublishedModel();
  const manifest = JSON.parse(readFileSync(join(from, 'manifest.json'), 'utf8')) as {
    files: { path: string; role: string }[];
  };
  manifest.files = manifest.files.filter(({ path, role }) => role !== 'voice' || path === `voices/${id}.bin`);
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

it('a model without an American voice gets ready: a voice that is there proves it, in its language', async () => {
  const config = parseConfig({
    TTS_MODEL_PATH: await withOneVoice('bf_emma'),
    TTS_TEMP_DIR: join(tmpdir(), 'tts-test'),
  });
  const warnings: string[] = [];
  const engine = await loadEngine(config, {
    onThreadsStart: () => undefined,
    onThreadRestart: (_thread, reason) => void warnings.push(reason),
    onWarning: (message) => void warnings.push(message),
    onWait: () => undefined,
  });
  expect(engine.voices.voices.filter(({ present }) => present).map(({ id }) => id)).toEqual(['bf_emma']);
  expect(engine.running()).toBe(true);
  expect(warnings).toEqual([]);
  await engine.close();
}, 240_000);
