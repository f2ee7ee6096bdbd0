import type { Counted } from '../written/locale.ts';
import type { Gender } from '../written/rule-words.ts';
import { digitByDigit, thousands } from '../written/numbers.ts';

const ONES =
  'zero um dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezesseis dezessete dezoito dezenove'.split(
    ' ',
  );
const TENS = '_ _ vinte trinta quarenta cinquenta sessenta setenta oitenta noventa'.split(' ');
const HUNDREDS = '_ cento duzentos trezentos quatrocentos quinhentos seiscentos setecentos oitocentos novecentos'.split(
  ' ',
);
const SCALES = ['', 'mil', 'milhão', 'bilhão', 'trilhão', 'quatrilhão', 'quintilhão'];

export const DIGITS: readonly string[] = ONES.slice(0, 10);

/** "2 casas": "duas"; "1.250": "mil duzentos e cinquenta"; "2.100": "dois mil e cem". */
export function cardinal(digits: string, { gender }: Counted): string {
  const groups = thousands(digits);
  if (groups.length > SCALES.length) return digitByDigit(digits, DIGITS);
  let said = '';
  groups.forEach((value, index) => {
    if (value === 0) return;
    const scale = groups.length - 1 - index;
    const name = SCALES[scale] ?? '';
    const words = belowThousand(value, scale < 2 ? gender : 'm');
    const part =
      scale === 0
        ? words
        : scale === 1
          ? value === 1
            ? name
            : `${words} mil`
          : `${words} ${value === 1 ? name : name.replace('ão', 'ões')}`;
    const isLast = groups.slice(index + 1).every((group) => group === 0);
    const joint = isLast && (value < 100 || value % 100 === 0) ? ' e ' : ' ';
    said += said === '' ? part : joint + part;
  });
  return said === '' ? 'zero' : said;
}

function belowThousand(value: number, gender: Gender): string {
  if (value === 100) return 'cem';
  const hundreds = HUNDREDS[Math.floor(value / 100)] ?? '';
  const parts = value >= 100 ? [gender === 'f' ? hundreds.replace(/os$/, 'as') : hundreds] : [];
  const rest = value % 100;
  if (rest >= 20) {
    parts.push(TENS[Math.floor(rest / 10)] ?? '');
    if (rest % 10 > 0) parts.push(one(rest % 10, gender));
  } else if (rest > 0) parts.push(one(rest, gender));
  return parts.join(' e ');
}

function one(value: number, gender: Gender): string {
  if (gender === 'f' && value === 1) return 'uma';
  if (gender === 'f' && value === 2) return 'duas';
  return ONES[value] ?? '';
}

const ORDINALS = '_ primeiro segundo terceiro quarto quinto sexto sétimo oitavo nono'.split(' ');
const ORDINAL_TENS =
  '_ décimo vigésimo trigésimo quadragésimo quinquagésimo sexagésimo septuagésimo octogésimo nonagésimo'.split(' ');

const ORDINAL_HUNDREDS =
  '_ centésimo ducentésimo trecentésimo quadringentésimo quingentésimo sexcentésimo septingentésimo octingentésimo nongentésimo'.split(
    ' ',
  );

/** "12": "décimo segundo"; "150": "centésimo quinquagésimo"; "2000": "segundo milésimo". */
export function ordinal(value: number, gender: Gender): string {
  const said = ordinalWords(value).join(' ');
  return gender === 'f' ? said.replace(/o(?= |$)/g, 'a') : said;
}

function ordinalWords(value: number): string[] {
  if (value >= 1_000_000)
    return [value === 1_000_000 ? 'milionésimo' : cardinal(String(value), { gender: 'm', noun: false, word: '' })];
  if (value >= 1000) {
    const thousands = Math.floor(value / 1000);
    return [...(thousands === 1 ? [] : ordinalWords(thousands)), 'milésimo', ...ordinalWords(value % 1000)];
  }
  if (value >= 100) return [ORDINAL_HUNDREDS[Math.floor(value / 100)] ?? '', ...ordinalWords(value % 100)];
  if (value >= 10) return [ORDINAL_TENS[Math.floor(value / 10)] ?? '', ...ordinalWords(value % 10)];
  return value === 0 ? [] : [ORDINALS[value] ?? ''];
}
