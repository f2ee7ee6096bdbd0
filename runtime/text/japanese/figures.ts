import { applyRules, ofKind, words } from '../written/stretch.ts';
import type { Rule } from '../written/stretch.ts';
import type { Fixed } from './analyze.ts';
import { amountRules, numberRules } from './amounts.ts';
import { codeRules } from './codes.ts';
import { dateRules, timeRules } from './dates.ts';
import { latinRules } from './latin.ts';
import type { EnglishSound } from './latin.ts';
import { letterRules } from './letters.ts';
import { markdownSignRules, markupRules } from '../written/markup.ts';
import { mathsRules, rangeRules, signRules } from './maths.ts';

/** How figures, Latin words and signs in Japanese are said, the most particular rules first. */
export function japaneseRules(sound: EnglishSound): readonly Rule[] {
  const latin = latinRules(sound);
  return [
    ...ofKind('markup', [{ pattern: /&amp;/g, say: () => [words('あんど')] }, ...markupRules]),
    ...ofKind('address', latin.addresses),
    ...ofKind('markup', markdownSignRules.slice(0, 1)),
    ...ofKind('letters', letterRules),
    ...ofKind('date', dateRules),
    ...ofKind('time', timeRules),
    ...ofKind('code', codeRules),
    ...ofKind('measure', amountRules),
    ...ofKind('maths', mathsRules),
    ...ofKind('range', rangeRules),
    ...ofKind('number', numberRules),
    ...ofKind('letters', latin.words),
    ...ofKind('markup', markdownSignRules.slice(1)),
    ...ofKind('sign', signRules),
  ];
}

/** Figures, Latin words and signs of a text, each with its reading; words are parted by spaces. */
export function readFixed(text: string, rules: readonly Rule[]): Fixed[] {
  const fixed: Fixed[] = [];
  let at = 0;
  for (const stretch of applyRules(text, rules)) {
    const start = at;
    at += stretch.text.length;
    if (stretch.say) fixed.push({ start, end: at, pronunciation: stretch.say.map((say) => say.text).join(' ') });
  }
  return fixed;
}
