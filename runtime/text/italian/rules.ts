import { UNCOUNTED } from '../written/counted.ts';
import type { Locale } from '../written/locale.ts';
import { ordinalRules } from '../written/ordinals.ts';
import { sayRoman } from '../written/roman.ts';
import { romanRules } from '../written/roman-rules.ts';
import { words } from '../written/stretch.ts';
import type { Rule } from '../written/stretch.ts';
import { MONTHS } from './forms.ts';
import { cardinal, ordinal } from './numbers.ts';

const plain = (value: number): string => cardinal(String(value), UNCOUNTED);
const SAINTS =
  'Pietro|Paolo|Giovanni|Giuseppe|Francesco|Marco|Antonio|Giorgio|Martino|Michele|Nicola|Lorenzo|Donato|Vito|Luca|Matteo|Carlo|Biagio|Benedetto|Bernardo|Gennaro|Rocco|Sebastiano|Siro|Vincenzo|Remo|Marino|Salvo|Severo|Giuliano|Lazzaro|Cristoforo|Felice|Filippo|Giacomo|Gregorio|Tommaso|Valentino|Zeno|Babila|Gimignano|Miniato|Petronio|Vitale|Raffaele|Gottardo|Quirico';
const SAINTESSES =
  'Maria|Chiara|Lucia|Rita|Caterina|Croce|Rosa|Cecilia|Teresa|Barbara|Monica|Marta|Sofia|Margherita|Teresa|Giulia|Marinella|Severa|Susanna';

/** What Italian alone has. */
export function italianRules(locale: () => Locale): readonly Rule[] {
  return [
    ...ordinalRules(
      {
        endings: String.raw`º|ª|°|[ᵃᵒ]|esim[oaie]|[oa](?=[ \u00a0]\p{Ll})|mo|ma`,
        plural: '(?!)',
        isFeminine: (ending) => /[ªa]$/.test(ending),
        say: (value, gender, ending) => {
          const said = ordinal(value, gender);
          return /i$/.test(ending) ? said.replace(/o$/, 'i') : /e$/.test(ending) ? said.replace(/o$/, 'e') : said;
        },
      },
      locale,
    ),
    // "la 3A", "classe 5B"
    {
      pattern:
        /(?<=(?<!\p{L})(?:[Ll]a|[Cc]lasse|[Dd]ella|[Ii]n|[Nn]ella) )([1-5])[ªa]?[ \u00a0]?([A-H])(?![\p{L}\p{N}])/gu,
      say: ([, digit = '', letter = '']) => [words(`${ordinal(Number(digit), 'f')} ${letter}`)],
    },
    ...romanRules(
      {
        cardinal: plain,
        ordinal,
        regnal: (value) => ordinal(value, 'm'),
        queens: 'Elisabetta|Maria|Caterina|Giovanna|Margherita|Isabella|Cristina|Vittoria',
        century: String.raw`secol[oi]|secc?\.`,
        numbered:
          'capitolo|cap\\.|parte|tomo|atto|scena|fase|tipo|volume|vol\\.|libro|titolo|allegato|livello|gruppo|sezione|articolo|canto|salmo|zona|categoria|modulo|pagina|Municipio',
        articles: 'il|lo|la|i|gli|le|del|della|nel|nella|dal|dalla|al|alla|sul|sulla|questa|questo|un|una',
      },
      { counted: (after) => locale().counted(after), monthPattern: MONTHS.replaceAll(' ', '|') },
    ),
    {
      pattern: /(?<![\p{L}\p{N}])[IVX]+(?=\s[Ss]ecolo)/gu,
      say: ([numeral]) => sayRoman(numeral, (value) => ordinal(value, 'm')),
    },
    // "gli anni '80"
    { pattern: /(?<![\p{L}\p{N}])['’](\d\d)(?![\p{N}'’])/gu, say: ([, decade = '']) => [words(plain(Number(decade)))] },
    {
      pattern: /(?<=(?<!\p{L})anni )(\d0)['’]?s(?![\p{L}\p{N}])/gu,
      say: ([, decade = '']) => [words(plain(Number(decade)))],
    },
    {
      pattern: new RegExp(String.raw`(?<![\p{L}\p{N}.])S\.(?=[ \u00a0]?(?:${SAINTS})(?!\p{L}))`, 'gu'),
      say: () => [words('San')],
    },
    {
      pattern: new RegExp(String.raw`(?<![\p{L}\p{N}.])S\.(?=[ \u00a0]?(?:${SAINTESSES})(?!\p{L}))`, 'gu'),
      say: () => [words('Santa')],
    },
    // "all'1" is a time, "h 9" too
    {
      pattern: /(?<=(?<!\p{L})(?:[Aa]|[Dd]a)ll['’])1(?![\p{L}\p{N}%]|[:.,]\d|[ \u00a0]\p{L})/gu,
      say: () => [words('una')],
    },
    { pattern: /(?<![\p{L}\p{N}'’.])h(?=[ \u00a0]\d)/gu, say: () => [words('ore')] },
    // "L'1 maggio"
    { pattern: /(?<=(?<!\p{L})[Ll]['’])1(?=[ \u00a0]\p{L}|%)/gu, say: () => [words('uno')] },
  ];
}
