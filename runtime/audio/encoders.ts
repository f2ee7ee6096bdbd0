import { Mp3Encoder } from '@breezystack/lamejs';
import { pcmBytes, SAMPLE_RATE } from './pcm.ts';
import { wavHeader } from './wav.ts';

/** One audio file being written: used for one response only. */
export interface Encoder {
  encode(pcm: Int16Array): Uint8Array;
  /** What the encoder still holds back; nothing may be encoded after it. */
  finish(): Uint8Array;
}

export interface AudioFormat {
  contentType: string;
  /** True when the file's header should hold its length, so that it is best sent whole. */
  headerHoldsLength: boolean;
  /** Starts a file; `sampleCount` is its length when that is known already. */
  start(sampleCount: number | undefined): Encoder;
}

const NOTHING = new Uint8Array(0);

/** Bit rate of the lossy default, as the service it replaces: 64 kbit/s. */
const MP3_KBPS = 64;

/** The formats of a spoken answer: all 24 kHz mono. */
export const audioFormats = {
  mp3: {
    contentType: 'audio/mpeg',
    headerHoldsLength: false,
    start() {
      const lame = new Mp3Encoder(1, SAMPLE_RATE, MP3_KBPS);
      return { encode: (pcm) => lame.encodeBuffer(pcm), finish: () => lame.flush() };
    },
  },
  wav: {
    contentType: 'audio/wav',
    headerHoldsLength: true,
    start(sampleCount) {
      let header = wavHeader(sampleCount);
      return {
        encode(pcm) {
          const bytes = Buffer.concat([header, pcmBytes(pcm)]);
          header = NOTHING;
          return bytes;
        },
        finish: () => header,
      };
    },
  },
  pcm: {
    contentType: 'audio/pcm',
    headerHoldsLength: false,
    start: () => ({ encode: pcmBytes, finish: () => NOTHING }),
  },
} satisfies Record<string, AudioFormat>;

export type FormatName = keyof typeof audioFormats;

/** Names for a request's `response_format`. */
export const formatNames = Object.keys(audioFormats) as [FormatName, ...FormatName[]];
