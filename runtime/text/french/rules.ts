import { UNCOUNTED } from '../written/counted.ts';
import type { Locale } from '../written/locale.ts';
import { parseNumber } from '../written/numbers.ts';
import { romanValue, sayRoman } from '../written/roman.ts';
import { words } from '../written/stretch.ts';
import type { Rule } from '../written/stretch.ts';
import { cardinal, ordinal } from './numbers.ts';

const plain = (value: number): string => cardinal(String(value), UNCOUNTED);

/** Rulers: "François premier", then cardinals. */
const regnal = (value: number): string => (value === 1 ? 'premier' : plain(value));

const hours = (hour: string): string =>
  `${cardinal(String(Number(hour)), { ...UNCOUNTED, gender: 'f' })} ${Number(hour) < 2 ? 'heure' : 'heures'}`;

const NUMBERED =
  'chapitre|chap\\.|partie|tome|acte|scène|phase|type|volume|vol\\.|livre|titre|annexe|niveau|groupe|section|article|chant|psaume|zone|classe|catégorie|module|page|appendice|figure|tableau';
/** What is of an age, a rank or a district: "XVIe siècle". */
const RANKED =
  'siècle|siècles|s\\.|République|Reich|arrondissement|dynastie|régiment|Internationale|congrès|concile|édition|législature|millénaire|Empire|armée|corps|plan|journées|rencontres|festival';

/** What French alone has. */
export function frenchRules(locale: () => Locale): readonly Rule[] {
  return [
    {
      pattern:
        /(?=\d)(?<![\p{L}\p{N}.,/])(\d{1,3}(?:[ \u00a0\u202f.]\d{3}){1,2}|\d{1,7})(ers?|res?|ères?|es?|è|èmes?|emes?|ièmes?|iemes?|nde?s?|de?s?)(?![\p{L}\p{N}])/gu,
      say: ([, digits = '', ending = '']) => {
        const value = Number(parseNumber(digits.replace(/\D/g, ''), locale()).whole);
        const plural = ending.endsWith('s') ? 's' : '';
        if (/^(?:nd|d)/.test(ending))
          return value === 2 ? [words(`${/^n?ds?$/.test(ending) ? 'second' : 'seconde'}${plural}`)] : undefined;
        if (value < 1) return undefined;
        return [words(`${ordinal(value, /^(?:r|è?re)/.test(ending) ? 'f' : 'm')}${plural}`)];
      },
    },
    // "Ve-VIe siècles", "XVIe s."
    {
      pattern: new RegExp(
        String.raw`(?<![\p{L}\p{N}])([IVX]{1,6}|[ivx]{1,6})(er|re|ère|ème|e)(?:([ \u00a0]?[-–][ \u00a0]?|[ \u00a0](?:et|au|à|ou)[ \u00a0])([IVX]{1,6}|[ivx]{1,6})(?:ème|e))?(?=[ \u00a0](${RANKED})(?!\p{L}))`,
        'gu',
      ),
      say: ([, first = '', ending = '', joint = '', second]) => {
        const [from, to] = [first, second ?? ''].map((numeral) => romanValue(numeral.toUpperCase()));
        if (from === undefined) return undefined;
        const start = ordinal(from, /re$/.test(ending) ? 'f' : 'm');
        if (to === undefined) return [words(start)];
        return [words(`${start}${/\p{L}/u.test(joint) ? joint : ' '}${ordinal(to, 'm')}`)];
      },
    },
    {
      pattern: /(?<=(?<![\p{L}\p{N}])[IVXivx]{1,6}(?:ème|e)[ \u00a0])s\.?(?![\p{L}\p{N}'’])/gu,
      say: () => [words('siècle')],
    },
    {
      pattern: /(?<![\p{L}\p{N}])([IVX]{2,})(?:er|e|ème)(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])(I)er(?![\p{L}\p{N}])/gu,
      say: ([, numeral, one]) => sayRoman(numeral ?? one ?? '', (value) => ordinal(value, 'm')),
    },
    {
      pattern: new RegExp(
        String.raw`(?<=(?<!\p{L})(?:${NUMBERED})[ \u00a0])(?:[IVX]|[IVXLC]{2,})(?![\p{L}\p{N}'’])`,
        'giu',
      ),
      say: ([numeral]) => (/^[IVXLC]+$/.test(numeral) ? sayRoman(numeral, plain) : undefined),
    },
    {
      pattern: /(?<=\p{Lu}\p{Ll}+\s)(?:[IVX]{2,}|[IVX](?=[\s,.;:)]|$))(?:er)?(?![\p{L}\p{N}'’])/gu,
      say: ([numeral]) => sayRoman(numeral.replace('er', ''), regnal),
    },
    { pattern: /(?<![\p{L}\p{N}.])[XVI]{2,}(?![\p{L}\p{N}'’])/gu, say: ([numeral]) => sayRoman(numeral, regnal) },
    { pattern: /(?<![\p{L}\p{N}.])[MDCLXVI]{4,15}(?![\p{L}\p{N}'’])/gu, say: ([numeral]) => sayRoman(numeral, plain) },
    // "24h/24", "7j/7"
    {
      pattern:
        /(?=\d)(?<![\p{L}\p{N}.,/])(\d{1,2})[ \u00a0]?([hj])?[ \u00a0]?(?:\/|sur)[ \u00a0]?(\d{1,2})(?:[ \u00a0]?([hj]))?(?![\p{L}\p{N}/])/gu,
      say: (match) => {
        const [, each = '', unit, all = '', other] = match;
        const named =
          locale().units[
            unit ?? other ?? (each === '7' && all === '7' ? 'j' : each === '24' && all === '24' ? 'h' : '')
          ];
        return named && /^(?:24|7)$/.test(all) && Number(each) <= Number(all)
          ? [
              words(
                `${cardinal(each, { gender: named.gender, noun: true, word: '' })} ${named.many} sur ${plain(Number(all))}`,
              ),
            ]
          : undefined;
      },
    },
    { pattern: /(?=\d)(?<![\p{L}\p{N}.,])4[x×]4(?![\p{L}\p{N}.,])/gu, say: () => [words('quatre-quatre')] },
    // "14 h"
    {
      pattern: /(?=\d)(?<![\p{L}\p{N}.,:/])([01]?\d|2[0-4])[ \u00a0\u202f]?[hH](?![\p{L}\p{N}/])/gu,
      say: ([, hour = '']) => [words(hours(hour))],
    },
    // "1/2 finale", "1/2 heure"
    {
      pattern:
        /(?<![\p{L}\p{N}.,/]|\d[ \u00a0])1\/2[ \u00a0](?=finale|heure|journée|pension|litre|tarif|bouteille|tour|frère|sœur)/gu,
      say: () => [words('demi-')],
    },
    {
      pattern: /(?=\d)(?<![\p{L}\p{N}.,/])1\/([48])[ \u00a0](?=de finale)/gu,
      say: ([, part]) => [words(part === '4' ? 'quart ' : 'huitième ')],
    },
    // "J-3", "H+2"
    {
      pattern: /(?<![\p{L}\p{N}])([JHDS])[ \u00a0]?([-−–+])[ \u00a0]?(\d{1,3})(?![\p{L}\p{N}])/gu,
      say: ([, letter = '', sign = '', digits = '']) => [
        words(`${letter} ${sign === '+' ? 'plus' : 'moins'} ${cardinal(digits, UNCOUNTED)}`),
      ],
    },
    { pattern: /(?<![\p{L}\p{N}])1(?=[ \u00a0](?:bis|ter))/gu, say: () => [words('un')] },
    {
      pattern: /(?<=\d[ \u00a0])c\.? ?à ?(s\.?|soupe|c\.?|café)(?![\p{L}])/gu,
      say: ([, kind = '']) => [words(`cuillères à ${kind.startsWith('s') ? 'soupe' : 'café'}`)],
    },
    // "le 3919", "le 15"
    {
      pattern:
        /(?=\d)(?<=(?<!\p{L})(?:appel\p{L}{1,4}|compos\p{L}{1,4}|contact\p{L}{1,4}|joindre|join\p{L}{1,6}|fai\p{L}{2,3}|téléphon\p{L}{1,4})(?: vite)? (?:le|au) )\d(?:[ \u00a0]?\d){1,9}(?![\p{L}\p{N}]|[.,]\d| (?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre))/giu,
      say: ([number]) => [words(sayShortNumber(number))],
    },
    {
      pattern: /(?=\d)(?<=\b(?:tapez|composez|code|le)\s)\d{5,}(?!\p{N})/gu,
      say: ([digits]) => [
        words(
          locale()
            .telephone([...digits])
            .replaceAll(',', ''),
        ),
      ],
    },
    {
      pattern: /(?=\d)(?<![\p{L}\p{N}.,])0[ \u00a0]8\d{2}(?:[ \u00a0]\d{2,3}){2,3}(?![\p{N}])/gu,
      say: (match) => [words(locale().telephone(match[0].split(/\s/)))],
    },
  ];
}

/** A number of four digits by pairs ("39 19"), of its groups otherwise; zeros are said. */
function sayShortNumber(number: string): string {
  const groups = number.split(/[ \u00a0]/);
  const parts = groups.length === 1 && number.length % 2 === 0 ? (number.match(/\d\d/g) ?? []) : groups;
  return parts
    .map((part) => {
      const zeros = /^0*(?=\d)/.exec(part)?.[0].length ?? 0;
      return [...Array<string>(zeros).fill('zéro'), cardinal(part.slice(zeros), UNCOUNTED)].join(' ');
    })
    .join(', ');
}
