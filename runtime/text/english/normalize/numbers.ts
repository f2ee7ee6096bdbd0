const ONES =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = '_ _ twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const SCALES = ['', 'thousand', 'million', 'billion', 'trillion', 'quadrillion', 'quintillion'];
/** Longer numbers are read digit by digit. */
const MOST_DIGITS = SCALES.length * 3;

/** A whole number in words ("8400": "eight thousand four hundred"); its digits one by one when it is too long for words. */
export function cardinal(digits: string): string {
  const plain = digits.replace(/^0+(?=\d)/, '');
  if (plain.length > MOST_DIGITS) return digitByDigit(digits);
  const groups: string[] = [];
  for (let end = plain.length; end > 0; end -= 3) groups.unshift(plain.slice(Math.max(0, end - 3), end));
  const words = groups.flatMap((group, index) => {
    const value = Number(group);
    const scale = SCALES[groups.length - 1 - index] ?? '';
    if (value === 0) return [];
    return [belowThousand(value), scale].filter((word) => word !== '');
  });
  return words.length === 0 ? 'zero' : words.join(' ');
}

function belowThousand(value: number): string {
  const hundreds = Math.floor(value / 100);
  const rest = value % 100;
  const words = hundreds > 0 ? [`${ONES[hundreds] ?? ''} hundred`] : [];
  if (rest > 0) words.push(belowHundred(rest));
  return words.join(' ');
}

function belowHundred(value: number): string {
  if (value < 20) return ONES[value] ?? '';
  const tens = TENS[Math.floor(value / 10)] ?? '';
  return value % 10 === 0 ? tens : `${tens} ${ONES[value % 10] ?? ''}`;
}

/** Each digit by its name; 0 is "zero", or "oh" as in a telephone number. */
export function digitByDigit(digits: string, zero = 'zero'): string {
  return [...digits.replace(/\D/g, '')].map((digit) => (digit === '0' ? zero : (ONES[Number(digit)] ?? ''))).join(' ');
}

const ORDINALS: Readonly<Record<string, string>> = {
  one: 'first',
  two: 'second',
  three: 'third',
  five: 'fifth',
  eight: 'eighth',
  nine: 'ninth',
  twelve: 'twelfth',
};

/** "21": "twenty first". */
export function ordinal(digits: string): string {
  const words = cardinal(digits).split(' ');
  const last = words.pop() ?? '';
  return [...words, ordinalWord(last)].join(' ');
}

function ordinalWord(word: string): string {
  return ORDINALS[word] ?? (word.endsWith('y') ? `${word.slice(0, -1)}ieth` : `${word}th`);
}

/** A year as it is read: "1905" "nineteen oh five", "2005" "two thousand five", "1200" "twelve hundred". */
export function year(digits: string): string {
  const value = Number(digits);
  const [high, low] = [Math.floor(value / 100), value % 100];
  if (digits.length !== 4 || (high % 10 === 0 && low < 10)) return cardinal(digits);
  if (low === 0) return `${belowHundred(high)} hundred`;
  return `${belowHundred(high)} ${low < 10 ? `oh ${ONES[low] ?? ''}` : belowHundred(low)}`;
}

/** "1990": "nineteen nineties"; "20": "twenties". */
export function decade(digits: string): string {
  return plural(digits.length === 4 ? year(digits) : cardinal(digits));
}

/** The plural of a number in words. */
export function plural(number: string): string {
  if (number.endsWith('y')) return `${number.slice(0, -1)}ies`;
  return /(?:x|s)$/.test(number) ? `${number}es` : `${number}s`;
}

/** The fraction digits after "point", each by its name. */
function afterPoint(digits: string): string {
  return digitByDigit(digits);
}

/** A number as written (separators, decimals, a sign) in words; `point` stands for the decimal point. */
export function spokenNumber(written: string): { before: string; after: string | undefined } {
  const plain = written.replace(/[,\s_'’\u00a0\u2009\u202f]/g, '');
  const [whole = '', fraction] = plain.split('.');
  return {
    before: whole === '' ? '' : cardinal(whole),
    after: fraction === undefined ? undefined : afterPoint(fraction),
  };
}

const DENOMINATORS: Readonly<Record<number, string>> = { 2: 'half', 4: 'quarter' };

/** "3", "4": "three quarters"; undefined for what nobody reads as a fraction. */
export function fraction(numerator: string, denominator: string): string | undefined {
  if (numerator === '9' && denominator === '11') return undefined; // the date, not the fraction
  const [top, bottom] = [Number(numerator), Number(denominator)];
  if (
    bottom < 2 ||
    bottom > 100 ||
    top < 1 ||
    top >= bottom ||
    (bottom > 12 && !/^(?:16|20|24|32|64|100)$/.test(denominator))
  ) {
    return undefined;
  }
  const name = DENOMINATORS[bottom] ?? ordinal(denominator);
  if (top === 1) return `one ${name}`;
  return `${cardinal(numerator)} ${name === 'half' ? 'halves' : `${name}s`}`;
}
