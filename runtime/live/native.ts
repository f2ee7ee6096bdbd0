import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ApiError } from '../errors.ts';
import { languageOf } from '../http/borrowed-fields.ts';
import { errorResponses } from '../http/error-responses.ts';
import { parseBody } from '../http/request-body.ts';
import { checkUpgrade } from '../http/upgrade.ts';
import { connect } from './connection.ts';
import type { LiveConnection, Manner, Protocol } from './connection.ts';
import type { LiveContext } from './context.ts';
import { languageNamed } from './language-names.ts';
import type { LiveDeps } from './live-deps.ts';
import { Utterance, config, told } from './native-utterance.ts';
import type { Config } from './native-utterance.ts';

/** Time for the first message, which says how to speak. */
const CONFIG_MS = 10_000;

/** Files are made of short stretches, so that the first one is there early; what is streamed is spoken in longer ones. */
const JOINED = { file: 250, streamed: 1_000 };

const inputText = z.strictObject({ type: z.literal('input.text'), text: z.string() });

const description = `A WebSocket: text in while it is being written, speech out as soon as sentences are complete. The messages are
those of vLLM-Omni; docs/reference/streaming.md describes them.`;

/** GET /v1/audio/speech/stream: the protocol of vLLM-Omni. */
export function registerNative(app: FastifyInstance, deps: LiveDeps): void {
  const schema = {
    summary: 'Speak a text while it is being written',
    description,
    tags: ['More than OpenAI'],
    response: { 101: { description: 'A WebSocket' }, ...errorResponses(400, 401, 403, 426, 429, 503) },
  };
  app.get('/v1/audio/speech/stream', { schema }, async (request, reply) => {
    checkUpgrade(request, deps.config.corsOrigins);
    deps.engine();
    connect(deps, request, reply, { name: 'native', order: 'oldest' }, (connection) => new Native(deps, connection));
    return reply;
  });
}

/** One utterance after the other: text until `input.done`, spoken in stretches. */
class Native implements Protocol {
  readonly #deps: LiveDeps;
  readonly #connection: LiveConnection;
  readonly #late: NodeJS.Timeout;
  #config: Config | undefined;
  #manner: Manner | undefined;
  #context: LiveContext | undefined;
  #utterances = 0;

  constructor(deps: LiveDeps, connection: LiveConnection) {
    [this.#deps, this.#connection] = [deps, connection];
    this.#late = setTimeout(() => {
      this.error(new ApiError('request_timeout', 'No session.config message within 10 s.'));
    }, CONFIG_MS);
    this.#late.unref();
  }

  async message(fields: Record<string, unknown>): Promise<void> {
    const { type } = fields;
    if (type === 'session.config') return this.#configure(fields);
    if (!this.#manner)
      throw new ApiError('invalid_value', 'type: the first message must be session.config.', { param: 'type' });
    switch (type) {
      case 'input.text':
        this.#append(parseBody(inputText, fields, this.#strictness).text);
        return;
      case 'input.done':
        this.#context ??= this.#begin();
        this.#context.end();
        this.#context = undefined;
        return;
      case 'input.cancel':
        this.#context?.cancel();
        this.#context = undefined;
        return;
      case 'session.close':
        this.#connection.finish(1000, 'session.close');
        return;
      default:
        throw new ApiError('invalid_value', `type: unknown message ${shown(type)}.`, { param: 'type' });
    }
  }

  error(error: ApiError): void {
    this.#connection.send(told(error));
    // Without a configuration there is nothing to go on with.
    if (!this.#config)
      this.#connection.finish(1008, 'The first message must be a session.config that can be followed.');
  }

  idle(): void {
    this.error(new ApiError('request_timeout', 'The connection was idle for too long.'));
  }

  get #strictness() {
    return { ignoreUnknown: this.#deps.config.unknownFields === 'ignore' };
  }

  async #configure(fields: Record<string, unknown>): Promise<void> {
    if (this.#context)
      throw new ApiError('invalid_value', 'session.config is not allowed between input.text and input.done.');
    const parsed = parseBody(config, fields, this.#strictness);
    if (parsed.word_timestamps && !parsed.stream_audio)
      throw new ApiError('invalid_value', 'word_timestamps: requires stream_audio.', { param: 'word_timestamps' });
    if (parsed.stream_audio && parsed.response_format !== 'pcm')
      throw new ApiError('invalid_value', 'stream_audio: requires response_format pcm.', { param: 'stream_audio' });
    const name = [parsed.voice, parsed.speaker].find((given) => given?.trim());
    const voice = await this.#deps.engine().voices.load(name);
    const language = languageOf(parsed.lang_code) ?? languageNamed(parsed.language, voice.language);
    const whole = !parsed.stream_audio;
    const { lexicons = [] } = parsed;
    this.#deps.lexicons.forRequest(lexicons);
    this.#config = parsed;
    this.#manner = {
      lexicons,
      ...{ voice, language, speed: parsed.speed, format: parsed.response_format },
      granularity: parsed.split_granularity,
      joinedCharacters: whole ? JOINED.file : JOINED.streamed,
      heldBytesPerSample: whole ? 4 : 0,
    };
    clearTimeout(this.#late);
  }

  #append(text: string): void {
    if (text === '') return;
    this.#context ??= this.#begin();
    this.#context.append(text);
  }

  #begin(): LiveContext {
    const utterance = new Utterance(this.#connection, this.#config!, this.#utterances);
    const context: LiveContext = this.#connection.open(this.#manner!, {
      stretch: (text) => utterance.start(text),
      segment: (segment, span) => utterance.hear(segment, span),
      stretchOver: (span) => utterance.done(span),
      over: (outcome, error) => {
        if (this.#context === context) this.#context = undefined;
        utterance.over(outcome === 'cancelled', error);
      },
    });
    this.#utterances++;
    return context;
  }
}

function shown(type: unknown): string {
  return typeof type === 'string' ? JSON.stringify(type.slice(0, 64)) : 'without a type';
}
