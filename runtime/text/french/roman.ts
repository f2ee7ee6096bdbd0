import { UNCOUNTED } from '../written/counted.ts';
import { romanValue, sayRoman } from '../written/roman.ts';
import { words } from '../written/stretch.ts';
import type { Rule } from '../written/stretch.ts';
import { cardinal, ordinal } from './numbers.ts';

const plain = (value: number): string => cardinal(String(value), UNCOUNTED);

/** Rulers: "François premier", then cardinals. */
const regnal = (value: number): string => (value === 1 ? 'premier' : plain(value));

const NUMBERED =
  'chapitre|chap\\.|partie|tome|acte|scène|phase|type|volume|vol\\.|livre|titre|annexe|niveau|groupe|section|article|chant|psaume|zone|classe|catégorie|module|page|appendice|figure|tableau';
/** What is of an age, a rank or a district: "XVIe siècle". */
const RANKED =
  'siècle|siècles|s\\.|Républiques?|Reich|arrondissement|dynastie|régiment|Internationale|congrès|concile|édition|législature|millénaire|Empire|armée|corps|plan|journées|rencontres|festival';

/** Who may be the fifth or the tenth; after other words these are letters. */
const RULERS =
  'Charles|Louis|Henri|Philippe|François|Pie|Léon|Benoît|Grégoire|Urbain|Innocent|Clément|Sixte|Paul|Georges?|Édouard|Edouard|Alphonse|Ferdinand|Baudouin|Mohammed|Frédéric|Guillaume|Gustave|Jean|Alexandre|Nicolas|Ramsès|Ptolémée|Jacques|Jules|Martin|Étienne|Robert|Albert|Léopold|Christian|Haakon|Harald|Felipe|Carlos|Élisabeth|Napoléon|Victor-Emmanuel|Boniface|Célestin|Eugène|Adrien|Hassan|Mehmed|Sélim';

/** Centuries, rulers, chapters and years. */
export const frenchRomanRules: readonly Rule[] = [
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
    pattern: /(?<=(?<![\p{L}\p{N}])[IVXivx]{1,6}(?:ème|er|e)[ \u00a0])s\.?(?![\p{L}\p{N}'’])/gu,
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
    pattern: new RegExp(
      String.raw`(?:(?<=\p{Lu}\p{Ll}+\s)(?:[IVX]{2,}|I(?=[\s,.;:)]|$))|(?<=(?<!\p{L})(?:${RULERS})\s)[VX](?=[\s,.;:)]|$))(?:er)?(?![\p{L}\p{N}'’])`,
      'gu',
    ),
    say: ([numeral]) => sayRoman(numeral.replace('er', ''), regnal),
  },
  { pattern: /(?<![\p{L}\p{N}.])[XVI]{2,}(?![\p{L}\p{N}'’])/gu, say: ([numeral]) => sayRoman(numeral, regnal) },
  { pattern: /(?<![\p{L}\p{N}.])[MDCLXVI]{4,15}(?![\p{L}\p{N}'’])/gu, say: ([numeral]) => sayRoman(numeral, plain) },
];
