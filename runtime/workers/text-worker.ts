import { openModelStore } from '../model/store.ts';
import { parseVocabulary } from '../model/vocabulary.ts';
import { createTextFrontend } from '../text/frontend.ts';
import { NothingToSpeakError } from '../text/types.ts';
import type { Language, Pronunciation, Segment } from '../text/types.ts';
import { serveWorker } from './protocol.ts';

export interface TextWorkerData {
  modelPath: string;
  digest: string;
}

/** A stretch of an input in one language. */
export interface TextPart {
  text: string;
  language: Language;
  /** As in TextFrontend.segments. */
  pronunciations: readonly Pronunciation[];
  /** Most symbols of a segment. */
  most: number;
  /** Tokens tell what rules took their text for. */
  explain?: boolean;
}

serveWorker<readonly TextPart[], Segment[][]>(async (data) => {
  const { modelPath, digest } = data as TextWorkerData;
  const store = await openModelStore(modelPath, digest);
  const vocabulary = new Set(parseVocabulary(await store.read('vocab.json')).keys());
  const frontend = await createTextFrontend({ readLexicon: (path) => store.read(path), vocabulary });
  const segmentsOf = async ({ text, language, pronunciations, most, explain }: TextPart): Promise<Segment[]> => {
    try {
      return await frontend.segments(text, language, pronunciations, most, explain);
    } catch (error) {
      if (error instanceof NothingToSpeakError) return [];
      throw error;
    }
  };
  return async (parts) => {
    const response: Segment[][] = [];
    for (const part of parts) response.push(await segmentsOf(part));
    return { response };
  };
});
