import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { GpuRecord, gpuStart } from './gpu-record.ts';

test.each([
  ['tries the GPU in a new pod', false, undefined, { kind: 'try', reported: false }],
  ['tries the GPU in a new pod that has a fallback', true, undefined, { kind: 'try', reported: false }],
  ['tries again after its own report', false, { message: 'm', passed: false }, { kind: 'try', reported: true }],
  ['reports again after another end', false, { message: 'm', passed: true }, { kind: 'try', reported: false }],
  ['is on the CPU after its report', true, { message: 'm', passed: false }, { kind: 'cpu', message: 'm' }],
  ['says so again after another end', true, { message: 'm', passed: true }, { kind: 'report', message: 'm' }],
] as const)('a run %s', (_what, fallback, past, start) => {
  expect(gpuStart(fallback, past)).toEqual(start);
});

test('a record is fresh for the next run only, until it is forgotten', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tts-gpu-record-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const record = new GpuRecord(join(folder, 'tmp'));
  expect(record.begin()).toBeUndefined();
  expect(record.report('m')).toBe(true);
  expect(record.begin()).toEqual({ message: 'm', passed: false });
  expect(record.begin()).toEqual({ message: 'm', passed: true });
  record.forget();
  expect(record.begin()).toBeUndefined();
  writeFileSync(join(folder, 'tmp/gpu-problem.json'), '{"message":');
  expect(record.begin()).toBeUndefined();
});

test.each(['/dev/null', '/dev/null/x', '/proc/tts'])('nothing is kept in %s', (folder) => {
  const record = new GpuRecord(folder);
  expect(record.report('m')).toBe(false);
  expect(record.begin()).toBeUndefined();
  record.forget();
});
