/** A language of Kokoro v1.0's voices. */
export type Language = 'en-us' | 'en-gb' | 'es' | 'fr' | 'hi' | 'it' | 'pt' | 'ja' | 'zh';

export const LANGUAGES: readonly Language[] = ['en-us', 'en-gb', 'es', 'fr', 'hi', 'it', 'pt', 'ja', 'zh'];

/** One word or mark: joining text + whitespace of all tokens gives the input back. */
export interface Token {
  text: string;
  whitespace: string;
  phonemes: string;
  /** Markup that nobody says, such as the address behind a link: its silence is no fault. */
  silent?: true;
  /** When an explanation was asked for: what a rule took the text for ("date"), and the words it became. */
  kind?: string;
  words?: string;
}

/** Most symbols that one inference takes: Kokoro's context of 512 less the padding at both ends (hexgrad/kokoro model.py). */
export const MAX_SYMBOLS = 510;

/** A piece of text that is spoken in one go: at most MAX_SYMBOLS of the vocabulary. */
export interface Segment {
  text: string;
  tokens: Token[];
  phonemes: string;
}

/** How a stretch of a text sounds, when the caller says so: UTF-16 offsets, and IPA or the words that are read in its place. */
export type Pronunciation = { start: number; end: number } & ({ phonemes: string } | { say: string });

/** Turns text into what the model reads. */
export interface TextFrontend {
  /**
   * Joining the text of all segments gives the input back; rejects with UnspeakableError when nothing in it can be spoken.
   * `given` are stretches in ascending order that do not overlap; no segment has more than `most` symbols.
   */
  segments(
    text: string,
    language: Language,
    given?: readonly Pronunciation[],
    most?: number,
    explain?: boolean,
  ): Promise<Segment[]>;
}

/** What a front end needs from outside. */
export interface FrontendOptions {
  /** Reads a lexicon by its path in the model's manifest, such as `lexicons/us_gold.json`. */
  readLexicon(path: string): Promise<Uint8Array>;
  /** The symbols the model knows. */
  vocabulary: ReadonlySet<string>;
}

/** Tokens of one sentence; joined, their text and whitespace are the sentence. */
export type Phonemize = (sentence: string) => Token[];

/** Loads what a language needs; called once, on its first use. `other` gives it the words of another language. */
export type LoadLanguage = (
  options: FrontendOptions,
  other: (language: Language) => Promise<Phonemize>,
) => Promise<Phonemize>;

/** The text holds nothing that can be spoken, or a symbol that no rule can speak; the message names it. */
export class UnspeakableError extends Error {
  override readonly name = 'UnspeakableError';
}

/** The text holds nothing that can be spoken. */
export class NothingToSpeakError extends UnspeakableError {}
