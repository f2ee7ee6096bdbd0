const DIGITS = '零一二三四五六七八九';
const GROUP_UNITS = ['', '万', '亿', '万亿', '亿亿'];
/** More digits than this are a code, not a quantity. */
const LONGEST_QUANTITY = 16;

/** Digits one by one: "305" is 三零五; with `yao`, as in telephone numbers, 1 is 幺. */
export function readDigits(digits: string, yao = false): string {
  return [...digits].map((digit) => (yao && digit === '1' ? '幺' : (DIGITS[Number(digit)] ?? ''))).join('');
}

/** A quantity: "1349.99" is 一千三百四十九点九九; separators are ignored, a code with leading zeros is read by digits. */
export function readNumber(written: string): string {
  const [integer = '', fraction] = written.replaceAll(/[,，\s]/g, '').split('.');
  const whole = readInteger(integer === '' ? '0' : integer);
  return fraction === undefined || fraction === '' ? whole : `${whole}点${readDigits(fraction)}`;
}

/** A quantity before a measure word, where two is 两. */
export function readCount(written: string): string {
  const number = readNumber(written);
  return number === '二' ? '两' : number;
}

function readInteger(digits: string): string {
  if (digits.length > LONGEST_QUANTITY || /^0\d/.test(digits) || (digits.length > 12 && !digits.endsWith('000')))
    return readDigits(digits);
  if (/^0+$/.test(digits)) return '零';
  const groups: string[] = [];
  for (let end = digits.length; end > 0; end -= 4) groups.unshift(digits.slice(Math.max(0, end - 4), end));
  let said = '';
  groups.forEach((group, index) => {
    const value = Number(group);
    if (value === 0) return;
    const unit = GROUP_UNITS[groups.length - 1 - index] ?? '';
    if (said !== '' && (value < 1000 || /0000$/.test(groups.slice(0, index).join('')))) said += '零';
    const read = readGroup(value);
    said += (read === '二' && unit !== '' ? '两' : read) + unit;
  });
  return said.startsWith('一十') ? said.slice(1) : said;
}

/** 1 to 9999. */
function readGroup(value: number): string {
  let said = '';
  let skipped = false;
  for (const [size, unit] of [
    [1000, '千'],
    [100, '百'],
    [10, '十'],
    [1, ''],
  ] as const) {
    const digit = Math.floor(value / size) % 10;
    if (digit === 0) {
      skipped = said !== '';
      continue;
    }
    const name = digit === 2 && size === 1000 ? '两' : (DIGITS[digit] ?? '');
    said += (skipped ? '零' : '') + name + unit;
    skipped = false;
  }
  return said;
}
