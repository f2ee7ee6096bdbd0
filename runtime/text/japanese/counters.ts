import { COUNTERS, LONG_UNITS, UNITS } from './counter-words.ts';
import type { Euphony } from './counter-words.ts';
import { numberWords } from './numbers.ts';

export interface Counter {
  kana: string;
  euphony: Euphony;
}

const BY_WORD: ReadonlyMap<string, Counter> = new Map([
  ...Object.entries(COUNTERS).flatMap(([euphony, words]) =>
    words.split(',').map((word): [string, Counter] => {
      const [text = '', kana = ''] = word.trim().split(' ');
      return [text, { kana, euphony: euphony as Euphony }];
    }),
  ),
  ...Object.entries(LONG_UNITS).flatMap(([unit, kana]) =>
    [unit, unit.replace(/2$/, '²').replace(/3$/, '³')].map((name): [string, Counter] => [
      name,
      { kana, euphony: kana.startsWith('き') ? 'loan' : 'plain' },
    ]),
  ),
]);

const LONGEST = Math.max(...[...BY_WORD.keys()].map((word) => word.length));

/** The counter or unit that the text begins with, if any; one in Latin letters must end there. */
export function counterAt(text: string): string | undefined {
  for (let size = Math.min(LONGEST, text.length); size > 0; size -= 1) {
    const word = text.slice(0, size);
    const found = BY_WORD.has(word) || Object.hasOwn(UNITS, word);
    if (found && !(/[A-Za-z\d]$/.test(word) && /^[A-Za-z]/.test(text.slice(size)))) return word;
  }
  return undefined;
}

/** What a counter begins that is another word: 月曜, 日本語, 組織. */
const NOT_BEFORE: Readonly<Record<string, string>> = {
  月: '曜',
  日: '曜|本(?![目立])',
  分: '析|布|岐|子',
  組: '織|合',
  口: '座|径|頭|論',
  粒: '子',
  列: '車|島',
  発: '電|言|表|生|展',
  人: '種|材|物|口(?!目)',
  国: '家',
  町: '内会',
  年生: 'まれ|ま|産|誕',
  年前: '半|後|期|述',
  年後: '半|期',
  年中: '国|央|東|途|旬|盤',
  年半: 'ば|期|額|数',
  年間: '隔',
  日前: '半|後|場',
  日後: '半|場',
  日中: '国|央|東|途|旬|韓|米|朝|に',
  日間: '隔',
  日付: 'け',
  日分: '析',
  時間前: '後|半',
  時間後: '半',
  時間半: '額',
  人前: '後',
  人用: '意',
  分後: '半|方',
  号機: '能',
  台: '詞|湾|風',
  山: '[手頂田本川口崎中下上脈岳形梨]',
};

/** Every counter and unit as a pattern, the longest first; one in Latin letters ends there. */
export const COUNTER_PATTERN = [...BY_WORD.keys(), ...Object.keys(UNITS)]
  .sort((one, two) => two.length - one.length)
  .map((word) => word.replace(/[$^.]/g, String.raw`\$&`))
  .map((word) => {
    if (/[A-Za-z\d]$/.test(word)) return `${word}(?![A-Za-z²³])`;
    const rest = NOT_BEFORE[word];
    return rest === undefined ? word : `${word}(?!${rest})`;
  })
  .join('|');

const counterOf = (word: string): Counter | undefined => BY_WORD.get(UNITS[word] ?? word);

const DAYS = ' ついたち ふつか みっか よっか いつか むいか なのか ようか ここのか とおか'.split(' ');
const THINGS = ' ひとつ ふたつ みっつ よっつ いつつ むっつ ななつ やっつ ここのつ'.split(' ');

/** Things counted with つ, from 1 to 9. */
export function thingsWord(value: bigint): string | undefined {
  return value >= 1n && value <= 9n ? THINGS[Number(value)] : undefined;
}

/** A number and its counter in words of hiragana; `date` tells 1日 (ついたち) from a length of one day. */
export function countedWords(value: bigint, counter: string, date: boolean): string[] {
  const found = counterOf(counter);
  if (!found) return numberWords(String(value));
  const irregular = nativeWords(Number(value), found) ?? irregularWords(Number(value), counter, found, date);
  if (irregular) return irregular;
  const words = numberWords(String(value));
  return [...words.slice(0, -1), ...joinCounter(words.at(-1) ?? '', found)];
}

/** The last word of a number and its counter, joined into one where they change each other. */
export function joinCounter(last: string, { kana, euphony }: Counter): string[] {
  const stem = doubledStem(last, euphony);
  if (stem !== undefined) return [stem + (/[hf]/.test(euphony) ? semivoiced(kana) : kana)];
  const nasal = /(?:さん|[せぜ]ん|まん|なん)$/.test(last);
  if (euphony === 'h' && nasal) return [last, voiced(kana)];
  if (euphony === 'f' && (nasal || (last.endsWith('よん') && kana.startsWith('ふ')))) return [last, semivoiced(kana)];
  if ((euphony === 'g' || euphony === 'z') && nasal) return [last, voiced(kana)];
  if (euphony === 'year')
    return kana.startsWith('ね') && last.endsWith('よん') ? [`${last.slice(0, -1)}${kana}`] : [last, kana];
  if (euphony === 'hour') return [shortened(last) + kana];
  if (euphony === 'person') {
    if (last === 'なな') return ['しち', kana];
    return last.endsWith('よん') ? [last.slice(0, -1) + kana] : [last, kana];
  }
  return [last, kana];
}

/** The counter as a word of its own, after 何 too (which voices it as 3 does). */
export function counterWord(counter: string): Counter | undefined {
  return counterOf(counter);
}

/** ひときれ, ふたきれ. */
function nativeWords(value: number, { kana, euphony }: Counter): string[] | undefined {
  return euphony === 'native' && (value === 1 || value === 2) ? [(value === 1 ? 'ひと' : 'ふた') + kana] : undefined;
}

function irregularWords(
  value: number,
  counter: string,
  { kana, euphony }: Counter,
  date: boolean,
): string[] | undefined {
  const rest = kana.slice(2);
  if (value === 0 && (euphony === 'hour' || kana.startsWith('ど'))) return [`れい${kana}`];
  if (euphony === 'person' && (value === 1 || value === 2) && /^人(?:目|用|組|乗り|$)/.test(counter))
    return [(value === 1 ? 'ひとり' : 'ふたり') + rest];
  if (euphony === 'month') {
    const names: Readonly<Record<number, string>> = { 4: 'し', 7: 'しち', 9: 'く' };
    return [(names[value] ?? numberWords(String(value)).join('')) + kana];
  }
  if (euphony === 'day') {
    if (value === 1)
      return (date && counter === '日') || counter === '日付' ? [`ついたち${rest}`] : [`いちにち${rest}`];
    if (value >= 2 && value <= 10) return [`${DAYS[value] ?? ''}${rest}`];
    if (value === 20) return [`はつか${rest}`];
    if (value === 14 || value === 24) return [`${value === 14 ? '' : 'に'}じゅうよっか${rest}`];
    if (value % 10 === 7 || value % 10 === 9) {
      const words = numberWords(String(value - (value % 10)));
      return [...words, (value % 10 === 7 ? 'しち' : 'く') + kana];
    }
  }
  if (value === 20 && (counter === '歳' || counter === '才')) return ['はたち'];
  if (value === 1 && counter === '重') return ['ひとえ'];
  if (value === 7 && counter === '色') return ['なないろ'];
  if (value === 1 && counter === '羽') return ['いちわ'];
  return undefined;
}

/** いち, ろく, はち, じゅう and ひゃく before a counter whose first sound they double. */
function doubledStem(last: string, euphony: Euphony): string | undefined {
  if (!/^(?:[kgszthfp]|loan)$/.test(euphony)) return undefined;
  const isLoan = euphony === 'p' || euphony === 'loan';
  if (last.endsWith('いち') && !isLoan) return `${last.slice(0, -1)}っ`;
  if (last.endsWith('じゅう')) return `${last.slice(0, -1)}っ`;
  if (last.endsWith('はち') && !isLoan && euphony !== 'g') return `${last.slice(0, -1)}っ`;
  if (/(?:ろく|ひゃく|びゃく|ぴゃく)$/.test(last) && /^(?:[kghf]|loan)$/.test(euphony)) return `${last.slice(0, -1)}っ`;
  return undefined;
}

function shortened(last: string): string {
  return last
    .replace(/よん$/, 'よ')
    .replace(/なな$/, 'しち')
    .replace(/きゅう$/, 'く');
}

/** A word's first kana, one or two places on in the Unicode row: は, ば, ぱ. */
function voiced(kana: string): string {
  return String.fromCharCode(kana.charCodeAt(0) + 1) + kana.slice(1);
}
function semivoiced(kana: string): string {
  return String.fromCharCode(kana.charCodeAt(0) + 2) + kana.slice(1);
}
