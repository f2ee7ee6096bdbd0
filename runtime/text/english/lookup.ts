import type { Entry, Lexicon } from './lexicon.ts';
import { applyStress, hasPrimaryStress } from './stress.ts';

/** What follows a word, as far as its sound depends on it. */
export interface Following {
  /** Whether the next sound is a vowel; undefined before a pause or at the end. */
  vowel: boolean | undefined;
  /** Whether the next word is "to". */
  to: boolean;
}

/** A word to be pronounced: its Penn tag, and how much stress it gets for its capitals. */
export interface Query {
  word: string;
  tag: string;
  stress: number | undefined;
  following: Following;
}

const LETTERS = /^[A-Za-z]+$/;

/** Whether a spelling is in a lexicon or can be read without one (a letter, or all capitals). */
export function isKnown(lexicon: Lexicon, word: string): boolean {
  if (lexicon.gold(word) !== undefined || lexicon.silver(word) !== undefined) return true;
  if (!LETTERS.test(word)) return false;
  if (word.length === 1) return true;
  if (word === word.toUpperCase() && lexicon.gold(word.toLowerCase()) !== undefined) return true;
  return word.slice(1) === word.slice(1).toUpperCase();
}

/** The lexicon's phonemes of a known spelling; all capitals that are no word are spelt out. */
export function lookUp(lexicon: Lexicon, query: Query): string | undefined {
  let { word } = query;
  let isName = false;
  if (word === word.toUpperCase() && lexicon.gold(word) === undefined) {
    word = word.toLowerCase();
    isName = query.tag === 'NNP';
  }
  const entry: Entry | undefined = lexicon.gold(word) ?? (isName ? undefined : lexicon.silver(word));
  const phonemes = entry === undefined ? undefined : choose(entry, query);
  if (phonemes === undefined || (isName && !hasPrimaryStress(phonemes))) {
    const spelt = spellOut(lexicon, word);
    if (spelt !== undefined) return spelt;
  }
  return phonemes === undefined ? undefined : applyStress(phonemes, query.stress);
}

function choose(entry: Entry, { tag, following }: Query): string | undefined {
  if (typeof entry === 'string') return entry;
  let key = tag in entry ? tag : tagClass(tag);
  if (following.vowel === undefined && 'None' in entry) key = 'None';
  return (key in entry ? entry[key] : entry['DEFAULT']) ?? undefined;
}

/** VERB, NOUN, ADJ or ADV for the Penn tags of those classes; else the tag itself. */
export function tagClass(tag: string): string {
  if (tag.startsWith('VB')) return 'VERB';
  if (tag.startsWith('NN')) return 'NOUN';
  if (tag.startsWith('RB')) return 'ADV';
  if (tag.startsWith('JJ')) return 'ADJ';
  return tag;
}

/** The names of the letters, the last one stressed; undefined when there is a letter without a name. */
export function spellOut(lexicon: Lexicon, word: string): string | undefined {
  let names = '';
  for (const letter of word) {
    if (!/\p{L}/u.test(letter)) continue;
    const name = lexicon.gold(letter.toUpperCase());
    if (typeof name !== 'string') return undefined;
    names += name;
  }
  if (names === '') return undefined;
  const weak = applyStress(names, 0);
  const last = weak.lastIndexOf('ˌ');
  return last < 0 ? weak : `${weak.slice(0, last)}ˈ${weak.slice(last + 1)}`;
}
