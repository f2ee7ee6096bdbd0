import { nounReader, UNCOUNTED } from '../written/counted.ts';
import { defineLocale } from '../written/define-locale.ts';
import { sayRoman } from '../written/roman.ts';
import { words } from '../written/stretch.ts';
import { cardinal, DIGITS, ordinal } from './numbers.ts';

const number = (digits: string | number): string => cardinal(String(digits), UNCOUNTED);

const NOT_NOUNS =
  /^(?:e|ou|de|do|da|dos|das|a|à|às|ao|aos|em|no|na|nos|nas|com|por|pelo|pela|para|sem|sobre|até|entre|que|se|o|os|as|um|uma|é|são|era|foi|há|tem|não|mas|mais|menos|já|como|onde|quando|mil|milh(?:ão|ões)|bilh(?:ão|ões)|trilh(?:ão|ões)|está|estava|vai|minutos)$/iu;
const FEMININE =
  /(?:as?|ção|ções|são|sões|dade|dades|gem|gens|tude|tudes|noites?|chaves?|partes?|tardes?|vezes|vez|mãos?|classes?|flores?|mulher|mulheres|redes?|leis?|fotos?|luzes|cidades?|fases?|mães?)$/u;
const MASCULINE =
  /^(?:dias?|mapas?|problemas?|programas?|temas?|sistemas?|planetas?|idiomas?|poemas?|gramas?|quilogramas?|climas?|dramas?|sofás?|atletas|artistas|turistas|ciclistas|jornalistas)$/u;

const counted = nounReader(NOT_NOUNS, FEMININE, MASCULINE);

function fraction(top: number, bottom: number, after: string): string | undefined {
  if (bottom < 2 || top < 1) return undefined;
  if (top === 1 && bottom === 2) return counted(after).gender === 'f' ? 'meia' : 'meio';
  const name =
    bottom === 2
      ? 'meio'
      : bottom === 3
        ? 'terço'
        : bottom <= 10
          ? ordinal(bottom, 'm')
          : bottom === 100
            ? 'centésimo'
            : `${number(bottom)} avo`;
  return `${number(top)} ${name}${top === 1 ? '' : 's'}`;
}

/** Rulers, popes and centuries: ordinals up to ten, then cardinals. */
const regnal = (value: number): string => (value <= 10 ? ordinal(value, 'm') : number(value));

/** Brazilian Portuguese. */
export const portuguese = defineLocale({
  voice: 'pt-br',
  decimal: ',',
  grouped: String.raw`\d{1,3}(?:[.\u00a0\u202f]\d{3})+(?!\d)`,
  cardinal,
  counted,
  digits: DIGITS,
  telephonePattern: String.raw`(?!(?:1\d|20)\d\d-(?:1\d|20)\d\d)(?:\(?\d{2}\)?[ \u00a0])?9?\d{4}-\d{4}|0800[ -]\d{3}[ -]\d{4}|(?<=\b(?:telefone|tel\.|celular|ligue para o|ligue|número)(?: é o| é|:)?\s)\d{4,}`,
  words: { decimal: 'vírgula', minus: 'menos', to: 'a', by: 'por' },
  months: 'janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro',
  otherMonths: String.raw`(?:jan|fev|mar|abr|jun|jul|ago|set|out|nov|dez)\.?`,
  date: (day, month, year) =>
    `${day === 1 ? 'primeiro' : number(day)} de ${month}${year === undefined ? '' : ` de ${number(year)}`}`,
  time({ hour, minute, second }) {
    const hours = cardinal(String(hour), { ...UNCOUNTED, gender: 'f' });
    const named = `${hours} ${hour === 1 || hour === 0 ? 'hora' : 'horas'}`;
    if (second !== undefined) return `${named}, ${number(minute)} minutos e ${number(second)} segundos`;
    if (minute === 0) return named;
    if (hour <= 12 && hour > 0 && minute === 30) return `${hours} e meia`;
    return `${hours} e ${number(minute)}`;
  },
  hourMark: String.raw`[ \u00a0]?(?:h|hs|horas)\b`,
  fraction,
  mixed(whole, top, bottom, after) {
    const gender = counted(after).gender;
    const part = top === 1 && bottom === 2 ? (gender === 'f' ? 'meia' : 'meio') : fraction(top, bottom, '');
    return part === undefined ? undefined : `${cardinal(whole, { ...UNCOUNTED, gender })} e ${part}`;
  },
  currencies: `R$,BRL real|reais / centavo|centavos;
 $,US$,USD dólar|dólares / centavo|centavos;
 €,EUR euro|euros / centavo|centavos;
 £ libra|libras* / pêni|pence;
 ¥ iene|ienes;
 ₹ rupia|rupias*;
 ₿ bitcoin|bitcoins`,
  scale: 'mil|milhão|milhões|bilhão|bilhões|trilhão|trilhões',
  scaled: (scale, name) => (scale === 'mil' ? `mil ${name}` : `${scale} de ${name}`),
  withCents: (whole, cents) => `${whole} e ${cents}`,
  units: `km quilômetro|quilômetros; m metro|metros; cm centímetro|centímetros; mm milímetro|milímetros; nm nanômetro|nanômetros;
 km²,km2 quilômetro quadrado|quilômetros quadrados; m²,m2 metro quadrado|metros quadrados; cm² centímetro quadrado|centímetros quadrados; m³,m3 metro cúbico|metros cúbicos; ha hectare|hectares;
 kg quilo|quilos; g grama|gramas; mg miligrama|miligramas; µg,μg micrograma|microgramas; t tonelada|toneladas*; l,L litro|litros; ml,mL mililitro|mililitros; cl centilitro|centilitros;
 km/h quilômetro por hora|quilômetros por hora; m/s metro por segundo|metros por segundo; kB,KB quilobáite|quilobáites; MB megabáite|megabáites; GB gigabáite|gigabáites; TB terabáite|terabáites; Mbps megabit por segundo|megabits por segundo;
 Hz hertz; kHz quilohertz; MHz mega-hertz; GHz giga-hertz; W watt|watts; kW quilowatt|quilowatts; kWh quilowatt-hora|quilowatts-hora; V volt|volts; A ampère|ampères; dB decibel|decibéis;
 h hora|horas*; min minuto|minutos; s,seg segundo|segundos; ms milissegundo|milissegundos; °C,ºC,℃ grau Celsius|graus Celsius; °F grau Fahrenheit|graus Fahrenheit; ° grau|graus; kcal quilocaloria|quilocalorias*; % por cento; ‰ por mil; px pixel|pixels`,
  abbreviations: {
    'Sr.': 'senhor',
    'Sra.': 'senhora',
    'Srta.': 'senhorita',
    'Srs.': 'senhores',
    'Dr.': 'doutor',
    'Dra.': 'doutora',
    'dr.': 'doutor',
    'dra.': 'doutora',
    'Prof.': 'professor',
    'prof.': 'professor',
    'Profa.': 'professora',
    'profa.': 'professora',
    Profª: 'professora',
    'Eng.': 'engenheiro',
    'Exmo.': 'excelentíssimo',
    'Av.': 'avenida',
    'av.': 'avenida',
    'R.': 'rua',
    'Trav.': 'travessa',
    'Pç.': 'praça',
    'pág.': 'página',
    'págs.': 'páginas',
    'p.': 'página',
    'pp.': 'páginas',
    'art.': 'artigo',
    'Art.': 'artigo',
    'cap.': 'capítulo',
    'fig.': 'figura',
    'vol.': 'volume',
    nº: 'número',
    Nº: 'número',
    'n.º': 'número',
    'n°': 'número',
    'núm.': 'número',
    'tel.': 'telefone',
    'Tel.': 'telefone',
    'etc.': 'etcétera',
    'ex.': 'exemplo',
    'p. ex.': 'por exemplo',
    'p.ex.': 'por exemplo',
    'a.C.': 'antes de Cristo',
    'd.C.': 'depois de Cristo',
    'a. C.': 'antes de Cristo',
    'd. C.': 'depois de Cristo',
    EUA: 'Estados Unidos',
    'S.A.': 'esse a',
    'S/A': 'esse a',
    'Ltda.': 'limitada',
    'apto.': 'apartamento',
    'ap.': 'apartamento',
    'máx.': 'máximo',
    'mín.': 'mínimo',
    'aprox.': 'aproximadamente',
    'Sto.': 'santo',
    'Sta.': 'santa',
    'km/h': 'quilômetros por hora',
  },
  signs: {
    '+': 'mais',
    '=': 'igual a',
    '×': 'vezes',
    '÷': 'dividido por',
    '±': 'mais ou menos',
    '≈': 'aproximadamente',
    '≠': 'diferente de',
    '<': 'menor que',
    '>': 'maior que',
    '≤': 'menor ou igual a',
    '≥': 'maior ou igual a',
    '&': 'e',
    '%': 'por cento',
    '‰': 'por mil',
    '°': 'graus',
    '@': 'arroba',
    '#': 'cerquilha',
    '/': 'barra',
    '\\': 'barra invertida',
    _: 'sublinhado',
    '~': 'aproximadamente',
    '©': 'copyright',
    '®': 'marca registrada',
    '™': 'marca registrada',
    '§': 'parágrafo',
    '→': 'para',
    '^': 'elevado a',
    '√': 'raiz de',
    '∞': 'infinito',
    '−': 'menos',
  },
  addressSigns: {
    '.': 'ponto',
    '/': 'barra',
    '-': 'hífen',
    _: 'sublinhado',
    '@': 'arroba',
    ':': 'dois pontos',
    '?': 'interrogação',
    '=': 'igual',
    '&': 'e',
    '#': 'cerquilha',
    '+': 'mais',
    '%': 'por cento',
    '~': 'til',
  },
  rules: [
    // queens
    {
      pattern:
        /(?<=(?<!\p{L})(?:Isabel|Maria|Catarina|Elizabeth|Margarida|Leonor|Vitória|Cristina)\s)[IVX]+(?![\p{L}\p{N}])/gu,
      say: ([numeral]) => sayRoman(numeral, (value) => ordinal(value, 'f')),
    },
    {
      pattern: /(?<![\p{L}\p{N}.,])(\d{1,3})\.?(º|ª|°(?!\s?[CF])|[oa](?!\p{L}))(?![\p{L}\p{N}])/gu,
      say: (match, text) => {
        const [whole, digits = '', ending = ''] = match;
        if (
          ending === '°' &&
          !/^\s(?!d[eo]\b|[NSLO]\b|na\b|em\b|à\b)\p{L}/u.test(text.slice(match.index + whole.length))
        )
          return undefined;
        return [words(ordinal(Number(digits), ending === 'ª' || ending === 'a' ? 'f' : 'm'))];
      },
    },
    {
      pattern: /(?<![\p{L}\p{N}.,:/])([01]?\d|2[0-4])h(?![\p{L}\p{N}])/gu,
      say: ([, hour = '']) => [
        words(`${cardinal(hour, { ...UNCOUNTED, gender: 'f' })} ${Number(hour) < 2 ? 'hora' : 'horas'}`),
      ],
    },
    { pattern: /(?<=\b[Ss]éculos?\s)([IVX]+)(?![\p{L}\p{N}])/gu, say: ([numeral]) => sayRoman(numeral, regnal) },
    {
      pattern:
        /(?<=\b(?:[Cc]apítulo|[Pp]arte|[Tt]omo|[Aa]to|[Ff]ase|[Tt]ipo|[Vv]olume|[Ll]ivro|[Tt]ítulo|[Aa]nexo|[Nn]ível)\s)[IVXLC]+(?![\p{L}\p{N}])/gu,
      say: ([numeral]) => sayRoman(numeral, number),
    },
    {
      pattern: /(?<=\p{Lu}\p{Ll}+\s)(?:[IVX]{2,}|[IVX](?=[\s,.;:)]|$))(?![\p{L}\p{N}])/gu,
      say: ([numeral]) => sayRoman(numeral, regnal),
    },
    { pattern: /(?<![\p{L}\p{N}.])[XVI]{2,}(?![\p{L}\p{N}])/gu, say: ([numeral]) => sayRoman(numeral, regnal) },
    { pattern: /(?<![\p{L}\p{N}.])D\.(?=\s\p{Lu})/gu, say: () => [words('dom')] },
  ],
});
