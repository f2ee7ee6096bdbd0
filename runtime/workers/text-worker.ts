import { workerData } from 'node:worker_threads';
import { openModelStore } from '../model/store.ts';
import { parseVocabulary } from '../model/vocabulary.ts';
import { createTextFrontend } from '../text/frontend.ts';
import type { Language, Segment } from '../text/frontend.ts';
import { serveWorker } from './protocol.ts';

export interface TextWorkerData {
  modelPath: string;
  digest: string;
}

export interface TextRequest {
  text: string;
  language: Language;
}

serveWorker<TextRequest, Segment[]>(async () => {
  const { modelPath, digest } = workerData as TextWorkerData;
  const store = await openModelStore(modelPath, digest);
  const vocabulary = new Set(parseVocabulary(await store.read('vocab.json')).keys());
  const frontend = await createTextFrontend({ readLexicon: (path) => store.read(path), vocabulary });
  return async ({ text, language }) => ({ response: await frontend.segments(text, language) });
});
