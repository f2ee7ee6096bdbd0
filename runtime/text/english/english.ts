import type { Phonemize } from '../types.ts';
import { remembered } from '../bounded-map.ts';
import type { FrontendOptions, Token } from '../types.ts';
import type { Espeak } from '../espeak/engine.ts';
import { englishSymbols } from '../espeak/symbols.ts';
import { withoutShouting } from './capitals.ts';
import { withS } from './endings.ts';
import { resolveHeteronyms } from './heteronyms.ts';
import { parseLexicon } from './lexicon.ts';
import type { Lexicon } from './lexicon.ts';
import { spellOut } from './lookup.ts';
import { applyRules } from '../written/stretch.ts';
import type { Rule, Say } from '../written/stretch.ts';
import { englishRules } from './normalize/rules.ts';
import { speakWords } from './speak.ts';
import type { Guess } from './speak.ts';
import { ruleTagger } from './tagger/rule-tagger.ts';
import { createTagger } from './tagger/tagger.ts';
import type { Tagger } from './tagger/tagger.ts';
import { tokenize } from './tokenizer.ts';
import type { RawToken } from './tokenizer.ts';
import { withoutForeignAccents } from './variants.ts';
import { groupWords } from './words.ts';
import type { TaggedToken } from './words.ts';
import { sourceTokens } from './source.ts';

/** Loads the lexicons of an accent, the tagger and espeak-ng. */
export async function loadEnglish(options: FrontendOptions, british: boolean): Promise<Phonemize> {
  const accent = british ? 'gb' : 'us';
  const [gold, silver, tagger, espeak] = await Promise.all([
    options.readLexicon(`lexicons/${accent}_gold.json`),
    options.readLexicon(`lexicons/${accent}_silver.json`),
    sharedTagger(options),
    loadEspeak(),
  ]);
  const lexicon = parseLexicon(gold, silver, british);
  const voice = british ? 'gmw/en' : 'en-us';
  const guess: Guess = espeak
    ? (word) =>
        withoutForeignAccents(word).replace(/[^()]+/g, (part) => englishSymbols(espeak.ipa(part, voice), british))
    : (word) => spellOut(lexicon, word) ?? '';
  const english: English = {
    lexicon,
    rules: englishRules(british),
    tagger,
    guess: remembered(guess, REMEMBERED_GUESSES),
  };
  return (sentence) => phonemizeEnglish(sentence, english);
}

/** espeak-ng, or undefined in an image that was built without it: then unknown words are spelt out. */
async function loadEspeak(): Promise<Espeak | undefined> {
  const engine = await import('../espeak/engine.ts').catch(() => undefined);
  return engine?.loadEspeak();
}

const taggers = new WeakMap<FrontendOptions, Promise<Tagger>>();

/** Both accents use one tagger. */
function sharedTagger(options: FrontendOptions): Promise<Tagger> {
  const tagger = taggers.get(options) ?? loadTagger(options);
  taggers.set(options, tagger);
  return tagger;
}

/** The trained tagger, or rules where the model has none. */
async function loadTagger(options: FrontendOptions): Promise<Tagger> {
  const read = (name: string): Promise<Uint8Array | undefined> =>
    options.readLexicon(`lexicons/${name}.msgpack`).catch(() => undefined);
  const [tok2vec, tagger, norms] = await Promise.all([read('en_tok2vec'), read('en_tagger'), read('en_norms')]);
  return tok2vec && tagger && norms ? createTagger({ tok2vec, tagger, norms }) : ruleTagger;
}

/** Characters of words and of their guessed phonemes. */
const REMEMBERED_GUESSES = 500_000;

interface English {
  lexicon: Lexicon;
  rules: readonly Rule[];
  tagger: Tagger;
  guess: Guess;
}

function phonemizeEnglish(sentence: string, english: English): Token[] {
  const { lexicon, tagger, guess } = english;
  const raw = spokenTokens(withoutShouting(withApostrophes(sentence), lexicon), english);
  const tags = tagger(raw);
  const tagged = raw.map((token, index) => ({ ...token, tag: tags[index] ?? 'NN' }));
  const words = groupWords(resolveHeteronyms(tagged, lexicon.british));
  return sourceTokens(sentence, words, speakWords(words, lexicon, guess));
}

/** Look-alikes of the apostrophe inside words; one letter for one. */
function withApostrophes(text: string): string {
  return text.replace(/(?<=\p{L})[ʼ`´′＇](?=\p{L})/gu, "'");
}

type SpokenToken = Omit<TaggedToken, 'tag'> & { norm?: string | undefined };

/** The tokens to be said, each with the range of the sentence it stands for. */
function spokenTokens(sentence: string, english: English): SpokenToken[] {
  let at = 0;
  const tokens = applyRules(sentence, english.rules).flatMap((stretch) => {
    const start = at;
    at += stretch.text.length;
    if (stretch.say) {
      const inner = stretch.text.trim();
      const from = start + stretch.text.indexOf(inner);
      const range = { start: from, end: from + inner.length, said: true };
      return stretch.say.flatMap((say) => sayTokens(say, english)).map((token) => ({ ...token, ...range }));
    }
    let inside = start + (/^\s*/.exec(stretch.text)?.[0].length ?? 0);
    return plainTokens(stretch.text, start > 0).map((token): SpokenToken => {
      const range = { start: inside, end: inside + token.text.length };
      inside = range.end + token.whitespace.length;
      return { ...token, ...range };
    });
  });
  tokens.forEach((token, index) => {
    const next = tokens[index + 1];
    if (next?.start === token.start) return;
    token.whitespace = /\s/.test(sentence.slice(token.end, next?.start)) ? ' ' : '';
  });
  tokens.forEach((token, index) => {
    const stem = tokens[index - 1];
    if (stem?.phonemes === undefined || stem.whitespace !== '' || !/^['’]s$/.test(token.text)) return;
    stem.phonemes = withS(stem.phonemes, english.lexicon.british);
    token.phonemes = '';
  });
  return tokens;
}

/** The tokens of ordinary words; a genitive's ending may come after something that a rule knows. */
function plainTokens(text: string, follows: boolean): RawToken[] {
  const genitive = follows ? /^(['’]s)(?!\p{L})(\s*)/u.exec(text) : null;
  if (!genitive) return tokenize(text);
  const [whole, ending = '', whitespace = ''] = genitive;
  return [{ text: ending, whitespace }, ...tokenize(text.slice(whole.length))];
}

function sayTokens(say: Say, { lexicon, guess }: English): Omit<SpokenToken, 'start' | 'end'>[] {
  const { text, stress } = say;
  const given =
    say.phonemes ?? (say.letters ? spellOut(lexicon, text) : say.sign ? guess(text) || guess('emoji') : undefined);
  if (given !== undefined) return [{ text, whitespace: ' ', phonemes: given }];
  return tokenize(`${text} `).map((token) => ({ ...token, stress }));
}
