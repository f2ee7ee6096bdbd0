import { pathToFileURL } from 'node:url';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { together } from './branches.ts';

test('a block that one of two threads has run counts as reached', () => {
  const url = pathToFileURL(resolve('operator/decide/plan.ts')).href;
  const block = (startOffset: number, endOffset: number, count: number) => ({ startOffset, endOffset, count });
  const one = [{ url, functions: [[block(0, 1_000, 1), block(100, 300, 0)]] }];
  const other = [{ url, functions: [[block(0, 1_000, 2), block(100, 200, 1), block(250, 300, 0)]] }];
  expect(together([one])).toMatchObject({ reached: 1, of: 2 });
  const { reached, of, missed } = together([one, other]);
  expect({ reached, of, missed: missed.length }).toEqual({ reached: 3, of: 4, missed: 1 });
});
