import type { Encoding } from './encoding.ts';

/** What the threads of encoder-pool.ts encode: the format of a file, or one of the streaming protocols. */
export type Pooled =
  | { format: 'mp3' }
  | { format: 'opus' }
  | { format: 'aac' }
  | { format: 'flac'; sampleCount?: number }
  | { format: 'spoken'; encoding: Encoding };

/** `load` makes a format ready, and has no answer. */
export type ToThread =
  | { type: 'load'; format: Pooled['format'] }
  | ({ id: number } & (
      | { type: 'open'; pooled: Pooled }
      | { type: 'next' }
      | { type: 'samples'; samples: Int16Array | undefined }
      | { type: 'broken' }
      | { type: 'close' }
    ));

export type FromThread = { id: number } & (
  { type: 'want' } | { type: 'bytes'; bytes: Uint8Array | undefined } | { type: 'failed'; message: string }
);
