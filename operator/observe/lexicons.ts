import type { TTSService } from '../api/resource.ts';
import { lexiconNames } from '../objects/lexicons.ts';
import type { Caches } from '../watch/caches.ts';
import type { Observed } from './observed.ts';

/** The TTSLexicons that a spec names; undefined while there may be some that are not in the caches yet. */
export function lexiconsOf(service: TTSService, caches: Caches): Observed['lexicons'] {
  const { namespace } = service.metadata;
  if (!caches.knows('TTSLexicon', namespace)) return undefined;
  return new Map(
    lexiconNames(service.spec.server).flatMap((name) => {
      const lexicon = caches.stores.TTSLexicon.get(`${namespace}/${name}`);
      return lexicon ? [[name, lexicon] as const] : [];
    }),
  );
}
