/** Samples per second of everything Kokoro speaks. */
export const SAMPLE_RATE = 24_000;

/** Samples over which a segment's two ends are faded (5 ms), so that joined segments do not click. */
const FADE = 120;

/** Samples from -1 to 1 as 16-bit integers, with both ends faded; louder ones are clipped. */
export function toPcm16(samples: Float32Array): Int16Array {
  const pcm = new Int16Array(samples.length);
  const fade = Math.min(FADE, samples.length >> 1);
  for (let index = 0; index < samples.length; index++) {
    const fromEnd = Math.min(index, samples.length - 1 - index);
    const gain = fromEnd < fade ? fromEnd / fade : 1;
    const value = Math.round(samples[index]! * gain * 32767);
    pcm[index] = Math.max(-32768, Math.min(32767, value));
  }
  return pcm;
}

/** The bytes of 16-bit samples, little endian whatever the machine. */
export function pcmBytes(pcm: Int16Array): Uint8Array {
  const bytes = new Uint8Array(pcm.length * 2);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < pcm.length; index++) view.setInt16(index * 2, pcm[index]!, true);
  return bytes;
}
