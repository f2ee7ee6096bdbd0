import type { Phonemize } from '../languages.ts';
import type { FrontendOptions, Token } from '../types.ts';
import { loadEspeak } from '../espeak/engine.ts';
import { englishSymbols } from '../espeak/symbols.ts';
import { parseLexicon } from './lexicon.ts';
import type { Lexicon } from './lexicon.ts';
import { speakWords } from './speak.ts';
import type { Guess } from './speak.ts';
import { createTagger } from './tagger/tagger.ts';
import type { Tagger } from './tagger/tagger.ts';
import { tokenize } from './tokenizer.ts';
import { groupWords } from './words.ts';
import type { TaggedToken } from './words.ts';

/** Loads the lexicons of an accent, the tagger and espeak-ng. */
export async function loadEnglish(options: FrontendOptions, british: boolean): Promise<Phonemize> {
  const accent = british ? 'gb' : 'us';
  const [gold, silver, tok2vec, taggerModel, norms, espeak] = await Promise.all([
    options.readLexicon(`lexicons/${accent}_gold.json`),
    options.readLexicon(`lexicons/${accent}_silver.json`),
    options.readLexicon('lexicons/en_tok2vec.msgpack'),
    options.readLexicon('lexicons/en_tagger.msgpack'),
    options.readLexicon('lexicons/en_norms.msgpack'),
    loadEspeak(),
  ]);
  const lexicon = parseLexicon(gold, silver, british);
  const tagger = createTagger({ tok2vec, tagger: taggerModel, norms });
  const guessed = new Map<string, string>();
  const guess: Guess = (word) => {
    let phonemes = guessed.get(word);
    if (phonemes === undefined) {
      phonemes = englishSymbols(espeak.ipa(word, british ? 'gmw/en' : 'en-us'), british);
      if (guessed.size >= REMEMBERED_GUESSES) guessed.clear();
      guessed.set(word, phonemes);
    }
    return phonemes;
  };
  return (sentence) => phonemizeEnglish(sentence, { lexicon, tagger, guess });
}

const REMEMBERED_GUESSES = 10_000;

interface Parts {
  lexicon: Lexicon;
  tagger: Tagger;
  guess: Guess;
}

function phonemizeEnglish(sentence: string, { lexicon, tagger, guess }: Parts): Token[] {
  const raw = tokenize(sentence);
  const tags = tagger(raw);
  const tagged = raw.map((token, index): TaggedToken => ({ ...token, tag: tags[index] ?? 'NN', stretch: 0 }));
  const words = groupWords(tagged);
  const spoken = speakWords(words, lexicon, guess);
  const tokens = words.map((word, index): Token => ({
    text: word.map((token) => token.text).join(''),
    whitespace: word.at(-1)?.whitespace ?? '',
    phonemes: (spoken[index] ?? '').replaceAll('ɾ', 'T').replaceAll('ʔ', 't'),
  }));
  const leading = /^\s+/.exec(sentence)?.[0];
  return leading === undefined ? tokens : [{ text: '', whitespace: leading, phonemes: '' }, ...tokens];
}
