import { z } from 'zod';
import { ApiError } from '../errors.ts';
import type { ParsedInput } from '../text/input-parts.ts';
import { isSsml, parseSsml } from '../text/ssml/ssml.ts';
import { parseTags } from '../text/tags.ts';
import { withoutVoiceTags } from './borrowed-fields.ts';

/** A document may be so many times as long as the text that it has spoken. */
export const MARKUP = 4;

export const inputFields = {
  input_type: z.enum(['auto', 'text', 'ssml']).optional().meta({
    description:
      'How the input is written. auto, as when it is unset: an input that begins with <speak is SSML. text: with tags. ssml: a document of SSML, else an error.',
  }),
  ssml: z.boolean().optional().meta({
    description: 'As input_type: true is ssml, false text. Of no effect beside input_type.',
  }),
  allow_voice_tags: z
    .boolean()
    .default(true)
    .meta({ description: 'false: [voice:…] in the input is text like any other.' }),
};

interface InputFields {
  input: string;
  input_type?: 'auto' | 'text' | 'ssml' | undefined;
  ssml?: boolean | undefined;
  allow_voice_tags?: boolean;
}

/** What an input is written in, and its parts. */
export interface ReadInput {
  isDocument: boolean;
  script: ParsedInput;
}

/** Reads an input as its fields say; throws ApiError when it is empty, longer than `maxTextLength` characters, or not valid. */
export function readInput(fields: InputFields, maxTextLength: number): ReadInput {
  const { input } = fields;
  checkNotEmpty(input, 'input');
  const type = fields.input_type ?? (fields.ssml === undefined ? 'auto' : fields.ssml ? 'ssml' : 'text');
  const isDocument = type === 'ssml' || (type === 'auto' && isSsml(input));
  if (!isDocument) {
    checkLength('The input', characters(input), maxTextLength);
    return { isDocument, script: parseTags(fields.allow_voice_tags === false ? withoutVoiceTags(input) : input) };
  }
  checkLength('The document', characters(input), MARKUP * maxTextLength);
  const script = parseSsml(input);
  checkLength('The text of the document', spokenLength(script), maxTextLength);
  return { isDocument, script };
}

export function characters(text: string): number {
  return [...text].length;
}

/** Characters of the text, and of what is said in place of some of it. */
function spokenLength({ parts }: ParsedInput): number {
  let length = 0;
  for (const part of parts) {
    if (!('text' in part)) continue;
    length += characters(part.text);
    for (const given of part.pronunciations) {
      if ('say' in given) length += characters(given.say);
      if ('phonemes' in given) length += characters(given.phonemes);
    }
  }
  return length;
}

/** `param`: the field that the text is in. */
export function checkNotEmpty(text: string, param: string): void {
  if (text.trim() !== '') return;
  throw new ApiError('empty_input', `The ${param} is empty. Send the text to speak.`, { param });
}

/** `what` has so many characters, and may have `most`. */
export function checkLength(what: string, length: number, most: number, param = 'input'): void {
  if (length <= most) return;
  const message = `${what} has ${length} characters (limit ${most}). Split it into several requests.`;
  throw new ApiError('input_too_long', message, { param });
}
