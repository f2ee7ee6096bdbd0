import { UNCOUNTED } from '../written/counted.ts';
import type { Locale } from '../written/locale.ts';
import { ordinalRules } from '../written/ordinals.ts';
import { sayRoman } from '../written/roman.ts';
import { romanRules } from '../written/roman-rules.ts';
import { slashRangeRule } from '../written/slash-ranges.ts';
import { letters, words } from '../written/stretch.ts';
import type { Rule } from '../written/stretch.ts';
import { MONTHS } from './forms.ts';
import { cardinal, ordinal } from './numbers.ts';

const plain = (value: number): string => cardinal(String(value), UNCOUNTED);
const VOWEL_SAINTS =
  'Agostino|Agata|Agnese|Alberto|Alessandro|Alessio|Alfonso|Ambrogio|Andrea|Angela|Angelo|Anna|Antonio|Antonino|Apollinare|Arcangelo|Arsenio|Egidio|Elena|Elia|Elpidio|Emidio|Erasmo|Ermete|Eufemia|Eulalia|Eusebio|Eustachio|Ignazio|Ilario|Isidoro|Ivo|Omobono|Onofrio|Orsola|Oronzo|Ubaldo|Urbano';
const SAINTS =
  'Pietro|Paolo|Giovanni|Giuseppe|Francesco|Marco|Giorgio|Martino|Michele|Nicola|Lorenzo|Donato|Vito|Luca|Matteo|Carlo|Biagio|Benedetto|Bernardo|Gennaro|Rocco|Sebastiano|Siro|Vincenzo|Remo|Marino|Salvo|Severo|Giuliano|Lazzaro|Cristoforo|Felice|Filippo|Giacomo|Gregorio|Tommaso|Valentino|Zeno|Babila|Gimignano|Miniato|Petronio|Vitale|Raffaele|Gottardo|Quirico';
const SAINTESSES =
  'Maria|Chiara|Lucia|Rita|Caterina|Croce|Rosa|Cecilia|Teresa|Barbara|Monica|Marta|Sofia|Margherita|Teresa|Giulia|Marinella|Severa|Susanna';

/** What Italian alone has. */
export function italianRules(locale: () => Locale): readonly Rule[] {
  return [
    slashRangeRule(locale),
    ...ordinalRules(
      {
        endings: String.raw`º|ª|°|[ᵃᵒ]|esim[oaie]|[oaie](?=[ \u00a0]\p{Ll})|mo|ma`,
        plural: '(?!)',
        placed:
          '(?:piazzat|arrivat|classificat|giunt|finit|qualificat)[oaie]|arriva|chiude|termina|giunge|il|al|sul|del|dal|nel',
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
    // "III A", "IV elementare"
    {
      needs: /[IV] /,
      pattern:
        /(?<![\p{L}\p{N}])(I{1,3}|IV|V)(?=[ \u00a0](?:[A-H](?![\p{L}\p{N}'’]|\.\p{L})|(?:elementare|media|superiore|liceo|ginnasio)(?!\p{L})))/gu,
      say: ([numeral]) => sayRoman(numeral, (value) => ordinal(value, 'f')),
    },
    // "sez. III"
    {
      needs: /[Ss]ez(?:ione|\.) [IVX]/,
      pattern: /(?<=(?<!\p{L})[Ss]ez(?:ione|\.)[ \u00a0])[IVX]+(?![\p{L}\p{N}'’])/gu,
      say: ([numeral]) => sayRoman(numeral, (value) => ordinal(value, 'f')),
    },
    // "n. nel 1886, m. nel 1939"
    {
      needs: /[nm]\. nel/,
      pattern: /(?<![\p{L}\p{N}.])([nm])\.(?=[ \u00a0](?:nel|a[ \u00a0]\p{Lu}\p{L}+ nel)[ \u00a0]?(?:1\d|20)?\d*)/gu,
      say: ([, short]) => [words(short === 'n' ? 'nato' : 'morto')],
    },
    // "8 mld di ab."
    {
      needs: /di ab\./,
      pattern: /(?<=(?<!\p{L})di[ \u00a0])ab\.(?![ \u00a0]?\d)/gu,
      say: () => [words('abitanti')],
    },
    // "2 c. di olio"
    {
      needs: /\d c\. di/,
      pattern: /(?<=(?<![\p{L}\p{N}.,])(\d{1,2}|[½¼¾])[ \u00a0])c\.(?=[ \u00a0]d['’i])/gu,
      say: ([, count]) => [words(count === '1' || count === '½' ? 'cucchiaio' : 'cucchiai')],
    },
    // "8.30-12.30 / 14-18"
    { needs: /\d \/ \d/, pattern: /(?<=\d-\d[\d.:]*)[ \u00a0]\/(?=[ \u00a0]\d[\d.:]*-\d)/gu, say: () => [words(',')] },
    ...romanRules(
      {
        cardinal: plain,
        ordinal,
        regnal: (value) => ordinal(value, 'm'),
        queens: 'Elisabetta|Maria|Caterina|Giovanna|Margherita|Isabella|Cristina|Vittoria',
        century: String.raw`secol[oi]|secc?\.`,
        numbered:
          'capitolo|cap\\.|artt?\\.|parte|tomo|atto|scena|fase|tipo|volume|vol\\.|libro|titolo|allegato|livello|gruppo|articolo|canto|salmo|zona|categoria|modulo|pagina|Municipio',
        articles: 'il|lo|la|i|gli|le|del|della|nel|nella|dal|dalla|al|alla|sul|sulla|questa|questo|un|una',
      },
      { counted: (after) => locale().counted(after), monthPattern: MONTHS.replaceAll(' ', '|') },
    ),
    {
      pattern: /(?<![\p{L}\p{N}])[IVX]+(?=\s(?:[Ss]ec(?:olo|\.)|[ad]\. ?C\.))/gu,
      say: ([numeral]) => sayRoman(numeral, (value) => ordinal(value, 'm')),
    },
    // "gli anni '80"
    { pattern: /(?<![\p{L}\p{N}])['’](\d\d)(?![\p{N}'’])/gu, say: ([, decade = '']) => [words(plain(Number(decade)))] },
    {
      pattern: /(?<=(?<!\p{L})anni )(\d0)['’]?s(?![\p{L}\p{N}])/gu,
      say: ([, decade = '']) => [words(plain(Number(decade)))],
    },
    {
      pattern: new RegExp(String.raw`(?=S\.)(?<![\p{L}\p{N}.])S\.[ \u00a0]?(?=(?:${VOWEL_SAINTS})(?!\p{L}))`, 'gu'),
      say: () => [words("Sant'")],
    },
    {
      pattern:
        /(?=SS\.)(?<![\p{L}\p{N}.])SS\.(?=[ \u00a0]?(Trinità|Annunziata|Vergine|Concezione|Crocifisso|Sacramento|Redentore|Salvatore|Rosario)(?!\p{L}))/gu,
      say: ([, noun = '']) => [words(/o$|ore$/.test(noun) ? 'Santissimo' : 'Santissima')],
    },
    {
      pattern: /(?=p\.)(?<=\d[°º][ \u00a0])p\.(?=[, ]|$)/gu,
      say: ({ index }, text) => [words(index + 2 === text.length ? 'piano.' : 'piano')],
    },
    {
      needs: /pers\./,
      pattern: /(?<=(?<!\p{L})(?:a|per) )pers\.(?!\s*$)/gu,
      say: () => [words('persona')],
    },
    {
      needs: /qst/,
      pattern: /(?<!\p{L})qst(?=[ \u00a0](\p{L}+))/giu,
      say: ([, noun = '']) => [
        words(locale().counted(` ${noun}`).gender === 'f' || noun === 'estate' ? 'questa' : 'questo'),
      ],
    },
    { needs: /dir\./, pattern: /(?<=\d[ \u00a0])dir\.(?=[ \u00a0]\p{Lu})/gu, say: () => [words('direzione')] },
    { needs: /cl\./, pattern: /(?<=\d[ªa°^][ \u00a0])cl\.(?!\p{L})/gu, say: () => [words('classe')] },
    { needs: /lav\./, pattern: /(?<=(?:gg\.?|giorni)[ \u00a0])lav\.(?!\s*$)/gu, say: () => [words('lavorativi')] },
    // "un 6-"
    {
      needs: /\d-/,
      pattern: /(?<=(?<!\p{L})(?:un|voto|preso|dal|al|e) \d)-(?=[\s,.;:!?)]|$)/giu,
      say: () => [words('meno')],
    },
    { needs: /punti %/, pattern: /(?<=punti )%/gu, say: () => [words('percentuali')] },
    // "megabyte" is no Italian word
    {
      needs: /[Bb]yte/,
      pattern: /(?<!\p{L})((?:[Kk]ilo|[Mm]ega|[Gg]iga|[Tt]era)?)[Bb]ytes?(?!\p{L})/gu,
      say: ([, start = '']) => [words(`${start.toLowerCase()}bàit`)],
    },
    // "x favore"
    {
      needs: /(?:^|\s)[xX]\s/,
      pattern:
        /(?<=^|\s)[xX](?=[ \u00a0](?:favore|piacere|caso|fortuna|te|me|lui|lei|noi|voi|loro|sempre|ora|adesso|domani|oggi|stasera|cena|pranzo|tutt[ioe]|il|lo|la|i|gli|le|un|una|quest[oaie]|qst|quell[oaie]|non|nn|forza|ogni|andare|fare|dire)(?!\p{L}))/gu,
      say: () => [words('per')],
    },

    {
      pattern: /(?=min)(?<![\p{L}\p{N}]|\d[ \u00a0])min(?=[ \u00a0]-?\d{1,2}[ \u00a0]?[°º])/gu,
      say: () => [words('minimo')],
    },
    // "alle h 18"
    {
      pattern:
        /(?=[hH]\.?[ \u00a0]\d)(?<![\p{L}\p{N}/])[hH]\.?(?=[ \u00a0](?:[01]?\d|2[0-4])(?:[.:,][0-5]\d)?(?![\p{N}/]|[.,]\d))/gu,
      say: () => [words('ore')],
    },
    // "Milano (MI)"
    {
      pattern: /(?=[A-Z]{2}\))(?<=\p{Lu}[\p{L}'’]{2,}[ \u00a0]\()([A-Z])([A-Z])(?=\))/gu,
      say: ([, first = '', second = '']) => [letters(`${first} ${second}`)],
    },
    { pattern: /(?=gg)(?<=(?<!\p{L})al )gg(?:\.(?!\s*$))?(?!\p{L})/gu, say: () => [words('giorno')] },
    { pattern: /(?=incl)(?<=(?<!\p{L})IVA )incl(?:\.(?!\s*$))?(?!\p{L})/gu, say: () => [words('inclusa')] },
    {
      pattern: /(?=1\/)(?<![\p{L}\p{N}.,/])1\/(4|8|16)(?=[ \u00a0]di finale)/gu,
      say: ([, part]) => [words(part === '4' ? 'quarti' : part === '8' ? 'ottavi' : 'sedicesimi')],
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
      pattern:
        /(?<=(?<!\p{L})(?:[Aa]|[Dd]a)ll['’])1(?![\p{L}\p{N}%/]|[:.,]\d|[ \u00a0](?!(?:di notte|del|alle|circa|in punto)(?!\p{L}))\p{L})/gu,
      say: () => [words('una')],
    },
    // "L'1 maggio"
    { pattern: /(?<=(?<!\p{L})[Ll]['’])1(?=[ \u00a0]\p{L}|%)/gu, say: () => [words('uno')] },
  ];
}
