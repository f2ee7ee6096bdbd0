import { describe, expect, test } from 'vitest';
import { spoken } from '../../../testing/said.ts';

/** What apps and people send, by kind, with what looks alike and must stay as it is. */
const KINDS: Readonly<Record<string, readonly (readonly [written: string, said: string])[]>> = {
  dates: [
    ['on Fri. 4/5', 'on Friday April fifth'],
    ['Jan 6: shut', 'January sixth: shut'],
    ['closed 12/24–1/2', 'closed December twenty fourth to January second'],
    ['Add 1/2-3/4 cup', 'Add one half to three quarters cup'],
    ['expires 03/2026', 'expires March twenty twenty six'],
    ['the 25 & 26 Dec', 'the twenty fifth & the twenty sixth of December'],
    ['Dec 24 and 25', 'December twenty fourth and twenty fifth'],
    ['3 and 4 May 2025', 'the third and the fourth of May twenty twenty five'],
    ['pages 3 and 4', 'pages three and four'],
    ['an 18th-c. clock', 'an eighteenth - century clock'],
  ],
  'short forms': [
    ['a mtg in rm. 204', 'a meeting in room two oh four'],
    ['Thx, nvm', 'thanks, never mind'],
    ['idk his dob', 'i d k his d o b'],
    ['the eta_max value', 'the eta underscore max value'],
    ['on the 2nd fl. now', 'on the second floor now'],
    ["St Mary's Ch. is shut", "St Mary's Church is shut"],
    ['Ch. 4', 'chapter four'],
    ['a retd. colonel', 'a retired colonel'],
    ['I <3 you', 'I love you'],
    ['if x <3', 'if x is less than three'],
    ['2 pts of milk, 45pts', 'two pints of milk, forty five points'],
    ['the 49ers and 76ers', 'the forty niners and seventy sixers'],
  ],
  measures: [
    ['1.5M km away, 3bn kg', 'one point five million kilometers away, three billion kilograms'],
    ['a 65" QLED TV', 'a sixty five inch QLED T V'],
    ['19.5 in long, 3 in town', 'nineteen point five inches long, three in town'],
    ['1/3 c. sugar', 'one third cup sugar'],
    ['280 lb-ft', 'two hundred eighty pound feet'],
    ['50g/2oz butter', 'fifty grams, two ounces butter'],
    ['$9/pr. now', 'nine dollars per pair now'],
  ],
  'in tables of times': [
    ['every mo. and each wk', 'every month and each week'],
    ['dep. 6:05, arr. 9:40', 'departs six oh five, arrives nine forty'],
    ['grp. 4', 'group four'],
    ['512MB/2GB used', 'five hundred twelve megabytes, two gigabytes used'],
    ['5 min/side, $78/bbl now', 'five minutes per side, seventy eight dollars per barrel now'],
  ],
  medicine: [
    ['1 tab PO BID x 10 days', 'one tablet P O B I D for ten days'],
    ['Open the tab', 'Open the tab'],
    ['Take 2 x 5ml', 'Take two times five milliliters'],
    ['3x daily', 'three times daily'],
  ],
  codes: [
    ['acct. *8831', 'account eight eight three one'],
    ['from 0600 to 1430', 'from oh six hundred to fourteen thirty'],
    ['the 0715 train', 'the oh seven fifteen train'],
    ['in 1430', 'in fourteen thirty'],
  ],
  numerals: [
    ['Act III, sc. ii', 'Act three, scene two'],
    ['Art. II', 'article two'],
    ['Team XLIII', 'Team forty three'],
    ['s.21 of the Act', 'section twenty one of the Act'],
  ],
  letters: [
    ['a ∈ A', 'a in A'],
    ['πr²', 'pi r squared'],
    ['A-level results', 'A -level results'],
    ['LED bulbs', 'L E D bulbs'],
  ],
  commands: [
    ['git commit -m "fix"', 'git commit dash m "fix"'],
    ['Use the --dry-run flag', 'Use the dash dash dry run flag'],
    ['Type ls -la', 'Type ls dash l a'],
    ['He came --late-- again', 'He came --late-- again'],
    ['a .PDF', 'a dot P D F'],
    ['SKU AB-1029-X', 'SKU A B - ten twenty nine -X'],
  ],
  mathematics: [
    ['f(x) and P(A) and g(2)', 'f of x and P of A and g of two'],
    ['a(n) item(s)', 'a(n) item(s)'],
    ['10⁸ m/s', 'ten to the power of eight meters per second'],
    ['a 3\'20" clip, 5\'10" tall', 'a three minutes twenty seconds clip, five foot ten tall'],
    ['a link at 300 bps', 'a link at three hundred bits per second'],
    ['cut by 5bps', 'cut by five basis points'],
  ],
  sports: [
    ['won 6-3 6-7 7-5', 'won six three six seven seven five'],
    ['sold 3-5 units', 'sold three to five units'],
    ['101* off 98 balls', 'one hundred one not out off ninety eight balls'],
    ['a 5* hotel', 'a five star hotel'],
  ],
  emoji: [['a 🪔 and 🫶🏽', 'a diya lamp and heart hands']],
};

/** The same in Britain. */
const BRITISH: readonly (readonly [written: string, said: string])[] = [
  ['He took 4-23', 'He took four for twenty three'],
  ['the £2.5bn scheme, a £3m plan', 'the two point five billion pound scheme, a three million pound plan'],
  ['£1.45 for 2', 'one pound and forty five pence for two'],
  ['a 2:1 degree', 'a two one degree'],
  ['a 2:1 mix', 'a two to one mix'],
  ['w/c 15/07', 'week commencing the fifteenth of July'],
  ["George V's reign", "George the fifth 's reign"],
  ['2/£5', 'two for five pounds'],
  ['call NHS 111', 'call NHS one one one'],
  ['away 24/12–2/1', 'away the twenty fourth of December to the second of January'],
];

for (const [kind, lines] of Object.entries(KINDS))
  describe(kind, () => {
    test.each(lines)('%s', (written, said) => {
      expect(spoken(written, false)).toBe(said);
    });
  });
test.each(BRITISH)('British: %s', (written, said) => {
  expect(spoken(written, true)).toBe(said);
});
