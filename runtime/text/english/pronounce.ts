import { withEd, withIng, withS } from './endings.ts';
import { capitalise } from './lexicon.ts';
import type { Lexicon } from './lexicon.ts';
import { isKnown, lookUp } from './lookup.ts';
import type { Following, Query } from './lookup.ts';
import { functionWord } from './function-words.ts';

const CAPITALISED = 0.5;
const ALL_CAPITALS = 2;

/** Phonemes of a word by lexicon, or undefined when the lexicons cannot tell. */
export function pronounce(lexicon: Lexicon, spelling: string, tag: string, following: Following): string | undefined {
  const word = spelling.replace(/[‘’]/g, "'").normalize('NFKC');
  const query: Query = { word, tag, stress: stressOfCase(word), following };
  const special = functionWord(lexicon, query);
  if (special !== undefined) return special;
  return wordForm(lexicon, { ...query, word: usualCase(lexicon, query) });
}

function stressOfCase(word: string): number | undefined {
  if (word === word.toLowerCase()) return undefined;
  return word === word.toUpperCase() ? ALL_CAPITALS : CAPITALISED;
}

/** Lower case for a word that is capitalised only by its place, so that its lower-case entry is found. */
function usualCase(lexicon: Lexicon, query: Query): string {
  const { word, tag } = query;
  const lower = word.toLowerCase();
  if (word.length < 2 || word === lower || !/^\p{L}+$/u.test(word.replaceAll("'", ''))) return word;
  if (tag === 'NNP' && word.length <= 7) return word;
  if (lexicon.gold(word) !== undefined || lexicon.silver(word) !== undefined) return word;
  if (word !== word.toUpperCase() && word !== capitalise(word)) return word;
  const known = lexicon.gold(lower) !== undefined || lexicon.silver(lower) !== undefined;
  return known || inflected(lexicon, { ...query, word: lower }) !== undefined ? lower : word;
}

function wordForm(lexicon: Lexicon, query: Query): string | undefined {
  const { word } = query;
  if (isKnown(lexicon, word)) return lookUp(lexicon, query);
  if (word.endsWith("s'") && isKnown(lexicon, `${word.slice(0, -2)}'s`)) {
    return lookUp(lexicon, { ...query, word: `${word.slice(0, -2)}'s` });
  }
  if (word.endsWith("'") && isKnown(lexicon, word.slice(0, -1))) {
    return lookUp(lexicon, { ...query, word: word.slice(0, -1) });
  }
  return inflected(lexicon, query);
}

function inflected(lexicon: Lexicon, query: Query): string | undefined {
  const { british } = lexicon;
  const s = stemOfS(lexicon, query.word);
  const plural = s === undefined ? undefined : lookUp(lexicon, { ...query, word: s });
  if (plural) return withS(plural, british);
  const ed = stemOfEd(lexicon, query.word);
  const past = ed === undefined ? undefined : lookUp(lexicon, { ...query, word: ed });
  if (past) return withEd(past, british);
  const ing = stemOfIng(lexicon, query.word);
  const stress = query.stress ?? CAPITALISED;
  const gerund = ing === undefined ? undefined : lookUp(lexicon, { ...query, word: ing, stress });
  return gerund ? withIng(gerund, british) : undefined;
}

function stemOfS(lexicon: Lexicon, word: string): string | undefined {
  if (word.length < 3 || !word.endsWith('s')) return undefined;
  const candidates: string[] = [];
  if (!word.endsWith('ss')) candidates.push(word.slice(0, -1));
  if (word.endsWith("'s") || (word.length > 4 && word.endsWith('es') && !word.endsWith('ies'))) {
    candidates.push(word.slice(0, -2));
  }
  if (word.length > 4 && word.endsWith('ies')) candidates.push(`${word.slice(0, -3)}y`);
  return candidates.find((stem) => isKnown(lexicon, stem));
}

function stemOfEd(lexicon: Lexicon, word: string): string | undefined {
  if (word.length < 4 || !word.endsWith('d')) return undefined;
  const candidates: string[] = [];
  if (!word.endsWith('dd')) candidates.push(word.slice(0, -1));
  if (word.length > 4 && word.endsWith('ed') && !word.endsWith('eed')) candidates.push(word.slice(0, -2));
  return candidates.find((stem) => isKnown(lexicon, stem));
}

function stemOfIng(lexicon: Lexicon, word: string): string | undefined {
  if (word.length < 5 || !word.endsWith('ing')) return undefined;
  const candidates: string[] = [];
  if (word.length > 5) candidates.push(word.slice(0, -3));
  candidates.push(`${word.slice(0, -3)}e`);
  if (word.length > 5 && /([bcdgklmnprstvxz])\1ing$|cking$/.test(word)) candidates.push(word.slice(0, -4));
  return candidates.find((stem) => isKnown(lexicon, stem));
}
