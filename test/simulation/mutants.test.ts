import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mends, others } from './mutants/mutants.ts';

test.each([...mends, ...others])('$name: its text is there once', ({ file, from, to }) => {
  const text = readFileSync(join(import.meta.dirname, '../../operator', file), 'utf8');
  expect(text.split(from)).toHaveLength(2);
  expect(to).not.toBe(from);
});
