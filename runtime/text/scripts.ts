import type { Language } from './types.ts';

/** Who reads a script: one of Kokoro's languages, a voice of espeak-ng, or nobody. */
export type Reader = { language: Language } | { voice: string } | { nobody: true };

const NOBODY: Reader = { nobody: true };
const JAPANESE: Reader = { language: 'ja' };

const READERS: readonly (readonly [string, Reader])[] = [
  ['Latin', { language: 'en-us' }],
  ['Devanagari', { language: 'hi' }],
  ['Hiragana', JAPANESE],
  ['Katakana', JAPANESE],
  ['Han', { language: 'zh' }],
  ['Hangul', { voice: 'ko' }],
  ['Cyrillic', { voice: 'ru' }],
  ['Greek', { voice: 'el' }],
  ['Arabic', { voice: 'ar' }],
  ['Hebrew', { voice: 'he' }],
  ['Thai', { voice: 'th' }],
  ['Bengali', { voice: 'bn' }],
  ['Gujarati', { voice: 'gu' }],
  ['Gurmukhi', { voice: 'pa' }],
  ['Kannada', { voice: 'kn' }],
  ['Malayalam', { voice: 'ml' }],
  ['Oriya', { voice: 'or' }],
  ['Sinhala', { voice: 'si' }],
  ['Tamil', { voice: 'ta' }],
  ['Telugu', { voice: 'te' }],
  ['Armenian', { voice: 'hy' }],
  ['Georgian', { voice: 'ka' }],
  ['Ethiopic', { voice: 'am' }],
  ['Myanmar', { voice: 'my' }],
];

/** Scripts that a language reads by itself; its own rules also know what a Latin word in it sounds like. */
const OWN: Readonly<Record<Language, readonly string[]>> = {
  'en-us': ['Latin'],
  'en-gb': ['Latin'],
  es: ['Latin'],
  fr: ['Latin'],
  it: ['Latin'],
  pt: ['Latin'],
  hi: ['Devanagari', 'Latin'],
  ja: ['Hiragana', 'Katakana', 'Han', 'Latin'],
  zh: ['Han', 'Bopomofo', 'Latin'],
};

/** A stretch of text in one script; without a reader it is read by the language of the text. */
export interface Run {
  text: string;
  reader?: Reader;
}

/** A letter of mathematics or of a unit is not a foreign word; but Hindi has names for some of them only, and would load two languages in turn. */
const SINGLE_GREEK = /^\p{Script=Greek}$/u;
const isOwnLetter = (run: string, language: Language): boolean =>
  (language === 'hi' ? /^[αβγδεθλμπρστφχψωΔΣΠΦ]$/u : SINGLE_GREEK).test(run);

/** Chinese shops and friends write の for 的: that is no Japanese. */
const isChineseNo = (run: string, language: Language): boolean =>
  language === 'zh' && /^(?:\p{Script=Han}{0,20}の\p{Script=Han}{0,20}|の)$/u.test(run);

const patterns = new Map<Language, RegExp>();

function foreignPattern(language: Language): RegExp {
  let pattern = patterns.get(language);
  if (!pattern) {
    const groups = READERS.filter(([script]) => !OWN[language].includes(script)).map(([script]) => {
      const letters =
        script === 'Hiragana' || script === 'Katakana' ? 'Hiragana}\\p{Script=Katakana}\\p{Script=Han' : script;
      const letter = `[\\p{Script=${letters}}]`;
      return `(?=\\p{Script=${script}})(?!\\p{S})${letter}(?:[\\p{Script=${letters}}\\p{M}\\u200c\\u200dー'’ -]*[\\p{Script=${letters}}\\p{M}ー])?`;
    });
    // Kanji before kana are Japanese too.
    const kanji = OWN[language].includes('Hiragana')
      ? []
      : [
          '\\p{Script=Han}+(?=[\\p{Script=Hiragana}\\p{Script=Katakana}])[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}ー]+',
        ];
    const readable = [...READERS.map(([script]) => script), ...OWN[language], 'Common', 'Inherited'];
    const unread = `(?:(?![${readable.map((script) => `\\p{Script=${script}}`).join('')}])\\p{L}\\p{M}*)+`;
    pattern = new RegExp([...kanji, ...groups, unread].join('|'), 'gu');
    patterns.set(language, pattern);
  }
  return pattern;
}

/** The runs of a text in a language; joined, they are the text. */
export function scriptRuns(text: string, language: Language): Run[] {
  const runs: Run[] = [];
  let at = 0;
  for (const match of text.matchAll(foreignPattern(language))) {
    if (isOwnLetter(match[0], language) || isChineseNo(match[0], language)) continue;
    const reader = readerOf(match[0]);
    if (match.index > at) runs.push({ text: text.slice(at, match.index) });
    runs.push({ text: match[0], reader });
    at = match.index + match[0].length;
  }
  if (at < text.length) runs.push({ text: text.slice(at) });
  return runs;
}

const FIRST_LETTERS = READERS.map(([script, reader]) => ({
  letter: new RegExp(`^\\p{Script=${script}}`, 'u'),
  reader,
}));

function readerOf(run: string): Reader {
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(run)) return JAPANESE;
  return FIRST_LETTERS.find(({ letter }) => letter.test(run))?.reader ?? NOBODY;
}
