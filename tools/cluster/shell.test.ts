import { expect, test } from 'vitest';
import { follow } from './shell.ts';

test('a command that is followed tells its lines as they come, from both streams', async () => {
  const lines: string[] = [];
  await follow('sh', ['-c', 'echo one; echo two >&2'], (line) => lines.push(line));
  expect(lines.sort()).toEqual(['one', 'two']);
});

test('a command that fails is told with its last lines', async () => {
  await expect(follow('sh', ['-c', 'echo it is broken >&2; exit 3'], () => undefined)).rejects.toThrow(
    /exit 3 failed:\nit is broken/,
  );
  await expect(follow('no-such-program', [], () => undefined)).rejects.toThrow(/ENOENT/);
});
