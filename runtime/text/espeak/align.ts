import type { Token } from '../types.ts';

/** More pairs of words than this are not compared: their tokens become one. */
const MOST_PAIRS = 250_000;

/**
 * Tokens with the part of `said` that is theirs, where the engine said another number of words than there are tokens: it
 * says "1st" in two words, and "de la" in one. `alone` are the words of each token by itself. Tokens whose parts cannot be
 * told become one.
 */
export function alignTokens(tokens: readonly Token[], said: readonly string[], alone: readonly string[][]): Token[] {
  const ends = certainEnds(said.map(skeleton), alone);
  const aligned: Token[] = [];
  let [first, from] = [0, 0];
  tokens.forEach((_, index) => {
    const to = index === tokens.length - 1 ? said.length : ends[index];
    if (to === undefined || to <= from) return;
    aligned.push(joinTokens(tokens.slice(first, index + 1), said.slice(from, to).join(' ')));
    [first, from] = [index + 1, to];
  });
  const rest = tokens.slice(first);
  const last = aligned.pop();
  if (last && rest.length > 0) return [...aligned, joinTokens([last, ...rest], last.phonemes)];
  return last ? [...aligned, last] : [joinTokens(rest, said.join(' '))];
}

/** A word without what changes when it is said among others. */
function skeleton(word: string): string {
  return word.replace(/[ˈˌː]/g, '');
}

/** How many of the words said are over when each token is; undefined where that is not certain. */
function certainEnds(said: readonly string[], alone: readonly string[][]): (number | undefined)[] {
  const words = alone.flat().map(skeleton);
  const places = placeWords(words, said);
  let over = 0;
  return alone.map(({ length }) => {
    over += length;
    return places[over];
  });
}

/** For each place between `words`, the same place in `said`, where that is certain. */
function placeWords(words: readonly string[], said: readonly string[]): (number | undefined)[] {
  const places: (number | undefined)[] = [];
  let [at, heard] = [0, 0];
  /** What lies between two matches is taken word by word where it is as long in both. */
  const pass = (word: number, place: number): void => {
    places[at] = heard;
    if (word - at === place - heard) for (let step = 0; step < word - at; step += 1) places[at + step] = heard + step;
    places[word] = place;
    [at, heard] = [word, place];
  };
  for (const { word, place, size } of commonWords(words, said)) {
    pass(word, place);
    [at, heard] = [word + size, place + 1];
  }
  pass(words.length, said.length);
  return places;
}

interface Match {
  word: number;
  place: number;
  /** How many of the words are said as the one. */
  size: number;
}

/** The longest common subsequence of both, where two words may also be one in `said`. */
function commonWords(words: readonly string[], said: readonly string[]): Match[] {
  const matches: Match[] = [];
  let start = 0;
  while (start < words.length && start < said.length && words[start] === said[start]) {
    matches.push({ word: start, place: start, size: 1 });
    start += 1;
  }
  let [wordEnd, saidEnd] = [words.length, said.length];
  const tail: Match[] = [];
  while (wordEnd > start && saidEnd > start && words[wordEnd - 1] === said[saidEnd - 1]) {
    [wordEnd, saidEnd] = [wordEnd - 1, saidEnd - 1];
    tail.push({ word: wordEnd, place: saidEnd, size: 1 });
  }
  const middle = compare(words.slice(start, wordEnd), said.slice(start, saidEnd));
  for (const { word, place, size } of middle) matches.push({ word: word + start, place: place + start, size });
  return [...matches, ...tail.reverse()];
}

function compare(words: readonly string[], said: readonly string[]): Match[] {
  const width = said.length + 1;
  if (words.length * said.length > MOST_PAIRS) return [];
  const sizeAt = (word: number, place: number): number => {
    if (words[word] === said[place]) return 1;
    return word + 1 < words.length && words[word]! + words[word + 1]! === said[place] ? 2 : 0;
  };
  /** The most words that can be matched from a word and a place on. */
  const most = new Uint16Array((words.length + 1) * width);
  for (let word = words.length - 1; word >= 0; word -= 1) {
    for (let place = said.length - 1; place >= 0; place -= 1) {
      const size = sizeAt(word, place);
      const skipped = Math.max(most[(word + 1) * width + place]!, most[word * width + place + 1]!);
      const matched = size === 0 ? 0 : size + most[(word + size) * width + place + 1]!;
      most[word * width + place] = Math.max(skipped, matched);
    }
  }
  const matches: Match[] = [];
  for (let word = 0, place = 0; word < words.length && place < said.length;) {
    const size = sizeAt(word, place);
    const best = most[word * width + place]!;
    if (size > 0 && best === size + most[(word + size) * width + place + 1]!) {
      matches.push({ word, place, size });
      [word, place] = [word + size, place + 1];
    } else if (best === most[(word + 1) * width + place]!) word += 1;
    else place += 1;
  }
  return matches;
}

function joinTokens(tokens: readonly Token[], phonemes: string): Token {
  const whitespace = tokens.at(-1)?.whitespace ?? '';
  const source = tokens.map((token) => token.text + token.whitespace).join('');
  return { text: source.slice(0, source.length - whitespace.length), whitespace, phonemes };
}
