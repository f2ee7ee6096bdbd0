import type { Language, Pronunciation } from '../text/types.ts';
import { looseUnits, tokensOf } from './units.ts';

/** How a word of a lexicon sounds: IPA, or other words that are read in its place. */
export type Sound = { phonemes: string } | { say: string };

export interface Entry {
  word: string;
  sound: Sound;
  /** Whether other capitals are another word. */
  caseSensitive: boolean;
}

/** The entries of a lexicon, ready to be looked up. */
export interface WordIndex {
  exact: ReadonlyMap<string, Sound>;
  folded: ReadonlyMap<string, Sound>;
  /** How many units the words have that begin with a run, the longest first. */
  lengths: ReadonlyMap<string, readonly number[]>;
}

/** An index of entries. Of two with the same word the first counts. */
export function wordIndex(entries: readonly Entry[]): WordIndex {
  const exact = new Map<string, Sound>();
  const folded = new Map<string, Sound>();
  const lengths = new Map<string, number[]>();
  for (const { word, sound, caseSensitive } of entries) {
    const units = looseUnits(word.trim());
    const key = units.exact.join('');
    if (!exact.has(key)) exact.set(key, sound);
    const fold = units.folded.join('');
    if (!caseSensitive && !folded.has(fold)) folded.set(fold, sound);
    const run = units.folded.slice(0, units.runEnd(0)).join('');
    const known = lengths.get(run) ?? [];
    if (!known.includes(units.length)) known.push(units.length);
    lengths.set(
      run,
      known.sort((a, b) => b - a),
    );
  }
  return { exact, folded, lengths };
}

/**
 * The pronunciations of a text: those that are given, and between them the words of lexicons. At each place the longest
 * word is taken; of the same length, that of the first lexicon; in a lexicon, the one with the same capitals. The time
 * grows with the length of the text.
 */
export function pronounced(
  text: string,
  language: Language,
  given: readonly Pronunciation[],
  lexicons: readonly WordIndex[],
): Pronunciation[] {
  if (lexicons.length === 0) return [...given];
  const units = tokensOf(text, language);
  const { starts, joined, length } = units;
  const byRun = new Map<string, Candidates>();
  const found: Pronunciation[] = [];
  let next = 0; // of the given ones
  for (let at = 0; at < length;) {
    while (given[next] && given[next]!.end <= starts[at]!) found.push(given[next++]!);
    const barrier = given[next];
    const word = barrier && barrier.start <= starts[at]! ? undefined : longest(at, barrier?.start ?? text.length);
    if (word) found.push({ start: starts[at]!, end: starts[at + word.length]!, ...word.sound });
    at += word?.length ?? 1;
  }
  return [...found, ...given.slice(next)];

  /** The word that begins at a unit and ends by `end`. */
  function longest(at: number, end: number): { length: number; sound: Sound } | undefined {
    if (joined[at]) return undefined;
    for (const [count, its] of candidates(units.foldedText(at, units.runEnd(at)))) {
      const to = at + count;
      if (to > length || joined[to] || starts[to]! > end) continue;
      const [exactly, loosely] = [units.exactText(at, to), units.foldedText(at, to)];
      for (const { exact, folded } of its) {
        const sound = exact.get(exactly) ?? folded.get(loosely);
        if (sound) return { length: count, sound };
      }
    }
    return undefined;
  }

  /** The lengths of words that begin with a run, the longest first, and the lexicons that have such. */
  function candidates(run: string): Candidates {
    const known = byRun.get(run) ?? candidatesOf(run, lexicons);
    byRun.set(run, known);
    return known;
  }
}

type Candidates = readonly (readonly [length: number, lexicons: readonly WordIndex[]])[];

function candidatesOf(run: string, lexicons: readonly WordIndex[]): Candidates {
  const lengths = new Set(lexicons.flatMap((lexicon) => lexicon.lengths.get(run) ?? []));
  return [...lengths]
    .sort((a, b) => b - a)
    .map((length) => [length, lexicons.filter((lexicon) => lexicon.lengths.get(run)?.includes(length))]);
}
