import type { Lexicon } from './lexicon.ts';
import type { Following } from './lookup.ts';
import { pronounce } from './pronounce.ts';
import { applyStress, hasPrimaryStress, isVowel, stressWeight } from './stress.ts';
import { variants } from './variants.ts';
import { isJoint, isPauseMark } from './words.ts';
import type { TaggedToken, Word } from './words.ts';

/** Says a word that no lexicon has. */
export type Guess = (word: string) => string;

/** The phonemes of each word of a sentence. Works from the end: some words depend on the sound that follows. */
export function speakWords(words: readonly Word[], lexicon: Lexicon, guess: Guess): string[] {
  let following: Following = { vowel: undefined, to: false };
  const spoken = words.map(() => '');
  for (let index = words.length - 1; index >= 0; index -= 1) {
    const word = words[index] ?? [];
    const [phonemes, next] = speakWord(word, lexicon, guess, following);
    spoken[index] = phonemes;
    following = next;
  }
  return spoken;
}

interface Part {
  text: string;
  phonemes: string;
}

function speakWord(word: Word, lexicon: Lexicon, guess: Guess, after: Following): [string, Following] {
  const [only] = word;
  if (word.length === 1 && only) {
    const phonemes = only.phonemes ?? applyStress(ask(word, lexicon, after) ?? guess(only.text), only.stress);
    return [phonemes, follow(after, phonemes, only)];
  }
  const parts: Part[] = [];
  let following = after;
  let end = word.length;
  while (end > 0) {
    const found = longestEnd(word, end, lexicon, following);
    if (!found) {
      const token = word[end - 1];
      if (!token) break;
      if (!isJoint(token.text) && !isPauseMark(token.text)) {
        if (isMixed(word)) {
          // "5 mmol/L": what rules say for one sign is a word by itself
          const phonemes = applyStress(guess(token.text), token.stress);
          parts.push({ text: token.text, phonemes });
          following = follow(following, phonemes, token);
          end -= 1;
          continue;
        }
        const text = word.map(({ text }) => text).join('');
        const phonemes = applyStress(guess(text), word[0]?.stress);
        return [phonemes, follow(after, phonemes, { text, tag: '' })];
      }
      parts.push({ text: token.text, phonemes: end === word.length && isPauseMark(token.text) ? token.text : '' });
      end -= 1;
      continue;
    }
    const text = word
      .slice(found.start, end)
      .map((token) => token.text)
      .join('');
    parts.push({ text, phonemes: found.phonemes });
    following = follow(following, found.phonemes, { text, tag: word[found.start]?.tag ?? '' });
    end = found.start;
  }
  return [joinParts(parts.reverse(), word), following];
}

/** No entry of a lexicon has more parts. */
const LONGEST_COMPOUND = 8;

/** The longest run of tokens up to `end` that the lexicon knows as one word. */
function longestEnd(
  word: Word,
  end: number,
  lexicon: Lexicon,
  following: Following,
): { start: number; phonemes: string } | undefined {
  for (let start = Math.max(0, end - LONGEST_COMPOUND); start < end; start += 1) {
    const tokens = word.slice(start, end);
    const [first] = tokens;
    if (tokens.length === 1 && first?.phonemes !== undefined) return { start, phonemes: first.phonemes };
    if (tokens.some((token) => token.phonemes !== undefined)) continue;
    const phonemes = ask(tokens, lexicon, following);
    if (phonemes !== undefined) return { start, phonemes: applyStress(phonemes, first?.stress) };
  }
  return undefined;
}

function ask(tokens: Word, lexicon: Lexicon, following: Following): string | undefined {
  const text = tokens.map((token) => token.text).join('');
  const tag = headTag(tokens);
  const known = pronounce(lexicon, text, tag, following);
  if (known !== undefined) return known;
  for (const variant of variants(text)) {
    const phonemes = pronounce(lexicon, variant, tag, following);
    if (phonemes !== undefined) return phonemes;
  }
  return undefined;
}

/** The tag of the longest part, capitals counting double. */
function headTag(tokens: Word): string {
  let best: TaggedToken | undefined;
  let most = -1;
  for (const token of tokens) {
    const weight = [...token.text].reduce((sum, letter) => sum + (letter === letter.toLowerCase() ? 1 : 2), 0);
    if (weight > most) [best, most] = [token, weight];
  }
  return best?.tag ?? '';
}

const CONSONANTS = new Set('bdfhjklmnpstvwzðŋɡɹɾʃʒʤʧθ');

function follow(before: Following, phonemes: string, token: { text: string; tag: string }): Following {
  const to = /^[tT]o$/.test(token.text) || (token.text === 'TO' && (token.tag === 'TO' || token.tag === 'IN'));
  for (const symbol of phonemes) {
    if (isPauseMark(symbol)) return { vowel: undefined, to };
    if (isVowel(symbol)) return { vowel: true, to };
    if (CONSONANTS.has(symbol)) return { vowel: false, to };
  }
  return { vowel: before.vowel, to };
}

/** The parts of a compound as one word: spaces where kinds of sign change, else fewer stresses than parts. */
function joinParts(parts: Part[], word: Word): string {
  const text = word.map((token) => token.text).join('');
  const kinds = new Set([...text].filter((symbol) => !isJoint(symbol)).map(kindOf));
  const spaced = text.includes('/') || kinds.size > 1 || isMixed(word);
  if (spaced) {
    return parts
      .map(({ phonemes }) => phonemes)
      .filter((phonemes) => phonemes !== '')
      .reduce((all, next) => (all === '' || isPauseMark(next) ? all + next : `${all} ${next}`), '');
  }
  weakenParts(parts.filter(({ phonemes }) => phonemes !== ''));
  return parts.map(({ phonemes }) => phonemes).join('');
}

/** Whether rules have said a part of what has no space in it. */
function isMixed(word: Word): boolean {
  return word.some((token) => token.said) && new Set(word.map((token) => token.start)).size > 1;
}

function kindOf(symbol: string): string {
  if (/\p{L}/u.test(symbol)) return 'letter';
  return /\d/.test(symbol) ? 'digit' : 'other';
}

function weakenParts(spoken: Part[]): void {
  const [first, second] = spoken;
  if (spoken.length === 2 && first && second && first.text.length === 1) {
    second.phonemes = applyStress(second.phonemes, -0.5);
    return;
  }
  const stressed = spoken.filter(({ phonemes }) => hasPrimaryStress(phonemes)).length;
  if (spoken.length < 2 || stressed <= Math.floor((spoken.length + 1) / 2)) return;
  const rank = (part: Part): number => (hasPrimaryStress(part.phonemes) ? 1000 : 0) + stressWeight(part.phonemes);
  const lightest = [...spoken].sort((a, b) => rank(a) - rank(b)).slice(0, Math.floor(spoken.length / 2));
  for (const part of lightest) part.phonemes = applyStress(part.phonemes, -0.5);
}
