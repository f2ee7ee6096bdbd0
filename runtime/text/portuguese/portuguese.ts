import { nounReader, UNCOUNTED } from '../written/counted.ts';
import { defineLocale } from '../written/define-locale.ts';
import type { Locale } from '../written/locale.ts';
import { CALENDAR, CODES, LABELS, MATHEMATICS, MEASURES } from './forms.ts';
import { FEMININE, MASCULINE } from './genders.ts';
import { CURRENCIES, MAGNITUDES, UNITS } from './names.ts';
import { cardinal, DIGITS, ordinal } from './numbers.ts';
import { PORTUGUESE_FIRST } from './first-rules.ts';
import { portugueseRules } from './rules.ts';
import { SIGN_NAMES } from './signs.ts';
import { ABBREVIATIONS, CAPITALS, NUMBERED } from './short.ts';
import { UNITED_STATES } from './united-states.ts';

const number = (digits: string | number): string => cardinal(String(digits), UNCOUNTED);

const some = (value: number, name: string): string => `${number(value)} ${name}${value === 1 ? '' : 's'}`;

const NOT_NOUNS =
  /^(?:e|ou|de|do|da|dos|das|a|à|às|ao|aos|em|no|na|nos|nas|com|por|pelo|pela|para|sem|sobre|até|entre|que|se|o|os|as|um|uma|é|são|era|foi|há|tem|não|mas|mais|menos|já|como|onde|quando|mil|só|hoje|ontem|amanhã|aqui|ali|sempre|nunca|quase|cada|está|estava|vai|minutos)$/iu;
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
          : bottom === 100 || bottom === 1000
            ? ordinal(bottom, 'm')
            : `${number(bottom)} avos`;
  return `${number(top)} ${name}${top === 1 || name.endsWith('s') ? '' : 's'}`;
}

/** Brazilian Portuguese. */
export const portuguese: Locale = defineLocale({
  voice: 'pt-br',
  decimal: ',',
  grouped: String.raw`\d{1,3}(?:[. \u00a0\u202f'’]\d{3})+(?!\d)`,
  cardinal,
  counted,
  digits: DIGITS,
  telephonePattern: String.raw`\d{3}\.\d{3}\.\d{3}-\d{2}|\d{2}\.\d{3}\.\d{3}/\d{4}-\d{2}|\d{5}-\d{3}|\d{2}\.\d{3}-\d{3}|(?!(?:1\d|20)\d\d-(?:1\d|20)\d\d)(?:\(?\d{2}\)?[ \u00a0])?9?\d{4}-\d{4}|0800[ -]\d{3}[ -]\d{4}|(?<=\b(?:telefone|tel\.|celular|ligue para o|ligue|número)(?: é o| é|:)?\s)\d{4,}`,
  words: { decimal: 'vírgula', minus: 'menos', to: 'a', by: 'por', and: 'e', toAfter: { das: 'às' } },
  months: 'janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro',
  otherMonths: String.raw`(?:jan|fev|mar|abr|mai|jun|jul|ago|set|out|nov|dez)\.?`,
  date: (day, month, year) =>
    `${day === 1 ? 'primeiro' : number(day)} de ${month}${year === undefined ? '' : ` de ${number(year)}`}`,
  time({ hour, minute, second }) {
    const hours = cardinal(String(hour), { ...UNCOUNTED, gender: 'f' });
    const named = `${hours} ${hour === 1 || hour === 0 ? 'hora' : 'horas'}`;
    if (second !== undefined) return `${named}, ${some(minute, 'minuto')} e ${some(second, 'segundo')}`;
    if (minute === 0) return named;
    if (hour <= 12 && hour > 0 && minute === 30) return `${hours} e meia`;
    return `${hour === 0 ? named : hours} e ${number(minute)}`;
  },
  hourMark: String.raw`[ \u00a0]?(?:[hH]r?s?|horas)\b`,
  fraction,
  mixed(whole, top, bottom, after) {
    const gender = counted(after).gender;
    const part = top === 1 && bottom === 2 ? (gender === 'f' ? 'meia' : 'meio') : fraction(top, bottom, '');
    return part === undefined ? undefined : `${cardinal(whole, { ...UNCOUNTED, gender })} e ${part}`;
  },
  currencies: CURRENCIES,
  scale: 'mil|milhão|milhões|bilhão|bilhões|trilhão|trilhões|quatrilhão|quatrilhões|quintilhão|quintilhões',
  scaled: (scale, name) => (scale === 'mil' ? `mil ${name}` : `${scale} de ${name}`),
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
  isPlural: (word) => word.endsWith('s'),
  yearAfter: 'em|desde|ano|anos|do ano|em meados de',
  abbreviations: ABBREVIATIONS,
  numbered: NUMBERED,
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
    '<=': 'menor ou igual a',
    '>=': 'maior ou igual a',
    '!=': 'diferente de',
    '->': 'para',
    '=>': 'implica',
    '⇒': 'implica',
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
  firstRules: PORTUGUESE_FIRST,
  rules: portugueseRules(() => portuguese),
});
