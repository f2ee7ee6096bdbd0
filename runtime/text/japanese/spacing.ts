import type { Morpheme } from './analyze.ts';

/** Particles that IPADIC takes as one word and Kokoro's spacing as several. */
const SPLIT: ReadonlyMap<string, readonly string[]> = new Map(
  'の で|の に|に ついて|と して|に よって|に よる|に より|に とって|それ で は|で は|と いう|に おいて|に おける|の で は|もう すぐ|と とも に|を めぐって'
    .split('|')
    .map((words) => [words.replaceAll(' ', ''), words.split(' ')]),
);

function splitParticles(morphemes: readonly Morpheme[], words: ReadonlySet<string>): Morpheme[] {
  return morphemes.flatMap((morpheme) => {
    const parts = morpheme.fixed || words.has(morpheme.surface) ? undefined : SPLIT.get(morpheme.surface);
    if (!parts || morpheme.pronunciation?.length !== morpheme.surface.length) return [morpheme];
    let at = 0;
    return parts.map((surface) => {
      const from = at;
      at += surface.length;
      const pronunciation = morpheme.pronunciation?.slice(from, at) ?? surface;
      return { ...morpheme, surface, start: morpheme.start + from, pronunciation };
    });
  });
}

/** Neighbouring morphemes that are written as one word, as misaki's word list (Kokoro's own spacing) has it. */
export function joinWords(analyzed: readonly Morpheme[], words: ReadonlySet<string> | undefined): Morpheme[][] {
  const morphemes = words ? splitParticles(analyzed, words) : analyzed;
  const groups: Morpheme[][] = [];
  for (let start = 0; start < morphemes.length;) {
    const size = words ? listedSize(morphemes, start, words) : inflectedSize(morphemes, start);
    const group = morphemes.slice(start, start + size);
    // The う of でしょう only draws the word out.
    const last = groups.at(-1);
    if (last && last.at(-1)?.pos !== '記号' && group[0]?.pronunciation?.startsWith('ー')) last.push(...group);
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
