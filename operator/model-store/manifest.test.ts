import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { BadManifest, manifestDigest, manifestText, parseManifest } from './manifest.ts';
import type { Manifest } from './manifest.ts';

const sha = (text: string) => createHash('sha256').update(text).digest('hex');
const manifest: Manifest = {
  schemaVersion: 1,
  name: 'tiny',
  precision: 'q8',
  files: [
    { role: 'voice', sha256: sha('b'), size: 1, path: 'voices/b.bin', optional: true },
    { role: 'model', sha256: sha('a'), size: 1, path: 'model.onnx' },
  ],
};
const edit = (change: (m: Manifest) => void) => {
  const copy = structuredClone(manifest);
  change(copy);
  return JSON.stringify(copy);
};

describe('manifest', () => {
  it('has one canonical text, whatever the order of keys and files', () => {
    const text = manifestText(manifest);
    expect(text).toBe(
      `{"schemaVersion":1,"name":"tiny","precision":"q8","files":[` +
        `{"path":"model.onnx","size":1,"sha256":"${sha('a')}","role":"model"},` +
        `{"path":"voices/b.bin","size":1,"sha256":"${sha('b')}","role":"voice","optional":true}]}\n`,
    );
    expect(manifestText(parseManifest(text))).toBe(text);
    expect(manifestDigest(manifest)).toBe(sha(text));
  });

  it.each([
    ['a path that climbs out', edit((m) => (m.files[0]!.path = '../etc/passwd')), /path/],
    ['an absolute path', edit((m) => (m.files[0]!.path = '/etc/passwd')), /path/],
    ['a hidden file', edit((m) => (m.files[0]!.path = 'a/.b')), /path/],
    ['a name of the store', edit((m) => (m.files[0]!.path = 'manifest.json')), /reserved names/],
    ['a path twice', edit((m) => (m.files[0]!.path = 'model.onnx')), /twice/],
    ['a file that is also a folder', edit((m) => (m.files[0]!.path = 'model.onnx/x')), /a file and a folder/],
    ['a short digest', edit((m) => (m.files[0]!.sha256 = 'abc')), /sha256/],
    ['a negative size', edit((m) => (m.files[0]!.size = -1)), /size/],
    ['no files', edit((m) => (m.files = [])), /files/],
    ['not JSON', '{', /not JSON/],
  ])('refuses %s', (_what, text, message) => {
    expect(() => parseManifest(text)).toThrow(BadManifest);
    expect(() => parseManifest(text)).toThrow(message);
  });
});
