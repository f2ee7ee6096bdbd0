import { expect, test } from 'vitest';
import { FirstSeen } from './first-seen.ts';

test('tells how long ago something was first asked about, and forgets what is old', () => {
  let now = 1_000;
  const seen = new FirstSeen({ monotonic: () => now });
  expect(seen.ages(['a'])).toEqual(new Map([['a', 0]]));
  now += 500;
  expect(seen.ages(['a', 'b'])).toEqual(
    new Map([
      ['a', 500],
      ['b', 0],
    ]),
  );
  now += 8_000_000;
  seen.ages(['c']);
  expect(seen.ages(['a'])).toEqual(new Map([['a', 0]]));
});
