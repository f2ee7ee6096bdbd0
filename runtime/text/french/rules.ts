import { UNCOUNTED } from '../written/counted.ts';
import type { Locale } from '../written/locale.ts';
import { parseNumber } from '../written/numbers.ts';
import { around } from '../written/patterns.ts';
import { slashRangeRule } from '../written/slash-ranges.ts';
import { letters, words } from '../written/stretch.ts';
import type { Rule } from '../written/stretch.ts';
import { cardinal, ordinal } from './numbers.ts';
import { frenchRomanRules } from './roman.ts';
import { RESPELT } from './short.ts';
import { unaccentedRules } from './unaccented.ts';

const plain = (value: number): string => cardinal(String(value), UNCOUNTED);

const hours = (hour: string): string =>
  `${cardinal(String(Number(hour)), { ...UNCOUNTED, gender: 'f' })} ${Number(hour) < 2 ? 'heure' : 'heures'}`;

/** "un scooter de 50 cc"; spoons of coffee otherwise. */
const ENGINE =
  /(?<!\p{L})(?:motos?|scooters?|cyclos?|moteurs?|cylindrées?|quads?|mobylettes?|Vespa|deux-roues|seringues?|(?:[4-9]\d|\d{3,4})[ \u00a0]?cc)(?!\p{L})/iu;

/** What French alone has. */
export function frenchRules(locale: () => Locale): readonly Rule[] {
  return [
    slashRangeRule(locale),
    {
      pattern:
        /(?=\d)(?<![\p{L}\p{N}.,/])(\d{1,3}(?:[ \u00a0\u202f.]\d{3}){1,3}|\d{1,7})(ers?|res?|ères?|es?|è|èmes?|emes?|ièmes?|iemes?|nde?s?|de?s?)(?![\p{L}\p{N}])/gu,
      say: ([, digits = '', ending = '']) => {
        const value = Number(parseNumber(digits.replace(/\D/g, ''), locale()).whole);
        const plural = ending.endsWith('s') ? 's' : '';
        if (/^(?:nd|d)/.test(ending))
          return value === 2 ? [words(`${/^n?ds?$/.test(ending) ? 'second' : 'seconde'}${plural}`)] : undefined;
        if (value < 1) return undefined;
        return [words(`${ordinal(value, /^(?:r|è?re)/.test(ending) ? 'f' : 'm')}${plural}`)];
      },
    },
    ...frenchRomanRules,
    // "M. Roy" and "M. et Mme Roy", but "taille M."
    {
      needs: /M\./,
      pattern:
        /(?<![\p{L}\p{N}.]|(?<!\p{L})(?:[Tt]ailles?|[Ff]ormat|lettre|tube|en|du|un|une|grille)[ \u00a0])M\.(?=[ \u00a0]?(?:\p{Lu}|le |la |l['’]|les |l’|et (?:\p{Lu}|les? )|ou Mme|de |du |d['’]))/gu,
      say: () => [words('monsieur')],
    },
    {
      pattern: new RegExp(
        String.raw`(?<![\p{L}\p{M}\p{N}.@])(?:${Object.keys(RESPELT).join('|')})(?![\p{L}\p{M}\p{N}@]|\.\p{L})`,
        'giu',
      ),
      say: ([written]) => {
        const said = RESPELT[written] ?? RESPELT[written.charAt(0) + written.slice(1).toLowerCase()];
        return said === undefined ? undefined : [words(said)];
      },
    },
    // "tournez à dr."
    {
      needs: /à (?:dr|g)\./,
      pattern: /(?<=(?<!\p{L})à )(dr|g)\.(?!\s*$)|(?<=(?<!\p{L})(?:porte|couloir|palier|étage) à )(dr|g)(?=\.)/gu,
      say: ([, side, last]) => [words((side ?? last) === 'g' ? 'gauche' : 'droite')],
    },
    { needs: /cl\./, pattern: /(?<=\d(?:re|ère|e|de|nde|ème)[ \u00a0])cl\./gu, say: () => [words('classe')] },
    { needs: /h(?:\d\d)?\/\d/, pattern: /(?<=\d ?h(?:\d\d)?)\/(?=\d{1,2} ?h)/gu, say: () => [words(', ')] },
    ...unaccentedRules,
    // "Me Roy", but "Me voici" and "il me parle"
    {
      needs: /Me |[Cc]ol\. /,
      pattern: /(?<![\p{L}\p{N}]|(?<!\p{L})(?:[Aa]u|un)[ \u00a0])(?:Me|[Cc]ol\.)(?=[ \u00a0]\p{Lu}\p{Ll})/gu,
      say: ([title]) => [words(title === 'Me' ? 'maître' : 'colonel')],
    },
    // "la n-ième fois"
    {
      needs: /ième/,
      pattern: /(?<!\p{L})([nx])-?ième(s?)(?!\p{L})/giu,
      say: ([, letter = '', plural = '']) => [words(`${/n/i.test(letter) ? 'énième' : 'ixième'}${plural}`)],
    },
    // "l'art. L. 121-3", "R. 413-2"
    {
      needs: /[LRDA]\. ?\d/,
      pattern: /(?<![\p{L}\p{N}.-]|\p{Lu}\.\s)([LRDA])\.(?=[ \u00a0]?\*?\d{1,4}-\d)/gu,
      say: ([, part = '']) => [letters(part)],
    },
    // "RDV dem. à 8h", "dem. matin"
    {
      needs: /dem\. /,
      pattern: /(?<![\p{L}])dem\.(?= (?:à|matin|soir|midi|après|avant|vers|dès|pour|si|\d))/gu,
      say: () => [words('demain')],
    },
    { needs: /sem\./, pattern: /(?<=\d(?:er|e|nd)[ \u00a0])sem\.(?=[ \u00a0])/gu, say: () => [words('semestre')] },
    { needs: /points? de %/, pattern: /(?<=points? de )%/gu, say: () => [words('pourcentage')] },
    // "les années 70's", "les 80s"
    {
      needs: /\d0['’]?s/,
      pattern: /(?<=(?<!\p{L})(?:années|les|des|aux)[ \u00a0]['’]?)([1-9]0)['’]?s(?!\p{L})/giu,
      say: ([, decade = '']) => [words(plain(Number(decade)))],
    },
    // "4x100 m"
    {
      needs: /4 ?[x×] ?[124]00/,
      pattern: /(?<![\p{L}\p{N}.,/])4 ?[x×] ?([124]00)( ?m(?!\p{L}))?/gu,
      say: ([, metres = '', sign]) => [
        words(`quatre fois ${plain(Number(metres))}${sign === undefined ? '' : ' mètres'}`),
      ],
    },
    // "95 g de CO2": "95 gCO2/km"
    {
      needs: /CO[2₂]/,
      pattern: /(?<=\d[ \u00a0]?)(g|kg|t)[ \u00a0]?CO[2₂](?:\/(km|kg|kWh|an))?(?![\p{L}\p{N}])/gu,
      say([, unit = '', per]) {
        const { units } = locale();
        const each = per === undefined ? '' : ` par ${units[per]?.one ?? ''}`;
        return [words(`${units[unit]?.many ?? ''} de C O deux${each}`)];
      },
    },
    // "vous", not "versus"
    {
      needs: /vs/,
      pattern: /(?<!\p{L})vs(?=[ \u00a0](?:\p{L}+ez|êtes|dites|faites)(?!\p{L}))/gu,
      say: () => [words('vous')],
    },
    {
      needs: /a\+/,
      pattern: /(?<![\p{L}\p{N}])[aàAÀ]\+(?![\p{L}\p{N}]|[ \u00a0]?[\p{N}b-z(])/gu,
      say: () => [words('à plus')],
    },
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
    { pattern: /(?=\d)(?<![\p{L}\p{N}.,])4[x×]4(?![\p{L}\p{N}]|[.,]\d)/gu, say: () => [words('quatre-quatre')] },
    // "14 h"
    {
      pattern: /(?=\d)(?<![\p{L}\p{N}.,/]|(?<![\p{L}\p{M})]):)([01]?\d|2[0-4])[ \u00a0\u202f]?[hH](?![\p{L}\p{N}/])/gu,
      say: ([, hour = '']) => [words(hours(hour))],
    },
    // "les - de 30 ans"
    { pattern: /(?<=(?<!\p{L})(?:[Ll]es|[Dd]es|[Aa]ux) )-(?=[ \u00a0]de[ \u00a0]\d)/gu, say: () => [words('moins')] },
    {
      pattern: /(?=min)(?<![\p{L}\p{N}]|\d[ \u00a0])min(?=[ \u00a0]-?\d{1,2}[ \u00a0]?[°º])/gu,
      say: () => [words('minimum')],
    },
    // "1/2 finale", "1/2 heure"
    {
      pattern:
        /(?<![\p{L}\p{N}.,/]|\d[ \u00a0])(?:1\/2|½)[ \u00a0](?=finale|heure|journée|pension|litre|tarif|bouteille|tour|frère|sœur)/gu,
      say: (match, text) => {
        const { before, after } = around(match, text);
        const isNamed = /(?<!\p{L})(?:la|le|les|une?|cette|ce|des|de|deux|ma|mon|sa|son|notre)[ \u00a0]$/iu.test(
          before,
        );
        const one = /^(?:finale|heure|journée|pension|bouteille|sœur)/u.test(after) ? 'une' : 'un';
        return [words(isNamed ? 'demi-' : `${one} demi-`)];
      },
    },
    // "2 ans et 1/2", "3 heures et ½"
    {
      needs: / et (?:1\/2|½)/,
      pattern: /(?<=(?<!\p{L})(\p{L}{1,12})[ \u00a0]et[ \u00a0])(?:1\/2|½)(?![\p{L}\p{N}/]|[ \u00a0]\p{L}{3})/gu,
      say: ([, thing = '']) => [
        words(
          /^(?:h|heures?|années?|journées?|bouteilles?|tasses?|cuillères?|pages?|fois)$/u.test(thing)
            ? 'demie'
            : 'demi',
        ),
      ],
    },
    // "pourvoi n° 19-24.610"
    {
      needs: /\d-\d\d\.\d{3}/,
      pattern: /(?<![\p{L}\p{N}.,/-])(\d\d)-(\d\d)\.(\d{3})(?![\p{L}\p{N}]|[.,]\d)/gu,
      say: ([, year = '', ...parts]) => [
        words(`${plain(Number(year))}, ${sayShortNumber(parts.join(' ')).replaceAll(',', '')}`),
      ],
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
      pattern:
        /(?:(?<![\p{L}\p{N}.,/])(1)[ \u00a0]|(?<=\d[ \u00a0]))c\.? ?(?:à\.? ?)?(s\.?|soupe|c\.?|café)(?![\p{L}])/gu,
      say: ([written, one, kind = ''], text) =>
        /^c\.?c$/.test(written.trim()) && ENGINE.test(text)
          ? undefined
          : [words(`${one === undefined ? 'cuillères' : 'une cuillère'} à ${kind.startsWith('s') ? 'soupe' : 'café'}`)],
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
      say: ([number]) => [words(sayShortNumber(number))],
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
