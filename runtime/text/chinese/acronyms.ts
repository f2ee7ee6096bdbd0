import type { Phonemize } from '../types.ts';

/** Capitals that are said as a word. */
const WORDS = new Set(
  'NASA NATO APEC SARS AIDS OPEC UNESCO UNICEF FIFA ASEAN COVID LASER SIM PIN RAM ROM LOGO NO OK WIFI GIF JPEG BUG VLOG BLOG NEW BIG TOP HOT ZARA IKEA SONY NIKE LINE WORD EXCEL APPLE TESLA JAVA LINUX'.split(
    ' ',
  ),
);
const LONGEST = 5;

export type ReadAcronym = (word: string) => string | undefined;

/** Reads capitals letter by letter where English would make a word of them: Chinese says LED and IT by their letters. */
export function acronymReader(english: Phonemize): ReadAcronym {
  const names = new Map<string, string>();
  const nameOf = (letter: string): string => {
    const known = names.get(letter) ?? (letter === 'A' ? 'ˈA' : soundOf(letter, english));
    names.set(letter, known);
    return known;
  };
  return (word) => {
    if (/^[A-Za-z](?: [A-Za-z])+$/.test(word)) return [...word.toUpperCase().replaceAll(' ', '')].map(nameOf).join(' ');
    if (!/^[A-Z]{2,}$/.test(word) || word.length > LONGEST || WORDS.has(word)) return undefined;
    const spelled = [...word].map(nameOf);
    const isSpelled = withoutStress(soundOf(word, english)) === withoutStress(spelled.join(''));
    return isSpelled ? undefined : spelled.join(' ');
  };
}

const soundOf = (word: string, english: Phonemize): string =>
  english(word)
    .map(({ phonemes }) => phonemes)
    .join('');
const withoutStress = (phonemes: string): string => phonemes.replace(/[ˈˌ\s]/g, '');
