import { expect, test } from 'vitest';
import { architecturesOf } from './architecture.ts';

test('reads a list of platforms', () => {
  expect(architecturesOf('linux/amd64')).toEqual(['amd64']);
  expect(architecturesOf('linux/arm64, linux/amd64,linux/arm64')).toEqual(['arm64', 'amd64']);
});

test.each(['', 'amd64', 'linux/riscv64', 'windows/amd64', 'linux/amd64,'])('refuses %j with what there is', (list) => {
  expect(() => architecturesOf(list)).toThrow('choose of linux/amd64, linux/arm64');
});
