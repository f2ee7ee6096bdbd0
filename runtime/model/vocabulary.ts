import { z } from 'zod';

const VocabularyFile = z.object({ vocab: z.record(z.string(), z.number().int().nonnegative()) });

/** Phoneme symbol to the id Kokoro knows it by. */
export type Vocabulary = ReadonlyMap<string, number>;

/** Reads the bytes of vocab.json, `{"vocab": {symbol: id}}`; throws when they are not that. */
export function parseVocabulary(bytes: Uint8Array): Vocabulary {
  return new Map(Object.entries(VocabularyFile.parse(JSON.parse(new TextDecoder().decode(bytes))).vocab));
}

/** Ids of the phonemes without padding; symbols Kokoro does not know are left out, as hexgrad/kokoro does. */
export function tokenIds(phonemes: string, vocabulary: Vocabulary): number[] {
  return [...phonemes].map((symbol) => vocabulary.get(symbol)).filter((id) => id !== undefined);
}
