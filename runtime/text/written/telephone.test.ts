import { expect, test } from 'vitest';
import { french } from '../french/french.ts';
import { italian } from '../italian/italian.ts';
import { portuguese } from '../portuguese/portuguese.ts';
import { spanish } from '../spanish/spanish.ts';
import type { Locale } from './locale.ts';
import { localeRules } from './rules.ts';
import { inWords } from '../../testing/said.ts';

test.each<[string, Locale, string]>([
  ['es', spanish, 'más tres cuatro, nueve uno dos, tres cuatro cinco'],
  ['pt', portuguese, 'mais três quatro, nove um dois, três quatro cinco'],
  ['it', italian, 'più trentaquattro, nove uno due, tre quattro cinque'],
  ['fr', french, 'plus trente-quatre, neuf un deux, trois quatre cinq'],
])('%s: a hyphen after a country code is no minus', (_, locale, said) => {
  expect(inWords('+34-912-345', localeRules(locale))).toBe(said);
});

test('a hyphen between numbers of a sum is one', () => {
  expect(inWords('2+3-4', localeRules(spanish))).toBe('dos más tres menos cuatro');
});
