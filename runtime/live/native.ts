import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { audioFormats, formatNames } from '../audio/encoders.ts';
import type { AudioFormat } from '../audio/format.ts';
import { SAMPLE_RATE, pcmBytes, toPcm16 } from '../audio/pcm.ts';
import { ApiError } from '../errors.ts';
import { langCode, languageOf } from '../http/borrowed-fields.ts';
import { errorResponses } from '../http/error-responses.ts';
import { parseBody } from '../http/request-body.ts';
import { asStream } from '../http/spoken-audio.ts';
import { checkUpgrade } from '../http/upgrade.ts';
import type { SpokenSegment } from '../speech/synthesize.ts';
import { wordTimes } from '../speech/word-times.ts';
import type { WordTime } from '../speech/word-times.ts';
import { connect } from './connection.ts';
import type { LiveConnection, Manner, Protocol } from './connection.ts';
import type { LiveContext } from './context.ts';
import { languageNamed } from './language-names.ts';
import type { LiveDeps } from './live-deps.ts';

/** Time for the first message, which says how to speak. */
const CONFIG_MS = 10_000;

/** Files are made of short stretches, so that the first one is there early; what is streamed is spoken in longer ones. */
const JOINED = { file: 250, streamed: 1_000 };

const config = z.strictObject({
  type: z.literal('session.config'),
  model: z.string().optional(),
  voice: z.string().optional(),
  speaker: z.string().optional(),
  language: z.string().max(64).optional(),
  lang_code: langCode,
  instructions: z.string().optional(),
  response_format: z.enum(formatNames).default('wav'),
  speed: z.number().min(0.25).max(4).default(1),
  stream_audio: z.boolean().default(false),
  split_granularity: z.enum(['none', 'sentence', 'clause']).default('sentence'),
  word_timestamps: z.boolean().default(false),
});
type Config = z.infer<typeof config>;

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
      this.error(new ApiError('request_timeout', 'No session.config came in 10 s.'));
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
        throw new ApiError('invalid_value', `type: there is no message ${shown(type)}.`, { param: 'type' });
    }
  }

  error(error: ApiError): void {
    this.#connection.send(told(error));
    // Without a configuration there is nothing to go on with.
    if (!this.#config) this.#connection.finish(1008, 'The first message must be a session.config that can be followed.');
  }

  idle(): void {
    this.error(new ApiError('request_timeout', 'No message came for too long.'));
  }

  get #strictness() {
    return { ignoreUnknown: this.#deps.config.unknownFields === 'ignore' };
  }

  async #configure(fields: Record<string, unknown>): Promise<void> {
    if (this.#context)
      throw new ApiError('invalid_value', 'session.config may not come between input.text and input.done.');
    const parsed = parseBody(config, fields, this.#strictness);
    if (parsed.word_timestamps && !parsed.stream_audio)
      throw new ApiError('invalid_value', 'word_timestamps: it needs stream_audio.', { param: 'word_timestamps' });
    if (parsed.stream_audio && parsed.response_format !== 'pcm')
      throw new ApiError('invalid_value', 'stream_audio: it needs response_format pcm.', { param: 'stream_audio' });
    const name = [parsed.voice, parsed.speaker].find((given) => given?.trim());
    const voice = await this.#deps.engine().voices.load(name);
    const language = languageOf(parsed.lang_code) ?? languageNamed(parsed.language, voice.language);
    const whole = !parsed.stream_audio;
    this.#config = parsed;
    this.#manner = {
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
      segment: (segment) => utterance.hear(segment),
      stretchOver: () => utterance.done(),
      over: (outcome, error) => {
        if (this.#context === context) this.#context = undefined;
        utterance.over(outcome === 'cancelled', error);
      },
    });
    this.#utterances++;
    return context;
  }
}

/** What the client hears of one utterance. */
class Utterance {
  readonly #connection: LiveConnection;
  readonly #config: Config;
  readonly #index: number;
  #sentences = 0;
  #started = false;
  #pcm: Int16Array[] = [];
  #samples = 0;
  #bytes = 0;
  #chunks = 0;
  #words: WordTime[] = [];

  constructor(connection: LiveConnection, config: Config, index: number) {
    [this.#connection, this.#config, this.#index] = [connection, config, index];
  }

  get #names() {
    return { utterance_index: this.#index, sentence_index: this.#sentences };
  }

  start(text: string): void {
    const { response_format: format, stream_audio: streamed, word_timestamps: timed } = this.#config;
    [this.#started, this.#pcm, this.#samples, this.#bytes, this.#chunks, this.#words] = [true, [], 0, 0, 0, []];
    this.#connection.send({
      type: 'audio.start',
      ...this.#names,
      sentence_text: text.trim(),
      format,
      ...(streamed ? { sample_rate: SAMPLE_RATE, channels: 1 } : {}),
      ...(timed ? { word_timestamps: true } : {}),
    });
  }

  async hear({ segment, samples, durations }: SpokenSegment): Promise<void> {
    const pcm = toPcm16(samples);
    if (!this.#config.stream_audio) {
      this.#pcm.push(pcm);
      this.#samples += pcm.length;
      return;
    }
    const bytes = pcmBytes(pcm);
    if (!this.#config.word_timestamps) await this.#sendBytes(bytes);
    else {
      const words = durations ? wordTimes(segment, durations, this.#samples / SAMPLE_RATE) : [];
      this.#words.push(...words);
      this.#chunk(bytes, words, this.#samples);
      this.#bytes += bytes.length;
      await this.#connection.room();
    }
    this.#samples += pcm.length;
  }

  async done(): Promise<void> {
    if (!this.#config.stream_audio) {
      const format: AudioFormat = audioFormats[this.#config.response_format];
      for await (const bytes of format.encode(asStream(this.#pcm), this.#samples)) await this.#sendBytes(bytes);
    } else if (this.#config.word_timestamps) this.#chunk(new Uint8Array(), this.#words, 0);
    this.#doneWith(false);
  }

  over(cancelled: boolean, error: ApiError | undefined): void {
    if (this.#started) this.#doneWith(error !== undefined);
    if (error) {
      const partial = this.#bytes > 0 ? { partial_audio: true, action: 'discard' } : {};
      this.#connection.send({ ...told(error), ...this.#names, ...partial });
    }
    this.#connection.send({
      type: 'session.done',
      utterance_index: this.#index,
      total_sentences: this.#sentences,
      ...(cancelled ? { cancelled } : {}),
    });
  }

  async #sendBytes(bytes: Uint8Array): Promise<void> {
    this.#bytes += bytes.length;
    await this.#connection.sendBytes(bytes);
  }

  #doneWith(error: boolean): void {
    this.#connection.send({ type: 'audio.done', ...this.#names, total_bytes: this.#bytes, error });
    this.#started = false;
    this.#sentences++;
  }

  #chunk(bytes: Uint8Array, words: readonly WordTime[], firstSample: number): void {
    const ms = (samples: number) => Math.round((samples * 1000) / SAMPLE_RATE);
    this.#connection.send({
      type: 'audio.chunk',
      ...this.#names,
      chunk_id: this.#chunks++,
      chunk_start_ms: ms(firstSample),
      chunk_end_ms: bytes.length === 0 ? ms(this.#samples) : ms(firstSample + bytes.length / 2),
      sample_rate: SAMPLE_RATE,
      channels: 1,
      audio_b64: Buffer.from(bytes).toString('base64'),
      timestamps: words.map(({ word, start, end }) => ({
        word,
        start_ms: Math.round(start * 1000),
        end_ms: Math.round(end * 1000),
      })),
    });
  }
}

function told({ message, code, param }: ApiError): object {
  return { type: 'error', message, code, param };
}

function shown(type: unknown): string {
  return typeof type === 'string' ? JSON.stringify(type.slice(0, 64)) : 'without a type';
}
