import type { Locale } from './locale.ts';
import type { Named } from './rule-words.ts';
import { numberPattern } from './numbers.ts';
import { around, BEFORE, dotted, MINUS, rangeJoint, SPACE, undotted } from './patterns.ts';
import { sayCounted, sayRange } from './quantities.ts';
import { words } from './stretch.ts';
import type { Rule } from './stretch.ts';

const LENGTHS = ['nm', 'µm', 'mm', 'cm', 'dm', 'm', 'km', 'ft', 'in'];

/** Units with their squares and cubes, and the ways to write them in capitals that mean nothing else. */
export function allUnits({ units, measures }: Locale): Record<string, Named> {
  const all: Record<string, Named> = { ...units };
  const add = (sign: string, named: Named): void => {
    if (!(sign in units)) all[sign] = named;
  };
  for (const sign of measures ? LENGTHS : []) {
    const named = units[sign];
    if (!named || !measures) continue;
    for (const [power, adjective] of [
      ['2', measures.square],
      ['3', measures.cube],
    ] as const) {
      const raised = { ...named, one: `${named.one} ${adjective.one}`, many: `${named.many} ${adjective.many}` };
      for (const written of [power, power === '2' ? '²' : '³']) add(sign + written, raised);
    }
  }
  for (const [sign, named] of Object.entries(all)) {
    if (!measures || !/^\p{Ll}{2,}[./²³\d\p{Ll}]*$/u.test(sign) || sign === 'mm') continue;
    add(sign.charAt(0).toUpperCase() + sign.slice(1), named);
    add(sign.toUpperCase(), named);
  }
  return all;
}

/** What comes after a slash: a unit, a word written in full, or a second to a power. */
export function sayPer(written: string, locale: Locale, units = allUnits(locale)): string {
  const { measures } = locale;
  const bar = locale.signs['/'] ?? '';
  if (!measures) return `${bar} ${written}`;
  const unit = undotted(units, written);
  if (unit) return measures.per(unit.one);
  const [, sign = '', power = ''] = /^(\p{L}+)([²³])$/u.exec(written) ?? [];
  const raised = units[sign];
  if (raised) return `${measures.per(raised.one)} ${measures.raised(power.normalize('NFKC'))}`;
  return measures.per(locale.abbreviations[`${written}.`] ?? locale.abbreviations[written] ?? written);
}

/** "ha" is a word of some languages, and "10K" are thousands. */
const isLoneUnit = (sign: string, written: string, after: string): boolean =>
  sign === 'K'
    ? /\sK/.test(written)
    : !/^[ \u00a0]\p{L}/u.test(after) || /^[ \u00a0](?:d[eiu]|d['’]|[yeo]|et|ou)(?!\p{L})/u.test(after);

/** Numbers with a unit, ranges and sides of them, and what is after a slash. */
export function measureRules(locale: Locale): Rule[] {
  const number = numberPattern(locale);
  const units = allUnits(locale);
  const signs = dotted(Object.keys(units)).replaceAll('°C', '°\\s?C').replaceAll('°F', '°\\s?F');
  const per = locale.measures
    ? String.raw`(?:(?:\/|(?<![°º][CF]?|%)${SPACE}\/)${SPACE}?(?:(100)${SPACE}?)?(${signs}|\p{L}{1,9}[²³]?)(?:\/(${signs}|\p{L}{1,9}))?(?![\p{L}\p{M}\p{N}]))?`
    : '(?:(?!)()()())?';
  const joint = (sign = ''): string => (/[x×]/.test(sign) ? ` ${locale.words.by} ` : ' ');
  return [
    {
      pattern: new RegExp(
        String.raw`${BEFORE}${MINUS}(${number})(?:(?:${SPACE}?(?:°${SPACE}?[CF]|[%°º]|km|kg|cm|mm|[mgh](?=${SPACE}?[-–~])))?${SPACE}?([-–~x×])${SPACE}?(${number}))?${SPACE}?(${signs})${per}(?![\p{L}\p{N}²³'’]|\/\p{L}|\.[ \u00a0]?C(?!\p{L}))(?:(?<=[a-zµ])\.(?=[ \u00a0]\p{Ll}))?`,
        'gu',
      ),
      say: (match, text) => {
        const [whole, minus, low = '', between, high, sign = '', hundred, under, last] = match;
        const named = undotted(units, sign.replace(/\s/, ''));
        const { after } = around(match, text);
        if (!named || (/^(?:ha|K)$/.test(sign) && !isLoneUnit(sign, whole, after))) return undefined;
        const start = minus === undefined ? '' : `${locale.words.minus} `;
        const most = sayCounted(high ?? low, named, locale);
        const isSides = /[x×]/.test(between ?? '');
        const from = sayCounted(low, named, locale).slice(0, -named.many.length);
        const said =
          high === undefined
            ? most
            : isSides
              ? from.trim() + joint(between) + most
              : sayRange(low, most, rangeJoint(match, text, locale, true), named, locale);
        const each = under === undefined ? '' : ` ${sayUnder(hundred, under, locale, units)}`;
        return [words(start + said + each + (last === undefined ? '' : ` ${sayPer(last, locale, units)}`))];
      },
    },
  ];
}

function sayUnder(hundred: string | undefined, under: string, locale: Locale, units: Record<string, Named>): string {
  if (hundred === undefined || !locale.measures) return sayPer(under, locale, units);
  const named = units[under];
  return `${locale.measures.perHundred} ${named ? sayCounted(hundred, named, locale) : `${hundred} ${under}`}`;
}
