import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { mends } from './mutants/mends.ts';
import { others } from './mutants/others.ts';

test.each([...mends, ...others])('the mutant applies: $name', ({ file, from, to }) => {
  const text = readFileSync(new URL(`../../operator/${file}`, import.meta.url), 'utf8');
  expect(text.split(from)).toHaveLength(2);
  expect(to).not.toBe(from);
});
