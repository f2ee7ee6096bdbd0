import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readArguments } from '../../plugin/arguments.ts';
import { documents, fencedBlocks } from './fenced-blocks.ts';

const files = [
  ...documents(),
  'docs/reference/api.md',
  'docs/reference/conditions.md',
  'docs/reference/errors.md',
  'docs/reference/metrics.md',
];

/** Headings as GitHub makes them anchors. */
const anchors = (file: string): Set<string> =>
  new Set(
    [...readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );

describe('links lead somewhere', () => {
  test.each(files)('%s', (file) => {
    const text = readFileSync(file, 'utf8').replace(/^ *```.*?^ *```$|`[^`\n]+`/gms, '');
    const broken = [...text.matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, to = '']) => to)
      .filter((to) => !/^https?:/.test(to))
      .filter((to) => {
        const [path = '', anchor] = to.split('#');
        const target = path === '' ? file : normalize(join(dirname(file), path));
        return !existsSync(target) || (anchor !== undefined && !anchors(target).has(anchor));
      });
    expect(broken).toEqual([]);
  });
});

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
/** kubectl’s own commands that the documents use (kubectl --help of 1.36). */
const KUBECTL = new Set(
  'apply auth annotate config create delete describe edit exec explain get label logs patch port-forward rollout scale set top wait api-resources'.split(
    ' ',
  ),
);
const HELM = new Set(
  'install upgrade uninstall rollback test template lint list get package push status history'.split(' '),
);
const SYSTEM = new Set(
  'curl cd sudo skopeo cosign docker for done grep git openssl npm node kubectl helm echo watch jq file seq do ffprobe python3 export sha256sum tar cp pip'.split(
    ' ',
  ),
);

/** The commands of the shell blocks, lines that go on joined, without what only a shell reads. */
const commands = fencedBlocks()
  .filter(({ language }) => language === 'bash' || language === 'sh')
  .flatMap(({ file, line, text }) =>
    text
      .replace(/<<'?(\w+)'?\n.*?^\1$/gms, '') // what a here-document hands in
      .replace(/\\\n\s*/g, ' ')
      .split('\n')
      .map((command, n) => ({ at: `${file}:${line + n}`, command: command.replace(/\s+#.*$/, '').trim() }))
      .filter(({ command }) => command !== '' && !command.startsWith('#')),
  );

/** Words of a command, quotes taken off. */
const words = (text: string): string[] =>
  [...text.matchAll(/'([^']*)'|"((?:[^"\\]|\\.)*)"|(\S+)/g)].map(
    ([, single, double, plain]) => single ?? double ?? plain ?? '',
  );

describe('commands exist, with their names and flags', () => {
  test('there are some', () => expect(commands.length).toBeGreaterThan(40));

  test.each(commands.map(({ at, command }) => [at, command] as const))('%s %s', (_, command) => {
    for (const part of command.split(/ && | \|\| | \| /)) {
      const [program = '', ...rest] = words(part).filter((word) => !/^[A-Z_]+=/.test(word));
      const name = program === 'sudo' ? (rest.shift() ?? '') : program;
      if (name === 'kubectl') checkKubectl(rest);
      else if (name === 'helm') expect([...HELM]).toContain(rest[0]);
      else if (name === 'npm' && rest[0] === 'run') expect(Object.keys(scripts)).toContain(rest[1]);
      else if (name === 'node') expect(existsSync(rest.find((word) => word.endsWith('.ts')) ?? '')).toBe(true);
      else if (!/^[{('"-]|^\}/.test(name))
        expect([...SYSTEM, 'install', 'xargs', 'sort', 'head', 'sed']).toContain(name);
      for (const path of rest.filter((word) => /^(config|examples|crds|docs|tools|test)\//.test(word)))
        expect(existsSync(path), path).toBe(true);
    }
  });

  function checkKubectl(rest: string[]): void {
    const globals = rest.filter((word) => !/^--(context|kubeconfig)/.test(word));
    if (globals[0] === 'tts') expect(() => readArguments(globals.slice(1))).not.toThrow();
    else expect([...KUBECTL]).toContain(globals.find((word) => !word.startsWith('-')));
  }
});

/** Every Markdown file of the repository that people write or that is generated for them. */
const pages = [
  ...readdirSync('.').filter((file) => file.endsWith('.md')),
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
];

test.each(pages)('%s wraps at 120 columns, but for tables and code', (file) => {
  const prose = readFileSync(file, 'utf8').replace(/^ *```.*?^ *```$/gms, '');
  expect(prose.split('\n').filter((line) => [...line].length > 120 && !line.startsWith('|'))).toEqual([]);
});

test('the source map names every folder of the sources, and no other', () => {
  const map = /^## Source map$(.*?)^## /ms.exec(readFileSync('docs/architecture.md', 'utf8'))?.[1] ?? '';
  const named = [...map.matchAll(/^\| (`.*?) \|/gm)]
    .flatMap(([, cell = '']) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name))
    .flatMap((name) => {
      const [, before = name, choices = '', after = ''] = /^(.*)\{(.*)\}(.*)$/.exec(name) ?? [];
      return choices.split(',').map((choice) => before + choice + after);
    });
  const below = (root: string, recursive: boolean): string[] =>
    readdirSync(root, { recursive, withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== 'go' && !entry.parentPath.endsWith('/go'))
      .map((entry) => `${entry.parentPath}/${entry.name}`);
  const folders = [
    ...['tracing', 'operator', 'runtime', 'plugin', 'tools'],
    ...below('operator', true),
    ...below('runtime', true),
    ...['plugin', 'tools', 'test'].flatMap((root) => below(root, false)),
  ];
  expect(named.sort()).toEqual(folders.sort());
});

const codeSpans = (text: string): string[] => [...text.matchAll(/`([^`\n]+)`/g)].map(([, span = '']) => span);

test.each(pages)('%s names files and folders that exist', (file) => {
  const paths = codeSpans(readFileSync(file, 'utf8')).filter((span) =>
    /^(tracing|operator|runtime|plugin|tools|test|config|crds|docs|examples|helm)\/[\w./-]+$/.test(span),
  );
  expect(paths.filter((path) => !existsSync(path))).toEqual([]);
});

test('the flows of the architecture name files that exist', () => {
  const text = readFileSync('docs/architecture.md', 'utf8');
  for (const [heading, folders] of [
    ['From `kubectl apply` to speech', ['operator', 'operator/model-store', '.']],
    ['From a request to audio', ['runtime', '.']],
  ] as const) {
    const steps = text.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
    const files = codeSpans(steps).filter((span) => /\.ts$|\/$/.test(span));
    expect(files.length).toBeGreaterThan(20);
    expect(files.filter((name) => !folders.some((folder) => existsSync(join(folder, name))))).toEqual([]);
  }
});

test('no document speaks of what only one machine has', () => {
  for (const file of files) expect(readFileSync(file, 'utf8'), file).not.toMatch(/\/work\/|\/root\/|\.\.\/shared/);
});
