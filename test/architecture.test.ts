import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const files = ['operator', 'runtime', 'plugin', 'tools'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
    .map((file) => join(folder, file)),
);
const sources = files.filter((file) => !/\.test\.ts$|\/testing\//.test(file));

function imports(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(/^(?:import|export)\s(?!type)[^;]*?from '(\.[^']+)'/gms)].map(([, to = '']) =>
    relative(root, resolve(root, dirname(file), to)),
  );
}

test('the modules were seen at all', () => {
  expect(sources.length).toBeGreaterThan(60);
  expect(sources.flatMap(imports).length).toBeGreaterThan(150);
});

test('no module imports itself by a detour', () => {
  const done = new Set<string>();
  const walk = (file: string, path: string[]): void => {
    if (path.includes(file)) throw new Error(`cycle: ${[...path.slice(path.indexOf(file)), file].join(' -> ')}`);
    if (done.has(file)) return;
    for (const next of imports(file)) walk(next, [...path, file]);
    done.add(file);
  };
  for (const file of sources) walk(file, []);
});

test('operator and runtime know nothing of each other', () => {
  for (const [own, other] of [
    ['operator/', 'runtime/'],
    ['runtime/', 'operator/'],
  ] as const)
    expect(
      files
        .filter((file) => file.startsWith(own))
        .flatMap(imports)
        .filter((to) => to.startsWith(other)),
    ).toEqual([]);
});

test('one file loads ONNX Runtime, and it turns off its telemetry first', () => {
  const all = ['runtime', 'tools', 'operator', 'plugin', 'test/bench', 'test/support'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => join(folder, file)),
  );
  const loads = (file: string) =>
    /(?:from|import\(?|require\() ?'onnxruntime/.test(readFileSync(join(root, file), 'utf8'));
  expect(all.filter(loads)).toEqual(['runtime/model/onnxruntime.ts']);
  const imports = [...readFileSync(join(root, 'runtime/model/onnxruntime.ts'), 'utf8').matchAll(/^import .*'(.*)'/gm)];
  expect(imports[0]![1]).toBe('./no-telemetry.ts');
});

test('files stay small: the median is about 100 lines, none is a book', () => {
  const lines = sources.map((file) => readFileSync(join(root, file), 'utf8').split('\n').length).sort((a, b) => a - b);
  expect(lines[Math.floor(lines.length / 2)]).toBeLessThanOrEqual(130);
});

test('nothing names a package registry’s host', () => {
  const hosts = new RegExp(
    [
      'registry\\.npmjs' + '\\.org',
      '(?<![\\w.])pypi' + '\\.org',
      'files\\.python' + 'hosted',
      'proxy\\.golang' + '\\.org',
    ].join('|'),
  );
  const all = [...files, 'README.md', 'package-lock.json', 'Dockerfile.operator', 'Dockerfile.runtime'];
  const found = all.filter((file) => {
    try {
      return hosts.test(readFileSync(join(root, file), 'utf8'));
    } catch {
      return false;
    }
  });
  expect(found).toEqual([]);
});
