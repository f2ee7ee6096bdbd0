import { createHash } from 'node:crypto';
import { z } from 'zod';
import { languages } from '../model/voice-catalog.ts';
import { unspeakableIn } from '../text/pronunciations.ts';
import type { Language } from '../text/types.ts';
import { wordIndex } from './match.ts';
import type { Sound, WordIndex } from './match.ts';
import { looseUnits } from './units.ts';

/** What a lexicon may hold; the same bounds as in the TTSLexicon's schema. */
export const LEXICON_LIMITS = { entries: 1000, word: 64, sound: 128 };

/** A lexicon of somebody's own, ready to be looked up. */
export interface Lexicon extends WordIndex {
  name: string;
  /** BCP 47: a language or, with a region, an accent. */
  language: string;
  entries: number;
  /** sha256 of its file, as 64 hex characters. */
  digest: string;
}

/** A lexicon that cannot be used; the message names the entry. */
export class LexiconError extends Error {
  override readonly name = 'LexiconError';
}

const written = (most: number) =>
  z
    .string()
    .min(1)
    .refine((text) => [...text].length <= most, `must have at most ${most} characters`)
    .refine(
      (text) => text.trim() === text && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text),
      'must be one line without spaces at its ends',
    );

const File = z.strictObject({
  language: z.string(),
  entries: z
    .array(
      z.strictObject({
        word: written(LEXICON_LIMITS.word),
        ipa: written(LEXICON_LIMITS.sound).optional(),
        say: written(LEXICON_LIMITS.sound).optional(),
        caseSensitive: z.boolean().default(false),
      }),
    )
    .max(LEXICON_LIMITS.entries),
});

/** Reads a lexicon's file, JSON `{"language", "entries": [{"word", "ipa" or "say", "caseSensitive"?}]}`; throws LexiconError. */
export function parseLexicon(name: string, bytes: Uint8Array): Lexicon {
  const { language, entries } = fileOf(bytes);
  if (!Object.values(languages).some(({ bcp47 }) => isPrefix(language, bcp47)))
    throw new LexiconError(`the model does not speak the language ${JSON.stringify(language)}`);
  const seen = new Map<string, number>();
  const usable = entries.map((entry, index) => {
    const fault = faultOf(entry, index, seen);
    if (fault !== undefined) throw new LexiconError(`entries[${index}] (${entry.word}): ${fault}`);
    const { word, caseSensitive, ipa, say } = entry;
    const sound: Sound = ipa === undefined ? { say: say! } : { phonemes: ipa };
    return { word, caseSensitive, sound };
  });
  const digest = createHash('sha256').update(bytes).digest('hex');
  return { name, language, entries: entries.length, digest, ...wordIndex(usable) };
}

/** Whether a lexicon is for texts in a language: its tag is the text's, or the beginning of it. */
export function isFor(lexicon: Pick<Lexicon, 'language'>, language: Language): boolean {
  return Object.values(languages).some(({ speaks, bcp47 }) => speaks === language && isPrefix(lexicon.language, bcp47));
}

function isPrefix(tag: string, whole: string): boolean {
  return `${whole}-`.toLowerCase().startsWith(`${tag}-`.toLowerCase());
}

function fileOf(bytes: Uint8Array): z.infer<typeof File> {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new LexiconError('the file is not JSON in UTF-8');
  }
  const parsed = File.safeParse(json);
  if (parsed.success) return parsed.data;
  const { path = [], message = '' } = parsed.error.issues[0] ?? {};
  throw new LexiconError(
    `${path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('')}: ${message}`.replace(
      /^[.:]\s*/,
      '',
    ),
  );
}

type WrittenEntry = z.infer<typeof File>['entries'][number];

/** What is wrong with an entry; `seen`: the words before it, with their places. */
function faultOf(
  { word, ipa, say, caseSensitive }: WrittenEntry,
  index: number,
  seen: Map<string, number>,
): string | undefined {
  if ((ipa === undefined) === (say === undefined)) return 'must have either ipa or say';
  if (!/[\p{L}\p{N}\p{S}]/u.test(word)) return 'the word has no letter, digit or symbol';
  const units = looseUnits(word);
  const keys = [`=${units.exact.join('')}`, ...(caseSensitive ? [] : [`~${units.folded.join('')}`])];
  const before = keys.map((key) => seen.get(key)).find((place) => place !== undefined);
  for (const key of keys) seen.set(key, index);
  if (before !== undefined) return `the same word as entries[${before}]`;
  const symbol = ipa === undefined ? undefined : unspeakableIn(ipa);
  if (symbol === '') return 'the ipa holds no sound';
  return symbol === undefined ? undefined : `the model has no symbol for ${JSON.stringify(symbol)}`;
}
