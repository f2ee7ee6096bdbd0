import { describe, expect, test } from 'vitest';
import { createTextFrontend } from '../text/frontend.ts';
import type { Language } from '../text/types.ts';
import { plainWritten } from '../text/written/load.ts';
import type { Locale } from '../text/written/locale.ts';
import { localeRules } from '../text/written/rules.ts';
import { inWords } from './said.ts';
import { KOKORO_SYMBOLS } from '../text/vocabulary.ts';

/** What is written, what is said, and how. */
export type Line = readonly [written: string, said: string, phonemes: string];

/** A test for each line; the tokens together are what was written. */
export async function speaksLines(
  name: string,
  language: Language,
  locale: Locale,
  lines: readonly Line[],
): Promise<void> {
  const rules = localeRules(locale);
  const frontend = await createTextFrontend({
    vocabulary: KOKORO_SYMBOLS,
    readLexicon: (path) => Promise.reject(new Error(`no lexicon ${path}`)),
  });
  describe(name, () => {
    test.each(lines)('%s', async (text, said, phonemes) => {
      expect(inWords(plainWritten(text, locale), rules)).toBe(said);
      const segments = await frontend.segments(text, language);
      expect(segments.map((segment) => segment.phonemes).join(' ')).toBe(phonemes);
      const tokens = segments.flatMap((segment) => segment.tokens);
      expect(tokens.map((token) => token.text + token.whitespace).join('')).toBe(text);
    });
  });
}

/** A test for each line of what the rules of a language make of it. */
export function saysLines(
  name: string,
  locale: Locale,
  lines: readonly (readonly [written: string, said: string])[],
): void {
  const rules = localeRules(locale);
  test.each(lines)(`${name}: %s`, (text, said) => {
    expect(inWords(plainWritten(text, locale), rules)).toBe(said);
  });
}
