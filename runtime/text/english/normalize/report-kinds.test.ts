import { describe, expect, test } from 'vitest';
import { spoken } from '../../../testing/said.ts';

/** Forms of reports, releases and results, by kind, with what looks alike and must stay as it is. */
const KINDS: Readonly<Record<string, readonly (readonly [written: string, said: string])[]>> = {
  references: [
    ['eq. (7) and Eqs. (3)–(5)', 'equation seven and equations three to five'],
    ['The eq is off (3)', 'The eq is off ( three )'],
    ['got a 404 Not Found or 200 OK', 'got a four oh four Not Found or two hundred OK'],
    ['404 Not found dogs', 'four hundred four Not found dogs'],
    ['HTTP/1.1 503', 'HTTP/ one point one five oh three'],
    ['HEAD~3 or ~3', 'HEAD tilde three or about three'],
    [
      'v2.14.0-rc.3 and v2.14.0-beta',
      'version two point fourteen point zero R C three and version two point fourteen point zero beta',
    ],
    ['ABC/2024/117', 'A B C slash twenty twenty four slash one seventeen'],
  ],
  'short forms': [
    ['w/ 2⅓ cups, w/ $5, w/o 3', 'with two and a third cups, with five dollars, without three'],
    ['w/e 26/10 or the w/e', 'week ending twenty six over ten or the weekend'],
    ['d. 12/1/2020, b. 3 May 1950', 'died December first, twenty twenty, born the third of May nineteen fifty'],
    ['dep. plat. 3', 'departs platform three'],
    ['£20 inc. VAT', 'twenty pounds including VAT'],
    ['Acme Inc. Vat 3', 'Acme Incorporated Vat three'],
    ['inv. no. 42', 'invoice number forty two'],
    ['11 reb & 1 ast', 'eleven rebounds & one assist'],
    ['the stn', 'the station'],
  ],
  money: [
    ['a $40M Series B', 'a forty million dollar Series B'],
    ['$0.002/1K tokens', 'zero point zero zero two dollars per one thousand tokens'],
    ['€3/100 g', 'three euros per one hundred grams'],
    ['$3/4', 'three dollars over four'],
  ],
  'units and doses': [
    ['989 TFLOPS, 888-PIZZA-NOW', 'nine hundred eighty nine teraflops, eight eight eight, pizza now'],
    ['Take 5 mL x 7d', 'Take five milliliters for seven days'],
    ['max. dose 8/24h', 'maximum dose eight in twenty four hours'],
    ['at 200C/180C fan', 'at two hundred degrees Celsius, one hundred eighty degrees Celsius fan'],
  ],
  times: [
    ['9a–noon, 9 a.m.-midnight', 'nine A M to noon, nine A M to midnight'],
    ['noon-5pm', 'noon to five P M'],
    ['9–noon', 'nine –noon'],
  ],
  marks: [['3 A*s, an A* in art', 'three A stars, an A star in art']],
};

for (const [kind, lines] of Object.entries(KINDS))
  describe(kind, () => {
    test.each(lines)('%s', (written, said) => {
      expect(spoken(written, false)).toBe(said);
    });
  });
test.each([
  [
    'England 245-6 (50 ov), Root 112*',
    'England two hundred and forty five for six ( fifty overs ), Root one hundred and twelve not out',
  ],
  ['She got a 2:2', 'She got a two two'],
])('British: %s', (written, said) => {
  expect(spoken(written, true)).toBe(said);
});
