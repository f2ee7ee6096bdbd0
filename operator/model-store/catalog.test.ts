import { describe, expect, it } from 'vitest';
import { catalogDraft, catalogEntries, catalogModel, selectVoices, userModel } from './catalog.ts';
import { pin, unresolved } from './draft.ts';
import { manifestText, parseManifest } from './manifest.ts';
import { parseSources, sourcesText } from './source.ts';

const count = (paths: string[], pattern: RegExp) => paths.filter((path) => pattern.test(path)).length;

describe('catalog', () => {
  it('knows every file of kokoro-v1.0 q8', () => {
    const model = catalogModel('kokoro-v1.0', 'q8')!;
    const paths = model.manifest.files.map((file) => file.path);
    expect(count(paths, /^voices\/[a-z]{2}_[a-z]+\.bin$/)).toBe(54);
    expect(count(paths, /^voices\/[a-z]{2}_v0[a-z]*\.pt$/)).toBe(13);
    expect(count(paths, /^lexicons\//)).toBe(10);
    expect(model.manifest.files.filter((file) => file.optional).length).toBe(13);
    expect(model.bytes).toBe(model.manifest.files.reduce((sum, file) => sum + file.size, 0));
    expect(Object.keys(model.sources).sort()).toEqual(paths.sort());
    expect(parseManifest(manifestText(model.manifest))).toEqual(model.manifest);
    expect(parseSources(sourcesText(model.sources))).toEqual(model.sources);
  });

  it('names a precision whose digest it does not know, as a draft', () => {
    expect(catalogEntries()).toContainEqual({ name: 'kokoro-v1.0', precision: 'fp16', pinned: false });
    expect(catalogModel('kokoro-v1.0', 'fp16')).toBeUndefined();
    const { draft } = catalogDraft('kokoro-v1.0', 'fp16')!;
    expect(unresolved(draft).map((file) => file.path)).toEqual(['model.onnx']);
    const manifest = pin(draft, [{ path: 'model.onnx', size: 5, sha256: 'a'.repeat(64) }]);
    expect(manifest.files.find((file) => file.role === 'model')).toMatchObject({ size: 5, sha256: 'a'.repeat(64) });
    expect(() => pin(draft, [])).toThrow(/model\.onnx/);
  });

  it('needs no registry when composed from the hub', () => {
    const { sources } = catalogDraft('kokoro-v1.0', 'q8', 'huggingface')!;
    const types = new Set(Object.values(sources).flatMap((list) => list.map((source) => source.type)));
    expect([...types].sort()).toEqual(['https', 'huggingface']);
  });

  it.each([
    ['kokoro-v9', 'q8'],
    ['kokoro-v1.0', 'q99'],
    ['toString', 'q8'],
  ])('has no %s %s', (name, precision) => {
    expect(catalogDraft(name, precision)).toBeUndefined();
  });

  it('keeps the chosen voices and everything that is not a voice', () => {
    const { draft, sources } = selectVoices(catalogDraft('kokoro-v1.0', 'q8')!, ['af_heart', 'af_v0']);
    expect(draft.files.map((file) => file.path)).toEqual([
      'model.onnx',
      'vocab.json',
      'lexicons/gb_gold.json',
      'lexicons/gb_silver.json',
      'lexicons/us_gold.json',
      'lexicons/us_silver.json',
      'lexicons/zh_phrases.json',
      'lexicons/zh_characters.json',
      'lexicons/ja_words.txt',
      'lexicons/en_tok2vec.msgpack',
      'lexicons/en_tagger.msgpack',
      'lexicons/en_norms.msgpack',
      'voices/af_heart.bin',
      'voices/af_v0.pt',
    ]);
    expect(Object.keys(sources).length).toBe(14);
  });

  it("makes a model of a user's own files", () => {
    const { draft, sources } = userModel('mine', 'fp32', [
      { path: 'model.onnx', url: 'https://models.example/m.onnx', sha256: 'b'.repeat(64), size: 9 },
      { path: 'voices/x.bin', url: 's3://bucket/voices/x.bin' },
      { path: 'config.json', url: 'hf://owner/name@abc123/sub/config.json' },
    ]);
    expect(draft.files.map((file) => file.role)).toEqual(['model', 'voice', 'vocabulary']);
    expect(unresolved(draft).map((file) => file.path)).toEqual(['voices/x.bin', 'config.json']);
    expect(sources).toEqual({
      'model.onnx': [{ type: 'https', url: 'https://models.example/m.onnx', auth: true }],
      'voices/x.bin': [{ type: 's3', bucket: 'bucket', key: 'voices/x.bin' }],
      'config.json': [{ type: 'huggingface', repo: 'owner/name', revision: 'abc123', path: 'sub/config.json' }],
    });
  });
});
