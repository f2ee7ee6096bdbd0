import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ApiError } from '../errors.ts';
import type { ServerDeps } from '../http/deps.ts';
import { errorResponses } from '../http/error-responses.ts';
import type { VoiceInfo } from '../model/voice-catalog.ts';
import { checkedQuery } from './checked.ts';

const Voice = z.object({
  voice_id: z.string(),
  name: z.string(),
  category: z.literal('premade'),
  labels: z.object({ gender: z.string(), language: z.string(), locale: z.string() }),
});
type Voice = z.infer<typeof Voice>;
const VoiceList = z.object({ voices: z.array(Voice) });
const VoicePage = z.object({
  voices: z.array(Voice),
  has_more: z.boolean(),
  total_count: z.int(),
  next_page_token: z.string().nullable(),
});

const several = z.union([z.string(), z.array(z.string())]).transform((given) => [given].flat());
const query = z.object({
  page_size: z.coerce.number().int().min(1).max(100).default(10),
  next_page_token: z.string().optional(),
  search: z.string().optional(),
  sort: z.enum(['name', 'created_at_unix']).optional(),
  sort_direction: z.enum(['asc', 'desc']).default('asc'),
  voice_type: z.string().optional(),
  category: z.string().optional(),
  gender: z.string().optional(),
  language: several.optional(),
  voice_ids: several.optional(),
});

/** Kinds of voices of which those of a model are. */
const DEFAULT_KINDS = ['default', 'non-community', 'saved'];

/** Lists of ElevenLabs: all voices, voices that are searched for. Models share their path with OpenAI's. */
export function registerElevenLabsLists(app: FastifyInstance, deps: ServerDeps): void {
  const here = (): Voice[] => deps.engine().voices.voices.flatMap((voice) => (voice.present ? [listed(voice)] : []));
  const tags = ['ElevenLabs'];
  const all = {
    summary: 'ElevenLabs: the voices on this server',
    tags,
    response: { 200: json('The voices', VoiceList) },
  };
  app.get('/v1/voices', { schema: all }, async () => ({ voices: here() }) satisfies z.infer<typeof VoiceList>);
  const searched = {
    summary: 'ElevenLabs: voices on this server that are searched for, page by page',
    tags,
    querystring: z.toJSONSchema(query, { io: 'input' }),
    response: { 200: json('A page of the voices', VoicePage), ...errorResponses(400) },
  };
  app.get('/v2/voices', { schema: searched }, async (request) => {
    const asked = checkedQuery(query, request.query);
    return pageOf(found(here(), asked), asked.next_page_token, asked.page_size);
  });
}

function json(description: string, schema: z.ZodType) {
  return { description, content: { 'application/json': { schema: z.toJSONSchema(schema) } } };
}

function listed({ id, name, gender, language }: VoiceInfo): Voice {
  const labels = { gender, language: language.slice(0, 2), locale: language };
  return { voice_id: id, name, category: 'premade', labels };
}

function found(voices: readonly Voice[], asked: z.infer<typeof query>): Voice[] {
  const {
    search,
    sort,
    sort_direction: direction,
    voice_type: kind,
    category,
    gender,
    language,
    voice_ids: ids,
  } = asked;
  const part = search?.trim().toLowerCase() ?? '';
  const fits = ({ voice_id: id, name, category: own, labels }: Voice): boolean =>
    ([id, name].some((text) => text.toLowerCase().includes(part)) ||
      [own, ...Object.values(labels)].some((text) => text.toLowerCase().startsWith(part))) &&
    (kind === undefined || DEFAULT_KINDS.includes(kind)) &&
    (category === undefined || category === own) &&
    (gender === undefined || gender.toLowerCase() === labels.gender) &&
    (language === undefined || language.some((one) => [labels.language, labels.locale].includes(one))) &&
    (ids === undefined || ids.includes(id));
  const those = voices.filter(fits);
  if (sort === 'name') those.sort((a, b) => a.name.localeCompare(b.name) || a.voice_id.localeCompare(b.voice_id));
  return direction === 'desc' ? those.reverse() : those;
}

/** The token of a page is the number of voices before it. */
function pageOf(voices: readonly Voice[], token: string | undefined, size: number): z.infer<typeof VoicePage> {
  if (token !== undefined && !/^\d{1,6}$/.test(token))
    throw new ApiError('invalid_value', 'next_page_token: give that of the page before.', { param: 'next_page_token' });
  const end = Number(token ?? 0) + size;
  const more = end < voices.length;
  return {
    voices: voices.slice(end - size, end),
    has_more: more,
    total_count: voices.length,
    next_page_token: more ? String(end) : null,
  };
}
