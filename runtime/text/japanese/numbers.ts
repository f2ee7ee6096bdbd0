const DIGITS = ['ぜろ', 'いち', 'に', 'さん', 'よん', 'ご', 'ろく', 'なな', 'はち', 'きゅう'];
const HUNDREDS = [
  '',
  'ひゃく',
  'にひゃく',
  'さんびゃく',
  'よんひゃく',
  'ごひゃく',
  'ろっぴゃく',
  'ななひゃく',
  'はっぴゃく',
  'きゅうひゃく',
];
const THOUSANDS = [
  '',
  'せん',
  'にせん',
  'さんぜん',
  'よんせん',
  'ごせん',
  'ろくせん',
  'ななせん',
  'はっせん',
  'きゅうせん',
];
const MYRIADS = ['', 'まん', 'おく', 'ちょう', 'けい', 'がい'];

/** A whole number, digits only, in words of hiragana; digit by digit when it is longer than 24 digits or begins with 0. */
export function numberWords(digits: string): string[] {
  if (/^0+$/.test(digits) && digits.length === 1) return ['ぜろ'];
  if (digits.startsWith('0') || digits.length > 4 * MYRIADS.length) return digitWords(digits);
  const words: string[] = [];
  const groups = Math.ceil(digits.length / 4);
  const padded = digits.padStart(groups * 4, '0');
  for (let index = 0; index < groups; index += 1) {
    const group = padded.slice(index * 4, index * 4 + 4);
    if (group === '0000') continue;
    const unit = MYRIADS[groups - 1 - index] ?? '';
    const said = groupWords(group, unit !== '');
    if (unit !== '') said.push(joinUnit(said.pop() ?? '', unit));
    words.push(...said);
  }
  return words;
}

/** Four digits; 1000 before 万 is いっせん. */
function groupWords(group: string, large: boolean): string[] {
  const [thousand = 0, hundred = 0, ten = 0, one = 0] = [...group].map(Number);
  const tens = ten === 0 ? '' : `${ten === 1 ? '' : (DIGITS[ten] ?? '')}じゅう`;
  const unit = one === 0 ? '' : (DIGITS[one] ?? '');
  const words = [
    large && thousand === 1 ? 'いっせん' : (THOUSANDS[thousand] ?? ''),
    HUNDREDS[hundred] ?? '',
    ...(ten > 0 && ten < 4 ? [tens + unit] : [tens, unit]),
  ];
  return words.filter((word) => word !== '');
}

/** 兆 and 京 double their first consonant after 1, 8 and 10. */
function joinUnit(number: string, unit: string): string {
  if (unit === 'ちょう')
    return (
      number
        .replace(/いち$/, 'いっ')
        .replace(/はち$/, 'はっ')
        .replace(/じゅう$/, 'じゅっ') + unit
    );
  if (unit === 'けい')
    return (
      number
        .replace(/いち$/, 'いっ')
        .replace(/ろく$/, 'ろっ')
        .replace(/じゅう$/, 'じゅっ') + unit
    );
  return number + unit;
}

/** Digits one by one, as in telephone numbers: 2 and 5 are drawn out. */
export function digitWords(digits: string): string[] {
  return [...digits].map((digit) => (digit === '2' ? 'にー' : digit === '5' ? 'ごー' : (DIGITS[Number(digit)] ?? '')));
}

/** A number with digits after the point, such as 3.14; a 0 before the point is れい. */
export function decimalWords(whole: string, fraction: string): string[] {
  const words = whole === '0' ? ['れい'] : numberWords(whole);
  const last = (words.pop() ?? '')
    .replace(/いち$/, 'いっ')
    .replace(/はち$/, 'はっ')
    .replace(/じゅう$/, 'じゅっ');
  return [...words, `${last}てん`, ...[...fraction].map((digit) => DIGITS[Number(digit)] ?? '')];
}

const KANJI_DIGITS = '〇一二三四五六七八九';
const KANJI_UNITS: Readonly<Record<string, bigint>> = { 十: 10n, 百: 100n, 千: 1000n };
const KANJI_MYRIADS: Readonly<Record<string, bigint>> = {
  万: 10n ** 4n,
  億: 10n ** 8n,
  兆: 10n ** 12n,
  京: 10n ** 16n,
};

/** The value of a number in kanji and digits, such as 三十二, 二〇二四 or 3億5000万; undefined when it is none. */
export function numberValue(text: string): bigint | undefined {
  let total = 0n;
  let group = 0n;
  let digits = '';
  for (const sign of text.replace(/,/g, '').replace(/零/g, '〇')) {
    const digit = /\d/.test(sign) ? Number(sign) : KANJI_DIGITS.indexOf(sign);
    const unit = KANJI_UNITS[sign];
    const myriad = KANJI_MYRIADS[sign];
    if (digit >= 0) digits += String(digit);
    else if (unit !== undefined) {
      group += (digits === '' ? 1n : BigInt(digits)) * unit;
      digits = '';
    } else if (myriad !== undefined) {
      group += digits === '' ? 0n : BigInt(digits);
      total += (group === 0n ? 1n : group) * myriad;
      group = 0n;
      digits = '';
    } else return undefined;
  }
  return total + group + (digits === '' ? 0n : BigInt(digits));
}
