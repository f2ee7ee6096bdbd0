import { abbreviationRules } from './abbreviations.ts';
import { dateRules, timeRules } from './calendar.ts';
import { markdownSignRules, markupRules, signRules } from './markup.ts';
import { moneyRules } from './money.ts';
import { codeRules, decadeRules, fractionRules, numberRules } from './number-rules.ts';
import { romanRules } from './roman.ts';
import type { Rule } from './stretch.ts';
import { unitRules } from './units.ts';
import { telephoneRules, webRules } from './web.ts';

/** All rules of an accent, the most particular first: what one has taken the others do not see. */
export function englishRules(british: boolean): readonly Rule[] {
  return [
    ...markupRules,
    ...webRules,
    ...markdownSignRules,
    ...dateRules(british),
    ...timeRules,
    ...moneyRules,
    ...telephoneRules,
    ...decadeRules,
    ...unitRules,
    ...fractionRules,
    ...romanRules,
    ...abbreviationRules,
    ...numberRules,
    ...codeRules,
    ...signRules,
  ];
}
