import { z } from 'zod';
import { languages } from '../model/voice-catalog.ts';
import type { Language } from '../text/types.ts';

/** Most that a request may raise the volume: 12 dB. */
const MAX_VOLUME = 4;

/** The language of a `lang_code`; undefined when the request leaves it to the voice. */
export function languageOf(code: string | undefined): Language | undefined {
  return languages[code ?? '']?.speaks;
}

export const langCode = z
  .enum(['', ...Object.keys(languages)])
  .optional()
  .meta({
    description: `The language of the text where no tag names a voice, by Kokoro's letter: ${Object.entries(languages)
      .map(([code, { speaks }]) => `${code} ${speaks}`)
      .join(', ')}. Unset or empty: that of the voice.`,
  });

const option = z.boolean().optional();

/**
 * Fields of Kokoro-FastAPI that its clients send: each is honoured, or accepted where the speech is right without it, or refused
 * with what to write instead.
 */
export const borrowedFields = {
  lang_code: langCode,
  volume_multiplier: z
    .number()
    .min(0)
    .max(MAX_VOLUME)
    .default(1)
    .meta({ description: 'How much louder than usual. Peaks are kept below -1 dBTP. Without effect beside loudness.' }),
  normalization_options: z
    .looseObject({
      normalize: option,
      unit_normalization: option,
      url_normalization: option,
      email_normalization: option,
      phone_normalization: option,
      optional_pluralization_normalization: option,
      replace_remaining_symbols: option,
    })
    .optional()
    .meta({ description: 'Accepted, without effect: figures, signs and addresses are always read as words.' }),
  download_format: z.string().optional().meta({ description: 'Accepted, without effect: no second file is made.' }),
  return_download_link: refusedUnlessFalse('no file is kept on the server; save the body of the answer'),
  return_timing: refusedUnlessFalse('ask POST /v1/audio/speech/timestamps for the times of words'),
  voice_aliases: z
    .record(z.string(), z.string())
    .refine((aliases) => Object.keys(aliases).length === 0, "write each voice's own id in the [voice:…] tag")
    .optional()
    .meta({ description: 'Accepted when it is empty.' }),
};

export const streamField = z.boolean().optional().meta({
  description:
    'true: bytes leave as they are spoken, wav and flac too. false: the whole file with its length, once it is spoken.',
});

function refusedUnlessFalse(error: string) {
  return z
    .literal(false, { error })
    .optional()
    .meta({ description: `Accepted when it is false: ${error}.` });
}

/** An input with its `[voice:…]` tags as text. */
export function withoutVoiceTags(input: string): string {
  return input.replaceAll(/(?<!\\)\[(?=voice:)/gi, '\\[');
}
