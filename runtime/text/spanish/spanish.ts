import { nounReader, UNCOUNTED } from '../written/counted.ts';
import { defineLocale } from '../written/define-locale.ts';
import type { Locale } from '../written/locale.ts';
import { CALENDAR, CODES, LABELS, MATHEMATICS, MEASURES } from './forms.ts';
import { FEMININE, MASCULINE } from './genders.ts';
import { CURRENCIES, MAGNITUDES, UNITS } from './names.ts';
import { cardinal, DIGITS, ordinal } from './numbers.ts';
import { SPANISH_FIRST } from './first-rules.ts';
import { spanishRules } from './rules.ts';
import { SIGN_NAMES } from './signs.ts';
import { ABBREVIATIONS, CAPITALS, NUMBERED } from './short.ts';
import { UNITED_STATES } from './united-states.ts';

const number = (digits: string | number): string => cardinal(String(digits), UNCOUNTED);

const some = (value: number, name: string): string =>
  `${cardinal(String(value), { gender: 'm', noun: true, word: name })} ${name}${value === 1 ? '' : 's'}`;

const NOT_NOUNS =
  /^(?:y|o|u|e|de|del|a|al|en|con|por|para|sin|sobre|desde|hasta|entre|contra|según|que|se|si|no|ya|pero|más|menos|el|la|los|las|un|una|es|son|era|fue|fueron|está|están|ha|han|hay|había|como|cuando|donde|también|muy|me|te|le|lo|nos|les|su|sus|mi|tu|mil|coma|era|ni|tras|hace|c|solo|sólo|hoy|ayer|mañana|aquí|allí|siempre|nunca|casi|cada|bis|izda|izquierda|izq|dcha|derecha)$/iu;
const counted = nounReader(NOT_NOUNS, FEMININE, MASCULINE);

function fraction(top: number, bottom: number, after: string): string | undefined {
  if (bottom < 2 || top < 1) return undefined;
  // "dos terceras partes"
  if (bottom > 2 && /^[ \u00a0]partes?(?!\p{L})/u.test(after))
    return `${cardinal(String(top), { gender: 'f', noun: true, word: '' })} ${ordinal(bottom, 'f')}${top === 1 ? '' : 's'}`;
  if (top === 1 && bottom === 2) return counted(after).gender === 'f' ? 'media' : 'medio';
  if (bottom > 100 && bottom % 100 !== 0) return `${number(top)} sobre ${number(bottom)}`;
  const name =
    bottom === 2
      ? 'medio'
      : bottom === 3
        ? 'tercio'
        : bottom <= 10
          ? ordinal(bottom, 'm')
          : bottom === 100 || bottom === 1000
            ? ordinal(bottom, 'm')
            : `${number(bottom).replace(/ /g, '').replace(/a$/, '')}avo`;
  return `${cardinal(String(top), { gender: 'm', noun: true, word: name })} ${name}${top === 1 ? '' : 's'}`;
}

/** Castilian Spanish. */
export const spanish: Locale = defineLocale({
  voice: 'es',
  decimal: ',',
  grouped: String.raw`\d{1,3}(?:[. \u00a0\u202f'’]\d{3})+(?!\d)`,
  cardinal,
  counted,
  digits: DIGITS,
  telephonePattern: String.raw`[6789]\d{2}[ \u00a0-]\d{3}[ \u00a0-]\d{3}|[6789]\d{2}[ \u00a0-]\d{2}[ \u00a0-]\d{2}[ \u00a0-]\d{2}|9\d[ \u00a0/]\d{3}[ \u00a0]\d{2}[ \u00a0]\d{2}|(?<=\b(?:teléfono|tel\.|móvil|número|llame al|llama al|llamar al)(?: es el| es|:)?\s)(?:\d{3,}(?:[ -]\d{2,4})*)`,
  words: { decimal: 'coma', minus: 'menos', to: 'a', by: 'por', and: 'y', toAfter: { del: 'al' } },
  months: 'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre',
  otherMonths: String.raw`setiembre|(?:ene|feb|mar|abr|may|jun|jul|ago|sept?|oct|nov|dic)\.?`,
  date: (day, month, year, isOrdinal) =>
    `${isOrdinal ? ordinal(day, 'm') : number(day)} de ${month}${year === undefined ? '' : ` de ${number(year)}`}`,
  time({ hour, minute, second }) {
    const hours = cardinal(String(hour), { ...UNCOUNTED, gender: 'f' });
    if (second !== undefined)
      return `${hours} ${hour === 1 ? 'hora' : 'horas'}, ${some(minute, 'minuto')} y ${some(second, 'segundo')}`;
    if (minute === 0) return hour === 0 ? 'cero horas' : hours;
    if (hour <= 12 && hour > 0 && minute === 30) return `${hours} y media`;
    if (hour <= 12 && hour > 0 && minute === 15) return `${hours} y cuarto`;
    return `${hours} y ${number(minute)}`;
  },
  hourMark: String.raw`[ \u00a0]?(?:hrs?|hs?)\b`,
  fraction,
  mixed(whole, top, bottom, after) {
    const part =
      top === 1 && bottom === 2 ? (counted(after).gender === 'f' ? 'media' : 'medio') : fraction(top, bottom, '');
    return part === undefined ? undefined : `${cardinal(whole, { ...counted(after), noun: false })} y ${part}`;
  },
  currencies: CURRENCIES,
  scale: 'mil|millón|millones|billón|billones|trillón|trillones',
  scaled: (scale, name) => (scale === 'mil' ? `mil ${name}` : `${scale} de ${name}`),
  withCents: (whole, cents) => `${whole} con ${cents}`,
  magnitudes: MAGNITUDES,
  units: UNITS,
  measures: MEASURES,
  calendar: CALENDAR,
  mathematics: MATHEMATICS,
  codes: CODES,
  unitedStates: UNITED_STATES,
  capitals: CAPITALS,
  signNames: SIGN_NAMES,
  labels: LABELS,
  isPlural: (word) => word.endsWith('s'),
  yearAfter: 'en|desde|año|años|del año',
  numbered: NUMBERED,
  abbreviations: ABBREVIATIONS,
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
    '<=': 'menor o igual que',
    '>=': 'mayor o igual que',
    '!=': 'distinto de',
    '->': 'a',
    '=>': 'implica',
    '⇒': 'implica',
    '∆': 'delta',
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
  firstRules: SPANISH_FIRST,
  rules: spanishRules(() => spanish),
});
