import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { audioFormats } from '../audio/encoders.ts';
import { speechParts } from '../speech-job.ts';
import { synthesize } from '../synthesize.ts';
import { closeSignal } from './close-signal.ts';
import type { ServerDeps } from './deps.ts';
import { toApiError } from './error-handler.ts';
import { errorResponses } from './error-responses.ts';
import { requestCount } from './request-count.ts';
import { createSpeechCache, speechKey } from './speech-cache.ts';
import { speechEvents } from './speech-events.ts';
import { parseSpeechBody, speechRequestSchema } from './speech-request.ts';
import { speakAudio } from './spoken-audio.ts';
import type { SpokenAudio } from './spoken-audio.ts';

const binary = { schema: { type: 'string', format: 'binary' } };

/** POST /v1/audio/speech. */
export function registerSpeech(app: FastifyInstance, deps: ServerDeps): void {
  const { config, metrics } = deps;
  const cache = createSpeechCache(config.cacheBytes);
  const count = requestCount(metrics);
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

  app.post('/v1/audio/speech', { schema, onResponse: count.onResponse }, async (request, reply) => {
    const engine = deps.engine();
    const body = parseSpeechBody(bodySchema, request.body, config.maxTextLength);
    const { response_format: format, stream_format: streamFormat, speed, input } = body;
    count.label(request, 'unknown', format);
    const voice = await engine.voices.load(body.voice);
    count.label(request, voice.label, format);
    const parts = await speechParts(input, voice, engine.voices);
    request.log.debug({ input, voice: body.voice, format, speed }, 'speech request');

    const whole = audioFormats[format].headerHoldsLength && streamFormat === undefined;
    const key = speechKey({ model: engine.store.digest, voice: voice.name, input, speed, format, whole });
    const etag = `"${key}"`;
    if (request.headers['if-none-match'] === etag) return reply.code(304).header('etag', etag).send();

    const speak = async (): Promise<SpokenAudio> => {
      const started = performance.now();
      const segments = synthesize({ parts, speed }, engine, closeSignal(reply));
      const onSegment = metrics.observeSegment;
      const { bytes, usage } = await speakAudio(segments, { format, whole, onSegment });
      metrics.timeToFirstAudio.observe((performance.now() - started) / 1000);
      return { bytes: cache.keep(key, bytes, usage), usage };
    };
    const cached = cache.get(key);
    metrics.cacheLookups.inc({ result: cached ? 'hit' : 'miss' });
    const { bytes, usage } = cached ? { bytes: Readable.from([cached.bytes]), usage: cached.usage } : await speak();

    if (streamFormat === 'sse') {
      const onError = (error: unknown) => logged(request, error);
      reply.header('content-type', 'text/event-stream').header('cache-control', 'no-cache');
      return reply.send(Readable.from(speechEvents(bytes, usage, onError), { objectMode: false, highWaterMark: 1 }));
    }
    reply.header('content-type', audioFormats[format].contentType).header('etag', etag);
    if (cached) return reply.send(cached.bytes);
    if (whole) return reply.send(Buffer.concat(await Array.fromAsync(bytes)));
    return reply.send(Readable.from(bytes));
  });
}

function logged(request: FastifyRequest, error: unknown) {
  const answer = toApiError(error);
  request.log.error({ err: answer.cause ?? error }, answer.message);
  return answer;
}
