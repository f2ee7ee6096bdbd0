import { nounReader, UNCOUNTED } from '../written/counted.ts';
import { defineLocale } from '../written/define-locale.ts';
import { decimalsAsNumber, digitByDigit } from '../written/numbers.ts';
import { sayRoman } from '../written/roman.ts';
import { words } from '../written/stretch.ts';
import { cardinal, DIGITS, ordinal } from './numbers.ts';

const number = (digits: string | number): string => cardinal(String(digits), UNCOUNTED);

const NOT_NOUNS =
  /^(?:et|ou|de|du|des|à|au|aux|en|dans|avec|pour|par|sans|sur|sous|que|qui|le|la|les|un|une|est|sont|était|a|ont|ne|pas|mais|plus|moins|se|il|elle|ils|elles|on|nous|vous|je|tu|mille|millions?|milliards?|comme|où|puis)$/iu;
const FEMININE =
  /(?:tions?|sions?|[^m]tés?|ées?|ances?|ences?|ettes?|elles?|esses?|ures?|ines?|aines?|ises?|ades?|ailles?|euses?|trices?)$|^(?:heures?|minutes?|secondes?|fois|personnes?|pages?|places?|femmes?|tables?|chaises?|maisons?|rues?|langues?|lettres?|routes?|tonnes?|pommes?|tasses?|boîtes?|cuillères?|gouttes?|feuilles?|cartes?|portes?|étoiles?|nuits?|mains?|parties?|vies?|villes?|filles?|tranches?|chambres?|clés?|équipes?|lignes?|plages?|photos?|mères?|sœurs?|tantes?|poules?|vaches?|roses?|gousses?|pièces?|classes?|écoles?|îles?|larmes?|œuvres?|notes?)$/u;
const MASCULINE =
  /^(?:étés?|musées?|trophées?|lycées?|silences?|squelettes?|magazines?|arrêtés?|comités?|côtés?|traités?|domaines?|stades?|grades?|moulins?)$/u;

const counted = nounReader(NOT_NOUNS, FEMININE, MASCULINE);

function fraction(top: number, bottom: number, after: string): string | undefined {
  if (bottom < 2 || top < 1) return undefined;
  if (top === 1 && bottom === 2)
    return counted(after).noun ? (counted(after).gender === 'f' ? 'une demi' : 'un demi') : 'un demi';
  const name = { 2: 'demi', 3: 'tiers', 4: 'quart' }[bottom] ?? ordinal(bottom, 'm');
  return `${number(top)} ${name}${top === 1 || name.endsWith('s') ? '' : 's'}`;
}

/** Rulers: "François premier", then cardinals. */
const regnal = (value: number): string => (value === 1 ? 'premier' : number(value));

/** French of France. */
export const french = defineLocale({
  voice: 'fr',
  decimal: ',',
  grouped: String.raw`\d{1,3}(?:[. \u00a0\u2009\u202f]\d{3})+(?!\d)`,
  cardinal,
  counted,
  digits: DIGITS,
  telephone: (groups) => groups.map((group) => decimalsAsNumber(group, DIGITS, number)).join(', '),
  telephonePattern: String.raw`0\d(?:[ .\u00a0\u202f-]\d{2}){4}|0\d{9}|(?<=\b[Cc]omposez le )\d{2,4}`,
  words: { decimal: 'virgule', minus: 'moins', to: 'à', by: 'sur' },
  months: 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre',
  otherMonths: String.raw`(?:janv|févr|avr|juil|sept|oct|nov|déc)\.?`,
  date: (day, month, year) =>
    `${day === 1 ? 'premier' : number(day)} ${month}${year === undefined ? '' : ` ${number(year)}`}`,
  time({ hour, minute, second }) {
    const hours =
      hour === 0
        ? 'zéro heure'
        : `${cardinal(String(hour), { ...UNCOUNTED, gender: 'f' })} ${hour === 1 ? 'heure' : 'heures'}`;
    const minutes = cardinal(String(minute), UNCOUNTED);
    if (second !== undefined) return `${hours}, ${minutes} minutes et ${number(second)} secondes`;
    if (minute === 0) return hours;
    if (minute === 30 && hour > 0 && hour < 12) return `${hours} trente`;
    return `${hours} ${minute === 1 ? 'une' : minutes}`;
  },
  hourMark: String.raw`[ \u00a0]?h(?:eures?)?\b`,
  fraction,
  mixed(whole, top, bottom, after) {
    const part =
      top === 1 && bottom === 2 ? (counted(after).gender === 'f' ? 'demie' : 'demi') : fraction(top, bottom, '');
    return part === undefined ? undefined : `${cardinal(whole, counted(after))} et ${part}`;
  },
  currencies: `€,EUR euro|euros / centime|centimes;
 $,US$,USD dollar|dollars / cent|cents;
 £ livre|livres* / penny|pence;
 ¥ yen|yens;
 ₹ roupie|roupies*;
 R$ réal|réaux;
 CHF franc suisse|francs suisses / centime|centimes;
 ₿ bitcoin|bitcoins`,
  scale: 'mille|millions?|milliards?',
  scaled: (scale, name) =>
    scale === 'mille' ? `mille ${name}` : `${scale} ${/^[aeiouhyéèêœ]/.test(name) ? "d'" : 'de '}${name}`,
  withCents: (whole, cents) => `${whole} ${cents.replace(/ centimes?$/, '')}`,
  units: `km kilomètre|kilomètres; m mètre|mètres; cm centimètre|centimètres; mm millimètre|millimètres; nm nanomètre|nanomètres;
 km²,km2 kilomètre carré|kilomètres carrés; m²,m2 mètre carré|mètres carrés; cm² centimètre carré|centimètres carrés; m³,m3 mètre cube|mètres cubes; ha hectare|hectares;
 kg kilo|kilos; g gramme|grammes; mg milligramme|milligrammes; µg,μg microgramme|microgrammes; t tonne|tonnes*; l,L litre|litres; ml,mL millilitre|millilitres; cl centilitre|centilitres; dl décilitre|décilitres;
 km/h kilomètre à l'heure|kilomètres à l'heure; m/s mètre par seconde|mètres par seconde; ko,Ko,kB,KB kilo-octet|kilo-octets; Mo mégaoctet|mégaoctets; MB mégaoctet|mégaoctets; Go,GB gigaoctet|gigaoctets; To,TB téraoctet|téraoctets; Mbit/s,Mbps mégabit par seconde|mégabits par seconde;
 Hz hertz; kHz kilohertz; MHz mégahertz; GHz gigahertz; W watt|watts; kW kilowatt|kilowatts; kWh kilowattheure|kilowattheures; V volt|volts; A ampère|ampères; dB décibel|décibels;
 h heure|heures*; min minute|minutes*; s seconde|secondes*; ms milliseconde|millisecondes*; °C,℃ degré Celsius|degrés Celsius; °F degré Fahrenheit|degrés Fahrenheit; ° degré|degrés; kcal kilocalorie|kilocalories*; % pour cent; ‰ pour mille; px pixel|pixels; ans an|ans; hab. habitant|habitants`,
  abbreviations: {
    'M.': 'monsieur',
    'MM.': 'messieurs',
    Mme: 'madame',
    Mmes: 'mesdames',
    Mlle: 'mademoiselle',
    Mlles: 'mesdemoiselles',
    Dr: 'docteur',
    'Dr.': 'docteur',
    Pr: 'professeur',
    'Pr.': 'professeur',
    Me: 'maître',
    'av.': 'avenue',
    'Av.': 'avenue',
    bd: 'boulevard',
    'bd.': 'boulevard',
    Bd: 'boulevard',
    'boul.': 'boulevard',
    'pl.': 'place',
    'p.': 'page',
    'pp.': 'pages',
    'chap.': 'chapitre',
    'art.': 'article',
    'fig.': 'figure',
    'vol.': 'volume',
    't.': 'tome',
    'n°': 'numéro',
    'N°': 'numéro',
    nº: 'numéro',
    'n os': 'numéros',
    'tél.': 'téléphone',
    'Tél.': 'téléphone',
    'etc.': 'etcétéra',
    'cf.': 'confer',
    'env.': 'environ',
    'ex.': 'exemple',
    'p. ex.': 'par exemple',
    'c.-à-d.': "c'est-à-dire",
    St: 'saint',
    Ste: 'sainte',
    'av. J.-C.': 'avant Jésus-Christ',
    'apr. J.-C.': 'après Jésus-Christ',
    'J.-C.': 'Jésus-Christ',
    'max.': 'maximum',
    'min.': 'minimum',
    'éd.': 'édition',
    'hab.': 'habitants',
    'km/h': "kilomètres à l'heure",
  },
  signs: {
    '+': 'plus',
    '=': 'égale',
    '×': 'fois',
    '÷': 'divisé par',
    '±': 'plus ou moins',
    '≈': 'environ',
    '≠': 'différent de',
    '<': 'inférieur à',
    '>': 'supérieur à',
    '≤': 'inférieur ou égal à',
    '≥': 'supérieur ou égal à',
    '&': 'et',
    '%': 'pour cent',
    '‰': 'pour mille',
    '°': 'degrés',
    '@': 'arobase',
    '#': 'dièse',
    '/': 'barre oblique',
    '\\': 'antislash',
    _: 'tiret bas',
    '~': 'environ',
    '©': 'copyright',
    '®': 'marque déposée',
    '™': 'marque',
    '§': 'paragraphe',
    '→': 'vers',
    '^': 'puissance',
    '√': 'racine de',
    '∞': 'infini',
    '−': 'moins',
  },
  addressSigns: {
    '.': 'point',
    '/': 'slash',
    '-': 'tiret',
    _: 'tiret bas',
    '@': 'arobase',
    ':': 'deux points',
    '?': "point d'interrogation",
    '=': 'égale',
    '&': 'et',
    '#': 'dièse',
    '+': 'plus',
    '%': 'pour cent',
    '~': 'tilde',
  },
  rules: [
    {
      pattern: /(?<![\p{L}\p{N}.,])(\d{1,3})(er|re|ère|e|è|ème|ième|nd|nde|°)(s?)(?![\p{L}\p{N}])/gu,
      say: ([, digits = '', ending = '', plural = '']) =>
        ending === '°'
          ? undefined
          : [
              words(
                ending.startsWith('nd')
                  ? ending === 'nd'
                    ? 'second'
                    : 'seconde'
                  : `${ordinal(Number(digits), ending.startsWith('r') || ending === 'ère' ? 'f' : 'm')}${plural}`,
              ),
            ],
    },
    {
      pattern:
        /(?<![\p{L}\p{N}])([IVX]{2,}|[IVX](?=er|e\s(?:siècle|République|Reich|arrondissement|dynastie|régiment)))(?:er|e|ème|ᵉ)(?![\p{L}\p{N}])/gu,
      say: ([, numeral = '']) => sayRoman(numeral, (value) => ordinal(value, 'm')),
    },
    {
      pattern: /(?<=\p{Lu}\p{Ll}+\s)(?:[IVX]{2,}|[IVX](?=[\s,.;:)]|$))(?:er)?(?![\p{L}\p{N}'’])/gu,
      say: ([numeral]) => sayRoman(numeral.replace('er', ''), regnal),
    },
    {
      pattern:
        /(?<=\b(?:[Cc]hapitre|[Pp]artie|[Tt]ome|[Aa]cte|[Ss]cène|[Pp]hase|[Tt]ype|[Vv]olume|[Ll]ivre|[Tt]itre|[Aa]nnexe|[Nn]iveau)\s)[IVXLC]+(?![\p{L}\p{N}'’])/gu,
      say: ([numeral]) => sayRoman(numeral, number),
    },
    { pattern: /(?<![\p{L}\p{N}.])[XVI]{2,}(?![\p{L}\p{N}'’])/gu, say: ([numeral]) => sayRoman(numeral, regnal) },
    // "14 h"
    {
      pattern: /(?<![\p{L}\p{N}.,:/])([01]?\d|2[0-4])[ \u00a0\u202f]?h(?![\p{L}\p{N}])/gu,
      say: ([, hour = '']) => [
        words(`${cardinal(hour, { ...UNCOUNTED, gender: 'f' })} ${Number(hour) < 2 ? 'heure' : 'heures'}`),
      ],
    },
    {
      pattern: /(?<=\b(?:tapez|composez|code|le)\s)\d{5,}(?!\p{N})/gu,
      say: ([digits]) => [words(digitByDigit(digits, DIGITS))],
    },
  ],
});
