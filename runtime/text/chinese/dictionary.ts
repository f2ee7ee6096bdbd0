import { JsonTable } from '../json-table.ts';

/** How characters and phrases are read, as pypinyin's dictionaries have it. */
export interface Dictionary {
  /** Pinyin of each character of a phrase, or undefined when it is none. */
  phrase(characters: readonly string[]): string[] | undefined;
  /** Length in characters of the longest phrase that begins with a character. */
  longest: ReadonlyMap<string, number>;
  /** The usual pinyin of a character. */
  characters: ReadonlyMap<string, string>;
}

/** Reads pypinyin's `phrases_dict.json` (phrase: [[pinyin] of each character]) and `pinyin_dict.json` (code point: "pinyin,..."). */
export function parseDictionary(phrasesJson: Uint8Array, charactersJson: Uint8Array): Dictionary {
  const phrases = new JsonTable<string[][]>(phrasesJson);
  const longest = new Map<string, number>();
  for (const phrase of phrases.keys()) {
    const characters = [...phrase];
    const first = characters[0] ?? '';
    longest.set(first, Math.max(longest.get(first) ?? 0, characters.length));
  }
  const characters = new Map<string, string>();
  const usual = JSON.parse(new TextDecoder().decode(charactersJson)) as Record<string, string>;
  for (const [code, readings] of Object.entries(usual)) {
    characters.set(String.fromCodePoint(Number(code)), readings.split(',')[0] ?? '');
  }
  return {
    phrase(spelling) {
      const readings = phrases.get(spelling.join(''));
      return readings?.length === spelling.length ? readings.map((reading) => reading[0] ?? '') : undefined;
    },
    longest,
    characters,
  };
}

/** How one character of a word is read; `phrase` is the phrase that tells, if it was not read alone. */
export interface Reading {
  character: string;
  pinyin: string;
  phrase?: string;
}

/** Readings of a word: the longest phrases from the left, and single characters where none fits, as pypinyin does. */
export function readWord(word: string, dictionary: Dictionary): Reading[] {
  const characters = [...word];
  const readings: Reading[] = [];
  for (let at = 0; at < characters.length;) {
    const character = characters[at] ?? '';
    const found = longestPhrase(characters, at, dictionary);
    if (!found) {
      const repeated = character === '々' ? readings.at(-1) : undefined;
      readings.push(repeated ?? { character, pinyin: dictionary.characters.get(character) ?? '' });
      at += 1;
      continue;
    }
    const phrase = found.characters.join('');
    found.characters.forEach((one, index) =>
      readings.push({ character: one, pinyin: found.pinyin[index] ?? '', phrase }),
    );
    at += found.characters.length;
  }
  return readings;
}

function longestPhrase(
  characters: readonly string[],
  at: number,
  dictionary: Dictionary,
): { characters: string[]; pinyin: string[] } | undefined {
  const most = Math.min(dictionary.longest.get(characters[at] ?? '') ?? 0, characters.length - at);
  for (let length = most; length > 1; length -= 1) {
    const phrase = characters.slice(at, at + length);
    const pinyin = dictionary.phrase(phrase);
    if (pinyin) return { characters: phrase, pinyin };
  }
  return undefined;
}
