import { markdownSignRules, markupRules } from '../../written/markup.ts';
import { ofKind } from '../../written/stretch.ts';
import type { Rule } from '../../written/stretch.ts';
import { abbreviationRules } from './abbreviations.ts';
import { acronymRules } from './acronyms.ts';
import { addressRules } from './addresses.ts';
import { inBritish } from './british.ts';
import { chemistryRules, codeRules, contextRules } from './codes.ts';
import { dateRules, monthRules } from './dates.ts';
import { fractionOrdinals, mathRules, powerRules, scoreRules, sideRules } from './mathematics.ts';
import { magnitudeRules } from './magnitudes.ts';
import { moneyRules } from './money.ts';
import { nameRules } from './names.ts';
import { decadeRules, fractionRules, numberRules } from './number-rules.ts';
import { romanRules } from './roman.ts';
import { signRules } from './signs.ts';
import { durationRules, timeRules } from './times.ts';
import { unitRules } from './units.ts';
import { weekdayRules } from './weekdays.ts';
import { dialledRules, telephoneRules, webRules } from './web.ts';

// Without the flag for Unicode they are found faster; letters beyond Latin may be digits.
const DIGIT = /[\d²³¹¼½¾]|[^\0-\u024f\u2010-\u2027]/;
const ADDRESS =
  /\b(?:[NSEW]{1,2}|St|Dr|Ln|Rd|Sq|Ct|Pl|Cir|Te?r|Tce|Cres|Gdns|Ave?|Blvd|Hwy|Pkwy|Expy|Tpke|Trl|Pk|Rte|Fwy|Hts|Jct|Aly|Apt|Ste|Rm|Bldg|Flr|Zip|zip|postal|[A-Z]{2,3})\b|c\/o|C\/O|\d/;
const MONTH =
  /(?:[Jj]an|JAN|[Ff]eb|FEB|[Mm]ar|MAR|[Aa]pr|APR|[Mm]ay|MAY|[Jj]u[nl]|JU[NL]|[Aa]ug|AUG|[Ss]ep|SEP|[Oo]ct|OCT|[Nn]ov|NOV|[Dd]ec|DEC)[A-Za-z]*(?:\.|[-–—]| \d)/;
const CAPITALS = /[A-Z][A-Z\d₀-₉]|A levels?|[A-Z][a-z][\d₀-₉]/;

/** All rules of an accent, the most particular first: what one has taken the others do not see. */
export function englishRules(british: boolean): readonly Rule[] {
  const rules = [
    ...ofKind('markup', markupRules, /[[<]/),
    ...ofKind('web address', webRules, /[@#/\\№]|[.:][^\s.]|Nr|nr/),
    ...ofKind('telephone', dialledRules, /[*#]/),
    ...ofKind('code', contextRules, /[\d+#&;/–]|\.[^\s.]|[A-Z][-−]|-[A-Z]/),
    ...ofKind('mathematics', mathRules, /[\^*·⋅∙<>≤≥=+]| [-−] /),
    ...ofKind('markup', markdownSignRules, /[-#>*+•‣▪◦`_=~|]/),
    ...ofKind('address', addressRules, ADDRESS),
    ...ofKind('date', dateRules(british), DIGIT),
    ...ofKind('date', monthRules, MONTH),
    ...ofKind('date', weekdayRules, /Mon|Tue|Wed|Thu|Fri|Sat|Sun/),
    ...ofKind('time', timeRules(british), DIGIT),
    ...ofKind('duration', durationRules, DIGIT),
    ...ofKind('money', moneyRules, /[\d$¢-¥]|[^\0-\u024f\u2010-\u2027]/),
    ...ofKind('score', scoreRules(british), DIGIT),
    ...ofKind('telephone', telephoneRules, DIGIT),
    ...ofKind('decade', decadeRules, DIGIT),
    ...ofKind('magnitude', magnitudeRules, DIGIT),
    ...ofKind('measure', unitRules, /[\d/]|per |[^\0-\u024f\u2010-\u2027]/),
    ...ofKind('chemistry', chemistryRules, CAPITALS),
    ...ofKind('mathematics', [...powerRules, ...sideRules], /[⁰¹²³⁴-⁹ⁿ₀-₉]|[xX×] ?\d/),
    ...ofKind('fraction', [...fractionOrdinals, ...fractionRules], /[/⁄¼½¾⅐-⅞]/),
    ...ofKind('roman numeral', romanRules, /[IVXLCM]{2}|\b[VX]\b|[A-Z][a-z]+\.? I\b|\b(?:[ivxl]{2,}|[vx])\b/),
    ...ofKind('name', nameRules),
    ...ofKind('acronym', acronymRules, CAPITALS),
    ...ofKind('abbreviation', abbreviationRules),
    ...ofKind('number', numberRules, DIGIT),
    ...ofKind('code', codeRules, DIGIT),
    ...ofKind('sign', signRules, /[^\w\s.,;:!?'"()\u00c0-\u024f‘-”–—…-]|[_\d]|\d\s?[-–]/),
  ];
  return british ? rules.map(inBritish) : rules;
}
