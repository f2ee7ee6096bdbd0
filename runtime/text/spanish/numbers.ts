import type { Counted } from '../written/locale.ts';
import type { Gender } from '../written/rule-words.ts';
import { digitByDigit, thousands } from '../written/numbers.ts';

const ONES =
  'cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve'.split(
    ' ',
  );
const TENS = '_ _ veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa'.split(' ');
const HUNDREDS =
  '_ ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos'.split(' ');
const MILLIONS = ['', 'millón', 'billón', 'trillón'];

export const DIGITS: readonly string[] = ONES.slice(0, 10);

/** "21 casas": "veintiuna"; "21 días": "veintiún"; alone "veintiuno". */
export function cardinal(digits: string, { gender, noun }: Counted): string {
  const groups = thousands(digits);
  if (groups.length > 8) return digitByDigit(digits, DIGITS);
  if (groups.length % 2 === 1) groups.unshift(0);
  const words: string[] = [];
  for (let index = 0; index < groups.length; index += 2) {
    const scale = MILLIONS[(groups.length - index) / 2 - 1] ?? '';
    const [high = 0, low = 0] = groups.slice(index, index + 2);
    if (high === 0 && low === 0) continue;
    const inner = scale === '' ? gender : 'm';
    if (high > 0) words.push(...(high === 1 ? [] : [shorten(belowThousand(high, inner), inner)]), 'mil');
    if (low > 0) {
      const said = belowThousand(low, inner);
      words.push(scale !== '' || noun ? shorten(said, inner) : said);
    }
    if (scale !== '') words.push(high === 0 && low === 1 ? scale : scale.replace('ón', 'ones'));
  }
  return words.length === 0 ? 'cero' : words.join(' ');
}

function belowThousand(value: number, gender: Gender): string {
  if (value === 100) return 'cien';
  const hundreds = HUNDREDS[Math.floor(value / 100)] ?? '';
  const parts = value >= 100 ? [gender === 'f' ? hundreds.replace(/os$/, 'as') : hundreds] : [];
  const rest = value % 100;
  if (rest > 0) parts.push(belowHundred(rest, gender));
  return parts.join(' ');
}

function belowHundred(value: number, gender: Gender): string {
  const one = (word: string): string => (gender === 'f' ? word.replace(/uno$/, 'una') : word);
  if (value < 30) return one(ONES[value] ?? '');
  const tens = TENS[Math.floor(value / 10)] ?? '';
  return value % 10 === 0 ? tens : `${tens} y ${one(ONES[value % 10] ?? '')}`;
}

/** "uno" before a noun of the masculine, or before "mil". */
function shorten(words: string, gender: Gender): string {
  return gender === 'f' ? words : words.replace(/veintiuno$/, 'veintiún').replace(/uno$/, 'un');
}

const ORDINALS =
  '_ primero segundo tercero cuarto quinto sexto séptimo octavo noveno décimo undécimo duodécimo decimotercero decimocuarto decimoquinto decimosexto decimoséptimo decimoctavo decimonoveno'.split(
    ' ',
  );
const ORDINAL_TENS =
  '_ décimo vigésimo trigésimo cuadragésimo quincuagésimo sexagésimo septuagésimo octogésimo nonagésimo'.split(' ');

const ORDINAL_HUNDREDS =
  '_ centésimo ducentésimo tricentésimo cuadringentésimo quingentésimo sexcentésimo septingentésimo octingentésimo noningentésimo'.split(
    ' ',
  );

/** "3": "tercero"; "150": "centésimo quincuagésimo"; "2000": "dosmilésimo". */
export function ordinal(value: number, gender: Gender): string {
  const said = ordinalWords(value).join(' ');
  return gender === 'f' ? said.replace(/o(?= |$)/g, 'a') : said;
}

function ordinalWords(value: number): string[] {
  if (value >= 1_000_000)
    return [value === 1_000_000 ? 'millonésimo' : cardinal(String(value), { gender: 'm', noun: false, word: '' })];
  if (value >= 1000) {
    const [thousands, rest] = [Math.floor(value / 1000), value % 1000];
    const start = thousands === 1 ? '' : cardinal(String(thousands), { gender: 'm', noun: true, word: '' });
    return [`${start.replaceAll(' ', '')}milésimo`, ...ordinalWords(rest)];
  }
  if (value >= 100) return [ORDINAL_HUNDREDS[Math.floor(value / 100)] ?? '', ...ordinalWords(value % 100)];
  if (value === 0) return [];
  if (value < 20) return [ORDINALS[value] ?? ''];
  return [ORDINAL_TENS[Math.floor(value / 10)] ?? '', ...ordinalWords(value % 10)];
}
