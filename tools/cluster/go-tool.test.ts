import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type * as GoTool from './go-tool.ts';

const folder = mkdtempSync(join(tmpdir(), 'tts-go-tool-'));
vi.stubEnv('TTS_CACHE', join(folder, 'cache'));
const { ensureGoTool } = await vi.importActual<typeof GoTool>('./go-tool.ts');

test('a Go program is built once for each content of its go.mod and Go files, with the flags that it asks for', async () => {
  const module = join(folder, 'module');
  mkdirSync(module);
  const pin = (version: string) => writeFileSync(join(module, 'go.mod'), `module example.org/hello\n\ngo ${version}\n`);
  pin('1.21');
  writeFileSync(join(module, 'go.sum'), '');
  writeFileSync(join(module, 'main.go'), 'package main\n\nvar said = "nothing"\n\nfunc main() { print(said) }\n');
  const told: string[] = [];
  const build = () =>
    ensureGoTool({ name: 'hello', module, target: '.', linker: '-X main.said=hello' }, (line) => void told.push(line));
  const [path, again] = await Promise.all([build(), build()]);
  expect(again).toBe(path);
  expect(dirname(dirname(path))).toBe(join(folder, 'cache/bin'));
  // print() writes to standard error.
  expect(execFileSync('sh', ['-c', `${path} 2>&1`], { encoding: 'utf8' })).toBe('hello');
  expect(told.filter((line) => line.startsWith('hello: built'))).toHaveLength(1);
  pin('1.22');
  const pinned = await build();
  expect(pinned).not.toBe(path);
  writeFileSync(join(module, 'main.go'), 'package main\n\nfunc main() { print("bye") }\n');
  expect(await build()).not.toBe(pinned);
}, 300_000);

test('a program that does not compile leaves nothing behind', async () => {
  const module = mkdtempSync(join(folder, 'broken-'));
  writeFileSync(join(module, 'go.mod'), 'module example.org/broken\n\ngo 1.21\n');
  writeFileSync(join(module, 'go.sum'), '');
  writeFileSync(join(module, 'main.go'), 'package main\n\nfunc main() { nothing() }\n');
  const build = () => ensureGoTool({ name: 'broken', module, target: '.' }, () => undefined);
  await expect(build()).rejects.toThrow(/undefined: nothing/);
  await expect(build()).rejects.toThrow(/undefined: nothing/);
}, 300_000);
