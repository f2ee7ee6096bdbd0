import { SAMPLE_RATE } from './pcm.ts';

/** How samples become the bytes of a streaming protocol, at which rate. */
export interface Encoding {
  codec: 'pcm' | 'mulaw' | 'alaw' | 'mp3';
  rate: number;
  /** Of MP3. */
  kbitPerSecond?: number;
}

export const CONTENT_TYPES = {
  pcm: 'audio/pcm',
  mulaw: 'audio/basic',
  alaw: 'audio/x-alaw-basic',
  mp3: 'audio/mpeg',
} as const satisfies Record<Encoding['codec'], string>;

/** Whether samples already are what it asks for. */
export function isPlain({ codec, rate }: Encoding): boolean {
  return codec === 'pcm' && rate === SAMPLE_RATE;
}
