import { expect, test } from 'vitest';
import { plainNumber } from './plain-number.ts';

test.each([
  ['③', '3'],
  ['⑳', '20'],
  ['⑴', '1'],
  ['⒈', '1'],
  ['❶', '1'],
  ['❿', '10'],
  ['➊', '1'],
  ['⓫', '11'],
  ['⓪', '0'],
  ['Ⅳ', '4'],
  ['ⅻ', '12'],
  ['㈢', '3'],
  ['㊈', '9'],
  ['½', '1/2'],
  ['²', '2'],
  ['₂', '2'],
  ['٣', '3'],
  ['७', '7'],
  ['９', '9'],
  ['𝟗', '9'],
  ['㉑', '21'],
  ['x', undefined],
  ['V', undefined],
  ['', undefined],
  ['株', undefined],
])('%s is %s', (sign, value) => {
  expect(plainNumber(sign)).toBe(value);
});
