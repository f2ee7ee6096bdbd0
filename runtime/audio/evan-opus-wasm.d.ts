/** libopus as WebAssembly, as @evan/opus has it without its own wrapping: control calls by number (opus_defines.h). */
declare module '@evan/opus/wasm/index.js' {
  interface Encoder {
    /** Sets a value, or without one gets it. */
    ctl(request: number, value?: number): number;
    /** A frame of 16-bit samples as a packet of its own; throws Error. */
    encode(samples: Int16Array): Uint8Array<ArrayBuffer>;
    /** Frees its memory; nothing may be called after it. */
    drop(): void;
  }
  const opus: {
    Encoder: new (options: { channels: number; sample_rate: number; application: 'audio' }) => Encoder;
  };
  export default opus;
}
