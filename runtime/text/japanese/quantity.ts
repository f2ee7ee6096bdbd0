import { counterWord, countedWords, joinCounter } from './counters.ts';
import { decimalWords, numberValue, numberWords } from './numbers.ts';

/** A number, whole or with a point or a myriad, and what it counts. */
export function amount(number: string, counter: string, isDate = false): string[] {
  const plain = number.replaceAll(',', '');
  const [, whole = '', fraction = '', myriads = ''] = /^(\d+)\.(\d+)(.*)$/.exec(plain) ?? [];
  if (whole === '') {
    if (/^0\d/.test(plain) && counter === '') return numberWords(plain);
    const value = numberValue(plain) ?? 0n;
    return counter === '' ? numberWords(String(value)) : countedWords(value, counter, isDate);
  }
  const words = decimalWords(whole, fraction);
  if (myriads !== '')
    words.push(...numberWords(String(numberValue(myriads))).map((word) => word.replace(/^い[ちっ]/, '')));
  const found = counterWord(counter);
  if (!found) return words;
  const last = words.pop() ?? '';
  return [...words, ...(/^(?:人|月|日|時$)/.test(counter) ? [last, found.kana] : joinCounter(last, found))];
}

/** Whether 1日 is the first of a month rather than one day. */
export function isDate(counter: string, before: string, after: string): boolean {
  if (counter !== '日') return false;
  if (/(?:\d|[一二三四五六七八九十今来先毎翌同])月の?$/.test(before)) return true;
  if (/^(?:付|現在|発売|未明|早朝|午[前後]|朝|夜|夕|昼|から|まで|、|\(|（|の(?:朝|夜|午|夕|昼))/.test(after))
    return true;
  // 1日は休み、2日から営業
  if (/^は[^\d。]{1,10}\d{1,2}日(?:は|から|に|、|も|まで|[(（])/.test(after)) return true;
  return /^に(?![\d一二三四五六七八九十何数約])/.test(after);
}
