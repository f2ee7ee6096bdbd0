import { UNCOUNTED } from '../written/counted.ts';
import type { Counted } from '../written/locale.ts';
import type { Gender } from '../written/rule-words.ts';
import { digitByDigit, thousands } from '../written/numbers.ts';

const ONES =
  'zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove'.split(
    ' ',
  );
const TENS = '_ _ venti trenta quaranta cinquanta sessanta settanta ottanta novanta'.split(' ');
const SCALES = ['', 'mila', 'milione', 'miliardo', 'bilione', 'biliardo', 'trilione'];

export const DIGITS: readonly string[] = ONES.slice(0, 10);

/** Hundreds and thousands as words of their own, each with its stress; "1" agrees with its noun. */
export function cardinal(digits: string, { gender, noun, word }: Counted): string {
  const groups = thousands(digits);
  if (groups.length > SCALES.length) return digitByDigit(digits, DIGITS);
  if (groups.every((group) => group === 0)) return 'zero';
  if (groups.length === 1 && groups[0] === 1) return one(gender, noun, word);
  const words = groups.flatMap((group, index) => {
    const scale = groups.length - 1 - index;
    if (group === 0) return [];
    if (scale === 0) return [belowThousand(group)];
    if (scale === 1) return [group === 1 ? 'mille' : `${belowThousand(group, false)}mila`];
    const name = SCALES[scale] ?? '';
    return group === 1 ? ['un', name] : [belowThousand(group), name.replace(/[eo]$/, 'i')];
  });
  return words.join(' ');
}

function one(gender: Gender, noun: boolean, word: string): string {
  if (!noun) return gender === 'f' ? 'una' : 'uno';
  if (gender === 'f') return /^[aeiouàèéìòù]/iu.test(word) ? "un'" : 'una';
  return /^(?:z|x|y|gn|ps|pn|s[^aeiouhàèéìòù])/iu.test(word) ? 'uno' : 'un';
}

function belowThousand(value: number, isLast = true): string {
  const [hundreds, rest] = [Math.floor(value / 100), value % 100];
  const start = hundreds === 0 ? '' : `${hundreds === 1 ? '' : (ONES[hundreds] ?? '')}cento`;
  const end = belowHundred(rest);
  const accented = isLast && end.length > 3 ? end.replace(/tre$/, 'tré') : end;
  return [start, accented].filter((part) => part !== '').join(' ');
}

function belowHundred(value: number): string {
  if (value === 0) return '';
  if (value < 20) return ONES[value] ?? '';
  const tens = TENS[Math.floor(value / 10)] ?? '';
  const unit = value % 10;
  if (unit === 0) return tens;
  return (unit === 1 || unit === 8 ? tens.slice(0, -1) : tens) + (ONES[unit] ?? '');
}

const ORDINALS = '_ primo secondo terzo quarto quinto sesto settimo ottavo nono decimo'.split(' ');

/** "3": "terzo"; "23": "ventitreesimo". */
export function ordinal(value: number, gender: Gender): string {
  const said = value >= 1 && value <= 10 ? (ORDINALS[value] ?? '') : longOrdinal(value);
  return gender === 'f' ? said.replace(/o$/, 'a') : said;
}

function longOrdinal(value: number): string {
  const said = cardinal(String(value), UNCOUNTED).replaceAll(' ', '');
  if (said.endsWith('tré')) return `${said.slice(0, -1)}eesimo`;
  return `${said.endsWith('sei') ? said : said.slice(0, -1)}esimo`.replace(/milesimo$/, 'millesimo');
}
