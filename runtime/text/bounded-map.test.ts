import { expect, test } from 'vitest';
import { BoundedMap, remembered } from './bounded-map.ts';

test('what is remembered is bounded by its size, not by its number', () => {
  const map = new BoundedMap<string>(10, (value) => value.length);
  map.set('ab', 'cd');
  map.set('ef', 'gh');
  expect(map.get('ab')).toBe('cd');
  map.set('long', 'long');
  expect([map.get('ab'), map.get('ef'), map.get('long')]).toEqual([undefined, undefined, 'long']);
});

test('what is too large to be remembered is given all the same', () => {
  let asked = 0;
  const upper = remembered((key) => {
    asked += 1;
    return key.toUpperCase();
  }, 10);
  expect([upper('a'), upper('a'), upper('a'.repeat(20)), upper('a'.repeat(20))]).toEqual([
    'A',
    'A',
    'A'.repeat(20),
    'A'.repeat(20),
  ]);
  expect(asked).toBe(3);
});
