import { ADDED_WORDS, REMOVED_WORDS } from './corrections.ts';
import { encode } from './dictionary.ts';
import { listedReading } from './kanji-readings.ts';
import type { Dictionary, Entry, NameContexts } from './dictionary.ts';

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

/** The word between the two numbers of a part; elsewhere, as in 十五分の休憩, it is minutes and の. */
const PART = '分の';
const NUMERAL = /[\d一二三四五六七八九十百千万億〇零]/;

/** What a kanji without a reading is called. */
const UNKNOWN_KANJI = 'カンジ';

/** A common noun, after which added words behave. */
const USUAL_NOUN = '平成';
/** What a given name of one kanji costs more than IPADIC says, unless it follows a surname: 章 is rarely a man called Akira. */
const GIVEN_NAME_COST = 4000;

/** Kanji that many words end with. */
const COMMON_SECOND_KANJI =
  '人大子学生出中年本日国会事地物社体長者手品力内家部場気水石火山川田女男金土木口目心動作用行入上下分合成性的法理文語書画面機車電線道色花草薬病毒毛血肉骨皮児液房首筋炎傷痛死命名号数値量度点位置式形状態良都持視護助系';

export interface Analyzer {
  /** The cheapest way to cut a text into words; `fixed` stretches, in order, are left whole. */
  (text: string, fixed: readonly Fixed[]): Morpheme[];
}

export function createAnalyzer(dictionary: Dictionary): Analyzer {
  const [noun] = dictionary.entriesOf('円');
  const [usual] = dictionary.entriesOf(USUAL_NOUN);
  const added = Map.groupBy(ADDED_WORDS, ([word]) => word.charAt(0));
  const names = dictionary.nameContexts();
  const kanjiReadings = new Map<string, string | undefined>();

  const nodesAt = (text: ReturnType<typeof encode>, start: number, fixed: Fixed | undefined): Node[] => {
    const plain = { total: Infinity, previous: undefined };
    if (fixed?.start === start && noun) return [{ start, end: fixed.end, entry: noun, fixed, ...plain }];
    const limit = fixed ? fixed.start : text.text.length;
    const nodes: Node[] = [];
    for (const entry of dictionary.words(text, start)) {
      const end = start + entry.length;
      const word = text.text.slice(start, end);
      if (end > limit || REMOVED_WORDS.has(word) || (word === PART && !NUMERAL.test(text.text.charAt(end)))) continue;
      nodes.push({ start, end, entry, ...plain });
    }
    for (const [word, pronunciation] of added.get(text.text.charAt(start)) ?? []) {
      const end = start + word.length;
      if (usual && end <= limit && text.text.startsWith(word, start))
        nodes.push({ start, end, entry: usual, fixed: { start, end, pronunciation }, ...plain });
    }
    return nodes;
  };

  const usualReading = (word: string): string | undefined => {
    const [usual] = dictionary.entriesOf(word).sort((one, two) => one.cost - two.cost);
    const reading = usual && dictionary.features(usual)[9];
    return reading !== undefined && /^[ァ-ヺー]+$/.test(reading) ? reading : undefined;
  };

  /** A kanji as it is read alone, else as the stem of a word such as 聞い. */
  const kanjiReading = (kanji: string): string | undefined => {
    if (!kanjiReadings.has(kanji)) kanjiReadings.set(kanji, findReading(kanji));
    return kanjiReadings.get(kanji);
  };
  const findReading = (kanji: string): string | undefined => {
    const alone = usualReading(kanji);
    if (alone !== undefined) return alone;
    for (let kana = 0x3042; kana <= 0x3093; kana += 1) {
      const reading = usualReading(kanji + String.fromCharCode(kana));
      if (reading?.endsWith(String.fromCharCode(kana + 0x60)) && reading.length > 1) return reading.slice(0, -1);
    }
    return fromCompounds(kanji) ?? listedReading(kanji) ?? UNKNOWN_KANJI;
  };

  /** A kanji that is no word of its own, by most of the words it begins: 乳 is ニュー in 乳液, 乳児 and 乳牛. */
  const fromCompounds = (kanji: string): string | undefined => {
    const votes = new Map<string, number>();
    for (const second of COMMON_SECOND_KANJI) {
      const whole = usualReading(kanji + second);
      if (whole === undefined) continue;
      for (const entry of dictionary.entriesOf(second)) {
        const rest = dictionary.features(entry)[9];
        if (rest === undefined || !whole.endsWith(rest) || whole.length === rest.length) continue;
        const reading = whole.slice(0, -rest.length);
        if (!reading.endsWith('ッ')) votes.set(reading, (votes.get(reading) ?? 0) + 1);
      }
    }
    return [...votes].sort(([, one], [, two]) => two - one)[0]?.[0];
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
        link(dictionary, names, before, node);
        (endingAt[node.end] ??= []).push(node);
      }
    }
    const end: Node = { ...start, start: text.length, total: Infinity };
    link(dictionary, names, endingAt[text.length] ?? [], end);
    const path: Morpheme[] = [];
    for (let node = end.previous; node && node !== start; node = node.previous) path.push(toMorpheme(text, node));
    return path.reverse();
  };
}

const BOUNDARY: Entry = { id: -1, known: false, length: 0, left: 0, right: 0, cost: 0 };

function link(dictionary: Dictionary, names: NameContexts, before: readonly Node[], node: Node): void {
  const isGivenName = node.entry.left === names.given && node.end - node.start === 1;
  for (const previous of before) {
    const unlikely = isGivenName && previous.entry.left !== names.surname ? GIVEN_NAME_COST : 0;
    const connection = dictionary.connection(previous.entry.right, node.entry.left);
    const total = previous.total + connection + node.entry.cost + unlikely;
    if (total < node.total) {
      node.total = total;
      node.previous = previous;
    }
  }
}
