import type { Locale } from './written/locale.ts';
import type { Language, LoadLanguage, Phonemize } from './types.ts';

/** Words of any language that espeak-ng has a voice for. */
export async function loadVoice(voice: string): Promise<Phonemize> {
  const [{ loadEspeak }, { phonemizeWithEspeak }] = await Promise.all([
    import('./espeak/engine.ts'),
    import('./espeak/phonemize.ts'),
  ]);
  const engine = await loadEspeak();
  return (sentence) => phonemizeWithEspeak(sentence, voice, engine);
}

function english(british: boolean): LoadLanguage {
  return async (options) => {
    const { loadEnglish } = await import('./english/english.ts');
    return loadEnglish(options, british);
  };
}

function spelledOut(load: () => Promise<Locale>): LoadLanguage {
  return async (options, other) => {
    const [{ readWith }, locale] = await Promise.all([import('./written/load.ts'), load()]);
    return readWith(locale)(options, other);
  };
}

/** Every language's loader. */
export const LOADERS: Readonly<Record<Language, LoadLanguage>> = {
  'en-us': english(false),
  'en-gb': english(true),
  es: spelledOut(async () => (await import('./spanish/spanish.ts')).spanish),
  fr: spelledOut(async () => (await import('./french/french.ts')).french),
  hi: spelledOut(async () => (await import('./hindi/hindi.ts')).hindi),
  it: spelledOut(async () => (await import('./italian/italian.ts')).italian),
  pt: spelledOut(async () => (await import('./portuguese/portuguese.ts')).portuguese),
  ja: async (options, other) => (await import('./japanese/japanese.ts')).loadJapanese(options, other),
  zh: async (options, other) => (await import('./chinese/chinese.ts')).loadChinese(options, other),
};
