import type { Locale } from './locale.ts';
import { allUnits, sayPer } from './measures.ts';
import { numberPattern } from './numbers.ts';
import { alternatives, around, BEFORE, SPACE } from './patterns.ts';
import { sayCounted } from './quantities.ts';
import { words } from './stretch.ts';
import type { Rule } from './stretch.ts';

/** Units that are nothing else where no number is before them. */
const ALONE = 'km/h|mmHg|kWh|[kK]m[²³]|km|kg|cm[²³]?|mm[²³]?|ml|m[²³]|GB|MB|GHz|MHz';

/** Alternatives, with a capital too. */
const inEitherCase = (list: string): string =>
  list.replace(/(?<=^|\|)\p{L}/gu, (first) => `[${first}${first.toUpperCase()}]`);

/** "giri/min", "visitas/mes": what other rules have left of slashes before what something is counted by. */
export function eachRules(locale: Locale): Rule[] {
  const { measures } = locale;
  if (!measures) return [];
  const units = allUnits(locale);
  return [
    {
      pattern: new RegExp(
        String.raw`(?<![\p{L}\p{N}/.-])(?:${ALONE})(?![\p{L}\p{N}²³/'’-]|\.\p{L}|(?<!(?:al|le|per|par|por|cada|ogni) \p{L}{1,4})[ \u00a0]\d)`,
        'gu',
      ),
      say: (match, text) => {
        const named = units[match[0]];
        if (!named || /[\p{N}½⅓⅔¼¾][ \u00a0]?$/u.test(around(match, text).before)) return undefined;
        return [
          words(/(?:por|per|par|al|le|cada|ogni|chaque) $/u.test(around(match, text).before) ? named.one : named.many),
        ];
      },
    },
    // "(mg/dl)", "en l/m²"
    {
      needs: /\p{L}\/\p{L}/u,
      pattern: new RegExp(
        String.raw`(?<![\p{L}\p{N}/.-]|\d[ \u00a0])(?:(${alternatives(Object.keys(units).filter((sign) => /^\p{L}+[²³]?$/u.test(sign)))})\/(m[²³23]|km[²2]?|kg|dl|dL|cl|ml|mL|cm[²³]))(?![\p{L}\p{N}/])`,
        'gu',
      ),
      say: ([, sign = '', under = '']) => [words(`${units[sign]?.many ?? sign} ${sayPer(under, locale, units)}`)],
    },
    // "3/jour", "4'30/km"
    {
      needs: /[\d'’"]\/\p{L}/u,
      pattern: new RegExp(
        String.raw`(?<=\d['’"″]?)\/[ \u00a0]?(${measures.each}|km|kg|min|s|h)(?![\p{L}\p{N}²³/'’]|-\p{L})`,
        'gu',
      ),
      say: ([, unit = '']) => [words(sayPer(unit, locale, units))],
    },
    // "200 p. de texto"
    {
      needs: /\d[ \u00a0]p\./,
      pattern: new RegExp(
        String.raw`${BEFORE}(${numberPattern(locale)})${SPACE}p\.(?=${SPACE}d(?:[eiu]|['’])|[,;)])`,
        'gu',
      ),
      say: ([, written = '']) => {
        const { 'p.': one, 'pp.': many } = locale.numbered ?? {};
        return one === undefined || many === undefined
          ? undefined
          : [words(sayCounted(written, { one, many, gender: 'f' }, locale))];
      },
    },
    // "del NE"; "NO" and "SE" are words too
    {
      needs: /[NSEO](?!\p{L})/u,
      pattern: new RegExp(
        String.raw`(?=[NSEO])(?<=(?<!\p{L})(?:${inEitherCase(measures.compassAfter)})[ \u00a0])(?:[NS][EWO]|[NSEO])(?![\p{L}\p{N}'’]|\.\p{L})`,
        'gu',
      ),
      say: (match, text) => {
        const [letters] = match;
        const said = measures.compass[letters];
        const isWind =
          /(?<!\p{L})(?:vent|vient[ao]|nud|nós|nœud|nodi|km\/h|rumb|rum[oa]|dire|zona|cost|côte|rotta|route|cap |fachada|orient|sentido)/iu;
        if (
          said === undefined ||
          ((letters.length === 1 || letters === 'NO') && !isWind.test(around(match, text).before))
        )
          return undefined;
        return [words(said)];
      },
    },
    // "1,67×10⁻²⁷ kg"
    {
      needs: /10[⁻⁺²³¹⁰⁴-⁹]/,
      pattern: new RegExp(
        String.raw`(?<=10[⁻⁺]?[²³¹⁰⁴-⁹]{1,3}[ \u00a0])(?:${alternatives(Object.keys(units))})(?![\p{L}\p{N}²³/'’-])`,
        'gu',
      ),
      say: ([sign]) => (units[sign] === undefined ? undefined : [words(units[sign].many)]),
    },
    {
      pattern: new RegExp(
        String.raw`(?<=[\p{L}²³€$£%][ \u00a0]?|\d["”″'’])\/[ \u00a0]?(${measures.each}|kg|km|h|min|seg|sec|ha|m²|km²)(?![\p{L}\p{N}²³/])(?:(?<=\p{L}{3})\.(?=[ \u00a0][\p{Ll}\d(]|[,;:)]))?`,
        'gu',
      ),
      say: ([, unit = '']) => [words(sayPer(unit, locale, units))],
    },
  ];
}
