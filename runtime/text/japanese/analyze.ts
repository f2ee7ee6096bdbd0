import { encode } from './dictionary.ts';
import type { Dictionary, Entry } from './dictionary.ts';

/** A word of the text as the dictionary knows it. */
export interface Morpheme {
  surface: string;
  start: number;
  /** Part of speech and its finer kind, in IPADIC's terms. */
  pos: string;
  kind: string;
  base: string;
  /** Inflected form, such as 連用タ接続. */
  form: string;
  /** In katakana, as it is said; absent where the dictionary does not know. */
  pronunciation?: string;
  known: boolean;
  /** A stretch that rules read before the analysis. */
  fixed?: true;
}

/** A stretch of the text that is one noun, already read. */
export interface Fixed {
  start: number;
  end: number;
  pronunciation: string;
}

interface Node {
  start: number;
  end: number;
  entry: Entry;
  fixed?: Fixed;
  total: number;
  previous: Node | undefined;
}

/** Words that came into use after IPADIC, with a word that behaves alike. */
const NEW_WORDS: readonly (readonly [word: string, pronunciation: string, like: string])[] = [
  ['令和', 'レーワ', '平成'],
];

export interface Analyzer {
  /** The cheapest way to cut a text into words; `fixed` stretches, in order, are left whole. */
  (text: string, fixed: readonly Fixed[]): Morpheme[];
}

export function createAnalyzer(dictionary: Dictionary): Analyzer {
  const find = (word: string): Entry | undefined =>
    dictionary.words(encode(word), 0).find((entry) => entry.known && entry.length === word.length);
  const noun = find('円');
  const added = NEW_WORDS.map(([word, pronunciation, like]) => ({ word, pronunciation, entry: find(like) }));

  const nodesAt = (text: ReturnType<typeof encode>, start: number, fixed: Fixed | undefined): Node[] => {
    const plain = { total: Infinity, previous: undefined };
    if (fixed?.start === start && noun) return [{ start, end: fixed.end, entry: noun, fixed, ...plain }];
    const limit = fixed ? fixed.start : text.text.length;
    const nodes: Node[] = [];
    for (const entry of dictionary.words(text, start))
      if (start + entry.length <= limit) nodes.push({ start, end: start + entry.length, entry, ...plain });
    for (const { word, pronunciation, entry } of added) {
      const end = start + word.length;
      if (entry && end <= limit && text.text.startsWith(word, start))
        nodes.push({ start, end, entry, fixed: { start, end, pronunciation }, ...plain });
    }
    return nodes;
  };

  const usualReading = (word: string): string | undefined => {
    const entries = dictionary.words(encode(word), 0).filter((entry) => entry.known && entry.length === word.length);
    const usual = entries.sort((one, two) => one.cost - two.cost)[0];
    const reading = usual && dictionary.features(usual)[9];
    return reading !== undefined && /^[ァ-ヺー]+$/.test(reading) ? reading : undefined;
  };

  /** A kanji as it is read alone, else as the stem of a word such as 聞い. */
  const kanjiReading = (kanji: string): string | undefined => {
    const alone = usualReading(kanji);
    if (alone !== undefined) return alone;
    for (let kana = 0x3042; kana <= 0x3093; kana += 1) {
      const reading = usualReading(kanji + String.fromCharCode(kana));
      if (reading?.endsWith(String.fromCharCode(kana + 0x60)) && reading.length > 1) return reading.slice(0, -1);
    }
    return undefined;
  };

  /** An unknown word of kanji, each read as it is read alone. */
  const byCharacter = (surface: string): string | undefined => {
    if (!/^\p{Script=Han}+$/u.test(surface)) return undefined;
    const readings = [...surface].map(kanjiReading);
    return readings.includes(undefined) ? undefined : readings.join('');
  };

  const toMorpheme = (text: string, node: Node): Morpheme => {
    const surface = text.slice(node.start, node.end);
    const [, pos = '', kind = '', , , , form = '', base = '', , pronunciation] = dictionary.features(node.entry);
    const common = { surface, start: node.start, pos, kind, form, base };
    if (node.fixed) return { ...common, pronunciation: node.fixed.pronunciation, known: true, fixed: true };
    const said = pronunciation !== undefined && pronunciation !== '*' ? pronunciation : byCharacter(surface);
    return { ...common, ...(said === undefined ? {} : { pronunciation: said }), known: node.entry.known };
  };

  return (text, fixed) => {
    const encoded = encode(text);
    const start: Node = { start: 0, end: 0, entry: BOUNDARY, total: 0, previous: undefined };
    const endingAt: Node[][] = [[start]];
    let next = 0;
    for (let at = 0; at < text.length; at += 1) {
      while ((fixed[next]?.end ?? Infinity) <= at) next += 1;
      const before = endingAt[at];
      if (!before) continue;
      for (const node of nodesAt(encoded, at, fixed[next])) {
        link(dictionary, before, node);
        (endingAt[node.end] ??= []).push(node);
      }
    }
    const end: Node = { ...start, start: text.length, total: Infinity };
    link(dictionary, endingAt[text.length] ?? [], end);
    const path: Morpheme[] = [];
    for (let node = end.previous; node && node !== start; node = node.previous) path.push(toMorpheme(text, node));
    return path.reverse();
  };
}

const BOUNDARY: Entry = { id: -1, known: false, length: 0, left: 0, right: 0, cost: 0 };

function link(dictionary: Dictionary, before: readonly Node[], node: Node): void {
  for (const previous of before) {
    const total = previous.total + dictionary.connection(previous.entry.right, node.entry.left) + node.entry.cost;
    if (total < node.total) {
      node.total = total;
      node.previous = previous;
    }
  }
}
