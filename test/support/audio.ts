import { ALL_FORMATS, BufferSource, Input } from 'mediabunny';

/** Codec, rate, channels and seconds of an audio file, as a demuxer reads them. */
export async function inspectAudio(bytes: Uint8Array) {
  const input = new Input({ formats: ALL_FORMATS, source: new BufferSource(bytes) });
  const track = await input.getPrimaryAudioTrack();
  if (!track) throw new Error('the file holds no audio');
  return {
    codec: track.codec,
    rate: track.sampleRate,
    channels: track.numberOfChannels,
    seconds: track.codec === 'flac' ? flacSamples(bytes) / track.sampleRate : await input.computeDuration(),
  };
}

/** Loudness of raw 16-bit samples in dB below full scale (RMS). */
export function loudness(pcm: Buffer): number {
  let sum = 0;
  for (let offset = 0; offset < pcm.length; offset += 2) sum += (pcm.readInt16LE(offset) / 32768) ** 2;
  return 10 * Math.log10(sum / (pcm.length / 2));
}

/** The largest jump between neighbouring samples, 0 to 65535. */
export function largestJump(pcm: Buffer, from = 0, to = pcm.length / 2): number {
  let largest = 0;
  for (let index = from + 1; index < to; index++) {
    largest = Math.max(largest, Math.abs(pcm.readInt16LE(index * 2) - pcm.readInt16LE(index * 2 - 2)));
  }
  return largest;
}

/** Samples that the header of a FLAC file counts (RFC 9639 section 8.2); the demuxer leaves the last block out. */
function flacSamples(bytes: Uint8Array): number {
  const header = new DataView(bytes.buffer, bytes.byteOffset);
  return header.getUint32(22) + (header.getUint8(21) & 15) * 2 ** 32;
}
