import type { Lexicon } from './lexicon.ts';
import { lookUp, spellOut, tagClass } from './lookup.ts';
import type { Query } from './lookup.ts';

const SYMBOL_WORDS: Readonly<Record<string, string>> = { '%': 'percent', '&': 'and', '+': 'plus', '@': 'at' };

/** Words whose sound depends on their neighbours or use; undefined for all others. */
export function functionWord(lexicon: Lexicon, query: Query): string | undefined {
  const { word, tag, stress, following } = query;
  const symbol = Object.hasOwn(SYMBOL_WORDS, word) ? SYMBOL_WORDS[word] : undefined;
  if (symbol !== undefined) return lookUp(lexicon, { ...query, word: symbol, tag: '', stress: undefined });
  if (isInitials(word)) return spellOut(lexicon, word);
  const gold = (name: string, key = 'DEFAULT'): string | undefined => {
    const entry = lexicon.gold(name);
    return (typeof entry === 'object' ? entry[key] : entry) ?? undefined;
  };
  switch (word) {
    case 'a':
    case 'A':
      return tag === 'DT' ? 'ɐ' : 'ˈA';
    case 'am':
    case 'Am':
    case 'AM':
      if (tag.startsWith('NN')) return spellOut(lexicon, word);
      if (following.vowel === undefined || word !== 'am' || (stress ?? 0) > 0) return gold('am');
      return 'ɐm';
    case 'an':
    case 'An':
    case 'AN':
      return word === 'AN' && tag.startsWith('NN') ? spellOut(lexicon, word) : 'ɐn';
    case 'I':
      return tag === 'PRP' ? 'ˌI' : undefined;
    case 'by':
    case 'By':
    case 'BY':
      return tagClass(tag) === 'ADV' ? 'bˈI' : undefined;
    case 'to':
    case 'To':
    case 'TO':
      if (word === 'TO' && tag !== 'TO' && tag !== 'IN') return undefined;
      if (following.vowel === undefined) return gold('to');
      return following.vowel ? 'tʊ' : 'tə';
    case 'in':
    case 'In':
    case 'IN':
      if (word === 'IN' && tag === 'NNP') return undefined;
      return following.vowel === undefined || tag !== 'IN' ? 'ˈɪn' : 'ɪn';
    case 'the':
    case 'The':
    case 'THE':
      if (word === 'THE' && tag !== 'DT') return undefined;
      return following.vowel === true ? 'ði' : 'ðə';
    case 'vs':
    case 'vs.':
    case 'Vs':
    case 'Vs.':
    case 'VS':
    case 'VS.':
      return tag === 'IN' ? lookUp(lexicon, { ...query, word: 'versus', tag: '', stress: undefined }) : undefined;
    case 'used':
    case 'Used':
    case 'USED':
      return gold('used', (tag === 'VBD' || tag === 'JJ') && following.to ? 'VBD' : 'DEFAULT');
    default:
      return undefined;
  }
}

/** "U.S.", "p.m.", "e.g": letters with full stops between, no part longer than two. */
function isInitials(word: string): boolean {
  const inner = word.replace(/^\.+|\.+$/g, '');
  if (!inner.includes('.') || !/^\p{L}+$/u.test(word.replaceAll('.', ''))) return false;
  return word.split('.').every((part) => part.length < 3);
}
