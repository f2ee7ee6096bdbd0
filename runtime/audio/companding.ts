/** Samples as 8-bit mu-law, as on telephones in America and Japan (ITU-T G.711, table 2a). */
export function muLaw(pcm: Int16Array): Uint8Array {
  return Uint8Array.from(pcm, (sample) => {
    const sign = sample < 0 ? 0x80 : 0;
    const magnitude = Math.min(Math.abs(sample), 32_635) + 132;
    const exponent = 31 - Math.clz32(magnitude) - 7;
    return ~(sign | (exponent << 4) | ((magnitude >> (exponent + 3)) & 0x0f)) & 0xff;
  });
}

/** Samples as 8-bit A-law, as on telephones elsewhere (ITU-T G.711, table 1a). */
export function aLaw(pcm: Int16Array): Uint8Array {
  return Uint8Array.from(pcm, (sample) => {
    const sign = sample >= 0 ? 0x80 : 0;
    const magnitude = Math.min(sample >= 0 ? sample : -sample - 1, 32_767) >> 3;
    const exponent = magnitude < 32 ? 0 : 31 - Math.clz32(magnitude) - 4;
    const mantissa = exponent === 0 ? (magnitude >> 1) & 0x0f : (magnitude >> exponent) & 0x0f;
    return (sign | (exponent << 4) | mantissa) ^ 0x55;
  });
}
