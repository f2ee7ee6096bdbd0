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
  clear(): void;
}

/** An answer that would take a larger part of the cache is not kept. */
const LARGEST_PART = 4;

/** A cache of at most `maxBytes`, and as many of answers that are not whole yet; 0 keeps nothing. */
export function createSpeechCache(maxBytes: number): SpeechCache {
  if (maxBytes === 0) return { get: () => undefined, keep: (_key, bytes) => bytes, clear: () => undefined };
  const entries = new LRUCache<string, CachedSpeech>({
    maxSize: maxBytes,
    sizeCalculation: ({ bytes }) => bytes.length + 1,
  });
  let begunBytes = 0;
  return {
    get: (key) => entries.get(key),
    clear: () => entries.clear(),
    async *keep(key, bytes, usage) {
      let chunks: Uint8Array[] | undefined = [];
      let size = 0;
      const drop = () => {
        begunBytes -= size;
        [chunks, size] = [undefined, 0];
      };
      try {
        for await (const chunk of bytes) {
          if (chunks && size + chunk.length <= maxBytes / LARGEST_PART && begunBytes + chunk.length <= maxBytes) {
            chunks.push(chunk);
            size += chunk.length;
            begunBytes += chunk.length;
          } else {
            drop();
          }
          yield chunk;
        }
        if (chunks) entries.set(key, { bytes: Buffer.concat(chunks), usage: { ...usage } });
      } finally {
        drop();
      }
    },
  };
}

/** Names an answer by everything its bytes depend on. */
export function speechKey(parts: Record<string, string | number | boolean>): string {
  return createHash('sha256')
    .update(JSON.stringify(Object.entries(parts).sort()))
    .digest('hex');
}
