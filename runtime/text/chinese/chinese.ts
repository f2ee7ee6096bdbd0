import { tag as cutAndTag } from 'jieba-wasm';
import type { Phonemize } from '../types.ts';
import { addGap } from '../gap.ts';
import type { FrontendOptions, Language, Token } from '../types.ts';
import { UnspeakableError } from '../types.ts';
import { acronymReader } from './acronyms.ts';
import type { ReadAcronym } from './acronyms.ts';
import { parseDictionary, readWord } from './dictionary.ts';
import type { Dictionary } from './dictionary.ts';
import { correctReadings } from './polyphones.ts';
import type { Word } from './polyphones.ts';
import { markPhonemes } from './punctuation.ts';
import { spokenText } from './spoken.ts';
import { syllablePhonemes } from './syllables.ts';

/** Files of pypinyin in the model's manifest. */
export const PHRASES = 'lexicons/zh_phrases.json';
export const CHARACTERS = 'lexicons/zh_characters.json';

/** Loads jieba's and pypinyin's dictionaries, and English for the Latin words in Chinese. */
export async function loadChinese(
  options: FrontendOptions,
  other: (language: Language) => Promise<Phonemize>,
): Promise<Phonemize> {
  const [phrases, characters, english] = await Promise.all([
    readDictionary(options, PHRASES),
    readDictionary(options, CHARACTERS),
    other('en-us'),
  ]);
  const dictionary = parseDictionary(phrases, characters);
  cutAndTag('中文', true); // unpacks its dictionary, which takes a second
  const acronym = acronymReader(english);
  return (sentence) => phonemizeChinese(sentence, { dictionary, english, acronym });
}

/** A model without Chinese is no fault of the server: the one who asks is told. */
async function readDictionary(options: FrontendOptions, path: string): Promise<Uint8Array> {
  try {
    return await options.readLexicon(path);
  } catch (cause) {
    throw new UnspeakableError(`cannot speak Chinese: the model has no ${path}; pull it again to get it`, { cause });
  }
}

/** A piece of what is said, with the range of the sentence that it stands for. */
interface Piece {
  start: number;
  end: number;
  phonemes: string;
}

const LATIN_WORD = String.raw`\p{Script=Latin}[\p{Script=Latin}\p{M}'’-]*`;
/** An address, a run of Chinese, a run of Latin words, or one mark. */
const PIECES = new RegExp(
  String.raw`(?:https?://|www\.)[\w./?=&%#~:-]*[\w/]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|[\w-]+(?:\.[\w-]+)*\.(?:com|cn|org|net|io|gov|edu)\b|` +
    String.raw`\p{Script=Han}+|${LATIN_WORD}(?: +${LATIN_WORD})*|[^]`,
  'gu',
);

interface Chinese {
  dictionary: Dictionary;
  english: Phonemize;
  acronym: ReadAcronym;
}

function phonemizeChinese(sentence: string, { dictionary, english, acronym }: Chinese): Token[] {
  const { text, starts, ends } = spokenText(sentence);
  const pieces: Piece[] = [];
  for (const match of text.matchAll(PIECES)) {
    const at = match.index;
    const before = text.slice(Math.max(0, at - 1), at);
    const add = (from: number, to: number, phonemes: string): void => {
      pieces.push({ start: starts[at + from] ?? 0, end: ends[at + to - 1] ?? 0, phonemes });
    };
    if (/^\p{Script=Han}/u.test(match[0]))
      addWords(match[0], /[\p{Script=Latin}\p{N}]$/u.test(before) ? ' ' : '', dictionary, add);
    else if (/[\p{Script=Latin}]/u.test(match[0]))
      addLatin(match[0], /\p{Script=Han}$/u.test(before) ? ' ' : '', english, acronym, add);
    else add(0, match[0].length, markPhonemes(match[0]));
  }
  return toTokens(sentence, pieces);
}

type Add = (from: number, to: number, phonemes: string) => void;

/** 字, for a character that no dictionary knows. */
const UNKNOWN_CHARACTER = syllablePhonemes('zì') ?? '';

/** The words of a run of Chinese, a space between them and `lead` before the first. */
function addWords(run: string, lead: string, dictionary: Dictionary, add: Add): void {
  const words: Word[] = cutAndTag(run, true).map(({ word, tag }) => ({
    text: word,
    tag,
    readings: readWord(word, dictionary),
  }));
  correctReadings(words, (character) => cutAndTag(character, false)[0]?.tag ?? 'x');
  let from = 0;
  for (const { text, readings } of words) {
    const phonemes = readings.map(({ pinyin }) => syllablePhonemes(pinyin) ?? UNKNOWN_CHARACTER).join('');
    add(from, from + text.length, (from === 0 ? lead : ' ') + phonemes);
    from += text.length;
  }
}

/** Latin words. */
function addLatin(run: string, lead: string, english: Phonemize, acronym: ReadAcronym, add: Add): void {
  // English reads a lone A as the article.
  if (/^[Aa]$/.test(run)) return add(0, 1, `${lead}ˈA`);
  const letters = acronym(run);
  if (letters !== undefined) return add(0, run.length, lead + letters);
  let from = 0;
  for (const token of english(run)) {
    const to = from + token.text.length + token.whitespace.length;
    if (to > from) add(from, to, (from === 0 ? lead : '') + token.phonemes + token.whitespace);
    from = to;
  }
}

/** The pieces as tokens of the sentence; pieces that share text are one token, and white space follows its token. */
function toTokens(sentence: string, pieces: readonly Piece[]): Token[] {
  const merged: Piece[] = [];
  for (const piece of pieces) {
    const last = merged.at(-1);
    if (last && piece.start < last.end) {
      last.phonemes += piece.phonemes;
      last.end = Math.max(last.end, piece.end);
    } else merged.push({ ...piece });
  }
  const tokens: Token[] = [];
  let lead = '';
  let at = 0;
  for (const { start, end, phonemes } of merged) {
    addGap(tokens, sentence.slice(at, start));
    at = end;
    const text = sentence.slice(start, end);
    const last = tokens.at(-1);
    if (/^\s+$/.test(text)) {
      if (last) last.whitespace += text;
      else tokens.push({ text: '', whitespace: text, phonemes: '' });
      continue;
    }
    // A space goes to the token after it, so that the end of a token shows its punctuation.
    const spaced = lead + phonemes;
    const trimmed = spaced.trimEnd();
    lead = spaced === trimmed ? '' : ' ';
    const body = text.trimEnd();
    tokens.push({ text: body, whitespace: text.slice(body.length), phonemes: trimmed });
  }
  addGap(tokens, sentence.slice(at));
  const last = tokens.at(-1);
  if (last && lead !== '') last.phonemes += lead;
  return tokens;
}
