import { nounReader, UNCOUNTED } from '../written/counted.ts';
import { defineLocale } from '../written/define-locale.ts';
import { sayRoman } from '../written/roman.ts';
import { words } from '../written/stretch.ts';
import { cardinal, DIGITS, ordinal } from './numbers.ts';

const number = (digits: string | number): string => cardinal(String(digits), UNCOUNTED);

const NOT_NOUNS =
  /^(?:e|ed|o|od|di|del|dello|della|dei|degli|delle|a|ad|al|allo|alla|in|nel|nella|con|per|da|dal|dalla|su|sul|sulla|tra|fra|che|chi|il|lo|la|i|gli|le|un|uno|una|è|sono|era|ha|hanno|non|ma|più|meno|si|come|dove|poi|mila|milion[ei]|miliard[oi])$/iu;
const FEMININE =
  /(?:[^m]a|zione|sione|gione|tà|tù|trice|udine|notte|mano|parte|classe|chiave|nave|torre|gente|frase|rete|legge|luce|voce|croce|madre|arte|morte|mente)$/u;
const MASCULINE =
  /^(?:problema|programma|tema|sistema|pianeta|poema|clima|dramma|poeta|atleta|artista|turista|ciclista|giornalista|papà)$/u;

const counted = nounReader(NOT_NOUNS, FEMININE, MASCULINE);

function fraction(top: number, bottom: number, after: string): string | undefined {
  if (bottom < 2 || top < 1) return undefined;
  if (top === 1 && bottom === 2) return counted(after).gender === 'f' ? 'mezza' : 'mezzo';
  const name = bottom === 2 ? 'mezzo' : ordinal(bottom, 'm');
  return top === 1 ? `un ${name}` : `${number(top)} ${name.replace(/o$/, 'i')}`;
}

const ordinalM = (value: number): string => ordinal(value, 'm');

/** Italian. */
export const italian = defineLocale({
  voice: 'it',
  decimal: ',',
  grouped: String.raw`\d{1,3}(?:[.\u00a0\u202f']\d{3})+(?!\d)`,
  cardinal,
  counted,
  digits: DIGITS,
  telephonePattern: String.raw`3\d{2}[ \u00a0/-]\d{3}[ \u00a0-]?\d{3,4}|3\d{2}[ \u00a0]\d{2}[ \u00a0]\d{2}[ \u00a0]\d{3}|0\d{1,3}[ \u00a0/-]\d{5,8}|0\d{1,3}[ \u00a0]\d{3,4}[ \u00a0]\d{3,4}|(?<=\b(?:telefono|tel\.|cellulare|chiama il|chiamare il|numero)(?: è il| è|:)?\s)\d{4,}`,
  words: { decimal: 'virgola', minus: 'meno', to: 'a', by: 'per' },
  months: 'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre',
  otherMonths: String.raw`(?:genn?|febb?r?|apr|giu|lug|ago|sett?|ott|nov|dic)\.?`,
  date: (day, month, year) =>
    `${day === 1 ? 'primo' : number(day)} ${month}${year === undefined ? '' : ` ${number(year)}`}`,
  time({ hour, minute, second }) {
    const hours = hour === 1 ? 'una' : number(hour);
    if (second !== undefined) return `${hours}, ${number(minute)} e ${number(second)}`;
    if (minute === 0) return hours;
    if (hour <= 12 && hour > 0 && minute === 30) return `${hours} e mezza`;
    if (hour <= 12 && hour > 0 && minute === 15) return `${hours} e un quarto`;
    return `${hours} e ${number(minute)}`;
  },
  hourMark: String.raw`[ \u00a0]?(?:h|ore)\b`,
  fraction,
  mixed(whole, top, bottom, after) {
    const part =
      top === 1 && bottom === 2 ? (counted(after).gender === 'f' ? 'mezza' : 'mezzo') : fraction(top, bottom, '');
    return part === undefined ? undefined : `${number(whole)} e ${part}`;
  },
  currencies: `€,EUR euro / centesimo|centesimi;
 $,US$,USD dollaro|dollari / centesimo|centesimi;
 £ sterlina|sterline* / penny|pence;
 ¥ yen;
 ₹ rupia|rupie*;
 R$ real|reais;
 CHF franco svizzero|franchi svizzeri / centesimo|centesimi;
 ₿ bitcoin`,
  scale: 'mila|milion[ei]|miliard[oi]',
  scaled: (scale, name) => (scale === 'mila' ? `mila ${name}` : `${scale} di ${name}`),
  withCents: (whole, cents) => `${whole} e ${cents}`,
  units: `km chilometro|chilometri; m metro|metri; cm centimetro|centimetri; mm millimetro|millimetri; nm nanometro|nanometri;
 km²,km2 chilometro quadrato|chilometri quadrati; m²,m2,mq metro quadrato|metri quadrati; cm² centimetro quadrato|centimetri quadrati; m³,m3,mc metro cubo|metri cubi; ha ettaro|ettari;
 kg chilo|chili; g,gr grammo|grammi; mg milligrammo|milligrammi; hg etto|etti; µg,μg microgrammo|microgrammi; t tonnellata|tonnellate*; l,L litro|litri; ml,mL millilitro|millilitri; cl centilitro|centilitri; dl decilitro|decilitri;
 km/h chilometro orario|chilometri orari; m/s metro al secondo|metri al secondo; kB,KB kilobàit; MB megabàit; GB gigabàit; TB terabàit; Mbps,Mbit/s megabit al secondo;
 Hz hertz; kHz kilohertz; MHz megahertz; GHz gigahertz; W watt; kW chilowatt; kWh chilowattora; V volt; A ampere; dB decibel;
 h ora|ore*; min minuto|minuti; s,sec secondo|secondi; ms millisecondo|millisecondi; °C,ºC,℃ grado Celsius|gradi Celsius; °F grado Fahrenheit|gradi Fahrenheit; kcal chilocaloria|chilocalorie*; % per cento; ‰ per mille; px pixel`,
  abbreviations: {
    'Sig.': 'signor',
    'sig.': 'signor',
    'Sig.ra': 'signora',
    'sig.ra': 'signora',
    'Sig.na': 'signorina',
    'sig.na': 'signorina',
    'Sigg.': 'signori',
    'sigg.': 'signori',
    'dott.': 'dottor',
    'Dott.': 'dottor',
    'dott.ssa': 'dottoressa',
    'Dott.ssa': 'dottoressa',
    'dr.': 'dottor',
    'Dr.': 'dottor',
    'prof.': 'professor',
    'Prof.': 'professor',
    'prof.ssa': 'professoressa',
    'Prof.ssa': 'professoressa',
    'ing.': 'ingegner',
    'Ing.': 'ingegner',
    'avv.': 'avvocato',
    'Avv.': 'avvocato',
    'arch.': 'architetto',
    'Arch.': 'architetto',
    'geom.': 'geometra',
    'Geom.': 'geometra',
    'rag.': 'ragionier',
    'on.': 'onorevole',
    'On.': 'onorevole',
    'pag.': 'pagina',
    'pagg.': 'pagine',
    'p.': 'pagina',
    'pp.': 'pagine',
    'art.': 'articolo',
    'artt.': 'articoli',
    'cap.': 'capitolo',
    'fig.': 'figura',
    'vol.': 'volume',
    'n.': 'numero',
    'n°': 'numero',
    'N°': 'numero',
    nº: 'numero',
    'nr.': 'numero',
    'tel.': 'telefono',
    'Tel.': 'telefono',
    'ecc.': 'eccetera',
    'etc.': 'eccetera',
    'es.': 'esempio',
    'p.es.': 'per esempio',
    'p. es.': 'per esempio',
    'c.d.': 'cosiddetto',
    'a.C.': 'avanti Cristo',
    'd.C.': 'dopo Cristo',
    'a. C.': 'avanti Cristo',
    'd. C.': 'dopo Cristo',
    'V.le': 'viale',
    'v.le': 'viale',
    'P.za': 'piazza',
    'P.zza': 'piazza',
    'c.so': 'corso',
    'C.so': 'corso',
    'S.p.A.': 'esse pi a',
    'S.r.l.': 'esse erre elle',
    'ca.': 'circa',
    'min.': 'minuti',
    'max.': 'massimo',
    'km/h': 'chilometri orari',
  },
  signs: {
    '+': 'più',
    '=': 'uguale',
    '×': 'per',
    '÷': 'diviso',
    '±': 'più o meno',
    '≈': 'circa',
    '≠': 'diverso da',
    '<': 'minore di',
    '>': 'maggiore di',
    '≤': 'minore o uguale a',
    '≥': 'maggiore o uguale a',
    '&': 'e',
    '%': 'per cento',
    '‰': 'per mille',
    '°': 'gradi',
    '@': 'chiocciola',
    '#': 'cancelletto',
    '/': 'barra',
    '\\': 'barra inversa',
    _: 'trattino basso',
    '~': 'circa',
    '©': 'copyright',
    '®': 'marchio registrato',
    '™': 'marchio',
    '§': 'paragrafo',
    '→': 'a',
    '^': 'elevato a',
    '√': 'radice di',
    '∞': 'infinito',
    '−': 'meno',
  },
  addressSigns: {
    '.': 'punto',
    '/': 'barra',
    '-': 'trattino',
    _: 'trattino basso',
    '@': 'chiocciola',
    ':': 'due punti',
    '?': 'punto interrogativo',
    '=': 'uguale',
    '&': 'e',
    '#': 'cancelletto',
    '+': 'più',
    '%': 'per cento',
    '~': 'tilde',
  },
  rules: [
    // queens
    {
      pattern:
        /(?<=(?<!\p{L})(?:Elisabetta|Maria|Caterina|Giovanna|Margherita|Isabella|Cristina|Vittoria)\s)[IVX]+(?![\p{L}\p{N}])/gu,
      say: ([numeral]) => sayRoman(numeral, (value) => ordinal(value, 'f')),
    },
    {
      pattern: /(?<![\p{L}\p{N}.,])(\d{1,3})(º|ª|°(?!\s?[CFNSEO]\b)|esim[oa])(?![\p{L}\p{N}])/gu,
      say: (match, text) => {
        const [whole, digits = '', ending = ''] = match;
        // "20°" of temperature or angle, "1° maggio" and "3° piano" of order
        if (
          ending === '°' &&
          !/^\s(?!d[ie]\b|[NSEO]\b|nord|sud|est\b|ovest|all|e\b|in\b)\p{L}/u.test(
            text.slice(match.index + whole.length),
          )
        )
          return undefined;
        return [words(ordinal(Number(digits), ending === 'ª' || ending.endsWith('a') ? 'f' : 'm'))];
      },
    },
    { pattern: /(?<=\d)\s?°(?!\s?[CF])/gu, say: () => [words(' gradi')] },
    { pattern: /(?<=\b[Ss]ecol[oi]\s)[IVX]+(?![\p{L}\p{N}])/gu, say: ([numeral]) => sayRoman(numeral, ordinalM) },
    { pattern: /(?<![\p{L}\p{N}])[IVX]+(?=\s[Ss]ecolo)/gu, say: ([numeral]) => sayRoman(numeral, ordinalM) },
    {
      pattern:
        /(?<=\b(?:[Cc]apitolo|[Pp]arte|[Tt]omo|[Aa]tto|[Ff]ase|[Tt]ipo|[Vv]olume|[Ll]ibro|[Tt]itolo|[Aa]llegato|[Ll]ivello)\s)[IVXLC]+(?![\p{L}\p{N}])/gu,
      say: ([numeral]) => sayRoman(numeral, number),
    },
    {
      pattern: /(?<=\p{Lu}\p{Ll}+\s)(?:[IVX]{2,}|[IVX](?=[\s,.;:)]|$))(?![\p{L}\p{N}])/gu,
      say: ([numeral]) => sayRoman(numeral, ordinalM),
    },
    { pattern: /(?<![\p{L}\p{N}.])[XVI]{2,}(?![\p{L}\p{N}])/gu, say: ([numeral]) => sayRoman(numeral, ordinalM) },
    // "gli anni '80"
    { pattern: /(?<![\p{L}\p{N}])['’](\d0)(?!\p{N})/gu, say: ([, decade = '']) => [words(number(decade))] },
  ],
});
