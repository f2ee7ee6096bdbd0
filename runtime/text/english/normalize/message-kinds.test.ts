import { describe, expect, test } from 'vitest';
import { spoken } from '../../../testing/said.ts';

/** Forms in messages, by kind, with what looks alike and must stay as it is. */
const KINDS: Readonly<Record<string, readonly (readonly [written: string, said: string])[]>> = {
  dates: [
    ['Jan-15: start', 'January fifteenth: start'],
    ['due Feb-2-2026', 'due February second, twenty twenty six'],
    [
      'in 2Q22 and the 3Q 2022',
      'in the second quarter of twenty twenty two and the third quarter of twenty twenty two',
    ],
    ['1H23', 'the first half of twenty twenty three'],
    ['closed Sun.', 'closed Sunday.'],
    ['We lay in the sun.', 'We lay in the sun.'],
  ],
  times: [
    ['at 6:05a or 7:30p', 'at six oh five A M or seven thirty P M'],
    ['1:59 p.m.est', 'one fifty nine P M E S T'],
  ],
  medicine: [
    ['500 mg q6h prn', 'five hundred milligrams every six hours as needed'],
    ['1 tablet q4-6h', 'one tablet every four to six hours'],
    ['They bid again', 'They bid again'],
    ['by mouth 3x/day', 'by mouth three times per day'],
    ['1 x 500mg twice daily', 'one times five hundred milligrams twice daily'],
  ],
  addresses: [
    ['221B Baker St., London', 'two twenty one B Baker Street, London'],
    ['12 S 1st st', 'twelve South first Street'],
    ['on hwy 9', 'on Highway nine'],
    ['Winds NW 10-15 mph', 'Winds Northwest ten to fifteen miles per hour'],
    ['a SSE breeze', 'a South Southeast breeze'],
  ],
  money: [
    ['for ¢99', 'for ninety nine cents'],
    ['a $3M, 2-year study', 'a three million dollars, two -year study'],
    ['test$', 'test dollar'],
  ],
  numbers: [
    ['7 3s and 4 0s', 'seven threes and four zeros'],
    ['0s and 1s', 'zeros and ones'],
    ['wait 3s', 'wait three seconds'],
    ['The 5K starts at 7', 'The five K starts at seven'],
    ['5K users', 'five thousand users'],
    ['5! divided by 3!', 'five factorial divided by three factorial'],
    ['I got 5!', 'I got five !'],
    ['½ price', 'half price'],
  ],
  'more of them': [
    ['posted 11/28', 'posted November twenty eighth'],
    ['Prep: 15m', 'Prep: fifteen minutes'],
    ['15m tall', 'fifteen meters tall'],
    ['1/n² = 4', 'one over n squared equals four'],
    ['127.0.0.1:8080', 'one hundred twenty seven dot zero dot zero dot one colon eighty eighty'],
    ['Art. I, Sec. 8', 'article one, section eight'],
    ['Sat by appt', 'Saturday by appointment'],
    ['He sat by the fire', 'He sat by the fire'],
  ],
  slashes: [
    ['mark 6 / 200C', 'mark six, two hundred C'],
    ['tea / coffee', 'tea, coffee'],
    ['3 / 4', 'three over four'],
  ],
  'short forms': [
    ['Your otp is 482913', 'Your o t p is four eight two nine one three'],
    ['in Yr 6', 'in year six'],
    ['acct. 31926819', 'account three one nine two six eight one nine'],
  ],
};

for (const [kind, lines] of Object.entries(KINDS))
  describe(kind, () => {
    test.each(lines)('%s', (written, said) => {
      expect(spoken(written, false)).toBe(said);
    });
  });
test.each([
  ['312/3 dec.', 'three hundred and twelve for three declared'],
  ['won by 7 wkts', 'won by seven wickets'],
])('British: %s', (written, said) => {
  expect(spoken(written, true)).toBe(said);
});
