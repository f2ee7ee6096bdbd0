import { describe, expect, test } from 'vitest';
import { englishRules } from './rules.ts';
import { applyRules } from '../../written/stretch.ts';

/** What is said for a text, in words; what no rule knows stays as written. */
function spoken(text: string, british = false): string {
  return applyRules(text, englishRules(british))
    .map(({ text: plain, say }) =>
      say ? ` ${say.map((one) => (one.letters ? [...one.text].join(' ') : one.text)).join(' ')} ` : plain,
    )
    .join('')
    .replace(/ +/g, ' ')
    .replace(/ (?=[,.])/g, '')
    .trim();
}

const LINES: readonly (readonly [string, string])[] = [
  ['It weighs 12,345 grams', 'It weighs twelve thousand three hundred forty five grams'],
  ['1,000,000 views', 'one million views'],
  ['0.5 and .75', 'zero point five and point seven five'],
  ['pi is 3.14159', 'pi is three point one four one five nine'],
  ['-12 degrees', 'minus twelve degrees'],
  ['from −3.5 to 4', 'from minus three point five to four'],
  ['007', 'zero zero seven'],
  ['3497 people', 'three thousand four hundred ninety seven people'],
  ['in 1905', 'in nineteen oh five'],
  ['in 2005', 'in two thousand five'],
  ['in 2024', 'in twenty twenty four'],
  ['in 1900', 'in nineteen hundred'],
  ['the 1990s', 'the nineteen nineties'],
  ["the '80s", 'the eighties'],
  ['1939-1945', 'nineteen thirty nine to nineteen forty five'],
  ['pages 10-12', 'pages ten to twelve'],
  ['won 2-1', 'won two one'],
  ['the 21st century', 'the twenty first century'],
  ['his 1,000th run', 'his one thousandth run'],
  ['1/2 cup', 'one half cup'],
  ['3/4 of it', 'three quarters of it'],
  ['2 1/2 hours', 'two and a half hours'],
  ['5½ miles', 'five and a half miles'],
  ['open 24/7', 'open twenty four seven'],
  ['at 9:05', 'at nine oh five'],
  ['at 10:00', "at ten o'clock"],
  ['at 14:32', 'at fourteen thirty two'],
  ['5:30 p.m. sharp', 'five thirty P M sharp'],
  ['until 11am', 'until eleven A M'],
  ['12:34:56', 'twelve thirty four fifty six'],
  ['a 3:2 ratio', 'a three to two ratio'],
  ['2024-05-01', 'May first, twenty twenty four'],
  ['on March 3, 1987, in', 'on March third, nineteen eighty seven, in'],
  ['12/25/2023', 'December twenty fifth, twenty twenty three'],
  ['Oct. 12', 'October twelfth'],
  ['79 AD', 'seventy nine A D'],
  ['$4.99', 'four dollars and ninety nine cents'],
  ['$1', 'one dollar'],
  ['$0.50', 'fifty cents'],
  ['-$20', 'minus twenty dollars'],
  ['$1,350.50', 'one thousand three hundred fifty dollars and fifty cents'],
  ['$2.5 million', 'two point five million dollars'],
  ['£3bn', 'three billion pounds'],
  ['$20-30', 'twenty to thirty dollars'],
  ['¥1200', 'one thousand two hundred yen'],
  ['15 €', 'fifteen euros'],
  ['5 km', 'five kilometers'],
  ['1 km', 'one kilometer'],
  ['14 MB', 'fourteen megabytes'],
  ['60 mph', 'sixty miles per hour'],
  ['37.5°C', 'thirty seven point five degrees Celsius'],
  ['a 5-km run', 'a five kilometer run'],
  [`5'10"`, 'five foot ten'],
  ['20-30 min.', 'twenty to thirty minutes.'],
  ['20%', 'twenty percent'],
  ['555-0142', 'five five five, oh one four two'],
  ['+1 (415) 555-2671', 'plus one, four one five, five five five, two six seven one'],
  ['020 7946 0958', 'oh two oh, seven nine four six, oh nine five eight'],
  ['call 911', 'call nine one one'],
  ['World War II', 'World War two'],
  ['Henry VIII', 'Henry the eighth'],
  ['Chapter IV', 'Chapter four'],
  ['Queen Elizabeth I', 'Queen Elizabeth the first'],
  ['Dr. Lee on Elm Dr.', 'Doctor Lee on Elm Drive.'],
  ['12 Main St. near St. Mary', 'twelve Main Street near St Mary'],
  ['Mr. and Mrs. Ray', 'Mister and Missus Ray'],
  ['No. 7', 'number seven'],
  ['pp. 3-5', 'pages three to five'],
  ['J. R. Ray', 'J R Ray'],
  ['www.parks.gov/maps', 'w w w dot parks dot gov slash maps'],
  ['help@oakfield.co.uk', 'help at oakfield dot co dot u k'],
  ['192.168.0.1', 'one hundred ninety two dot one hundred sixty eight dot zero dot one'],
  ['v1.2.3', 'version one point two point three'],
  ['B2B and H2O', 'B to B and H two O'],
  ['COVID-19', 'COVID- nineteen'],
  ['**bold** and `code`', 'bold and code'],
  ['[docs](https://a.com/b)', 'docs'],
  ['see [#12](/x) for <b>more</b>', 'see number twelve for more'],
  ['"UTF-8" text', '"UTF- eight " text'],
  ['a 12" ruler', 'a twelve inch ruler'],
  ['2 + 2 = 4', 'two plus two equals four'],
  ['5 - 3', 'five minus three'],
];

describe('American English', () => {
  test.each(LINES)('%s', (text, words) => {
    expect(spoken(text)).toBe(words);
  });
});

test('dates are read as in Britain', () => {
  expect(spoken('on 14 May 1932', true)).toBe('on the fourteenth of May nineteen thirty two');
  expect(spoken('on the 3rd of June', true)).toBe('on the third of June');
  expect(spoken('05/06/2023', true)).toBe('the fifth of June, twenty twenty three');
  expect(spoken('2024-05-01', true)).toBe('the first of May, twenty twenty four');
});

test('a full stop that ends the text as well as an abbreviation is kept', () => {
  expect(spoken('at 5 p.m.')).toBe('at five P M.');
  expect(spoken('made in the U.S.')).toBe('made in the U S.');
  expect(spoken('Acme Inc. sells')).toBe('Acme Incorporated sells');
});

test('an address may hold the names of what every object has', () => {
  expect(spoken('example.org/Array/toString')).toBe('example dot org slash Array slash toString');
  expect(spoken('a.com/constructor?valueOf=__proto__')).toBe(
    'a dot com slash constructor question mark valueOf equals underscore underscore proto underscore underscore',
  );
});

test('a sign written over and over is said three times', () => {
  expect(spoken('a == b')).toBe('a equals equals b');
  expect(spoken('a ========= b')).toBe('a equals equals equals b');
  expect(spoken('$$$$$')).toBe('dollar dollar dollar');
});

test('ordinary words, and capitals that are no numerals, stay as they are', () => {
  for (const text of [
    'Mixed words, like CIVIC or MIX.',
    'I said: no.',
    "don't stop",
    'an IV drip',
    'Sat down in May',
  ]) {
    expect(spoken(text)).toBe(text);
  }
});
