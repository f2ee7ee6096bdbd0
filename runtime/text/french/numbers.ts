import { UNCOUNTED } from '../written/counted.ts';
import type { Counted } from '../written/locale.ts';
import { digitByDigit, thousands } from '../written/numbers.ts';

const ONES =
  'zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf'.split(
    ' ',
  );
const TENS = '_ _ vingt trente quarante cinquante soixante soixante quatre-vingt quatre-vingt'.split(' ');
const SCALES = ['', 'mille', 'million', 'milliard', 'billion', 'billiard', 'trillion'];

export const DIGITS: readonly string[] = ONES.slice(0, 10);

/** "21 pages": "vingt et une"; "80": "quatre-vingts"; "80 000": "quatre-vingt mille". */
export function cardinal(digits: string, { gender }: Counted): string {
  const groups = thousands(digits);
  if (groups.length > SCALES.length) return digitByDigit(digits, DIGITS);
  const words = groups.flatMap((value, index) => {
    const scale = SCALES[groups.length - 1 - index] ?? '';
    if (value === 0) return [];
    if (scale === 'mille') return value === 1 ? [scale] : [belowThousand(value, false), scale];
    if (scale === '') return [belowThousand(value, true)];
    return [belowThousand(value, true), value === 1 ? scale : `${scale}s`];
  });
  const said = words.join(' ') || 'zéro';
  return gender === 'f' ? said.replace(/(^|[ -])un$/, '$1une') : said;
}

function belowThousand(value: number, plural: boolean): string {
  const [hundreds, rest] = [Math.floor(value / 100), value % 100];
  const words: string[] = [];
  if (hundreds > 0) {
    const many = hundreds > 1 && rest === 0 && plural ? 'cents' : 'cent';
    words.push(hundreds === 1 ? 'cent' : `${ONES[hundreds] ?? ''} ${many}`);
  }
  if (rest > 0) words.push(belowHundred(rest, plural));
  return words.join(' ');
}

function belowHundred(value: number, plural: boolean): string {
  if (value < 20) return ONES[value] ?? '';
  if (value === 80) return plural ? 'quatre-vingts' : 'quatre-vingt';
  const ten = Math.floor(value / 10);
  const tens = TENS[ten] ?? '';
  const rest = ten === 7 || ten === 9 ? (value % 10) + 10 : value % 10;
  if (rest === 0) return tens;
  if ((rest === 1 || rest === 11) && ten < 8) return `${tens} et ${ONES[rest] ?? ''}`;
  return `${tens}-${ONES[rest] ?? ''}`;
}

/** "1": "premier"; "21": "vingt et unième". */
export function ordinal(value: number, gender: 'm' | 'f'): string {
  if (value === 1) return gender === 'f' ? 'première' : 'premier';
  const said = cardinal(String(value), UNCOUNTED);
  if (said.endsWith('cinq')) return `${said}uième`;
  if (said.endsWith('neuf')) return `${said.slice(0, -1)}vième`;
  return `${said.replace(/(?:e|(?<=vingt|cent|million|milliard)s)$/, '')}ième`;
}
