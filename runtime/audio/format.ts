/** 16-bit samples, 24 kHz mono, as they are spoken. */
export type PcmStream = AsyncIterable<Int16Array>;

/** How a spoken answer becomes a file: one encoder from its first sample to its last. */
export interface AudioFormat {
  contentType: string;
  /** True when the file's header should hold its length, so that it is best sent whole. */
  headerHoldsLength: boolean;
  /** The size of a whole file, where it follows from the number of samples. */
  byteLength?(sampleCount: number): number;
  /** Loads what `encode` needs, so that the first answer does not wait for it. */
  prepare?(): void;
  /** Encodes while speech goes on; `sampleCount` is the length when that is known already. */
  encode(pcm: PcmStream, sampleCount?: number): AsyncIterable<Uint8Array>;
}
