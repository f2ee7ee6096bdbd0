import type { FastifyBaseLogger, FastifyReply, FastifyRequest } from 'fastify';
import type { WebSocket } from 'ws';
import { ApiError, internalError } from '../errors.ts';
import { speakAdmitted } from '../http/admitted-speech.ts';
import { clientOf } from '../http/rate-limit.ts';
import { endAsWebSocket, recordOf } from '../http/request-record.ts';
import type { Outcome } from '../http/request-record.ts';
import { openWebSocket } from '../http/upgrade.ts';
import type { LoadedVoice } from '../model/voice-library.ts';
import { speechParts } from '../speech/speech-job.ts';
import type { SpokenSegment } from '../speech/synthesize.ts';
import { completeLength, parseInline } from '../text/ssml/ssml.ts';
import { parseTags } from '../text/tags.ts';
import type { Language } from '../text/types.ts';
import { LiveContext } from './context.ts';
import type { Admitted, ContextEvents } from './context.ts';
import type { LiveDeps } from './live-deps.ts';
import { LiveSocket } from './live-socket.ts';
import type { Place } from './open-sockets.ts';
import type { Granularity } from './sentence-buffer.ts';
import { fieldsOf } from './json-message.ts';
import { textSpan } from './text-span.ts';
import { Turns } from './turns.ts';
import type { Order } from './turns.ts';
import { observed } from './observed.ts';

/** How a context speaks. */
export interface Manner {
  voice: LoadedVoice;
  language: Language;
  speed: number;
  /** Whether elements of SSML in the text are followed, instead of tags. */
  ssml?: boolean;
  /** Names of lexicons, the most important first. */
  lexicons?: readonly string[];
  /** For the count of requests. */
  format: string;
  granularity: Granularity;
  /** Sentences that wait are spoken together up to so many characters. */
  joinedCharacters: number;
  /** Bytes that are kept for each sample until a stretch is whole. */
  heldBytesPerSample?: number;
  idleMs?: number;
}

/** What a protocol makes of its client's messages. */
export interface Protocol {
  /** Follows a message; throws ApiError when it cannot. */
  message(fields: Record<string, unknown>): void | Promise<void>;
  /** Tells the client that handling a message failed. */
  error(error: ApiError): void;
  /** Nothing came for the time that a client may be silent; the connection is closed after it. */
  idle?(): void;
  /** No more text comes; what has come is spoken. */
  closing?(): void;
}

/** Status of a context in the count of requests: it came over a connection that switched protocols. */
const SWITCHED = '101';

/** A client's WebSocket: its contexts, its limits and its end. */
export class LiveConnection {
  readonly #deps: LiveDeps;
  readonly #request: FastifyRequest;
  readonly #socket: LiveSocket;
  readonly #turns: Turns;
  readonly #contexts = new Set<LiveContext>();
  readonly #name: string;
  #protocol: Protocol | undefined;
  #closing: { code: number; reason: string } | undefined;
  /** Messages are followed one after the other. */
  #followed = Promise.resolve();

  constructor(deps: LiveDeps, request: FastifyRequest, webSocket: WebSocket, place: Place, name: string, order: Order) {
    [this.#deps, this.#request, this.#name, this.#turns] = [deps, request, name, new Turns(order)];
    const { stallTimeoutSeconds, streams } = deps.config;
    const options = {
      stallTimeoutMs: stallTimeoutSeconds * 1000,
      idleMs: streams.idleMs,
      busy: () => [...this.#contexts].some((context) => context.busy),
    };
    deps.metrics.openStreams.inc({ protocol: name });
    place.onDrain = () => {
      this.finish(1001, 'The server is shutting down.');
      this.#socket.hurry();
    };
    this.#socket = new LiveSocket(webSocket, options, {
      message: (data, isBinary) => {
        this.#followed = this.#followed.then(() => this.#follow(data, isBinary)).catch((error) => this.#fail(error));
      },
      idle: () => {
        this.#protocol?.idle?.();
        this.finish(1000, `Nothing came for ${streams.idleMs / 1000} s.`);
      },
      closed: (slow) => {
        place.leave();
        deps.metrics.openStreams.dec({ protocol: name });
        if (slow) this.log.info('the client reads too slowly; closing its connection');
        for (const context of [...this.#contexts]) context.cancel(slow ? 'timed_out' : 'cancelled');
      },
    });
  }

  get log(): FastifyBaseLogger {
    return this.#request.log;
  }

  /** Contexts in progress. */
  get contexts(): number {
    return this.#contexts.size;
  }

  follow(protocol: Protocol): void {
    this.#protocol = protocol;
  }

  send(message: object): void {
    this.#socket.sendJson(message);
  }

  /** Sends audio; resolves when there is room for more. */
  async sendBytes(bytes: Uint8Array): Promise<void> {
    this.#socket.sendBytes(bytes);
    await this.room();
  }

  room(): Promise<void> {
    return this.#socket.room();
  }

  /** Lets every context end, then closes. */
  finish(code: number, reason: string): void {
    if (this.#closing) return;
    this.#closing = { code, reason };
    this.#protocol?.closing?.();
    for (const context of [...this.#contexts]) context.end();
    this.#closeWhenDone();
  }

  /** Begins a context; throws ApiError when there may be no more of them. */
  open(manner: Manner, events: ContextEvents): LiveContext {
    const { contexts: most, maxTextLength } = this.#deps.config.streams;
    if (this.contexts >= most) {
      const message = `This connection has ${most} contexts in progress, which is the limit (TTS_STREAM_CONTEXTS). Close one.`;
      throw new ApiError('overloaded', message, { retryAfterSeconds: 1 });
    }
    const { language, granularity, joinedCharacters, idleMs } = manner;
    const span = textSpan(this.#deps.tracing, this.#request, this.#name, manner);
    const context: LiveContext = new LiveContext(
      {
        ...{ language, granularity, joinedCharacters, maxCharacters: maxTextLength, turns: this.#turns, span },
        ...(idleMs === undefined ? {} : { idleMs }),
        ...(manner.ssml ? { completeLength } : {}),
        admit: async (begun) => {
          if (!begun) await this.#deps.countRequest?.(this.#request);
          return this.#deps.admission.enter('text', begun);
        },
        speak: this.#speaker(manner),
        fail: (error) => this.#fail(error),
      },
      {
        ...events,
        over: (outcome, error) => {
          this.#contexts.delete(context);
          this.#count(manner, outcome);
          if (error && error.status >= 500) this.log.error({ err: error.cause ?? error, ...span.ids }, error.message);
          events.over(outcome, error);
          this.#closeWhenDone();
        },
      },
    );
    this.#contexts.add(context);
    return context;
  }

  #count({ voice, format }: Manner, outcome: Outcome): void {
    this.#deps.metrics.requests.inc({ voice: voice.label, format, status: SWITCHED, outcome });
    this.#deps.metrics.streamContexts.inc({ protocol: this.#name, outcome });
  }

  /** Speaks stretches as `manner` says; a voice that a tag names speaks on in the next one. */
  #speaker({ voice, language, speed, ssml = false, lexicons = [], heldBytesPerSample = 0 }: Manner) {
    let speaker = { voice, language };
    const { metrics } = this.#deps;
    return async (
      text: string,
      { ticket, signal, follows, span }: Admitted,
    ): Promise<AsyncGenerator<SpokenSegment>> => {
      const started = performance.now();
      const engine = this.#deps.engine();
      const read = this.#deps.lexicons.forRequest(lexicons);
      const script = ssml ? parseInline(text) : parseTags(text);
      const parts = await speechParts(script, speaker.voice, engine.voices, speaker.language, read);
      const speaking = { ticket, signal, span, heldBytesPerSample, volume: 1, begun: follows };
      const segments = await speakAdmitted({ parts, speed, pauseAlone: true }, engine, speaking);
      const last = parts.findLast((part) => 'voice' in part);
      if (last) speaker = { voice: last.voice, language: last.language };
      return observed(segments, (segment, index) => {
        metrics.observeSegment(segment);
        if (index === 0 && !follows) metrics.timeToFirstAudio.observe((performance.now() - started) / 1000);
      });
    };
  }

  async #follow(data: Buffer, isBinary: boolean): Promise<void> {
    if (this.#closing || !this.#socket.open || !this.#protocol) return;
    try {
      await this.#protocol.message(fieldsOf(data, isBinary));
    } catch (error) {
      if (error instanceof ApiError) return this.#protocol.error(error);
      this.log.error({ err: error }, 'handling a message failed');
      this.#protocol.error(internalError(error));
    }
  }

  /** A fault of the server ends this connection, not those of others. */
  #fail(error: unknown): void {
    this.log.error({ err: error }, 'a WebSocket failed');
    this.#socket.break();
  }

  #closeWhenDone(): void {
    if (this.#closing && this.contexts === 0) this.#socket.close(this.#closing.code, this.#closing.reason);
  }
}

/** Makes a connection of a request for a WebSocket that has passed every check; throws ApiError when there may be no more. */
export function connect(
  deps: LiveDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  { name, order }: { name: string; order: Order },
  protocolOf: (connection: LiveConnection) => Protocol,
): void {
  const place = deps.sockets.enter(clientOf(request, deps.acceptsKey !== undefined));
  const opened = (webSocket: WebSocket) => {
    const connection = new LiveConnection(deps, request, webSocket, place, name, order);
    connection.follow(protocolOf(connection));
    endAsWebSocket(recordOf(request));
  };
  openWebSocket(request, reply, opened, () => {
    place.leave();
    recordOf(request).span.end();
  });
}
