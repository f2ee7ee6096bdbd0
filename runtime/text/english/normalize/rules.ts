import { markdownSignRules, markupRules } from '../../written/markup.ts';
import { ofKind } from '../../written/stretch.ts';
import type { Rule } from '../../written/stretch.ts';
import { abbreviationRules } from './abbreviations.ts';
import { acronymRules } from './acronyms.ts';
import { addressRules } from './addresses.ts';
import { inBritish } from './british.ts';
import { chemistryRules } from './chemistry.ts';
import { commandRules } from './commands.ts';
import { codeRules } from './code-parts.ts';
import { contextRules } from './codes.ts';
import { dateRules } from './dates.ts';
import { doseRules } from './doses.ts';
import { fractionOrdinals, mathRules, powerRules, sideRules } from './mathematics.ts';
import { gameRules } from './games.ts';
import { identifierRules } from './identifiers.ts';
import { magnitudeRules } from './magnitudes.ts';
import { moneyRules } from './money.ts';
import { listedMonthRules, monthRules } from './months.ts';
import { moreDateRules } from './more-dates.ts';
import { nameRules } from './names.ts';
import { decadeRules, fractionRules, numberRules } from './number-rules.ts';
import { referenceRules } from './references.ts';
import { romanRules } from './roman.ts';
import { scriptureRules } from './scripture.ts';
import { scoreRules } from './scores.ts';
import { signRules } from './signs.ts';
import { durationRules } from './durations.ts';
import { timeRules } from './times.ts';
import { unitFormRules } from './unit-forms.ts';
import { unitRules } from './units.ts';
import { weekdayRules } from './weekdays.ts';
import { dialledRules, telephoneRules, webRules } from './web.ts';

// Without the flag for Unicode they are found faster; letters beyond Latin may be digits.
const DIGIT = /[\d²³¹¼½¾]|[^\0-\u024f\u2010-\u2027]/;
const TIME = /\d[:.]\d|\d\s?[ap]|\d\s?[AP]\.?\s?M|\d\s?[-–—]\s?\d|0\d{3}|\d{4}\s[a-zGUZ]/;
const ADDRESS =
  /\b(?:[NSEW]{1,2}|St|Dr|Ln|Rd|Sq|Ct|Pl|Cir|Te?r|Tce|Cres|Gdns|Ave?|Blvd|Hwy|Pkwy|Expy|Tpke|Trl|Pk|Rte|Fwy|Hts|Jct|Aly|Apt|Ste|Rm|Bldg|Flr|Zip|zip|postal|[A-Z]{2,3})\b|c\/o|C\/O|[A-Z]\d|\d[A-Z]|\d{5}|Street|Avenue|Road|Drive|Boulevard|Lane|Court|Highway|Route|Interstate|\bI-\d|P\.\s?O|\d(?:st|nd|rd|th) [Ff]l/;
const MONTH =
  /(?:[Jj]an|JAN|[Ff]eb|FEB|[Mm]ar|MAR|[Aa]pr|APR|[Mm]ay|MAY|[Jj]u[nl]|JU[NL]|[Aa]ug|AUG|[Ss]ep|SEP|[Oo]ct|OCT|[Nn]ov|NOV|[Dd]ec|DEC)[A-Za-z]*(?:\.|[-–—]| \d)/;
const WEEKDAY =
  /Mon|Tue|Wed|Thu|Fri|Sat|Sun|(?:MON|TUE|WED|THU|FRI|SAT|SUN|mon|tue|wed|thu|fri|sat|sun)[A-Za-z]{0,3}\s?[-–—]/;
const CAPITALS = /[A-Z][A-Z\d₀-₉]|[A-Z]o[A-Z]|A[ -]levels?|[A-Z][a-z][A-Z\d₀-₉]/;

/** All rules of an accent, the most particular first: what one has taken the others do not see. */
export function englishRules(british: boolean): readonly Rule[] {
  const rules = [
    ...ofKind('markup', markupRules, /[[<]/),
    ...ofKind('code', identifierRules, DIGIT),
    ...ofKind('reference', referenceRules, DIGIT),
    ...ofKind('score', gameRules, DIGIT),
    ...ofKind('verse', scriptureRules, DIGIT),
    ...ofKind('web address', webRules, /[@#/\\№]|[.:][^\s.]|Nr|nr/),
    ...ofKind('telephone', dialledRules, /[*#]/),
    ...ofKind('code', commandRules, /[\s`"“(]-/),
    ...ofKind('code', contextRules, /[\d+#&;/–]|\.[^\s.]|[A-Z][-−]|-[A-Z]/),
    ...ofKind('mathematics', mathRules, /[\^*·⋅∙<>≤≥=+]| [-−] |\w\(\w/),
    ...ofKind('markup', markdownSignRules, /[-#>*+•‣▪◦`_=~|]/),
    ...ofKind('address', addressRules, ADDRESS),
    ...ofKind('date', [...moreDateRules(british), ...dateRules(british)], DIGIT),
    ...ofKind('date', monthRules, MONTH),
    ...ofKind('date', listedMonthRules, /Jan|Feb|Mar|Apr|Ju[nl]|Aug|Sep|Oct|Nov|Dec/),
    ...ofKind('date', weekdayRules, WEEKDAY),
    ...ofKind('time', timeRules(british), TIME),
    ...ofKind('duration', durationRules, /\d\s?[dhm]/),
    ...ofKind('dose', doseRules, /\d/),
    ...ofKind('money', moneyRules, /[$¢-¥]|[^\0-\u024f\u2010-\u2027]|[A-Z]{3}|Rs|\d\s?p/),
    ...ofKind('score', scoreRules(british), /\d\s?[-–/]\s?\d/),
    ...ofKind('telephone', telephoneRules, /\d{3}|\d-\d|\+\d/),
    ...ofKind('decade', decadeRules, /\d['’]?s/),
    ...ofKind('magnitude', magnitudeRules, /\d\s?[kKmMbBtTGDx×]/),
    ...ofKind('measure', [...unitFormRules, ...unitRules], /[\d/]|per |[^\0-\u024f\u2010-\u2027]/),
    ...ofKind('chemistry', chemistryRules, CAPITALS),
    ...ofKind('mathematics', [...powerRules, ...sideRules], /[⁰¹²³⁴-⁹ⁿ₀-₉ˢʳᵗ]|[xX×] ?\d/),
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
