import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';

/** A dictionary word at a place of the text; `id` finds its features. */
export interface Entry {
  id: number;
  known: boolean;
  length: number;
  left: number;
  right: number;
  cost: number;
}

/** What to do with characters of one class that make no word: MeCab's char.def. */
interface CharacterClass {
  invoke: boolean;
  group: boolean;
  length: number;
}

/** IPADIC as kuromoji packs it: words, costs of words and of their neighbourhood, and rules for unknown words. */
export interface Dictionary {
  /** Words that begin at `start` of a text made ready by `encode`; unknown words where the rules want them. */
  words(text: EncodedText, start: number): Entry[];
  /** The known words of this very spelling. */
  entriesOf(spelling: string): Entry[];
  /** Cost of a word with this left context after one with this right context. */
  connection(right: number, left: number): number;
  /** Comma-separated: surface, four parts of speech, two inflections, base, reading, pronunciation. */
  features(entry: Entry): string[];
  /** The left contexts of surnames and of given names. */
  nameContexts(): NameContexts;
}

export interface NameContexts {
  surname: number | undefined;
  given: number | undefined;
}

/** A text as UTF-8, with the place of each of its UTF-16 units; -1 inside a character. */
export interface EncodedText {
  text: string;
  bytes: Uint8Array;
  byteOf: Int32Array;
}

export function encode(text: string): EncodedText {
  const bytes = Buffer.from(text, 'utf8');
  const byteOf = new Int32Array(text.length + 1).fill(-1);
  let byte = 0;
  for (let at = 0; at < text.length;) {
    byteOf[at] = byte;
    const code = text.codePointAt(at) ?? 0;
    byte += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    at += code < 0x10000 ? 1 : 2;
  }
  byteOf[text.length] = byte;
  return { text, bytes, byteOf };
}

/** Longest unknown word, in characters: MeCab's max-grouping-size. */
const LONGEST_UNKNOWN = 24;

/** Loads the dictionary from the kuromoji package: about 70 MB. */
export async function loadDictionary(): Promise<Dictionary> {
  const folder = dirname(createRequire(import.meta.url).resolve('kuromoji/dict/base.dat.gz'));
  const read = async (name: string): Promise<DataView> => {
    const data = await promisify(gunzip)(await readFile(join(folder, `${name}.dat.gz`)));
    return new DataView(data.buffer, data.byteOffset, data.byteLength);
  };
  const base = new Int32Array(trimmed(await read('base')).buffer);
  const check = new Int32Array(trimmed(await read('check')).buffer);
  const costs = new Int16Array(trimmed(await read('cc')).buffer);
  const known = tokens(await read('tid'), await read('tid_pos'), await read('tid_map'));
  const unknown = tokens(await read('unk'), await read('unk_pos'), await read('unk_map'));
  const classOf = new Uint8Array(trimmed(await read('unk_char')).buffer);
  const classes = characterClasses(await read('unk_invoke'));
  const columns = costs[1] ?? 0;

  const step = (node: number, code: number): number => {
    const child = (base[node] ?? 0) + code;
    return check[child] === node ? child : -1;
  };
  /** Words that end at a node of the tree. */
  const wordsEndingAt = (node: number, length: number): Entry[] => {
    const leaf = step(node, 0);
    const value = leaf < 0 ? 1 : (base[leaf] ?? 1);
    return value <= 0 ? known.entries(-value - 1, length, true) : [];
  };
  const classAt = (text: string, at: number): number => classOf[text.charCodeAt(at)] ?? 0;

  const features = (entry: Entry): string[] => (entry.known ? known : unknown).features(entry.id);

  const dictionary: Dictionary = {
    words({ text, bytes, byteOf }, start) {
      const found: Entry[] = [];
      let node = 0;
      let end = start;
      for (let byte = byteOf[start] ?? 0; byte < bytes.length; byte += 1) {
        node = step(node, bytes[byte] ?? 0);
        if (node < 0) break;
        while ((byteOf[end] ?? 0) <= byte && end < text.length) end += 1;
        if (byteOf[end] !== byte + 1) continue;
        found.push(...wordsEndingAt(node, end - start));
      }
      const kind = classAt(text, start);
      const rule = classes[kind];
      if (rule && (rule.invoke || found.length === 0)) {
        for (const length of unknownLengths(text, start, rule, (at) => classAt(text, at) === kind))
          found.push(...unknown.entries(kind, length, false));
      }
      return found;
    },
    entriesOf(spelling) {
      let node = 0;
      for (const byte of Buffer.from(spelling)) if (node >= 0) node = step(node, byte);
      return node < 0 ? [] : wordsEndingAt(node, spelling.length);
    },
    connection: (right, left) => costs[right * columns + left + 2] ?? 0,
    features,
    nameContexts() {
      const entries = dictionary.entriesOf('円'); // a word that is both
      const contextOf = (kind: string) => entries.find((entry) => features(entry)[4] === kind)?.left;
      return { surname: contextOf('姓'), given: contextOf('名') };
    },
  };
  return dictionary;
}

function unknownLengths(text: string, start: number, rule: CharacterClass, same: (at: number) => boolean): number[] {
  const head = (text.codePointAt(start) ?? 0) > 0xffff ? 2 : 1;
  let run = head;
  while (start + run < text.length && run < LONGEST_UNKNOWN && same(start + run)) run += 1;
  const lengths = new Set<number>([head]);
  for (let length = 1; length <= Math.min(rule.length, run); length += 1) if (length >= head) lengths.add(length);
  if (rule.group) lengths.add(run);
  return [...lengths];
}

/** A copy without the unused end, in whole 8-byte words: the packed files have megabytes of it. */
function trimmed({ buffer, byteOffset, byteLength }: DataView): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(buffer, byteOffset, byteLength);
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end -= 1;
  const copy = new Uint8Array(Math.min(bytes.length, (end + 8) & ~7));
  copy.set(bytes.subarray(0, copy.length));
  return copy;
}

interface Tokens {
  entries(key: number, length: number, known: boolean): Entry[];
  features(id: number): string[];
}

/** Word records (left, right, cost as 16 bits, place of the features as 32) and lists of them by key. */
function tokens(records: DataView, strings: DataView, lists: DataView): Tokens {
  const record = new DataView(trimmed(records).buffer);
  const string = trimmed(strings);
  const list = new Int32Array(trimmed(lists).buffer);
  const keys = new Int32Array(list[0] ?? 0);
  const places = new Int32Array(keys.length);
  for (let index = 0, place = 1; index < keys.length; index += 1) {
    keys[index] = list[place] ?? 0;
    places[index] = place + 1;
    place += 2 + (list[place + 1] ?? 0);
  }
  return {
    entries(key, length, known) {
      const index = search(keys, key);
      if (index < 0) return [];
      const place = places[index] ?? 0;
      return Array.from(list.subarray(place + 1, place + 1 + (list[place] ?? 0)), (id) => ({
        id,
        known,
        length,
        left: record.getInt16(id, true),
        right: record.getInt16(id + 2, true),
        cost: record.getInt16(id + 4, true),
      }));
    },
    features(id) {
      const start = record.getInt32(id + 6, true);
      const end = string.indexOf(0, start);
      return Buffer.from(string.subarray(start, end < 0 ? string.length : end))
        .toString('utf8')
        .split(',');
    },
  };
}

/** Index of a number in an ascending list, or -1. */
function search(sorted: Int32Array, wanted: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const value = sorted[middle] ?? 0;
    if (value === wanted) return middle;
    if (value < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

function characterClasses(data: DataView): CharacterClass[] {
  const classes: CharacterClass[] = [];
  for (let at = 0; at + 6 < data.byteLength;) {
    const length = data.getInt32(at + 2, true);
    classes.push({ invoke: data.getUint8(at) === 1, group: data.getUint8(at + 1) === 1, length });
    at += 6;
    const name = at;
    while (at < data.byteLength && data.getUint8(at) !== 0) at += 1;
    if (at === name) return classes.slice(0, -1);
    at += 1;
  }
  return classes;
}
