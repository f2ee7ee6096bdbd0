import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { describeVoice, openaiVoices } from '../model/voice-catalog.ts';
import { parseVoice } from '../model/voice-expression.ts';
import type { VoiceLibrary } from '../model/voice-library.ts';
import type { ServerDeps } from './deps.ts';

const Voice = z.object({
  id: z.string().meta({ description: 'What to send as voice' }),
  name: z.string(),
  language: z.string().meta({ description: 'BCP 47' }),
  gender: z.enum(['female', 'male']),
  grade: z.string().nullable().meta({ description: "The model author's grade, A to F" }),
  legacy: z.boolean().meta({ description: 'Made for Kokoro v0.19' }),
  kokoro_voice: z.string().meta({ description: 'The native voice or blend that speaks' }),
  present: z.boolean().meta({ description: 'False when its file is not on this server' }),
});
type Voice = z.infer<typeof Voice>;
const VoiceList = z.object({ voices: z.array(Voice) });
const VoiceNames = z.object({ voices: z.array(z.string()) });

const querystring = {
  type: 'object',
  properties: {
    legacy: { type: 'string', description: 'true: the ids alone, of the voices whose files are on this server' },
  },
};

/** GET /v1/audio/voices (OpenAI's names and Kokoro's) and GET /voices (Kokoro's alone). */
export function registerVoices(app: FastifyInstance, deps: ServerDeps): void {
  const json = (schema: z.ZodType) => ({
    description: 'The voices',
    content: { 'application/json': { schema: z.toJSONSchema(schema) } },
  });
  const schema = (summary: string, tag: string) => ({
    summary,
    tags: [tag],
    response: { 200: json(VoiceList) },
  });
  const all = {
    ...schema("Voices by OpenAI's and Kokoro's names", 'OpenAI'),
    querystring,
    response: { 200: json(z.union([VoiceList, VoiceNames])) },
  };
  app.get<{ Querystring: { legacy?: string } }>('/v1/audio/voices', { schema: all }, async ({ query }) => {
    const { voices } = deps.engine();
    const list = [...openaiList(voices), ...nativeList(voices)];
    if (!/^(true|1)$/i.test(query.legacy ?? '')) return { voices: list };
    return { voices: list.filter(({ present }) => present).map(({ id }) => id) };
  });
  app.get('/voices', { schema: schema("Kokoro's own voices", 'Service') }, async () => {
    return { voices: nativeList(deps.engine().voices) };
  });
}

function nativeList(library: VoiceLibrary): Voice[] {
  return library.voices.map((voice) => ({ ...voice, kokoro_voice: voice.id }));
}

function openaiList(library: VoiceLibrary): Voice[] {
  return [...openaiVoices].map(([id, target]) => {
    const parts = parseVoice(target);
    const native = describeVoice(parts[0]!.id);
    return {
      ...native,
      id,
      name: `${id[0]!.toUpperCase()}${id.slice(1)}`,
      grade: library.voices.find((voice) => voice.id === target)?.grade ?? null,
      kokoro_voice: target,
      present: parts.every((part) => library.has(part.id)),
    };
  });
}
