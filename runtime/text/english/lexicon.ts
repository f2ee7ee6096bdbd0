import { JsonTable } from '../json-table.ts';

/** Pronunciations of one spelling: one for all uses, or by tag (a Penn tag, its class, or `None` before a pause). */
export type Entry = string | Readonly<Record<string, string | null>>;

/** misaki's two lexicons of an accent: gold is checked by hand and knows parts of speech, silver is made by machine. */
export interface Lexicon {
  british: boolean;
  gold(word: string): Entry | undefined;
  silver(word: string): string | undefined;
}

/** misaki's British lexicon has the American name. */
const ZED = 'zˈɛd';

/** Reads the JSON of both lexicons; throws SyntaxError when either is not an object of spellings. */
export function parseLexicon(gold: Uint8Array, silver: Uint8Array, british: boolean): Lexicon {
  const golds = new JsonTable<Entry>(gold);
  const silvers = new JsonTable<string>(silver);
  return {
    british,
    gold: (word) => (british && word === 'Z' ? ZED : find(golds, word)),
    silver: (word) => find(silvers, word),
  };
}

/** The entry of a word; a lower-case entry also serves the capitalised word, and the other way round. */
function find<T>(entries: JsonTable<T>, word: string): T | undefined {
  const exact = entries.get(word);
  if (exact !== undefined || word.length < 2) return exact;
  const lower = word.toLowerCase();
  const capitalised = capitalise(word);
  if (word === capitalised) return entries.get(lower);
  return word === lower ? entries.get(capitalised) : undefined;
}

/** First letter upper case, the rest lower. */
export function capitalise(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
}
