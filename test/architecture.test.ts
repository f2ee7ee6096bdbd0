import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const files = ['tracing', 'operator', 'runtime', 'plugin', 'tools'].flatMap((folder) =>
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
  expect(imports('operator/objects/service.ts')).toContain('operator/api/resource.ts');
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

test('no module imports itself by a detour, tests included', () => {
  const tests = ['config', 'test'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => join(folder, file)),
  );
  expect(tests.length).toBeGreaterThan(100);
  const all = [...files, ...tests];
  expectNoCycle(all, (file) => (all.includes(file) ? imports(file) : []));
});

type Rooms = Record<string, string[]>;

/** The room of the operator that a file lies in; its settings are one of their own. */
function operatorRoom(file: string): string | undefined {
  const [top, name = '', ...rest] = file.split('/');
  if (top === 'tracing') return top;
  if (top !== 'operator') return undefined;
  if (rest.length > 0) return name;
  return name === 'config.ts' ? 'config' : 'operator';
}

/** Each room of the operator, and those that it may import: the steps of a reconcile only look back. */
const OPERATOR: Rooms = {
  tracing: [],
  config: ['tracing'],
  'model-store': [],
  controller: [],
  api: ['controller', 'model-store'],
  cluster: ['api', 'controller'],
  monitoring: ['api', 'cluster', 'controller', 'tracing'],
  resolve: ['api', 'config', 'controller', 'model-store'],
  objects: ['api', 'config', 'controller', 'model-store', 'resolve'],
  watch: ['api', 'cluster', 'controller', 'objects', 'resolve'],
  observe: ['api', 'cluster', 'config', 'controller', 'model-store', 'objects', 'resolve', 'watch'],
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
    'tracing',
    'watch',
  ],
};

/** Files of the runtime that are rooms of their own: many rooms use them, and they use few. */
const OF_THEIR_OWN = [
  ...['admission', 'config', 'errors', 'readiness'],
  ...['types', 'gap', 'bounded-map', 'json-table'].map((name) => `text/${name}`),
];

/** The room of the runtime that a file lies in: its folder, or itself. */
function runtimeRoom(file: string): string | undefined {
  if (file.startsWith('tracing/')) return 'tracing';
  const [, name = ''] = /^runtime\/(.*)\.ts$/.exec(file) ?? [];
  if (name === '') return undefined;
  return OF_THEIR_OWN.includes(name) ? name : name.replace(/\/?[^/]*$/, '') || 'runtime';
}

const LANGUAGES = ['chinese', 'french', 'hindi', 'italian', 'japanese', 'portuguese', 'spanish'];

/** Each room of the runtime, and those that it may import: the steps of a request only look at what they hand on. */
const RUNTIME: Rooms = {
  errors: [],
  machine: [],
  tracing: [],
  config: ['machine', 'tracing'],
  readiness: [],
  audio: [],
  admission: ['errors'],
  'text/types': [],
  'text/gap': ['text/types'],
  'text/bounded-map': [],
  'text/json-table': [],
  'text/espeak': ['text/types'],
  'text/written': ['text/espeak', 'text/gap', 'text/types'],
  ...Object.fromEntries(
    LANGUAGES.map((name) => [`text/${name}`, ['text/gap', 'text/json-table', 'text/types', 'text/written']]),
  ),
  'text/english/normalize': ['text/written'],
  'text/english/tagger': ['text/bounded-map'],
  'text/english': [
    ...['text/bounded-map', 'text/gap', 'text/json-table', 'text/types'],
    ...['text/english/normalize', 'text/english/tagger', 'text/espeak', 'text/written'],
  ],
  text: [
    ...['errors', 'text/types', 'text/english', 'text/espeak', 'text/written'],
    ...LANGUAGES.map((name) => `text/${name}`),
  ],
  'text/ssml': [
    ...['errors', 'text', 'text/types', 'text/written', 'text/english/normalize'],
    ...LANGUAGES.filter((name) => name !== 'japanese').map((name) => `text/${name}`),
  ],
  'model/graph': [],
  model: ['errors', 'model/graph', 'text/types'],
  workers: ['errors', 'model', 'text', 'text/types'],
  lexicons: ['errors', 'model', 'text', 'text/types'],
  speech: [
    ...['audio', 'config', 'errors', 'lexicons', 'model', 'model/graph', 'text', 'text/ssml', 'text/types'],
    ...['tracing', 'workers'],
  ],
  process: ['config', 'model'],
  http: [
    ...['admission', 'audio', 'config', 'errors', 'lexicons', 'model', 'process', 'readiness'],
    ...['speech', 'text', 'text/ssml', 'text/types', 'tracing'],
  ],
  live: [
    ...['admission', 'audio', 'config', 'errors', 'http', 'lexicons', 'model'],
    ...['speech', 'text', 'text/ssml', 'text/types', 'tracing'],
  ],
  runtime: [
    ...['admission', 'config', 'errors', 'http', 'live', 'model', 'process', 'readiness', 'speech', 'tracing'],
    'workers',
  ],
};

test.each([
  ['operator', operatorRoom, OPERATOR],
  ['runtime', runtimeRoom, RUNTIME],
] as const)('no module of the %s climbs out of its room but into those that the table names', (_, room, rooms) => {
  const climbs = sources.flatMap((file) => {
    const own = room(file);
    if (own === undefined) return [];
    expect(Object.keys(rooms), file).toContain(own);
    return imports(file)
      .filter((to) => room(to) !== own && !rooms[own]?.includes(room(to) ?? ''))
      .map((to) => `${file} -> ${to}`);
  });
  expect(climbs).toEqual([]);
  expectNoCycle(Object.keys(rooms), (name) => rooms[name] ?? []);
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
  // Another one calls the library by its C API.
  const calls = all.filter((file) => readFileSync(join(root, file), 'utf8').includes("from 'koffi'"));
  expect(calls).toEqual(['runtime/model/ort-api.ts']);
  const [first] = [...readFileSync(join(root, calls[0]!), 'utf8').matchAll(/^import .*'(.*)'/gm)];
  expect(first![1]).toBe('./no-telemetry.ts');
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
  for (const top of ['tracing', 'operator', 'runtime', 'plugin', 'tools']) {
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
