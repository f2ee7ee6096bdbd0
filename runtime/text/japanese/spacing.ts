import type { Morpheme } from './analyze.ts';

/** Neighbouring morphemes that are written as one word, as misaki's word list (Kokoro's own spacing) has it. */
export function joinWords(morphemes: readonly Morpheme[], words: ReadonlySet<string> | undefined): Morpheme[][] {
  const groups: Morpheme[][] = [];
  for (let start = 0; start < morphemes.length;) {
    const size = words ? listedSize(morphemes, start, words) : inflectedSize(morphemes, start);
    const group = morphemes.slice(start, start + size);
    // The う of でしょう only draws the word out.
    if (group[0]?.pronunciation?.startsWith('ー')) groups.at(-1)?.push(...group);
    else groups.push(group);
    start += size;
  }
  return groups;
}

const LONGEST_WORD = 12;

function listedSize(morphemes: readonly Morpheme[], start: number, words: ReadonlySet<string>): number {
  let text = '';
  let size = 1;
  for (let end = start; end < morphemes.length; end += 1) {
    const morpheme = morphemes[end];
    if (!morpheme || !isWord(morpheme)) break;
    text += morpheme.surface;
    if (text.length > LONGEST_WORD) break;
    if (words.has(text)) size = end - start + 1;
  }
  return size;
}

/** Without a list: a verb or adjective keeps its endings. */
function inflectedSize(morphemes: readonly Morpheme[], start: number): number {
  const first = morphemes[start];
  if (!first || !/^(?:動詞|形容詞|助動詞)$/.test(first.pos)) return 1;
  let size = 1;
  for (; start + size < morphemes.length; size += 1) {
    const next = morphemes[start + size];
    if (!next || !(next.pos === '助動詞' || next.kind === '接尾' || /^[てで]$/.test(next.surface))) break;
  }
  return size;
}

function isWord(morpheme: Morpheme): boolean {
  return morpheme.pos !== '記号' && !morpheme.fixed;
}
