import { nounReader, UNCOUNTED } from '../written/counted.ts';
import { defineLocale } from '../written/define-locale.ts';
import { romanValue, sayRoman } from '../written/roman.ts';
import { words } from '../written/stretch.ts';
import { cardinal, DIGITS, ordinal } from './numbers.ts';

const number = (digits: string | number): string => cardinal(String(digits), UNCOUNTED);

const NOT_NOUNS =
  /^(?:y|o|u|e|de|del|a|al|en|con|por|para|sin|sobre|desde|hasta|entre|contra|según|que|se|si|no|ya|pero|más|menos|el|la|los|las|un|una|es|son|era|fue|fueron|está|están|ha|han|hay|había|como|cuando|donde|también|muy|me|te|le|lo|nos|les|su|sus|mi|tu|mil|millones?|coma|era|ni|tras|hace)$/iu;
const FEMININE =
  /(?:as?|ción|ciones|sión|siones|dad|dades|tud|tudes|umbres?|eces|noches?|llaves?|calles?|clases?|partes?|tardes?|veces|manos?|fotos?|motos?|horas?|leches?|naves?|torres?|gentes?|frases?|redes?|leyes|flores|mujer|mujeres|sales)$/u;
const MASCULINE =
  /^(?:días?|mapas?|problemas?|programas?|temas?|sistemas?|planetas?|idiomas?|poemas?|kilogramas?|gramas?|climas?|dramas?|sofás?|papás?|atletas|artistas|turistas|ciclistas|futbolistas|periodistas)$/u;

const counted = nounReader(NOT_NOUNS, FEMININE, MASCULINE);

function fraction(top: number, bottom: number, after: string): string | undefined {
  if (bottom < 2 || top < 1) return undefined;
  if (top === 1 && bottom === 2) return counted(after).gender === 'f' ? 'media' : 'medio';
  const name =
    bottom === 2
      ? 'medio'
      : bottom === 3
        ? 'tercio'
        : bottom <= 10
          ? ordinal(bottom, 'm')
          : bottom === 100
            ? 'centésimo'
            : `${number(bottom)
                .replace(/ /g, '')
                .replace(/[aeo]$/, '')}avo`;
  return `${cardinal(String(top), { gender: 'm', noun: true, word: name })} ${name}${top === 1 ? '' : 's'}`;
}

/** Rulers, popes and centuries: ordinals up to ten, then cardinals. */
function regnal(value: number): string {
  return value <= 10 ? ordinal(value, 'm') : number(value);
}

/** Castilian Spanish. */
export const spanish = defineLocale({
  voice: 'es',
  decimal: ',',
  grouped: String.raw`\d{1,3}(?:[. \u00a0\u202f]\d{3})+(?!\d)`,
  cardinal,
  counted,
  digits: DIGITS,
  telephonePattern: String.raw`[6789]\d{2}[ \u00a0-]\d{3}[ \u00a0-]\d{3}|[6789]\d{2}[ \u00a0-]\d{2}[ \u00a0-]\d{2}[ \u00a0-]\d{2}|9\d[ \u00a0]\d{3}[ \u00a0]\d{2}[ \u00a0]\d{2}|(?<=\b(?:teléfono|tel\.|móvil|número|llame al|llama al|llamar al)(?: es el| es|:)?\s)(?:\d{3,}(?:[ -]\d{2,4})*)`,
  words: { decimal: 'coma', minus: 'menos', to: 'a', by: 'por' },
  months: 'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre',
  otherMonths: String.raw`setiembre|(?:ene|feb|mar|abr|jun|jul|ago|sept?|oct|nov|dic)\.?`,
  date: (day, month, year, isOrdinal) =>
    `${isOrdinal ? ordinal(day, 'm') : number(day)} de ${month}${year === undefined ? '' : ` de ${number(year)}`}`,
  time({ hour, minute, second }) {
    const hours = cardinal(String(hour), { ...UNCOUNTED, gender: 'f' });
    if (second !== undefined) return `${hours} horas, ${number(minute)} minutos y ${number(second)} segundos`;
    if (minute === 0) return hour === 0 ? 'cero horas' : hours;
    if (hour <= 12 && hour > 0 && minute === 30) return `${hours} y media`;
    if (hour <= 12 && hour > 0 && minute === 15) return `${hours} y cuarto`;
    return `${hours} y ${number(minute)}`;
  },
  hourMark: String.raw`[ \u00a0]?(?:h|hrs?)\b`,
  fraction,
  mixed(whole, top, bottom, after) {
    const part =
      top === 1 && bottom === 2 ? (counted(after).gender === 'f' ? 'media' : 'medio') : fraction(top, bottom, '');
    return part === undefined ? undefined : `${cardinal(whole, { ...counted(after), noun: false })} y ${part}`;
  },
  currencies: `€,EUR euro|euros / céntimo|céntimos;
 $,US$,USD dólar|dólares / centavo|centavos;
 £ libra|libras* / penique|peniques;
 ¥ yen|yenes;
 ₹ rupia|rupias*;
 R$ real|reales / centavo|centavos;
 MXN peso mexicano|pesos mexicanos / centavo|centavos;
 ₿ bitcoin|bitcoins`,
  scale: 'mil|millón|millones|billón|billones',
  scaled: (scale, name) => (scale === 'mil' ? `mil ${name}` : `${scale} de ${name}`),
  withCents: (whole, cents) => `${whole} con ${cents}`,
  units: `km kilómetro|kilómetros; m metro|metros; cm centímetro|centímetros; mm milímetro|milímetros; nm nanómetro|nanómetros;
 km²,km2 kilómetro cuadrado|kilómetros cuadrados; m²,m2 metro cuadrado|metros cuadrados; cm² centímetro cuadrado|centímetros cuadrados; m³,m3 metro cúbico|metros cúbicos; ha hectárea|hectáreas*;
 kg kilo|kilos; g,gr gramo|gramos; mg miligramo|miligramos; µg,μg microgramo|microgramos; t tonelada|toneladas*; l,L litro|litros; ml,mL mililitro|mililitros; cl centilitro|centilitros;
 km/h kilómetro por hora|kilómetros por hora; m/s metro por segundo|metros por segundo; kB,KB kilobait|kilobaits; MB megabait|megabaits; GB gigabait|gigabaits; TB terabait|terabaits; Mbps megabit por segundo|megabits por segundo;
 Hz hercio|hercios; kHz kilohercio|kilohercios; MHz megahercio|megahercios; GHz gigahercio|gigahercios; W vatio|vatios; kW kilovatio|kilovatios; kWh kilovatio hora|kilovatios hora; V voltio|voltios; A amperio|amperios; dB decibelio|decibelios;
 h hora|horas*; min minuto|minutos; s,seg segundo|segundos; ms milisegundo|milisegundos; °C,ºC,℃ grado Celsius|grados Celsius; °F,ºF grado Fahrenheit|grados Fahrenheit; ° grado|grados; kcal kilocaloría|kilocalorías*; % por ciento; ‰ por mil; px píxel|píxeles; hab. habitante|habitantes; uds. unidad|unidades*`,
  abbreviations: {
    'Sr.': 'señor',
    'Sra.': 'señora',
    'Srta.': 'señorita',
    'Sres.': 'señores',
    'Dr.': 'doctor',
    'Dra.': 'doctora',
    'Dña.': 'doña',
    'Prof.': 'profesor',
    'Profa.': 'profesora',
    'Lic.': 'licenciado',
    'Ing.': 'ingeniero',
    'Avda.': 'avenida',
    'Av.': 'avenida',
    'C/': 'calle ',
    'Pza.': 'plaza',
    'Pl.': 'plaza',
    'Ctra.': 'carretera',
    'Ud.': 'usted',
    'Uds.': 'ustedes',
    'Vd.': 'usted',
    'pág.': 'página',
    'págs.': 'páginas',
    'Pág.': 'página',
    'art.': 'artículo',
    'Art.': 'artículo',
    'cap.': 'capítulo',
    'Cap.': 'capítulo',
    'fig.': 'figura',
    'vol.': 'volumen',
    'núm.': 'número',
    'Núm.': 'número',
    'n.º': 'número',
    'N.º': 'número',
    nº: 'número',
    Nº: 'número',
    'tel.': 'teléfono',
    'Tel.': 'teléfono',
    'etc.': 'etcétera',
    'p. ej.': 'por ejemplo',
    'p.ej.': 'por ejemplo',
    'EE. UU.': 'Estados Unidos',
    'EE.UU.': 'Estados Unidos',
    EEUU: 'Estados Unidos',
    'a. C.': 'antes de Cristo',
    'a.C.': 'antes de Cristo',
    'd. C.': 'después de Cristo',
    'd.C.': 'después de Cristo',
    'S. A.': 'ese a',
    'S.A.': 'ese a',
    'S.L.': 'ese ele',
    'S. L.': 'ese ele',
    'aprox.': 'aproximadamente',
    'a. m.': 'a eme',
    'p. m.': 'pe eme',
    'a.m.': 'a eme',
    'p.m.': 'pe eme',
    'dpto.': 'departamento',
    'Gral.': 'general',
    'Sto.': 'santo',
    'Sta.': 'santa',
    'máx.': 'máximo',
    'mín.': 'mínimo',
    'km/h': 'kilómetros por hora',
  },
  signs: {
    '+': 'más',
    '=': 'igual a',
    '×': 'por',
    '÷': 'entre',
    '±': 'más menos',
    '≈': 'aproximadamente',
    '≠': 'distinto de',
    '<': 'menor que',
    '>': 'mayor que',
    '≤': 'menor o igual que',
    '≥': 'mayor o igual que',
    '&': 'y',
    '%': 'por ciento',
    '‰': 'por mil',
    '°': 'grados',
    '@': 'arroba',
    '#': 'almohadilla',
    '/': 'barra',
    '\\': 'barra invertida',
    _: 'guion bajo',
    '~': 'aproximadamente',
    '©': 'copyright',
    '®': 'marca registrada',
    '™': 'marca registrada',
    '§': 'sección',
    '→': 'a',
    '^': 'elevado a',
    '√': 'raíz de',
    '∞': 'infinito',
    '−': 'menos',
  },
  addressSigns: {
    '.': 'punto',
    '/': 'barra',
    '-': 'guion',
    _: 'guion bajo',
    '@': 'arroba',
    ':': 'dos puntos',
    '?': 'interrogación',
    '=': 'igual',
    '&': 'y',
    '#': 'almohadilla',
    '+': 'más',
    '%': 'por ciento',
    '~': 'tilde',
  },
  rules: [
    // queens
    {
      pattern:
        /(?<=(?<!\p{L})(?:Isabel|Juana|María|Catalina|Cristina|Ana|Margarita|Leonor|Berenguela|Urraca|Victoria)\s)[IVX]+(?![\p{L}\p{N}])/gu,
      say: ([numeral]) => sayRoman(numeral, (value) => ordinal(value, 'f')),
    },
    {
      pattern:
        /(?<![\p{L}\p{N}.,])(\d{1,3})\.?(º|ª|°(?!\s?[CF])|er|ra|ro|ma|to|ta|do|da|mo|vo|va|no|na|o|a)(?![\p{L}\p{N}])/gu,
      say(match, text) {
        const [whole, digits = '', ending = ''] = match;
        const feminine = ending === 'ª' || ending.endsWith('a');
        const said = ordinal(Number(digits), feminine ? 'f' : 'm');
        const noun = counted(text.slice(match.index + whole.length));
        return [
          words(
            ending === 'er' || (!feminine && noun.noun && /^[^e]/u.test(noun.word))
              ? said.replace(/(primer|tercer)o$/, '$1')
              : said,
          ),
        ];
      },
    },
    {
      pattern: /(?<=\b[Ss]iglos?\s)([IVX]+)(?:(\s(?:y|al|a|o)\s)([IVX]+))?(?![\p{L}\p{N}])/gu,
      say([, first = '', joint, second]) {
        const [from, to] = [first, second ?? ''].map(romanValue);
        if (from === undefined) return undefined;
        return [words(to === undefined ? regnal(from) : `${regnal(from)}${joint ?? ' '}${regnal(to)}`)];
      },
    },
    {
      pattern:
        /(?<=\b(?:[Cc]apítulo|[Pp]arte|[Tt]omo|[Aa]cto|[Ff]ase|[Tt]ipo|[Vv]olumen|[Ll]ibro|[Tt]ítulo|[Aa]nexo|[Nn]ivel|[Gg]rupo)\s)[IVXLC]+(?![\p{L}\p{N}])/gu,
      say: ([numeral]) => sayRoman(numeral, number),
    },
    {
      pattern: /(?<=\p{Lu}\p{Ll}+\s)(?:[IVX]{2,}|[IVX](?=[\s,.;:)]|$))(?![\p{L}\p{N}])/gu,
      say: ([numeral]) => sayRoman(numeral, regnal),
    },
    {
      pattern: /(?<![\p{L}\p{N}.])[XVI]{2,}(?![\p{L}\p{N}])/gu,
      say: ([numeral]) => sayRoman(numeral, regnal),
    },
    { pattern: /(?<![\p{L}\p{N}.])D\.(?=\s\p{Lu})/gu, say: () => [words('don')] },
  ],
});
