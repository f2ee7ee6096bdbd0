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

/** A longer clause than this is spoken in halves when it cannot be parted without changing how it sounds. */
const LONGEST_MERGED = 200;

/** espeak-ng reads the words of a clause together: it joins some ("de la") and links others, so the counts may differ. */
function speakClause(clause: readonly Token[], voice: EspeakVoice, espeak: Espeak): Token[] {
  const say = (tokens: readonly Token[]): string =>
    generalSymbols(espeak.ipa(tokens.map((token) => plainLetters(token.text)).join(' '), voice));
  return clause.length === 0 ? [] : alignClause(clause, say(clause), say);
}

/** Tokens with the part of `said` that is theirs; tokens whose parts cannot be told become one. */
function alignClause(clause: readonly Token[], said: string, say: (tokens: readonly Token[]) => string): Token[] {
  const words = said.split(' ');
  if (words.length === clause.length) return clause.map((token, index) => ({ ...token, phonemes: words[index] ?? '' }));
  if (clause.length === 1) return [mergeTokens(clause, said)];
  const middle = clause.length / 2;
  const splits = Array.from({ length: clause.length - 1 }, (_, index) => index + 1);
  splits.sort((one, two) => Math.abs(one - middle) - Math.abs(two - middle));
  for (const split of splits) {
    const [left, right] = [clause.slice(0, split), clause.slice(split)];
    const start = say(left);
    if (!said.startsWith(`${start} `) || `${start} ${say(right)}` !== said) continue;
    return [...alignClause(left, start, say), ...alignClause(right, said.slice(start.length + 1), say)];
  }
  if (said.length <= LONGEST_MERGED) return [mergeTokens(clause, said)];
  const half = Math.ceil(middle);
  return [clause.slice(0, half), clause.slice(half)].flatMap((part) => alignClause(part, say(part), say));
}

function mergeTokens(tokens: readonly Token[], phonemes: string): Token {
  const whitespace = tokens.at(-1)?.whitespace ?? '';
  const source = tokens.map((token) => token.text + token.whitespace).join('');
  return { text: source.slice(0, source.length - whitespace.length), whitespace, phonemes };
}
