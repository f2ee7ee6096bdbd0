import type { Morpheme } from './analyze.ts';
import { countedWords, counterAt, counterWord, joinCounter } from './counters.ts';
import { isDate } from './quantity.ts';
import { longVowels } from './kana.ts';
import { numberValue, numberWords } from './numbers.ts';

const NUMERAL = /^[〇零一二三四五六七八九十百千万億兆]+$/;

/** Numbers in kanji with what they count (三本, 三月三日, 何人) as one morpheme each, read as their sounds change each other. */
export function readCounts(morphemes: readonly Morpheme[]): Morpheme[] {
  const result: Morpheme[] = [];
  for (let start = 0; start < morphemes.length;) {
    const size = numeralSize(morphemes, start);
    const count = size === 0 ? undefined : readCount(morphemes, start, size);
    const morpheme = morphemes[start];
    if (count) {
      result.push(count.morpheme);
      start += count.size;
    } else {
      if (morpheme) result.push(morpheme);
      start += 1;
    }
  }
  return result;
}

function numeralSize(morphemes: readonly Morpheme[], start: number): number {
  const isNumeral = (morpheme: Morpheme | undefined): boolean =>
    morpheme?.kind === '数' && !morpheme.fixed && NUMERAL.test(morpheme.surface);
  const first = morphemes[start];
  if (first?.kind === '数' && /^[何数]$/.test(first.surface)) return 1;
  let size = 0;
  while (isNumeral(morphemes[start + size])) size += 1;
  return size;
}

function readCount(
  morphemes: readonly Morpheme[],
  start: number,
  size: number,
): { morpheme: Morpheme; size: number } | undefined {
  const numerals = morphemes.slice(start, start + size);
  const first = numerals[0];
  if (!first) return undefined;
  const number = surfaces(numerals);
  const before = surfaces(morphemes.slice(Math.max(0, start - 3), start));
  const rest = morphemes.slice(start + size, start + size + 8);
  const counter = wholeCounter(rest);
  const taken = counter === undefined ? 0 : morphemesIn(rest, counter);
  const words =
    number === '何' || number === '数' ? someWords(number, counter) : wordsOf(number, counter, before, surfaces(rest));
  if (!words) return undefined;
  const surface = number + (counter ?? '');
  const pronunciation = words.map(longVowels).join(' ');
  return { morpheme: { ...first, surface, base: surface, pronunciation, fixed: true }, size: size + taken };
}

function wordsOf(number: string, counter: string | undefined, before: string, after: string): string[] | undefined {
  const value = numberValue(number);
  if (value === undefined) return undefined;
  const digits = /^[〇零一二三四五六七八九]{3,}$/.test(number) && counter === undefined;
  if (digits) return [...number].flatMap((digit) => numberWords(String(numberValue(digit))));
  if (counter === undefined) return numberWords(String(value));
  if (counter === '分' && before.endsWith('割')) return [...numberWords(String(value)), 'ぶ'];
  if (counter === '分' && /^分の[\d一二三四五六七八九十]/.test(after)) return [...numberWords(String(value)), 'ぶん'];
  return countedWords(value, counter, isDate(counter, before, after.slice(counter.length)));
}

/** 何 and 数 before a counter; otherwise the dictionary knows. */
function someWords(word: string, counter: string | undefined): string[] | undefined {
  const found = counter === undefined ? undefined : counterWord(counter);
  if (!found) return undefined;
  return word === '何' ? joinCounter('なん', found) : [`すう${found.kana}`];
}

const surfaces = (morphemes: readonly Morpheme[]): string => morphemes.map((morpheme) => morpheme.surface).join('');

/** The longest counter that ends where a morpheme ends. */
function wholeCounter(rest: readonly Morpheme[]): string | undefined {
  const text = surfaces(rest.filter((morpheme) => !morpheme.fixed));
  for (let counter = counterAt(text); counter !== undefined; counter = counterAt(counter.slice(0, -1)))
    if (morphemesIn(rest, counter) > 0) return counter;
  return undefined;
}

/** How many morphemes make up a text exactly; 0 when they do not. */
function morphemesIn(rest: readonly Morpheme[], text: string): number {
  for (let size = 1; size <= rest.length; size += 1) if (surfaces(rest.slice(0, size)) === text) return size;
  return 0;
}
