import { borrow } from './loan-sounds.ts';
import { longVowels } from './kana.ts';
import { letterWords, loanWord } from './latin-words.ts';
import { digitWords, numberWords } from './numbers.ts';
import { words } from '../written/stretch.ts';
import type { Rule } from '../written/stretch.ts';

/** Phonemes of an English word, or nothing when English is not to be had. */
export type EnglishSound = (word: string) => string;

const SIGNS: Readonly<Record<string, string>> = {
  '.': 'どっと',
  '/': 'すらっしゅ',
  '@': 'あっとまーく',
  ':': 'ころん',
  '-': 'はいふん',
  _: 'あんだーばー',
  '#': 'しゃーぷ',
  '&': 'あんど',
  '+': 'ぷらす',
  '%': 'ぱーせんと',
  '=': 'いこーる',
  '?': 'くえすちょん',
  '*': 'あすたりすく',
  '~': 'ちるだ',
  $: 'どる',
};

const ADDRESS =
  /(?:https?:\/\/|www\.)[\w./@:%#&=?+~-]*[\w/]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|[A-Za-z][\w-]*(?:\.[\w-]+)*\.(?:com|org|net|jp|io|dev|html?|css|xml|ya?ml|toml|md|txt|pdf|csv|tsv|json|log|docx?|xlsx?|pptx?|jpe?g|png|gif|svg|webp|mp[34]|mov|wav|zip|exe|php|py|js|jsx|ts|tsx|vue|sh|sql|cpp|ini|conf|bak)\b(?:\/[\w./-]*\w)?/gu;
/** /usr/local/bin, src/main.py */
const PATH =
  /(?<![A-Za-z\d/<:.@&])(?:~|\.{0,2})(?:\/[\w.-]*[A-Za-z_][\w.-]*){2,}\/?|(?<![A-Za-z\d/<:.@&])~\/[\w./-]*\w|(?<![\w/.@:])[a-z][\w-]*\/(?:[\w-]+\/)*[\w-]+\.[a-z]{1,4}(?![\w/])/gu;
const LETTER = String.raw`[A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ]`;
const WORD = new RegExp(`${LETTER}+(?:['’-]${LETTER}+)*`, 'gu');
const PART = new RegExp(`${LETTER}+`, 'gu');
/** Letters that are no plain letter with a mark. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  ẞ: 'ss',
  æ: 'ae',
  Æ: 'Ae',
  œ: 'oe',
  Œ: 'Oe',
  ø: 'o',
  Ø: 'O',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  Ð: 'D',
  þ: 'th',
  Þ: 'Th',
  ı: 'i',
  ŋ: 'ng',
  ħ: 'h',
  Ħ: 'H',
  ə: 'e',
  Ə: 'E',
};

/** Addresses, and Latin words. */
export function latinRules(sound: EnglishSound): { addresses: readonly Rule[]; words: readonly Rule[] } {
  const say = (said: readonly string[]) => (said.join('') === '' ? undefined : [words(said.join(' '))]);
  return {
    addresses: [PATH, ADDRESS].map((pattern) => ({
      pattern,
      say: ([address]: RegExpExecArray) => say(addressWords(address, sound)),
    })),
    words: [
      // Off after a percentage is no initials.
      { pattern: /(?<=[%％]\s?)(?:OFF|off|Off)(?![A-Za-z])/gu, say: () => say(['おふ']) },
      { pattern: WORD, say: ([word]) => say(wordOrWords(word, sound)) },
      // a part of a word whose other part a rule has taken: F-IV型
      { pattern: PART, say: ([word]) => say(latinWords(word, sound)) },
    ],
  };
}

function wordOrWords(word: string, sound: EnglishSound): string[] {
  const whole = word.includes('-') ? loanWord(word) : undefined;
  return whole === undefined ? word.split('-').flatMap((part) => latinWords(part, sound)) : [whole];
}

function addressWords(address: string, sound: EnglishSound): string[] {
  const pieces = address.replace(/^https?:\/\/|\/$/g, '').match(/[A-Za-z]+|\d+|./g) ?? [];
  return pieces.flatMap((piece) => {
    if (/^\d/.test(piece)) return (piece.length > 4 ? digitWords(piece) : numberWords(piece)).map(longVowels);
    if (/^[A-Za-z]/.test(piece)) return piece === 'www' ? letterWords(piece) : latinWords(piece, sound);
    return [SIGNS[piece] ?? ''].filter((name) => name !== '');
  });
}

/** Longest word in capitals that is said by its letters. */
const LONGEST_INITIALS = 5;

function latinWords(word: string, sound: EnglishSound): string[] {
  const known = word === 'ETC' ? undefined : loanWord(word);
  if (known !== undefined) return [known];
  const plain = [...word]
    .map((letter) => PLAIN[letter] ?? letter)
    .join('')
    .normalize('NFD')
    .replace(/[^A-Za-z'’]/g, '');
  const plural = /^([A-Z]{2,})s$/.exec(plain)?.[1];
  if (plural !== undefined) return [`${letterWords(plural).join('')}ず`];
  const initials = /^[A-Z]+$/.test(plain) && plain.length <= LONGEST_INITIALS;
  if (plain.length === 1 || initials || !/[aeiouy]/i.test(plain)) return [letterWords(plain).join('')];
  const parts = plain.match(/[A-Z]{2,}(?![a-z])|[A-Z]?[a-z'’]+|[A-Z]+/g) ?? [plain];
  if (parts.length > 1) return [parts.flatMap((part) => latinWords(part, sound)).join('')];
  const borrowed = borrow(sound(plain), plain);
  return [borrowed === '' ? letterWords(plain).join('') : borrowed];
}
