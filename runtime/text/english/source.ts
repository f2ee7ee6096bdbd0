import { addGap } from '../gap.ts';
import type { Token } from '../types.ts';
import type { Word } from './words.ts';

/** The words of a sentence as tokens of its text: words said for one piece of it are one token, silent signs are tokens too. */
export function sourceTokens(sentence: string, words: readonly Word[], spoken: readonly string[]): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (const { start, end, phonemes } of mergeOverlaps(words, spoken)) {
    addGap(tokens, sentence.slice(at, start));
    tokens.push({ text: sentence.slice(start, end), whitespace: '', phonemes: modelSymbols(phonemes) });
    at = end;
  }
  addGap(tokens, sentence.slice(at));
  return tokens;
}

interface Unit {
  start: number;
  end: number;
  phonemes: string;
  space: boolean;
}

function mergeOverlaps(words: readonly Word[], spoken: readonly string[]): Unit[] {
  const units: Unit[] = [];
  words.forEach((word, index) => {
    const start = Math.min(...word.map((token) => token.start));
    const end = Math.max(...word.map((token) => token.end));
    const phonemes = spoken[index] ?? '';
    const space = word.at(-1)?.whitespace !== '';
    const last = units.at(-1);
    if (last && start < last.end) {
      const joint = last.space && !/^[,.;:!?]/.test(phonemes) ? ' ' : '';
      last.phonemes += joint + phonemes;
      last.end = Math.max(last.end, end);
      last.space = space;
    } else {
      units.push({ start, end, phonemes, space });
    }
  });
  return units;
}

/** misaki's lexicons write the flap and the glottal stop as IPA does; Kokoro was trained on T and t. */
function modelSymbols(phonemes: string): string {
  return phonemes.replaceAll('ɾ', 'T').replaceAll('ʔ', 't');
}
