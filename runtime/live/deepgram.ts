import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { toPcm16 } from '../audio/pcm.ts';
import { SpokenStream } from '../audio/spoken-stream.ts';
import type { Encoding } from '../audio/encoding.ts';
import { ApiError } from '../errors.ts';
import { errorResponses } from '../http/error-responses.ts';
import { characters } from '../http/input-fields.ts';
import { recordOf } from '../http/request-record.ts';
import { checkUpgrade } from '../http/upgrade.ts';
import type { LoadedVoice } from '../model/voice-library.ts';
import { checked, checkedQuery } from './checked.ts';
import { connect } from './connection.ts';
import type { LiveConnection, Manner, Protocol } from './connection.ts';
import type { LiveContext } from './context.ts';
import type { LiveDeps } from './live-deps.ts';
import { namedVoice } from './named-voice.ts';
import { answerWith, file } from './whole-speech.ts';

const RATES = [8_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000] as const;
const CODECS = { linear16: 'pcm', mulaw: 'mulaw', alaw: 'alaw', mp3: 'mp3' } as const;

const query = z.object({
  model: z.string().optional(),
  encoding: z.enum(['linear16', 'mulaw', 'alaw', 'mp3']).optional(),
  sample_rate: z.coerce.number().pipe(z.literal(RATES)).optional(),
  container: z.enum(['none', 'wav']).optional(),
  bit_rate: z.coerce
    .number()
    .pipe(z.literal([32_000, 48_000]))
    .optional(),
  speed: z.coerce.number().min(0.25).max(4).default(1),
});
type Query = z.infer<typeof query>;

const body = z.object({ text: z.string() });
const speak = z.object({ text: z.string() });

/** `/v1/speak` of Deepgram: a WebSocket for text that is being written, POST for a whole one. */
export function registerDeepgram(app: FastifyInstance, deps: LiveDeps): void {
  const querystring = z.toJSONSchema(query, { io: 'input' });
  const schema = (summary: string, response: object, ...errors: number[]) => ({
    summary,
    description: 'docs/reference/streaming.md tells what is understood.',
    tags: ['Deepgram'],
    querystring,
    response: { ...response, ...errorResponses(...errors) },
  });
  const socket = schema(
    'Deepgram: text in, speech out over a WebSocket',
    { 101: { description: 'A WebSocket' } },
    ...[400, 401, 403, 404, 426, 429, 503],
  );
  app.get('/v1/speak', { schema: socket }, async (request, reply) => {
    checkUpgrade(request, deps.config.corsOrigins);
    const asked = checkedQuery(query, request.query);
    const encoding = encodingOf(asked, 'linear16');
    if (encoding.codec === 'mp3')
      throw new ApiError('invalid_value', 'encoding: over a WebSocket, use linear16, mulaw or alaw.', {
        param: 'encoding',
      });
    const voice = await namedVoice(asked.model, deps.engine().voices);
    const kind = { name: 'deepgram', order: 'oldest' } as const;
    const { maxTextLength } = deps.config.streams;
    connect(
      deps,
      request,
      reply,
      kind,
      (connection) => new Deepgram(connection, voice, { encoding, speed: asked.speed, maxTextLength }, request.id),
    );
    return reply;
  });
  const post = {
    ...schema('Deepgram: speak a text', { 200: { description: 'The audio' } }, 400, 401, 404, 413, 415, 429, 500, 503),
    body: z.toJSONSchema(body, { io: 'input' }),
  };
  app.post('/v1/speak', { schema: post }, async (request, reply) => {
    const engine = deps.engine();
    recordOf(request).voice = 'unknown';
    const asked = checkedQuery(query, request.query);
    const { text } = checked(body, request.body);
    const voice = await namedVoice(asked.model, engine.voices);
    const encoding = encodingOf(asked, 'mp3');
    const wav = encoding.codec === 'pcm' && asked.container !== 'none';
    const { language } = voice;
    const speech = { text, voice, language, speed: asked.speed, lexicons: [], encoding };
    // The SDKs for Python before version 5 fail without them.
    reply.headers({
      'dg-request-id': request.id,
      'dg-model-name': voice.name,
      'dg-model-uuid': request.id,
      'dg-char-count': characters(text),
    });
    return answerWith(deps, request, reply, speech, file(encoding, wav));
  });
}

function encodingOf({ encoding, sample_rate, bit_rate }: Query, usual: keyof typeof CODECS): Encoding {
  const codec = CODECS[encoding ?? usual];
  const rate = sample_rate ?? { pcm: 24_000, mulaw: 8_000, alaw: 8_000, mp3: 22_050 }[codec];
  return codec === 'mp3' ? { codec, rate, kbitPerSecond: (bit_rate ?? 48_000) / 1000 } : { codec, rate };
}

/** Text until `Flush`. */
interface Turn {
  /** Begins when the turns before it are over. */
  context: LiveContext | undefined;
  /** What came before that. */
  texts: string[];
  flushed: boolean;
  ended: boolean;
}

/** Flushes that may wait for the ones before them: more than a person listens to. */
const MOST_TURNS = 1_000;

/** One turn after the other: each is spoken when those before it have been. */
class Deepgram implements Protocol {
  readonly #connection: LiveConnection;
  readonly #manner: Manner;
  readonly #encoding: Encoding;
  readonly #maxTextLength: number;
  /** Those that are not over; the first one is being spoken, the last one may still get text. */
  #turns: Turn[] = [];
  #flushes = 0;
  #clears = 0;

  constructor(
    connection: LiveConnection,
    voice: LoadedVoice,
    { encoding, speed, maxTextLength }: { encoding: Encoding; speed: number; maxTextLength: number },
    requestId: string,
  ) {
    [this.#connection, this.#encoding, this.#maxTextLength] = [connection, encoding, maxTextLength];
    this.#manner = {
      ...{ voice, language: voice.language, speed, format: encoding.codec },
      granularity: 'sentence',
      joinedCharacters: 1_000,
    };
    const model = { model_name: voice.name, model_version: 'kokoro', model_uuid: requestId };
    connection.send({ type: 'Metadata', request_id: requestId, ...model });
  }

  message(fields: Record<string, unknown>): void {
    switch (fields['type']) {
      case 'Speak': {
        const { text } = checked(speak, fields);
        const turn = this.#current();
        if (turn.context) turn.context.append(text);
        else this.#wait(turn, text);
        this.#goOn();
        return;
      }
      case 'Flush': {
        const turn = this.#current();
        [turn.flushed, turn.ended] = [true, true];
        turn.context?.end();
        this.#goOn();
        return;
      }
      case 'Clear': {
        const [spoken] = this.#turns;
        this.#turns = [];
        spoken?.context?.cancel();
        this.#connection.send({ type: 'Cleared', sequence_id: this.#clears++ });
        return;
      }
      case 'Close':
        this.#connection.finish(1000, 'Close');
        return;
      case 'KeepAlive':
        return;
      default:
        throw new ApiError('invalid_value', 'type: must be Speak, Flush, Clear or Close.', { param: 'type' });
    }
  }

  error({ message: description, code }: ApiError): void {
    this.#connection.send({ type: 'Error', description, message: description, code });
  }

  closing(): void {
    for (const turn of this.#turns) turn.ended = true;
  }

  /** The turn that gets what comes now. */
  #current(): Turn {
    const last = this.#turns.at(-1);
    if (last && !last.ended) return last;
    if (this.#turns.length >= MOST_TURNS)
      throw new ApiError('overloaded', `${MOST_TURNS} texts wait, which is the limit. Wait for a Flushed message.`, {
        retryAfterSeconds: 1,
      });
    const turn: Turn = { context: undefined, texts: [], flushed: false, ended: false };
    this.#turns.push(turn);
    return turn;
  }

  #wait(turn: Turn, text: string): void {
    const waiting = this.#turns.flatMap(({ texts }) => texts).reduce((sum, { length }) => sum + length, 0);
    if (waiting + text.length > this.#maxTextLength) {
      const message = `The texts that wait have too many characters (limit ${this.#maxTextLength}). Wait for a Flushed message.`;
      throw new ApiError('input_too_long', message, { param: 'text' });
    }
    turn.texts.push(text);
  }

  /** Begins the first turn if it has not begun. */
  #goOn(): void {
    const [turn] = this.#turns;
    if (!turn || turn.context) return;
    const sound = new SpokenStream(this.#encoding);
    const context = this.#connection.open(this.#manner, {
      segment: async ({ samples }, span) => {
        const bytes = await span.during('encode', () => sound.push(toPcm16(samples)));
        await span.during('deliver', () => this.#send(turn, bytes));
      },
      spoken: async () => this.#send(turn, await sound.end()),
      over: (outcome, error) => {
        sound.close();
        if (this.#turns[0] !== turn) return;
        // The client is gone.
        if (outcome !== 'ok' && !error) return void (this.#turns = []);
        this.#turns.shift();
        if (error) this.error(error);
        if (turn.flushed) this.#connection.send({ type: 'Flushed', sequence_id: this.#flushes++ });
        this.#goOn();
      },
    });
    turn.context = context;
    for (const text of turn.texts.splice(0)) context.append(text);
    if (turn.ended) context.end();
  }

  /** Nothing of a turn that is over, such as one that was cleared while this was encoded. */
  async #send(turn: Turn, bytes: Buffer): Promise<void> {
    if (this.#turns[0] === turn) await this.#connection.sendBytes(bytes);
  }
}
