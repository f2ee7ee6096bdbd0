import type { Token } from '../types.ts';
import type { Espeak, EspeakVoice } from './engine.ts';
import { generalSymbols } from './symbols.ts';

const MARKS = ';:,.!?¡¿—…"«»“”(){}[]';
const PIECE = /[;:,.!?¡¿—…"«»“”(){}[\]]|[^\s;:,.!?¡¿—…"«»“”(){}[\]]+|\s+/gu;

/** Tokens of a text in a language whose words espeak-ng reads well; marks stay, as misaki keeps them. */
export function phonemizeWithEspeak(text: string, voice: EspeakVoice, espeak: Espeak): Token[] {
  const tokens: Token[] = [];
  let clause: Token[] = [];
  const endClause = (): void => {
    tokens.push(...speakClause(clause, voice, espeak));
    clause = [];
  };
  for (const piece of text.match(PIECE) ?? []) {
    if (piece.trim() === '') {
      const last = clause.at(-1) ?? tokens.at(-1);
      if (last) last.whitespace += piece;
      else tokens.push({ text: '', whitespace: piece, phonemes: '' });
    } else if (MARKS.includes(piece)) {
      endClause();
      tokens.push({ text: piece, whitespace: '', phonemes: markSymbol(piece) });
    } else {
      clause.push({ text: piece, whitespace: '', phonemes: '' });
    }
  }
  endClause();
  return tokens;
}

function markSymbol(mark: string): string {
  if (mark === '«') return '“';
  if (mark === '»') return '”';
  return mark;
}

/** Ligatures, full-width letters, enclosed and Roman numerals as the plain signs that espeak-ng knows. */
function plainLetters(text: string): string {
  return text.replace(/[\p{Nl}①-⓿ﬀ-ﬆ！-～]/gu, (sign) => sign.normalize('NFKC'));
}

/** A longer clause than this is spoken word by word when its words cannot be told apart in espeak's answer. */
const LONGEST_MERGED_TOKEN = 40;

/** espeak-ng reads the words of a clause together: it joins some ("de la") and links others, so the counts may differ. */
function speakClause(clause: Token[], voice: EspeakVoice, espeak: Espeak): Token[] {
  if (clause.length === 0) return [];
  const text = clause.map((token) => plainLetters(token.text)).join(' ');
  const words = generalSymbols(espeak.ipa(text, voice)).split(' ');
  if (words.length === clause.length) {
    return clause.map((token, index) => ({ ...token, phonemes: words[index] ?? '' }));
  }
  if (clause.length === 1 || text.length <= LONGEST_MERGED_TOKEN) {
    const last = clause.at(-1);
    const source = clause.map((token) => token.text + token.whitespace).join('');
    const whitespace = last?.whitespace ?? '';
    return [{ text: source.slice(0, source.length - whitespace.length), whitespace, phonemes: words.join(' ') }];
  }
  const half = Math.ceil(clause.length / 2);
  return [...speakClause(clause.slice(0, half), voice, espeak), ...speakClause(clause.slice(half), voice, espeak)];
}
