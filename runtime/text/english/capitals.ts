import type { Lexicon } from './lexicon.ts';

/** Words in capitals, parted by no more than a space or a mark. */
const RUN = /(?<![\p{L}\p{N}'’&-])\p{Lu}[\p{Lu}'’]*(?:[,;:—–-]? \p{Lu}[\p{Lu}'’]*)+(?![\p{L}\p{N}&]|-\d)/gu;
const WORD = /\p{Lu}[\p{Lu}'’]*/gu;
/** Words whose capitals are letters elsewhere: "US", "IT". */
const DOUBTFUL = /^(?:US|IT|WHO|AM|OR|ID|AS|PE|RE|OS)$/;

/**
 * A text that is shouted, with the letters of its words small again, so that "JOIN US" is no country and "THE END" is not
 * spelt; acronyms keep their capitals. Every letter stays where it is.
 */
export function withoutShouting(sentence: string, lexicon: Lexicon): string {
  if (!/\p{Lu}{2}/u.test(sentence)) return sentence;
  const isWhole = !/\p{Ll}/u.test(sentence);
  const isWord = (word: string): boolean => {
    const small = word.toLowerCase().replaceAll('’', "'");
    if (typeof lexicon.gold(word) === 'string' && lexicon.gold(small) === undefined) return false;
    return isListed(small, lexicon) || (small.endsWith('s') && isListed(small.slice(0, -1), lexicon));
  };
  return sentence.replace(RUN, (run) => {
    const all = run.match(WORD) ?? [];
    const long = all.filter((word) => word.length > 1);
    const known = long.filter((word) => isWord(word));
    const plain = known.filter((word) => word.length > 2 || !DOUBTFUL.test(word));
    if (plain.length === 0 || known.length * 2 < long.length || (long.length < 2 && !isWhole)) return run;
    if (!isWhole && all.length < 3 && !known.some((word) => DOUBTFUL.test(word))) return run;
    let index = -1;
    return run.replace(WORD, (word, offset: number) => {
      index += 1;
      if (word.length === 1) return word === 'A' ? 'a' : word;
      const isFirst = index === 0 || /[:;—–] $/.test(run.slice(0, offset));
      const before = all[index - 1];
      if (
        /^(?:US|IT|WHO)$/.test(word) &&
        (isFirst ? word !== 'WHO' && word !== 'IT' : before === 'THE' || before === 'A')
      )
        return word;
      if (word === 'IT' && index === 0 && !isWhole) return word;
      if (isWord(word)) return word.toLowerCase();
      return isWhole && word.length > 4 && /[AEIOUY]/.test(word) ? word.toLowerCase() : word;
    });
  });
}

function isListed(word: string, lexicon: Lexicon): boolean {
  return lexicon.gold(word) !== undefined || lexicon.silver(word) !== undefined;
}
