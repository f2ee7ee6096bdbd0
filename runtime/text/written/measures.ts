import type { Locale } from './locale.ts';
import type { Measures, Named } from './rule-words.ts';
import { numberPattern } from './numbers.ts';
import { around, BEFORE, dotted, MINUS, rangeJoint, SPACE, undotted } from './patterns.ts';
import { sayCounted, sayRange } from './quantities.ts';
import { words } from './stretch.ts';
import type { Rule } from './stretch.ts';

export const LENGTHS: readonly string[] = ['nm', 'µm', 'mm', 'cm', 'dm', 'm', 'km', 'ft', 'in'];

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
  const raised = Object.hasOwn(units, sign) ? units[sign] : undefined;
  if (raised) return `${measures.per(raised.one)} ${measures.raised(power.normalize('NFKC'))}`;
  return measures.per(undotted(locale.abbreviations, `${written}.`) ?? written);
}

/** "ha" is a word of some languages, and "10K" are thousands. */
const isLoneUnit = (sign: string, written: string, before: string, after: string, measures?: Measures): boolean =>
  sign === 'K'
    ? /\sK/.test(written)
    : !/^[ \u00a0]\p{L}/u.test(after) ||
      /^[ \u00a0](?:d[eiu]|d['’]|[yeo]|et|ou)(?!\p{L})/u.test(after) ||
      new RegExp(`(?:${measures?.unitWordAfter ?? '(?!)'})$`, 'iu').test(before);

/** Numbers with a unit, ranges and sides of them, and what is after a slash. */
export function measureRules(locale: Locale): Rule[] {
  const number = numberPattern(locale);
  const units = allUnits(locale);
  const signs = dotted(Object.keys(units)).replaceAll('°C', '°\\s?[Cc]').replaceAll('°F', '°\\s?[Ff]');
  const per = locale.measures
    ? String.raw`(?:(?:\/|(?<![°º][CF]?|%)${SPACE}\/)${SPACE}?(?:(100)${SPACE}?)?(?!m(?:ax|in)\.?[ \u00a0]?[-−]?\d)(${signs}|\p{L}{1,9}[²³]?)(?![\p{L}\p{M}\p{N}])(?:\/(\d{1,3}${SPACE}?)?(${signs}|\p{L}{1,9})(?![\p{L}\p{M}\p{N}/]))?)?`
    : '(?:(?!)()()()())?';
  const label = new RegExp(String.raw`(?<!\p{L})(?:${locale.labels ?? '(?!)'})s?[ \u00a0]$`, 'iu');
  // "2 m x 3 m" are sides, "6 x 33 cl" are so many
  const joint = (unit: string): string =>
    ` ${LENGTHS.includes(unit) ? locale.words.by : (locale.signs['×'] ?? locale.words.by)} `;
  return [
    {
      pattern: new RegExp(
        String.raw`${BEFORE}${MINUS}(${number})(?:(?:${SPACE}?(?:°${SPACE}?[CF]|[%°º]|km|kg|cm|mm|[mgh](?=${SPACE}?[-–~])))?${SPACE}?([-–~]|(?<=\d${SPACE}?)[x×])${SPACE}?(${number}))?${SPACE}?(${signs})${per}(?![\p{L}\p{N}²³'’]|\/\p{L}|\.[ \u00a0]?C(?!\p{L})|\.\p{Ll}\.)(?:(?<=[a-zµ])\.(?=[ \u00a0]\p{Ll}))?`,
        'gu',
      ),
      say: (match, text) => {
        const [whole, minus, low = '', between, high, sign = '', hundred, under, times, other] = match;
        const named = undotted(
          units,
          sign.replace(/\s/, '').replace(/(?<=°)[cf]$/, (scale) => scale.toUpperCase()),
        );
        const { before, after } = around(match, text);
        const isLone = !/^(?:ha|K)$/.test(sign) || isLoneUnit(sign, whole, before, after, locale.measures);
        // "siège 12A"
        const isName = /^[A-Z]$/.test(sign) && /\d[A-Z]/.test(whole) && label.test(before);
        if (!named || !isLone || isName) return undefined;
        const start = minus === undefined ? '' : `${locale.words.minus} `;
        const most = sayCounted(high ?? low, named, locale);
        const isSides = /[x×]/.test(between ?? '');
        const from = sayCounted(low, named, locale).slice(0, -named.many.length);
        const said =
          high === undefined
            ? most
            : isSides
              ? from.trim() + joint(sign) + most
              : sayRange(low, most, rangeJoint(match, text, locale, true), named, locale);
        const each = under === undefined ? '' : ` ${sayUnder(hundred, under, locale, units)}`;
        return [words(start + said + each + sayOther(times, other, locale, units))];
      },
    },
  ];
}

/** "5 mg/kg/j", "10 ml/kg/24h": what is after a second slash. */
function sayOther(digits: string | undefined, under: string | undefined, locale: Locale, units: Record<string, Named>) {
  if (under === undefined) return '';
  const named = undotted(units, under);
  if (digits === undefined || !named) return ` ${sayPer(under, locale, units)}`;
  return ` ${locale.measures?.per(sayCounted(digits.trim(), named, locale)) ?? ''}`;
}

function sayUnder(hundred: string | undefined, under: string, locale: Locale, units: Record<string, Named>): string {
  if (hundred === undefined || !locale.measures) return sayPer(under, locale, units);
  const named = units[under];
  return `${locale.measures.perHundred} ${named ? sayCounted(hundred, named, locale) : `${hundred} ${under}`}`;
}
