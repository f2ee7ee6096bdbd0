import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Encoding } from '../audio/encoding.ts';
import { ApiError } from '../errors.ts';
import { givenKey } from '../http/api-keys.ts';
import { errorResponses } from '../http/error-responses.ts';
import { checkUpgrade } from '../http/upgrade.ts';
import type { LoadedVoice } from '../model/voice-library.ts';
import { languageNamed } from './language-names.ts';
import { checked, checkedQuery, flag } from './checked.ts';
import { connect } from './connection.ts';
import type { LiveConnection, Manner, Protocol } from './connection.ts';
import type { LiveContext } from './context.ts';
import { elevenLabsFormat } from './elevenlabs-formats.ts';
import { Heard, UNNAMED, isFinal, told } from './elevenlabs-heard.ts';
import type { LiveDeps } from './live-deps.ts';
import { namedVoice } from './named-voice.ts';

/** Time for the first message of a client that has not given its key yet. */
const KEY_MS = 10_000;

/** Longest time without text after which a context ends. */
const MAX_INACTIVITY = 180;

const query = z.object({
  output_format: z.string().optional(),
  language_code: z.string().max(64).optional(),
  auto_mode: flag,
  sync_alignment: flag,
  enable_ssml_parsing: flag,
  inactivity_timeout: z.coerce.number().min(1).max(3_600).default(MAX_INACTIVITY),
});

const message = z.object({
  text: z.string().optional(),
  context_id: z.string().max(256).optional(),
  flush: z.boolean().optional(),
  close_context: z.boolean().optional(),
  close_socket: z.boolean().optional(),
  voice_settings: z.object({ speed: z.number().min(0.25).max(4).nullish() }).nullish(),
  pronunciation_dictionary_locators: z
    .array(z.object({ pronunciation_dictionary_id: z.string().max(253) }))
    .max(16)
    .nullish(),
});
type Message = z.infer<typeof message>;

/** What the address of a connection says. */
interface Settings {
  voice: LoadedVoice;
  language: Manner['language'];
  format: string;
  encoding: Encoding;
  /** Every message is a complete phrase. */
  phrases: boolean;
  /** Elements of SSML are followed. */
  ssml: boolean;
  /** Times count from the start of a context, not from that of a message. */
  absolute: boolean;
  idleMs: number;
  /** Whether the first message has to bring a key. */
  keyFollows: boolean;
  multi: boolean;
}

/** The WebSockets of ElevenLabs: several contexts on a connection, or one. */
export function registerElevenLabsStreams(app: FastifyInstance, deps: LiveDeps): void {
  for (const multi of [true, false]) {
    const schema = {
      summary: `ElevenLabs: text in, speech out, ${multi ? 'several texts' : 'one text'} on a connection`,
      description: 'A WebSocket; docs/reference/streaming.md tells what is understood.',
      tags: ['ElevenLabs'],
      params: { type: 'object', properties: { voice_id: { type: 'string' } }, required: ['voice_id'] },
      response: { 101: { description: 'A WebSocket' }, ...errorResponses(400, 401, 403, 404, 426, 429, 503) },
    };
    app.get<{ Params: { voice_id: string } }>(
      `/v1/text-to-speech/:voice_id/${multi ? 'multi-stream-input' : 'stream-input'}`,
      { schema, config: { keyMayFollow: true } },
      async (request, reply) => {
        checkUpgrade(request, deps.config.corsOrigins);
        const settings = await settingsOf(request, deps, request.params.voice_id, multi);
        const kind = { name: 'elevenlabs', order: 'newest' } as const;
        connect(deps, request, reply, kind, (connection) => new ElevenLabs(deps, connection, settings));
        return reply;
      },
    );
  }
}

async function settingsOf(request: FastifyRequest, deps: LiveDeps, voiceId: string, multi: boolean): Promise<Settings> {
  const asked = checkedQuery(query, request.query);
  const { output_format, language_code, auto_mode, sync_alignment, inactivity_timeout } = asked;
  const voice = await namedVoice(voiceId, deps.engine().voices);
  const { name, encoding } = elevenLabsFormat(output_format);
  return {
    ...{ voice, format: name, encoding, multi },
    language: languageNamed(language_code, voice.language),
    phrases: auto_mode === 'true',
    ssml: asked.enable_ssml_parsing === 'true',
    absolute: sync_alignment === 'true',
    idleMs: Math.min(inactivity_timeout, MAX_INACTIVITY) * 1000,
    keyFollows: deps.acceptsKey !== undefined && givenKey(request) === undefined,
  };
}

interface Talk {
  context: LiveContext;
  /** Whether all of its text was flushed: then closing it lets that be heard. */
  flushed: boolean;
}

class ElevenLabs implements Protocol {
  readonly #deps: LiveDeps;
  readonly #connection: LiveConnection;
  readonly #settings: Settings;
  readonly #talks = new Map<string, Talk>();
  #late: NodeJS.Timeout | undefined;
  #keyed: boolean;

  constructor(deps: LiveDeps, connection: LiveConnection, settings: Settings) {
    [this.#deps, this.#connection, this.#settings] = [deps, connection, settings];
    this.#keyed = !settings.keyFollows;
    if (this.#keyed) return;
    this.#late = setTimeout(() => this.error(noKey()), KEY_MS);
    this.#late.unref();
  }

  message(fields: Record<string, unknown>): void {
    if (!this.#keyed) this.#takeKey(fields);
    const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
    const sent = checked(message, { ...given, context_id: given['context_id'] ?? given['contextId'] });
    const { multi } = this.#settings;
    const id = (multi ? sent.context_id : undefined) ?? UNNAMED;
    try {
      this.#follow(id, sent);
    } catch (error) {
      if (!(error instanceof ApiError) || !multi) throw error;
      this.#connection.send(told(error, id));
      this.#connection.send(isFinal(id));
    }
  }

  error(error: ApiError): void {
    this.#connection.send(told(error));
    if (!this.#keyed || !this.#settings.multi) this.#connection.finish(1008, error.message.slice(0, 100));
  }

  #takeKey(fields: Record<string, unknown>): void {
    const given = fields['xi_api_key'] ?? fields['xi-api-key'] ?? fields['authorization'];
    const key = typeof given === 'string' ? given.replace(/^(Bearer|Token) +/i, '') : '';
    if (!this.#deps.acceptsKey?.(key)) throw noKey();
    clearTimeout(this.#late);
    this.#keyed = true;
  }

  #follow(id: string, { text, flush, close_context, close_socket, ...settings }: Message): void {
    const { multi, phrases } = this.#settings;
    if (close_socket) return this.#connection.finish(1000, 'close_socket');
    if (text !== undefined && text !== '') {
      const talk = this.#talks.get(id) ?? this.#begin(id, settings);
      talk.flushed = false;
      talk.context.append(text, phrases && text.trim() !== '');
    }
    const talk = this.#talks.get(id);
    talk?.context.touch();
    if (flush && talk) {
      talk.context.flush();
      talk.flushed = true;
    }
    if (close_context && talk) {
      this.#talks.delete(id);
      if (talk.flushed) talk.context.end();
      else talk.context.cancel();
    }
    if (!multi && text === '') this.#connection.finish(1000, 'The text is spoken.');
  }

  #begin(id: string, { voice_settings, pronunciation_dictionary_locators: lexicons }: Partial<Message>): Talk {
    const { voice, language, format, encoding, idleMs, ssml, absolute } = this.#settings;
    const names = (lexicons ?? []).map((locator) => locator.pronunciation_dictionary_id);
    this.#deps.lexicons.forRequest(names);
    const manner: Manner = {
      ...{ voice, language, format, idleMs, ssml, lexicons: names },
      speed: voice_settings?.speed ?? 1,
      granularity: 'sentence',
      joinedCharacters: 1_000,
    };
    const heard = new Heard(this.#connection, encoding, id, absolute);
    const talk: Talk = {
      flushed: false,
      context: this.#connection.open(manner, {
        segment: (segment, span) => heard.hear(segment, span),
        spoken: () => heard.spoken(),
        over: (_, error) => {
          if (this.#talks.get(id) === talk) this.#talks.delete(id);
          heard.over(error);
        },
      }),
    };
    this.#talks.set(id, talk);
    return talk;
  }
}

function noKey(): ApiError {
  return new ApiError(
    'invalid_api_key',
    'This server asks for an API key: send it in the header xi-api-key, or as xi_api_key in the first message.',
  );
}
