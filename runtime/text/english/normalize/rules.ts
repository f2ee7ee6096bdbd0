import { markdownSignRules, markupRules } from '../../written/markup.ts';
import { ofKind } from '../../written/stretch.ts';
import type { Rule } from '../../written/stretch.ts';
import { abbreviationRules } from './abbreviations.ts';
import { acronymRules } from './acronyms.ts';
import { addressRules } from './addresses.ts';
import { inBritish } from './british.ts';
import { chemistryRules, codeRules, contextRules } from './codes.ts';
import { dateRules, weekdayRules } from './dates.ts';
import { fractionOrdinals, mathRules, powerRules, scoreRules, sideRules } from './mathematics.ts';
import { moneyRules } from './money.ts';
import { nameRules } from './names.ts';
import { decadeRules, fractionRules, numberRules } from './number-rules.ts';
import { romanRules } from './roman.ts';
import { signRules } from './signs.ts';
import { durationRules, timeRules } from './times.ts';
import { magnitudeRules, unitRules } from './units.ts';
import { dialledRules, telephoneRules, webRules } from './web.ts';

/** All rules of an accent, the most particular first: what one has taken the others do not see. */
export function englishRules(british: boolean): readonly Rule[] {
  const rules = [
    ...ofKind('markup', markupRules),
    ...ofKind('web address', webRules),
    ...ofKind('telephone', dialledRules),
    ...ofKind('code', contextRules),
    ...ofKind('mathematics', mathRules),
    ...ofKind('markup', markdownSignRules),
    ...ofKind('address', addressRules),
    ...ofKind('date', [...dateRules(british), ...weekdayRules]),
    ...ofKind('time', timeRules(british)),
    ...ofKind('duration', durationRules),
    ...ofKind('money', moneyRules),
    ...ofKind('score', scoreRules(british)),
    ...ofKind('telephone', telephoneRules),
    ...ofKind('decade', decadeRules),
    ...ofKind('magnitude', magnitudeRules),
    ...ofKind('measure', unitRules),
    ...ofKind('chemistry', chemistryRules),
    ...ofKind('mathematics', [...powerRules, ...sideRules]),
    ...ofKind('fraction', [...fractionOrdinals, ...fractionRules]),
    ...ofKind('name', nameRules),
    ...ofKind('acronym', acronymRules),
    ...ofKind('roman numeral', romanRules),
    ...ofKind('abbreviation', abbreviationRules),
    ...ofKind('number', numberRules),
    ...ofKind('code', codeRules),
    ...ofKind('sign', signRules),
  ];
  return british ? rules.map(inBritish) : rules;
}
