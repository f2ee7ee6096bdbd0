import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { STYLE_ROWS, STYLE_WIDTH } from '../model/voice-pack.ts';

export interface PublishedFolder {
  modelPath: string;
  digest: string;
  /** Absolute path of a file of the model. */
  file: (path: string) => string;
}

/** A voice whose row r holds the value r + `base` everywhere. */
export function voiceBytes(base: number): Buffer {
  const values = new Float32Array(STYLE_ROWS * STYLE_WIDTH).map((_, index) => Math.floor(index / STYLE_WIDTH) + base);
  return Buffer.from(values.buffer);
}

const letters = [...' abcdefghijklmnopqrstuvwxyz.'];

export const defaultFiles = {
  'model.onnx': Buffer.from('not a model'),
  'vocab.json': Buffer.from(
    JSON.stringify({ vocab: Object.fromEntries(letters.map((letter, id) => [letter, id + 1])) }),
  ),
  'voices/af_sky.bin': voiceBytes(0),
  'voices/af_bella.bin': voiceBytes(1000),
  'voices/af_sarah.bin': voiceBytes(2000),
  'voices/zf_xiaobei.bin': voiceBytes(3000),
};

/** A published model in a new temporary folder, laid out as docs/architecture.md says; `absent` files are in its manifest only. */
export function publishModel(
  files: Record<string, Buffer> = defaultFiles,
  absent: string[] = [],
  precision = 'q8',
): PublishedFolder {
  const modelPath = mkdtempSync(join(tmpdir(), 'tts-model-'));
  const listed = [
    ...Object.entries(files).map(([path, bytes]) => ({
      path,
      size: bytes.length,
      sha256: sha256(bytes),
      role: role(path),
    })),
    ...absent.map((path) => ({ path, size: 4, sha256: sha256(Buffer.alloc(4)), role: role(path), optional: true })),
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
  const manifest = Buffer.from(`${JSON.stringify({ schemaVersion: 1, name: 'test', precision, files: listed })}\n`);
  const digest = sha256(manifest);
  for (const [path, bytes] of Object.entries({ ...files, 'manifest.json': manifest })) {
    mkdirSync(dirname(join(modelPath, digest, path)), { recursive: true });
    writeFileSync(join(modelPath, digest, path), bytes);
  }
  return { modelPath, digest, file: (path) => join(modelPath, digest, path) };
}

function role(path: string): string {
  if (path.startsWith('voices/')) return 'voice';
  return path === 'vocab.json' ? 'vocabulary' : 'model';
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
