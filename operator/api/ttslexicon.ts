import { z } from 'zod';
import { rule } from './fields.ts';
import { Condition, observedGeneration } from './status.ts';

/** Bounds that keep a lexicon of the longest entries below 1 MiB: the same as the server's own (runtime/lexicons/lexicon.ts). */
export const LEXICON_LIMITS = { entries: 1000, word: 64, sound: 128 };

/** Every beginning of the tags that the model's voices have. */
const LANGUAGES = [
  ...['en', 'en-US', 'en-GB', 'es', 'es-ES', 'fr', 'fr-FR', 'hi', 'hi-IN', 'it', 'it-IT'],
  ...['ja', 'ja-JP', 'pt', 'pt-BR', 'zh', 'zh-CN'],
] as const;

const line = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^\S(.*\S)?$/, 'must be one line without spaces at its ends');

const Entry = z
  .object({
    word: line(LEXICON_LIMITS.word).describe(
      'The word or words, as they stand in a text. Only whole words match, over any white space. A longer entry is preferred to a shorter one.',
    ),
    ipa: line(LEXICON_LIMITS.sound).optional().describe('How it sounds, in the International Phonetic Alphabet.'),
    say: line(LEXICON_LIMITS.sound).optional().describe('Other words that are read in its place.'),
    caseSensitive: z
      .boolean()
      .default(false)
      .describe('Match only the same capitals. Otherwise any, but the same ones first.'),
  })
  .meta({
    'x-kubernetes-validations': [
      rule('has(self.ipa) != has(self.say)', 'an entry must have either ipa or say'),
      rule("self.word.matches('[\\\\p{L}\\\\p{N}\\\\p{S}]')", 'a word must contain a letter, a digit or a symbol'),
    ],
  });

/** spec of a TTSLexicon: how words sound. */
export const LexiconSpec = z
  .object({
    language: z
      .enum(LANGUAGES)
      .describe('Language of the texts that the lexicon is for: en for every accent of English, en-GB for one.'),
    entries: z.array(Entry).max(LEXICON_LIMITS.entries).describe('The words and how they sound.'),
  })
  .describe('Desired state.');
export type LexiconSpec = z.infer<typeof LexiconSpec>;

/** status of a TTSLexicon. */
export const LexiconStatus = z
  .object({
    observedGeneration: observedGeneration(),
    entries: z.int().min(0).max(LEXICON_LIMITS.entries).optional().describe('Entries of the last valid version.'),
    digest: z
      .string()
      .max(64)
      .optional()
      .describe('sha256 of the last valid version, as GET /v1/audio/lexicons of the servers shows it.'),
    conditions: z
      .array(Condition)
      .max(4)
      .optional()
      .meta({ 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['type'] })
      .describe('Ready: every entry of this version can be spoken.'),
  })
  .describe('Observed state.');
export type LexiconStatus = z.infer<typeof LexiconStatus>;
