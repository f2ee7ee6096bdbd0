import type { FrontendOptions, TextFrontend } from './types.ts';
import { UnspeakableError } from './types.ts';

export type { FrontendOptions, Language, Segment, TextFrontend, Token } from './types.ts';
export { LANGUAGES, UnspeakableError } from './types.ts';

/** Prepares a front end; the dictionaries of a language are loaded on its first use. */
export async function createTextFrontend(_options: FrontendOptions): Promise<TextFrontend> {
  return {
    segments: async (_text, language) => {
      throw new UnspeakableError(`language ${language} is not supported yet`);
    },
  };
}
