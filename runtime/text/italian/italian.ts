import { nounReader, UNCOUNTED } from '../written/counted.ts';
import { defineLocale } from '../written/define-locale.ts';
import type { Locale } from '../written/locale.ts';
import { decimalsAsNumber, digitByDigit } from '../written/numbers.ts';
import { CALENDAR, CODES, LABELS, MATHEMATICS, MEASURES, MONTHS } from './forms.ts';
import { CURRENCIES, MAGNITUDES, UNITS } from './names.ts';
import { cardinal, DIGITS, ordinal } from './numbers.ts';
import { ITALIAN_FIRST } from './first-rules.ts';
import { italianRules } from './rules.ts';
import { SIGN_NAMES } from './signs.ts';
import { ABBREVIATIONS, CAPITALS, NUMBERED } from './short.ts';
import { UNITED_STATES } from './united-states.ts';

const number = (digits: string | number): string => cardinal(String(digits), UNCOUNTED);

const NOT_NOUNS =
  /^(?:alle|agli|ai|dalle|dagli|dai|dallo|nelle|negli|nei|nello|sulle|sugli|sui|sullo|circa|e|ed|o|od|di|del|dello|della|dei|degli|delle|a|ad|al|allo|alla|in|nel|nella|con|per|da|dal|dalla|su|sul|sulla|tra|fra|che|chi|il|lo|la|i|gli|le|un|uno|una|è|sono|era|ha|hanno|non|ma|più|meno|si|come|dove|poi|mila)$/iu;
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

/** Italian. */
export const italian: Locale = defineLocale({
  voice: 'it',
  decimal: ',',
  grouped: String.raw`\d{1,3}(?:[. \u00a0\u202f'’]\d{3})+(?!\d)`,
  cardinal,
  counted,
  digits: DIGITS,
  decimals: (digits) => decimalsAsNumber(digits, DIGITS, number, 3),
  telephone: (groups) =>
    groups
      .flatMap((group) => (/^39\d{9,10}$/.test(group) ? ['39', group.slice(2, 5), group.slice(5)] : [group]))
      .map((group, index) => (index === 0 && /^[1-9]\d$/.test(group) ? number(group) : digitByDigit(group, DIGITS)))
      .join(', '),
  telephonePattern: String.raw`(?:80\d|199|89\d)[ \u00a0.-]\d{3}[ \u00a0.-]?\d{3}|3[2-9]\d{8}|3\d{2}[ \u00a0/-]\d{3}[ \u00a0-]?\d{3,4}|3\d{2}[ \u00a0]\d{2}[ \u00a0]\d{2}[ \u00a0]\d{3}|0\d{1,3}[ \u00a0/-]\d{5,8}|0\d{1,3}[ \u00a0]\d{3,4}[ \u00a0]\d{3,4}|(?<=\b(?:telefono|tel\.|cellulare|chiama il|chiamare il|numero)(?: è il| è|:)?\s)\d{4,}`,
  words: {
    decimal: 'virgola',
    minus: 'meno',
    to: 'a',
    by: 'per',
    toDate: 'al',
    range: '',
    and: 'e',
    toAfter: {
      biennio: '',
      stagione: '',
      scolastico: '',
      accademico: '',
      campionato: '',
      dal: 'al',
      dalle: 'alle',
      dalla: 'alla',
      dai: 'ai',
    },
  },
  months: MONTHS,
  otherMonths: String.raw`(?:genn?|febb?r?|mar|apr|mag|giu|lug|ago|sett|set(?=\.|[ \u00a0]\d{4})|ott|nov|dic)\.?`,
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
  currencies: CURRENCIES,
  scale: 'mila|milion[ei]|miliard[oi]|bilion[ei]|biliard[oi]|trilion[ei]',
  scaled: (scale, name) => (scale === 'mila' ? `mila ${name}` : `${scale} di ${name}`),
  withCents: (whole, cents) => `${whole} e ${cents}`,
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
  isPlural: (word) => /[ie]$/u.test(word),
  yearAfter: "nel|dal|anno|anni|dell'anno",
  abbreviations: ABBREVIATIONS,
  numbered: NUMBERED,
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
    '<=': 'minore o uguale a',
    '>=': 'maggiore o uguale a',
    '!=': 'diverso da',
    '->': 'a',
    '=>': 'implica',
    '⇒': 'implica',
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
  firstRules: ITALIAN_FIRST,
  rules: italianRules(() => italian),
});
