import type { Morpheme } from './analyze.ts';

/** Particles that IPADIC takes as one word and Kokoro's spacing as several. */
const SPLIT: ReadonlyMap<string, readonly string[]> = new Map(
  'の で|の に|に ついて|とし て|に よって|に よる|に より|に とって|それ で は|で は|と いう|におい て|に おける|の で は|もう すぐ|と とも に|と 共 に|を めぐって|また は|又 は'
    .split('|')
    .map((words) => [words.replaceAll(' ', ''), words.split(' ')]),
);

/** A phrase that stands for a particle begins with one: に|対して, を|通じて. */
function partsOf({ surface, pos }: Morpheme): readonly string[] | undefined {
  const listed = SPLIT.get(surface);
  if (listed || pos !== '助詞') return listed;
  const [, particle, rest] = /^([にを])(.{2,})$/u.exec(surface) ?? [];
  return particle === undefined || rest === undefined ? undefined : [particle, rest];
}

function splitParticles(morphemes: readonly Morpheme[], words: ReadonlySet<string>): Morpheme[] {
  return morphemes.flatMap((morpheme) => {
    const parts = morpheme.fixed || words.has(morpheme.surface) ? undefined : partsOf(morpheme);
    if (!parts) return [morpheme];
    const said = morpheme.pronunciation ?? morpheme.surface;
    const longer = said.length - morpheme.surface.length; // what its kanji, in one part, has more than one kana
    let at = 0;
    let from = 0;
    return parts.map((surface) => {
      const start = morpheme.start + at;
      const to = from + surface.length + (/[一-鿿]/u.test(surface) ? longer : 0);
      const pronunciation = said.slice(from, to);
      at += surface.length;
      from = to;
      return { ...morpheme, surface, start, pronunciation };
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
