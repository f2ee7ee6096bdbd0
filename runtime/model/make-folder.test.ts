import { mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { makeFolder } from './make-folder.ts';

function temporary(): string {
  const path = mkdtempSync(join(tmpdir(), 'tts-folder-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

it('makes a folder and those above it, and leaves one that is there', () => {
  const path = join(temporary(), 'one/two');
  makeFolder(path, 0o700);
  makeFolder(path);
  expect(statSync(path).mode & 0o777).toBe(0o700);
});

it('says which folder cannot be made', () => {
  const folder = temporary();
  writeFileSync(join(folder, 'file'), '');
  symlinkSync('/nowhere', join(folder, 'link'));
  expect(() => makeFolder('/proc/tts/x')).toThrow(/ENOENT.*'\/proc\/tts'/);
  expect(() => makeFolder('/proc/tts')).toThrow(/ENOENT.*'\/proc\/tts'/);
  expect(() => makeFolder(join(folder, 'file/x'))).toThrow(/ENOTDIR/);
  expect(() => makeFolder(join(folder, 'file'))).toThrow(/EEXIST/);
  expect(() => makeFolder(join(folder, 'link/x'))).toThrow(/EEXIST.*link'/);
});
