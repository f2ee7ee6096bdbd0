import type { Token } from '../types.ts';
import { alignTokens } from './align.ts';
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

/** Where Greek letters meet others: espeak-ng loads the other language anew for each letter of a word that mixes both. */
const GREEK_BOUNDARY =
  /(?<=\p{Script=Greek})(?=[^\P{L}\p{Script=Greek}])|(?<=[^\P{L}\p{Script=Greek}])(?=\p{Script=Greek})/gu;

/** Ligatures, full-width letters, enclosed and Roman numerals as the plain signs that espeak-ng knows. */
function plainLetters(text: string): string {
  const plain = text.replace(/[\p{Nl}①-⓿ﬀ-ﬆ！-～]/gu, (sign) => sign.normalize('NFKC'));
  return plain.replace(GREEK_BOUNDARY, ' ');
}

/** espeak-ng reads the words of a clause together: it joins some ("de la") and links others, so the counts may differ. */
function speakClause(clause: readonly Token[], voice: EspeakVoice, espeak: Espeak): Token[] {
  const say = (text: string): string[] => generalSymbols(espeak.ipa(plainLetters(text), voice)).split(' ');
  if (clause.length === 0) return [];
  const said = say(clause.map((token) => token.text).join(' '));
  if (said.length === clause.length) return clause.map((token, index) => ({ ...token, phonemes: said[index]! }));
  const known = new Map<string, string[]>();
  const alone = clause.map(({ text }) => {
    const words = known.get(text) ?? say(text).filter((word) => word !== '');
    known.set(text, words);
    return words;
  });
  const isMute = (index: number): boolean =>
    alone[index]?.length === 0 && /[\p{L}\p{N}]/u.test(clause[index]?.text ?? '');
  if (!clause.some((_, index) => isMute(index))) return alignTokens(clause, said, alone);
  return parted(clause, isMute).flatMap((run) => (run.mute ? run.tokens : speakClause(run.tokens, voice, espeak)));
}

/** Runs of words that the voice can say and of those it cannot. */
function parted(clause: readonly Token[], isMute: (index: number) => boolean): { mute: boolean; tokens: Token[] }[] {
  const runs: { mute: boolean; tokens: Token[] }[] = [];
  clause.forEach((token, index) => {
    const mute = isMute(index);
    const last = runs.at(-1);
    if (last?.mute === mute) last.tokens.push(token);
    else runs.push({ mute, tokens: [token] });
  });
  return runs;
}
