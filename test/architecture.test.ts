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

/** What a module imports of this repository, for types alone or when it runs too. */
function imports(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  const found = [
    ...text.matchAll(/^(?:import|export)\s[^;]*?from '(\.[^']+)'/gms),
    ...text.matchAll(/^import '(\.[^']+)'/gm),
    ...text.matchAll(/\bimport\('(\.[^']+)'\)/g),
  ];
  return found.map(([, to = '']) => relative(root, resolve(root, dirname(file), to)));
}

test('the modules were seen at all, type-only and dynamic imports too', () => {
  expect(sources.length).toBeGreaterThan(60);
  expect(sources.flatMap(imports).length).toBeGreaterThan(150);
  expect(imports('operator/objects/endpoint.ts')).toContain('operator/api/resource.ts');
  expect(imports('runtime/text/languages.ts')).toContain('runtime/text/english/english.ts');
});

/** Throws where a graph leads back to where it began. */
function expectNoCycle(nodes: string[], next: (node: string) => Iterable<string>): void {
  const done = new Set<string>();
  const walk = (node: string, path: string[]): void => {
    if (path.includes(node)) throw new Error(`cycle: ${[...path.slice(path.indexOf(node)), node].join(' -> ')}`);
    if (done.has(node)) return;
    for (const other of next(node)) walk(other, [...path, node]);
    done.add(node);
  };
  for (const node of nodes) walk(node, []);
}

test('no module imports itself by a detour', () => {
  expectNoCycle(sources, imports);
});

/** The room of the operator that a file lies in; its settings are one of their own. */
function room(file: string): string | undefined {
  const [top, name = '', ...rest] = file.split('/');
  if (top !== 'operator') return undefined;
  if (rest.length > 0) return name;
  return name === 'config.ts' ? 'config' : 'operator';
}

/** Each room of the operator, and those that it may import: the steps of a reconcile only look back. */
const ROOMS: Record<string, string[]> = {
  config: [],
  'model-store': [],
  controller: [],
  api: ['controller', 'model-store'],
  cluster: ['api', 'controller'],
  monitoring: ['api', 'controller'],
  resolve: ['api', 'config', 'controller', 'model-store'],
  objects: ['api', 'config', 'controller', 'model-store', 'resolve'],
  watch: ['api', 'cluster', 'controller', 'objects', 'resolve'],
  observe: ['api', 'cluster', 'controller', 'model-store', 'objects', 'resolve', 'watch'],
  decide: ['api', 'config', 'controller', 'model-store', 'objects', 'observe', 'resolve'],
  status: ['api', 'config', 'controller', 'decide', 'model-store', 'objects', 'observe', 'resolve'],
  act: ['api', 'cluster', 'controller', 'decide', 'objects', 'status', 'watch'],
  operator: [
    'act',
    'api',
    'cluster',
    'config',
    'controller',
    'decide',
    'monitoring',
    'observe',
    'resolve',
    'status',
    'watch',
  ],
};

test('no module of the operator climbs out of its room but into those that the table names', () => {
  const climbs = sources.flatMap((file) => {
    const own = room(file);
    if (own === undefined) return [];
    expect(ROOMS, file).toHaveProperty(own);
    return imports(file)
      .filter((to) => room(to) !== own && !ROOMS[own]?.includes(room(to) ?? ''))
      .map((to) => `${file} -> ${to}`);
  });
  expect(climbs).toEqual([]);
  expectNoCycle(Object.keys(ROOMS), (name) => ROOMS[name] ?? []);
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

/** Tables. */
const LONGER = [
  'runtime/text/english/normalize/abbreviation-names.ts',
  'runtime/text/english/senses.ts',
  'runtime/text/japanese/kanji-readings.ts',
];

test('files stay small: at most 250 lines but for data, and a median of 100 in each program', () => {
  const lines = (file: string): number => readFileSync(join(root, file), 'utf8').split('\n').length - 1;
  expect(sources.filter((file) => lines(file) > 250).sort()).toEqual(LONGER);
  for (const top of ['operator', 'runtime', 'plugin', 'tools']) {
    const sorted = sources
      .filter((file) => file.startsWith(`${top}/`))
      .map(lines)
      .sort((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)], top).toBeLessThanOrEqual(100);
  }
});

test('the root of the operator has at most eight files', () => {
  const here = readdirSync(join(root, 'operator')).filter((name) => name.endsWith('.ts'));
  expect(here.length).toBeLessThanOrEqual(8);
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
