import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ModelStoreError } from '../model/store.ts';
import { leaveTerminationMessage, terminationMessage } from './termination-message.ts';

test('is left in a file, or nowhere', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'tts-end-')), 'termination-log');
  const error = new ModelStoreError('FileMissing', 'gone');
  leaveTerminationMessage(terminationMessage(error), path);
  expect(readFileSync(path, 'utf8')).toBe(terminationMessage(error));
  expect(() => leaveTerminationMessage('x', '/nowhere/log')).not.toThrow();
});
