import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { audioFormats } from '../audio/encoders.ts';
import type { AudioFormat } from '../audio/format.ts';
import { ApiError } from '../errors.ts';
import { version } from '../process/version.ts';
import { admit, speakAdmitted } from './admitted-speech.ts';
import { deliver, failedInside, sliced } from './delivery.ts';
import type { ServerDeps } from './deps.ts';
import { isNamed } from './entity-tags.ts';
import { errorResponses } from './error-responses.ts';
import { recordOf } from './request-record.ts';
import { requestedSpeech } from './requested-speech.ts';
import { createSpeechCache, speechKey } from './speech-cache.ts';
import { speechEvents } from './speech-events.ts';
import { parseSpeechBody, speechRequestSchema } from './speech-request.ts';
import { asStream, speakAudio } from './spoken-audio.ts';
import type { SpokenAudio } from './spoken-audio.ts';

const binary = { schema: { type: 'string', format: 'binary' } };

/** POST /v1/audio/speech. */
export function registerSpeech(app: FastifyInstance, deps: ServerDeps): void {
  const { config, metrics, admission } = deps;
  const cache = createSpeechCache(config.cacheBytes);
  deps.whenAsleep?.(() => cache.clear());
  const bodySchema = speechRequestSchema(config.maxTextLength);
  const schema = {
    summary: 'Speak a text',
    description: "OpenAI's speech endpoint. The first bytes leave as soon as the first sentences are spoken.",
    tags: ['OpenAI'],
    body: z.toJSONSchema(bodySchema, { io: 'input' }),
    response: {
      200: {
        description: 'The audio, or its events',
        content: {
          ...Object.fromEntries(Object.values(audioFormats).map((format) => [format.contentType, binary])),
          'text/event-stream': { schema: { type: 'string' } },
        },
      },
      304: { description: 'The same as the answer that If-None-Match names' },
      ...errorResponses(400, 401, 404, 413, 415, 429, 500, 503),
    },
  };

  app.post('/v1/audio/speech', { schema }, async (request, reply) => {
    const engine = deps.engine();
    const record = recordOf(request);
    const body = parseSpeechBody(bodySchema, request.body, config);
    const { response_format: format, stream_format: streamFormat, speed, input, volume_multiplier: volume } = body;
    if (body.stream === false && streamFormat === 'sse') throw wholeEvents();
    const { loudness } = body;
    if (loudness !== undefined && (body.stream === true || streamFormat === 'sse')) throw streamedLoudness();
    const { voice, language, parts, lexicons } = await requestedSpeech(body, engine, deps.lexicons, record);
    request.log.debug({ characters: input.length, voice: voice.label, format, speed }, 'speech request');

    const file: AudioFormat = audioFormats[format];
    const streamed = body.stream ?? (!file.headerHoldsLength || streamFormat !== undefined);
    const whole = loudness !== undefined || !streamed;
    const dictionaries = lexicons.join(' ');
    const { isDocument, allow_voice_tags: voiceTags } = body;
    const { equalLoudness } = config;
    const how = { speed, volume, loudness: loudness ?? '', equalLoudness, format, whole };
    const spoken = { voice: voice.name, language, input, isDocument, voiceTags, dictionaries, ...how };
    const key = speechKey({ version, model: engine.store.digest, ...spoken });
    const etag = `"${key}"`;
    // Events are sent anew: they have no ETag.
    if (streamFormat !== 'sse' && isNamed(etag, request.headers['if-none-match']))
      return reply.code(304).header('etag', etag).send();

    const cached = cache.get(key);
    metrics.cacheLookups.inc({ result: cached ? 'hit' : 'miss' });
    record.span.set({ 'tts.cached': cached !== undefined });
    const ticket = admit(admission, cached ? 'delivery' : 'text', request);
    const speak = async (): Promise<SpokenAudio> => {
      const started = performance.now();
      file.prepare?.();
      // A whole file is kept as samples, and as what its encoder made of them.
      const heldBytesPerSample = whole ? (file.byteLength ? 2 : 4) : 0;
      const { signal, span } = record;
      const speaking = { ticket, signal, span, heldBytesPerSample, volume, loudness };
      const segments = await speakAdmitted({ parts, speed }, engine, speaking);
      const spoken = await speakAudio(segments, { format, whole, span, onSegment: metrics.observeSegment });
      metrics.timeToFirstAudio.observe((performance.now() - started) / 1000);
      return { bytes: cache.keep(key, spoken.bytes, spoken.usage), usage: spoken.usage };
    };
    const { bytes, usage } = cached ? { bytes: sliced(cached.bytes), usage: cached.usage } : await speak();
    const delivery = { ticket, stallTimeoutMs: config.stallTimeoutSeconds * 1000 };

    if (streamFormat === 'sse') {
      const events = speechEvents(bytes, usage, (error) => failedInside(request, error));
      reply.header('content-type', 'text/event-stream').header('cache-control', 'no-cache');
      return reply.send(deliver(events, request, reply, delivery));
    }
    reply.header('content-type', file.contentType).header('etag', etag);
    if (cached) reply.header('content-length', cached.bytes.length);
    if (whole) ticket.stage = 'delivery';
    if (!whole || cached) return reply.send(deliver(bytes, request, reply, delivery));
    const length = file.byteLength?.(usage.samples);
    if (length !== undefined) {
      return reply.header('content-length', length).send(deliver(bytes, request, reply, delivery));
    }
    const pieces = await Array.fromAsync(bytes);
    reply.header(
      'content-length',
      pieces.reduce((sum, piece) => sum + piece.length, 0),
    );
    return reply.send(deliver(asStream(pieces), request, reply, delivery));
  });
}

function wholeEvents(): ApiError {
  const message = 'stream: false and stream_format: sse cannot be combined. Omit one of them.';
  return new ApiError('invalid_value', message, { param: 'stream' });
}

/** The answer to a request that wants the loudness of the whole before the whole is there. */
export function streamedLoudness(): ApiError {
  const message = 'loudness is measured on the whole audio, which cannot be streamed then. Send stream: false.';
  return new ApiError('invalid_value', message, { param: 'loudness' });
}
