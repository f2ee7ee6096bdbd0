import type { Token } from './types.ts';

/** What lies between two words: white space belongs to the one before, signs that nobody says are tokens of their own. */
export function addGap(tokens: Token[], gap: string): void {
  for (const piece of gap.match(/\s+|\S+/g) ?? []) {
    const last = tokens.at(-1);
    if (piece.trim() !== '') tokens.push({ text: piece, whitespace: '', phonemes: '', silent: true });
    else if (last) last.whitespace += piece;
    else tokens.push({ text: '', whitespace: piece, phonemes: '' });
  }
}
