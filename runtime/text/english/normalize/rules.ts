import { markdownSignRules, markupRules } from '../../written/markup.ts';
import { ofKind, words } from '../../written/stretch.ts';
import type { Rule } from '../../written/stretch.ts';
import { abbreviationRules } from './abbreviations.ts';
import { dateRules, timeRules } from './calendar.ts';
import { moneyRules } from './money.ts';
import { codeRules, decadeRules, fractionRules, numberRules } from './number-rules.ts';
import { romanRules } from './roman.ts';
import { signRules } from './signs.ts';
import { unitRules } from './units.ts';
import { telephoneRules, webRules } from './web.ts';

/** All rules of an accent, the most particular first: what one has taken the others do not see. */
export function englishRules(british: boolean): readonly Rule[] {
  return [
    ...ofKind('markup', [...markupRules, { pattern: /&amp;/g, say: () => [words('and')] }]),
    ...ofKind('address', webRules),
    ...ofKind('markup', markdownSignRules),
    ...ofKind('date', dateRules(british)),
    ...ofKind('time', timeRules),
    ...ofKind('money', moneyRules),
    ...ofKind('telephone', telephoneRules),
    ...ofKind('decade', decadeRules),
    ...ofKind('measure', unitRules),
    ...ofKind('fraction', fractionRules),
    ...ofKind('roman numeral', romanRules),
    ...ofKind('abbreviation', abbreviationRules),
    ...ofKind('number', numberRules),
    ...ofKind('code', codeRules),
    ...ofKind('sign', signRules),
  ];
}
