import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { ServerDeps } from '../http/deps.ts';
import { errorResponses } from '../http/error-responses.ts';
import { recordOf } from '../http/request-record.ts';
import { checked, checkedQuery, flag } from './checked.ts';
import { elevenLabsFormat } from './elevenlabs-formats.ts';
import { linesWithTimes, withTimes } from './elevenlabs-timed.ts';
import { languageNamed } from './language-names.ts';
import { namedVoice } from './named-voice.ts';
import { answerWith } from './whole-speech.ts';
import type { Form } from './whole-speech.ts';

const body = z.object({
  text: z.string(),
  language_code: z.string().max(64).nullish(),
  voice_settings: z.object({ speed: z.number().min(0.25).max(4).nullish() }).nullish(),
  pronunciation_dictionary_locators: z
    .array(z.object({ pronunciation_dictionary_id: z.string().max(253) }))
    .max(16)
    .nullish(),
});
const query = z.object({
  output_format: z.string().optional(),
  enable_ssml_parsing: flag,
});

/** What may follow the voice in the path, and what the answer is then. */
const forms: readonly { end: string; summary: string; form?: Form }[] = [
  { end: '', summary: 'ElevenLabs: speak a text' },
  { end: '/stream', summary: 'ElevenLabs: the same' },
  { end: '/with-timestamps', summary: 'ElevenLabs: speak a text and tell its times, as one object', form: withTimes },
  {
    end: '/stream/with-timestamps',
    summary: 'ElevenLabs: the same while it is spoken, an object a line',
    form: linesWithTimes,
  },
];

/** POST /v1/text-to-speech/{voice} of ElevenLabs, for texts that are whole. Other fields are ignored. */
export function registerElevenLabsSpeech(app: FastifyInstance, deps: ServerDeps): void {
  for (const { end, summary, form } of forms) {
    const schema = {
      summary,
      tags: ['ElevenLabs'],
      params: { type: 'object', properties: { voice_id: { type: 'string' } }, required: ['voice_id'] },
      querystring: z.toJSONSchema(query, { io: 'input' }),
      body: z.toJSONSchema(body, { io: 'input' }),
      response: {
        200: { description: form ? 'The audio in base64, and when each character is heard' : 'The audio' },
        ...errorResponses(400, 401, 404, 413, 415, 429, 500, 503),
      },
    };
    app.post<{ Params: { voice_id: string } }>(
      `/v1/text-to-speech/:voice_id${end}`,
      { schema },
      async (request, reply) => {
        const engine = deps.engine();
        recordOf(request).voice = 'unknown';
        const asked = checkedQuery(query, request.query);
        const { encoding } = elevenLabsFormat(asked.output_format);
        const ssml = asked.enable_ssml_parsing === 'true';
        const fields = checked(body, request.body);
        const voice = await namedVoice(request.params.voice_id, engine.voices);
        const language = languageNamed(fields.language_code ?? undefined, voice.language);
        const lexicons = (fields.pronunciation_dictionary_locators ?? []).map((it) => it.pronunciation_dictionary_id);
        const speed = fields.voice_settings?.speed ?? 1;
        const speech = { text: fields.text, voice, language, speed, ssml, lexicons, encoding };
        return answerWith(deps, request, reply, speech, form);
      },
    );
  }
}
