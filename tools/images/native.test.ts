import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { repoRoot } from '../cluster/paths.ts';
import { isFor } from './native.ts';

const modules = join(repoRoot, 'node_modules');

describe.each(['x64', 'arm64'])('an image for linux on %s', (architecture) => {
  test('holds one addon for Opus', () => {
    const addons = readdirSync(join(modules, '@evan/opus/node')).filter((file) => file.endsWith('.node'));
    expect(addons.length).toBeGreaterThan(3);
    expect(addons.filter((file) => isFor(`node_modules/@evan/opus/node/${file}`, 'linux', architecture))).toEqual([
      `${architecture}-linux.node`,
    ]);
  });

  test('holds the ONNX Runtime of its architecture and of no other', () => {
    const root = 'node_modules/onnxruntime-node/bin';
    const files = readdirSync(join(repoRoot, root), { recursive: true, encoding: 'utf8' })
      .map((file) => `${root}/${file}`)
      .filter((file) => file.includes('libonnxruntime') && isFor(file, 'linux', architecture));
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) expect(file).toContain(`/linux/${architecture}/`);
    expect(existsSync(join(repoRoot, files[0] ?? ''))).toBe(true);
  });
});

test('a package for one platform belongs into its image alone', () => {
  const file = 'node_modules/@koromix/koffi-linux-arm64/linux_arm64/koffi.node';
  expect(isFor(file, 'linux', 'arm64')).toBe(true);
  expect(isFor(file, 'linux', 'x64')).toBe(false);
  expect(isFor('node_modules/koffi/index.js', 'linux', 'x64')).toBe(true);
});

test('what no platform has in its name is for all', () => {
  expect(isFor('node_modules/@evan/opus/node/index.js', 'linux', 'x64')).toBe(true);
  expect(isFor('dist/runtime/main.js', 'linux', 'arm64')).toBe(true);
});
