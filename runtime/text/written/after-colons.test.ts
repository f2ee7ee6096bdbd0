import { expect, test } from 'vitest';
import { french } from '../french/french.ts';
import { hindi } from '../hindi/hindi.ts';
import { italian } from '../italian/italian.ts';
import { portuguese } from '../portuguese/portuguese.ts';
import { spanish } from '../spanish/spanish.ts';
import type { Locale } from './locale.ts';
import { localeRules } from './rules.ts';
import { inWords, spoken } from '../../testing/said.ts';

test.each<[string, Locale, string, string]>([
  ['es', spanish, 'Inicio:10:30', 'Inicio:diez y media'],
  ['es', spanish, 'Hora (Madrid):9:00-10:30', 'Hora (Madrid):nueve a diez y media'],
  ['es', spanish, 'Relación:16:9', 'Relación:dieciséis a nueve'],
  ['pt', portuguese, 'Início:10:30', 'Início:dez e meia'],
  ['it', italian, 'Inizio:10:30', 'Inizio:dieci e mezza'],
  ['hi', hindi, 'शुरू:10:30', 'शुरू:साढ़े दस बजे'],
  ['fr', french, 'Début:10:30', 'Début:dix heures trente'],
])('%s: a colon right after a word is none of a time or a ratio', (_, locale, written, said) => {
  expect(inWords(written, localeRules(locale))).toBe(said);
});

test('en: a colon right after a word is none of a time or a ratio', () => {
  expect(spoken('Start:10:30, end (UTC):11:45-12:05, aspect:16:9', false)).toBe(
    'Start: ten thirty, end (UTC): eleven forty five to twelve oh five, aspect: sixteen to nine',
  );
});
