import type { Encoding } from '../audio/encoding.ts';
import { ApiError } from '../errors.ts';

const RATES = [8_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000];

/** The names of ElevenLabs for output formats. */
export const elevenLabsFormats: Readonly<Record<string, Encoding>> = {
  ...Object.fromEntries(RATES.map((rate) => [`pcm_${rate}`, { codec: 'pcm', rate } as const])),
  ulaw_8000: { codec: 'mulaw', rate: 8_000 },
  alaw_8000: { codec: 'alaw', rate: 8_000 },
  mp3_22050_32: { codec: 'mp3', rate: 22_050, kbitPerSecond: 32 },
  mp3_24000_48: { codec: 'mp3', rate: 24_000, kbitPerSecond: 48 },
  ...Object.fromEntries(
    [32, 64, 96, 128, 192].map((kbit) => [
      `mp3_44100_${kbit}`,
      { codec: 'mp3', rate: 44_100, kbitPerSecond: kbit } as const,
    ]),
  ),
};

/** What ElevenLabs gives a client that names no format. */
const USUAL = 'mp3_44100_128';

/** The format that a client names; throws ApiError for one that is not made here. */
export function elevenLabsFormat(name: string | undefined): { name: string; encoding: Encoding } {
  const wanted = name?.trim() ? name : USUAL;
  const encoding = Object.hasOwn(elevenLabsFormats, wanted) ? elevenLabsFormats[wanted] : undefined;
  if (encoding) return { name: wanted, encoding };
  const message = `output_format: unsupported format ${JSON.stringify(wanted.slice(0, 64))}. Use one of ${Object.keys(elevenLabsFormats).join(', ')}.`;
  throw new ApiError('invalid_value', message, { param: 'output_format' });
}
