import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ModelStoreError } from '../model/store.ts';
import { gpuMessage, leaveTerminationMessage, terminationMessage } from './termination-message.ts';

test('is left in a file, or nowhere', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'tts-end-')), 'termination-log');
  const error = new ModelStoreError('FileMissing', 'gone');
  leaveTerminationMessage(terminationMessage(error), path);
  expect(readFileSync(path, 'utf8')).toBe(terminationMessage(error));
  expect(() => leaveTerminationMessage('x', '/nowhere/log')).not.toThrow();
});

test.each(['x', '\n', '\u0001', '€', '😀'])('of many %j has fewer bytes than the kubelet keeps', (text) => {
  const long = text.repeat(5000);
  for (const message of [gpuMessage('GpuUnusable', long), terminationMessage(new ModelStoreError('FileMissing', long))])
    expect(Buffer.byteLength(message)).toBeLessThan(4096);
});
