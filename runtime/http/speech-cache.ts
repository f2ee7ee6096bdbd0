import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { SpeechUsage } from './speech-events.ts';

/** A whole answer as it was sent. */
export interface CachedSpeech {
  bytes: Buffer;
  usage: SpeechUsage;
}

/** What was spoken lately, up to a number of bytes; the oldest unused answer goes first. */
export interface SpeechCache {
  get(key: string): CachedSpeech | undefined;
  /** Passes bytes on and keeps them once they are complete. */
  keep(key: string, bytes: AsyncIterable<Uint8Array>, usage: Readonly<SpeechUsage>): AsyncIterable<Uint8Array>;
}

/** A cache of at most `maxBytes`; 0 keeps nothing. */
export function createSpeechCache(maxBytes: number): SpeechCache {
  if (maxBytes === 0) return { get: () => undefined, keep: (_key, bytes) => bytes };
  const entries = new LRUCache<string, CachedSpeech>({
    maxSize: maxBytes,
    sizeCalculation: ({ bytes }) => bytes.length + 1,
  });
  return {
    get: (key) => entries.get(key),
    async *keep(key, bytes, usage) {
      const chunks: Uint8Array[] = [];
      let size = 0;
      for await (const chunk of bytes) {
        size += chunk.length;
        if (size < maxBytes) chunks.push(chunk);
        else chunks.length = 0;
        yield chunk;
      }
      if (size < maxBytes) entries.set(key, { bytes: Buffer.concat(chunks), usage: { ...usage } });
    },
  };
}

/** Names an answer by everything its bytes depend on. */
export function speechKey(parts: Record<string, string | number | boolean>): string {
  return createHash('sha256')
    .update(JSON.stringify(Object.entries(parts).sort()))
    .digest('hex');
}
