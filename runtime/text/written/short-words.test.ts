import { expect, test } from 'vitest';
import { french } from '../french/french.ts';
import { italian } from '../italian/italian.ts';
import { portuguese } from '../portuguese/portuguese.ts';
import { spanish } from '../spanish/spanish.ts';
import type { Locale } from './locale.ts';
import { localeRules } from './rules.ts';
import { inWords } from '../../testing/said.ts';

test.each<[string, Locale, string]>([
  ['es', spanish, 'Me gusta la col.'],
  ['pt', portuguese, 'Quero ver.'],
  ['pt', portuguese, 'Temos a ver. Depois eu falo.'],
  ['pt', portuguese, 'Diga o que faz.'],
  ['pt', portuguese, 'Ajude-me.'],
  ['it', italian, 'Ho comprato un cd.'],
  ['fr', french, 'Il vit.'],
  ['fr', french, 'Les anses du panier.'],
  ['fr', french, 'Une jupe mini.'],
])('%s: a word before a full stop is no short form', (_, locale, written) => {
  expect(inWords(written, localeRules(locale)).toLowerCase()).toBe(written.toLowerCase());
});

test.each<[string, Locale, string, string]>([
  ['es', spanish, 'la Col. Roma', 'la colonia Roma'],
  ['pt', portuguese, 'o Ver. Souza e a Ver. Lima', 'o vereador Souza e a vereadora Lima'],
  ['pt', portuguese, 'o Me. Carlos', 'o mestre Carlos'],
  ['it', italian, 'il cd. terzo settore', 'il cosiddetto terzo settore'],
  ['fr', french, 'de la vit. C', 'de la vitamine C'],
  ['fr', french, "l'Anses et l'EHPAD", "l'ansesse et l'épade"],
])('%s: a short form is said in full', (_, locale, written, said) => {
  expect(inWords(written, localeRules(locale))).toBe(said);
});
