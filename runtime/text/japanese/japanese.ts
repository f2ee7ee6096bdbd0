import type { Phonemize } from '../types.ts';
import type { FrontendOptions, Language, Token } from '../types.ts';
import { createAnalyzer } from './analyze.ts';
import type { Analyzer, Morpheme } from './analyze.ts';
import { readCounts } from './counting.ts';
import { loadDictionary } from './dictionary.ts';
import { japaneseRules, readFixed } from './figures.ts';
import { kanaToPhonemes } from './kana.ts';
import type { EnglishSound } from './latin.ts';
import type { Rule } from '../written/stretch.ts';
import { normalize } from './normalize.ts';
import { punctuation } from './punctuation.ts';
import { pronounce } from './readings.ts';
import { joinWords } from './spacing.ts';

interface Japanese {
  analyze: Analyzer;
  /** What is written as one word; without the list of the model, inflection decides. */
  words: ReadonlySet<string> | undefined;
  rules: readonly Rule[];
}

/** Loads IPADIC, and the word list of the model where it has one. */
export async function loadJapanese(
  options: FrontendOptions,
  other: (language: Language) => Promise<Phonemize>,
): Promise<Phonemize> {
  const [dictionary, list, english] = await Promise.all([
    loadDictionary(),
    options.readLexicon('lexicons/ja_words.txt').catch(() => undefined),
    other('en-us').catch(() => undefined),
  ]);
  const words = list && new Set(Buffer.from(list).toString('utf8').split(/\r?\n/));
  const sound: EnglishSound = (word) => (english?.(word) ?? []).map((token) => token.phonemes).join('');
  const japanese = { analyze: createAnalyzer(dictionary), words, rules: japaneseRules(sound) };
  return (sentence) => phonemizeJapanese(sentence, japanese);
}

function phonemizeJapanese(sentence: string, { analyze, words, rules }: Japanese): Token[] {
  const { text, origin } = normalize(sentence);
  const morphemes = pronounce(readCounts(analyze(text, readFixed(text, rules))));
  const units = joinWords(morphemes, words).map((group) => toUnit(group));
  return toTokens(sentence, origin, units);
}

interface Unit {
  start: number;
  end: number;
  phonemes: string;
  /** Whether a space may stand before and after it. */
  before: boolean;
  after: boolean;
  /** Markup that nobody says. */
  silent?: true;
}

function toUnit(group: readonly Morpheme[]): Unit {
  const surface = group.map((morpheme) => morpheme.surface).join('');
  const start = group[0]?.start ?? 0;
  const range = { start, end: start + surface.length };
  if (group.every((morpheme) => morpheme.fixed && morpheme.pronunciation === ''))
    return { ...range, phonemes: '', before: false, after: false, silent: true };
  const mark = group[0]?.fixed ? undefined : punctuation(surface);
  if (mark) return { ...range, ...mark };
  const kana = group.map((morpheme) => morpheme.pronunciation ?? morpheme.surface).join('');
  const phonemes = kana
    .split(' ')
    .map((word) => (word === ',' ? word : kanaToPhonemes(word)))
    .join(' ')
    .replace(/ (?=[ʔ,])/g, '');
  return { ...range, phonemes, before: true, after: true };
}

/** Marks that draw out or repeat a sound, with none before them. */
const UNSAID = /^[ー々ゝゞヽヾ〆゛゜]+$/;

/** The units as tokens of the sentence; a space between words stands before the second word's phonemes. */
function toTokens(sentence: string, origin: readonly number[], units: readonly Unit[]): Token[] {
  const tokens: Token[] = [];
  let spaced = true;
  for (const unit of units) {
    const text = sentence.slice(origin[unit.start], origin[unit.end]);
    const last = tokens.at(-1);
    if (text.trim() === '') {
      if (last) last.whitespace += text;
      else if (text !== '') tokens.push({ text: '', whitespace: text, phonemes: '' });
      continue;
    }
    const glottal = last?.phonemes.endsWith('ʔ') === true || unit.phonemes.startsWith('ʔ');
    const space = spaced && unit.before && !glottal && (!last || last.whitespace === '');
    const silent = unit.silent || UNSAID.test(text) ? ({ silent: true } as const) : {};
    tokens.push({ text, whitespace: '', phonemes: (space ? ' ' : '') + unit.phonemes, ...silent });
    spaced = unit.after;
  }
  return tokens;
}
