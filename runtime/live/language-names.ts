import { ApiError } from '../errors.ts';
import type { Language } from '../text/types.ts';

/** Languages by their codes (ISO 639-1) and English names. */
const NAMES: Readonly<Record<string, Language>> = {
  ...{ en: 'en-us', english: 'en-us', 'en-us': 'en-us', 'en-gb': 'en-gb' },
  ...{ es: 'es', spanish: 'es', fr: 'fr', french: 'fr', hi: 'hi', hindi: 'hi', it: 'it', italian: 'it' },
  ...{ ja: 'ja', japanese: 'ja', pt: 'pt', portuguese: 'pt', 'pt-br': 'pt', zh: 'zh', chinese: 'zh' },
};

/** The language that a client names, a voice's own for none or `auto`; throws ApiError for one that is not spoken here. */
export function languageNamed(name: string | undefined, own: Language): Language {
  const plain = name?.trim().toLowerCase().replace('_', '-') ?? '';
  if (plain === '' || plain === 'auto') return own;
  const language = NAMES[plain] ?? NAMES[plain.split('-')[0]!];
  if (!language) {
    const message = `language: unsupported language ${JSON.stringify(name!.slice(0, 64))}. Use one of en, es, fr, hi, it, ja, pt, zh, or omit it.`;
    throw new ApiError('invalid_value', message, { param: 'language' });
  }
  return own.startsWith('en') && plain.startsWith('en') && !plain.includes('-') ? own : language;
}
