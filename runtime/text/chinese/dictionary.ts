/** How characters and phrases are read, as pypinyin's dictionaries have it. */
export interface Dictionary {
  /** Pinyin of each character of a phrase, joined by spaces. */
  phrases: ReadonlyMap<string, string>;
  /** Length in characters of the longest phrase that begins with a character. */
  longest: ReadonlyMap<string, number>;
  /** The usual pinyin of a character. */
  characters: ReadonlyMap<string, string>;
}

/** Reads pypinyin's `phrases_dict.json` (phrase: [[pinyin] of each character]) and `pinyin_dict.json` (code point: "pinyin,..."). */
export function parseDictionary(phrasesJson: Uint8Array, charactersJson: Uint8Array): Dictionary {
  const decoder = new TextDecoder();
  const phrases = new Map<string, string>();
  const longest = new Map<string, number>();
  for (const [phrase, readings] of Object.entries(
    JSON.parse(decoder.decode(phrasesJson)) as Record<string, string[][]>,
  )) {
    const characters = [...phrase];
    if (readings.length !== characters.length) continue;
    phrases.set(phrase, readings.map((reading) => reading[0]).join(' '));
    const first = characters[0] ?? '';
    longest.set(first, Math.max(longest.get(first) ?? 0, characters.length));
  }
  const characters = new Map<string, string>();
  for (const [code, readings] of Object.entries(JSON.parse(decoder.decode(charactersJson)) as Record<string, string>)) {
    characters.set(String.fromCodePoint(Number(code)), readings.split(',')[0] ?? '');
  }
  return { phrases, longest, characters };
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
    const phrase = longestPhrase(characters, at, dictionary);
    const pinyin = phrase === undefined ? undefined : dictionary.phrases.get(phrase)?.split(' ');
    if (phrase === undefined || !pinyin) {
      const repeated = character === '々' ? readings.at(-1) : undefined;
      readings.push(repeated ?? { character, pinyin: dictionary.characters.get(character) ?? '' });
      at += 1;
      continue;
    }
    [...phrase].forEach((one, index) => readings.push({ character: one, pinyin: pinyin[index] ?? '', phrase }));
    at += pinyin.length;
  }
  return readings;
}

function longestPhrase(characters: readonly string[], at: number, dictionary: Dictionary): string | undefined {
  const most = Math.min(dictionary.longest.get(characters[at] ?? '') ?? 0, characters.length - at);
  for (let length = most; length > 1; length -= 1) {
    const phrase = characters.slice(at, at + length).join('');
    if (dictionary.phrases.has(phrase)) return phrase;
  }
  return undefined;
}
