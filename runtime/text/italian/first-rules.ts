import { UNCOUNTED } from '../written/counted.ts';
import { words } from '../written/stretch.ts';
import type { Rule } from '../written/stretch.ts';
import { accentRules } from './accents.ts';
import { MONTHS } from './forms.ts';
import { cardinal, ordinal } from './numbers.ts';

const plain = (value: number): string => cardinal(String(value), UNCOUNTED);

/** "quindici e trenta". */
const clock = (hour: string, minute: string): string =>
  Number(minute) === 0 ? plain(Number(hour)) : `${plain(Number(hour))} e ${plain(Number(minute))}`;

/** What must be known before dates and measures. */
export const ITALIAN_FIRST: readonly Rule[] = [
  // "Max 28 °C"
  {
    needs: /m(?:ax|in)/i,
    pattern: /(?<!\p{L}|temp\. |gradi )m(ax|in)\.?(?=:? ?[-−]?\d{1,2}(?:[.,]\d)? ?[°º])/giu,
    say: ([, end]) => [words(end?.toLowerCase() === 'ax' ? 'massima' : 'minima')],
  },
  // "il cd. terzo settore", and no "un cd."
  { needs: /cd\./, pattern: /(?<!\p{L})cd\.(?=[ \u00a0]["'“‘«]?\p{Ll})/gu, say: () => [words('cosiddetto')] },
  // "nell'1800": "nel mille ottocento"
  {
    needs: /['’]1\d{3}/,
    pattern: /(?<!\p{L})([Nn]e|[Dd]e|[Aa]|[Dd]a|[Ss]u|)(ll|[Ll])['’](1\d{3})(?![\p{L}\p{N}%]|[.,]\d)/gu,
    say: ([, start = '', article = '', year = '']) => {
      const word = start === '' ? (article === 'L' ? 'Il' : article === 'l' ? 'il' : undefined) : `${start}l`;
      return word === undefined ? undefined : [words(`${word} ${plain(Number(year))}`)];
    },
  },
  // "l'1/1/2026"
  {
    needs: /['’]0?1[/.-]\d/,
    pattern:
      /(?<=\p{L}['’])0?1(?:([/.-])(\d{1,2})\1(\d{4})|\/(\d{1,2})(?![ \u00a0]d(?:i|e[il]|ell?[aeo]|egli)(?!\p{L})))(?![\p{L}\p{N}/-]|[.,]\d)/gu,
    say([, , month, year, only]) {
      const name = MONTHS.split(' ')[Number(month ?? only) - 1];
      if (name === undefined) return undefined;
      return [words(`uno ${name}${year === undefined ? '' : ` ${plain(Number(year))}`}`)];
    },
  },
  // "1°: Inter"
  {
    needs: /\d°[ ]?:/,
    pattern: /(?<=^|[,;] )([1-9]|1\d|20)°(?=[ \u00a0]?:)/gu,
    say: ([, place = '']) => [words(ordinal(Number(place), 'm'))],
  },
  {
    needs: /es\./,
    pattern: /(?<=(?<!\p{L})(?:[Pp]er|[Aa]d)[ \u00a0])es\.(?=[ \u00a0]\S)/gu,
    say: () => [words('esempio')],
  },
  // "Giovanni 3:16"
  {
    needs: /\d:\d/,
    pattern:
      /(?<=(?<!\p{L})(?:Salm[oi]|Sal|Giovanni|Gv|Matteo|Mt|Marco|Mc|Luca|Lc|Genesi|Gen|Esodo|Es|Romani|Rm|Corinzi|Cor|Isaia|Is|Proverbi|Pr|Apocalisse|Ap|Atti|At|Corano|Sura)\.?[ \u00a0])(\d{1,3}):(\d{1,3})(?:[-–](\d{1,3}))?(?![\p{L}\p{N}])/gu,
    say: ([, chapter = '', verse = '', to]) => [
      words(`${plain(Number(chapter))}, ${plain(Number(verse))}${to === undefined ? '' : ` ${plain(Number(to))}`}`),
    ],
  },
  ...accentRules,
  // "il record è di 1:59:40": a clock has two figures for its hours
  {
    needs: /\d:\d\d:\d\d/,
    pattern:
      /(?<![\p{L}\p{N}.,/]|(?<![\p{L}\p{M})]):|(?<!\p{L})(?:alle|dalle|ore|le)[ \u00a0])(\d):([0-5]\d):([0-5]\d)(?![\p{L}\p{N}:]|[.,]\d)/gu,
    say: ([, hour = '', minute = '', second = '']) => [
      words(
        `${hour === '1' ? "un'ora" : `${plain(Number(hour))} ore`}, ${plain(Number(minute))} minuti e ${plain(Number(second))} secondi`,
      ),
    ],
  },
  // "in 24/48 h"
  {
    needs: /\d\/\d/,
    pattern: /(?<![\p{L}\p{N}.,/])(\d{2})\/(\d{2})[ \u00a0]?(?:h|ore)(?!\p{L})/gu,
    say: ([, low = '', high = '']) =>
      low === high || high === '24' ? undefined : [words(`${plain(Number(low))} ${plain(Number(high))} ore`)],
  },
  // "2h45" is no clock time, but for "alle 2h45"
  {
    needs: /\d ?h ?\d\d/,
    pattern:
      /(?<![\p{L}\p{N}.,/]|(?<![\p{L}\p{M})]):|(?<!\p{L})(?:alle|dalle|delle|ore|le|verso|prima|dopo|entro)[ \u00a0])(\d|1[0-2])[ \u00a0]?h[ \u00a0]?([0-5]\d)(?![\p{L}\p{N}'’′])/gu,
    say: ([, hour = '', minute = '']) => [
      words(`${hour === '1' ? "un'ora" : `${plain(Number(hour))} ore`} e ${plain(Number(minute))} minuti`),
    ],
  },
  // "14.00 - 16.00"
  {
    needs: /\d\.\d/,
    pattern:
      /(?<![\p{L}\p{N}.,/]|(?<![\p{L}\p{M})]):|(?<!\p{L})(?:ore|d?alle|h\.?)[ \u00a0])([01]?\d|2[0-4])\.(00|15|30|45)[ \u00a0]?([-–])[ \u00a0]?([01]?\d|2[0-4])\.(00|15|30|45)(?![\p{N}%€$£°]|[.,]\d|[ \u00a0]?(?:€|euro|%|\$|£|[a-zµ]{1,3}(?!\p{L})))/gu,
    say: ([, hour = '', minute = '', , toHour = '', toMinute = '']) => [
      words(`${clock(hour, minute)} a ${clock(toHour, toMinute)}`),
    ],
  },
  // "24/24", "7/7"
  {
    needs: /(?:24\/24|7\/7)/,
    pattern: /(?<![\p{L}\p{N}.,/])(24|7)\/(?=\1(?![\p{L}\p{N}/]|[.,]\d))/gu,
    say: ([, all = '']) => [words(`${plain(Number(all))} su`)],
  },
  {
    needs: /sett\./,
    pattern:
      /(?<=(?<!\p{L})(?:tra|fra|per|ogni|dopo|ultime|prossime|prime|circa)[ \u00a0]\d{1,2}[ \u00a0])sett\.?(?!\p{L})/giu,
    say: () => [words('settimane')],
  },
  // the size of clothes
  {
    needs: /\d\/\d/,
    pattern: /(?<=(?<!\p{L})(?:[Tt]agli[ae]|[Mm]isur[ae]|[Nn]umer[oi])[ \u00a0])(\d{2})\/(\d{2})(?![\p{L}\p{N}/])/gu,
    say: ([, low = '', high = '']) => [words(`${plain(Number(low))} ${plain(Number(high))}`)],
  },
  // "5^A"
  {
    needs: /\d\^/,
    pattern: /(?<![\p{L}\p{N}.,^])(\d{1,3})\^(?=[ \u00a0]?[A-Z](?!\p{L})|[ \u00a0]\p{Ll}{3})/gu,
    say: ([, digits = '']) => [words(ordinal(Number(digits), 'f'))],
  },
  // "500 mg/8 h"
  {
    needs: /\/[ \u00a0]?\d/,
    pattern:
      /(?<=(?:mg|mcg|µg|ml|mL|UI|comp\.?|c[áa]ps?\.?|cpr\.?|cp\.?|gotas)[ \u00a0]?)\/[ \u00a0]?(?=\d{1,2}[ \u00a0]?h(?!\p{L}))/gu,
    say: () => [words(' ogni ')],
  },
  // "al 90'+3"
  {
    needs: /\d(?:['’′]|e?[ \u00a0]?\+)/,
    pattern:
      /(?=\d)(?<=(?<!\p{L})(?:al|dal|del|nel|[dn]?ell|[ad]ll)[ '’])(\d{1,3})(?:['’′](?![ \u00a0]?\d)(?:[ \u00a0]?\+[ \u00a0]?(\d{1,2})['’′]?)?|\+(\d{1,2})['’′])(?![\p{L}\p{N}'’])/giu,
    say: ([, minute = '', late, other]) => {
      const more = late ?? other;
      return [words(`${ordinal(Number(minute), 'm')}${more === undefined ? '' : ` più ${plain(Number(more))}`}`)];
    },
  },
];
