import type { Locale } from './locale.ts';
import type { Gender } from './rule-words.ts';
import { around } from './patterns.ts';
import { romanValue, sayRoman } from './roman.ts';
import { words } from './stretch.ts';
import type { Rule } from './stretch.ts';

/** How a language says Roman numerals, by the words around them. */
export interface Roman {
  cardinal: (value: number) => string;
  ordinal: (value: number, gender: Gender) => string;
  /** An ordinal before its noun, where it is shorter there: "tercer". */
  beforeNoun?: (ordinal: string) => string;
  /** Rulers, popes and centuries. */
  regnal: (value: number) => string;
  /** A pattern of names of queens. */
  queens: string;
  /** A pattern of "century". */
  century: string;
  /** A pattern of nouns that are numbered: "chapter". */
  numbered: string;
  /** A pattern of what is counted in order: "la XL edición". */
  events?: string;
  /** A pattern of articles before a numeral that counts in order: "la II Guerra". */
  articles: string;
}

/** Of rulers and popes, who may be the fifth and the tenth; after other words these are letters. */
const RULERS =
  'Carlos?|Felipe|Filipe|Filippo|Fernando|Ferdinando|Alfonso|Afonso|Juan|João|Giovanni|Pedro|Pietro|Pablo|Paulo|Paolo|Lu[ií]s|Luigi|Enrique|Henrique|Enrico|Jorge|Giorgio|Eduardo|Edoardo|Guill?h?ermo|Guilherme|Guglielmo|Francisco|Francesco|P[ií]o|Benedicto|Benedetto|Bento|León|Leão|Leone|Inoc[eê]ncio|Innocenzo|Greg[oó]rio|Clemente|Urbano|Si[xs]to|Alejandro|Alexandre|Alessandro|Nicol[aá]s?|Iv[aá]n|Emanuele|Gustavo|Cristián|Ramsés|Ramsete|Ptolomeo|Tolomeo|Sancho|Bonif[aá]c?z?io|Calixto|Callisto|Celestino|Eugenio|Adriano|Esteban|Estêvão|Stefano|Moham[me]{1,2}d|Balduino|Alberto|Leopoldo|Federico|Frederico|Mart[ií]no?|Haakon|Harald';

/** What is numbered, and no ruler: "Rocky IV". */
const NUMBERED_NAMES =
  'Rocky|Rambo|Terminator|Alien|Saw|Wars|Fantasy|Diablo|Civilization|Empires|Apolo|Apollo|Pentium|Halo|Bowl|Fighter|Tekken|Padrino|Story|Shrek|Quest|Evil|Mark|Titan|Potter|Mundial|Rio|Festival|Copa|Liga';

const AFTER = String.raw`(?![\p{L}\p{N}'’])`;

/** "capítulo IV", "siglos XV y XVI", "la II Guerra", "Felipe II", "MCMXCIX"; a letter alone needs a word that tells. */
export function romanRules(roman: Roman, { counted, monthPattern }: Pick<Locale, 'counted' | 'monthPattern'>): Rule[] {
  const numberedName = new RegExp(String.raw`(?<!\p{L})(?:${NUMBERED_NAMES})[ \u00a0]$`, 'u');
  const { cardinal, ordinal, regnal, beforeNoun = (said: string) => said } = roman;
  return [
    {
      pattern: new RegExp(String.raw`(?<=(?<!\p{L})(?:${roman.queens})[ \u00a0])[IVX]+${AFTER}`, 'gu'),
      say: ([numeral]) => sayRoman(numeral, (value) => ordinal(value, 'f')),
    },
    {
      pattern: new RegExp(
        String.raw`(?<=(?<!\p{L})(?:${roman.century})[ \u00a0])([IVXivx]+)(?:([ \u00a0]\p{L}{1,4}[ \u00a0]|[ \u00a0]?[-–/][ \u00a0]?)([IVXivx]+))?${AFTER}`,
        'giu',
      ),
      say([, first = '', joint = '', second]) {
        const [from, to] = [first, second ?? ''].map((numeral) => romanValue(numeral.toUpperCase()));
        if (from === undefined) return undefined;
        const between = /\p{L}/u.test(joint) ? joint : ' ';
        return [
          words(
            to === undefined
              ? `${regnal(from)}${second === undefined ? '' : joint + second}`
              : `${regnal(from)}${between}${regnal(to)}`,
          ),
        ];
      },
    },
    {
      pattern: new RegExp(
        String.raw`(?<=(?<!\p{L})(?:${roman.numbered})[ \u00a0])(?:[IVX]|[IVXLC]{2,})${AFTER}`,
        'giu',
      ),
      say: ([numeral]) => (/^[IVXLC]+$/.test(numeral) ? sayRoman(numeral, cardinal) : undefined),
    },
    {
      pattern: new RegExp(String.raw`(?<![\p{L}\p{N}.])[XVI]+(?=[ \u00a0](?:${monthPattern})(?!\p{L}))`, 'giu'),
      say: ([numeral]) => (/^[XVI]{2,}$/.test(numeral) ? sayRoman(numeral, cardinal) : undefined),
    },
    {
      pattern: new RegExp(
        String.raw`(?<=(?<!\p{L})(?:${roman.articles})[ \u00a0])([IVX]+)(?=[ \u00a0](\p{L}{3,}))`,
        'giu',
      ),
      say: (match, text) => {
        const [numeral, , noun = ''] = match;
        if (
          !/^[IVX]+$/.test(numeral) ||
          (numeral.length === 1 && !/^(?:\p{Lu}\p{Ll}|(?:trim|sem|quadrim|cuatrim|bimes)[es.])/u.test(`${noun}.`))
        )
          return undefined;
        const isFeminine = /(?:as?|à)[ \u00a0]$/iu.test(around(match, text).before);
        const gender = isFeminine ? 'f' : counted(` ${noun.toLowerCase()}`).gender;
        return sayRoman(numeral, (value) => beforeNoun(ordinal(value, gender)));
      },
    },
    // "la N-VI"
    {
      needs: /[A-Z]-[IVX]/,
      pattern: new RegExp(String.raw`(?<=(?<![\p{L}\p{N}-])[A-Z])(?<!L(?=-V(?!I)))-([IVX]+)${AFTER}(?!-)`, 'gu'),
      say: ([, numeral = '']) => sayRoman(numeral, cardinal),
    },
    // "la XL edición", where "XL" and "LV" could be letters
    ...(roman.events === undefined
      ? []
      : [
          {
            pattern: new RegExp(
              String.raw`(?<![\p{L}\p{N}.])X?[LC][IVX]{0,4}(?=[ \u00a0]((?:${roman.events})s?)(?!\p{L}))`,
              'gu',
            ),
            say: ([numeral, noun = '']: RegExpExecArray) =>
              numeral.length < 2
                ? undefined
                : sayRoman(numeral, (value) => beforeNoun(ordinal(value, counted(` ${noun.toLowerCase()}`).gender))),
          },
        ]),
    {
      pattern: new RegExp(
        String.raw`(?:(?<=\p{Lu}\p{Ll}+[ \u00a0])(?:[IVX]{2,}|X?L[IVX]{2,7}|I(?=[\s,.;:)]|$))|(?<=(?<!\p{L})(?:${RULERS})[ \u00a0])[VX])${AFTER}`,
        'gu',
      ),
      say: (match, text) => sayRoman(match[0], numberedName.test(around(match, text).before) ? cardinal : regnal),
    },
    {
      pattern: new RegExp(
        String.raw`(?<![\p{L}\p{N}.])([XVI]{2,}|X?L[IVX]{2,7})${AFTER}(?:(?=[ \u00a0](\p{L}{4,}))|)`,
        'gu',
      ),
      say: ([, numeral = '', noun]) => {
        const isFeminine = noun !== undefined && counted(` ${noun.toLowerCase()}`).gender === 'f';
        return sayRoman(numeral, (value) =>
          isFeminine && value <= 10
            ? ordinal(value, 'f')
            : noun === undefined
              ? regnal(value)
              : beforeNoun(regnal(value)),
        );
      },
    },
    {
      pattern: new RegExp(String.raw`(?<![\p{L}\p{N}.])[MDCLXVI]{4,15}${AFTER}`, 'gu'),
      say: ([numeral]) => sayRoman(numeral, cardinal),
    },
  ];
}
