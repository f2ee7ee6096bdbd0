import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { audioFormats } from '../audio/encoders.ts';
import type { AudioFormat } from '../audio/format.ts';
import { toPcm16 } from '../audio/pcm.ts';
import { synthesize } from '../synthesize.ts';
import type { SpokenSegment } from '../synthesize.ts';
import type { ServerDeps } from './deps.ts';
import { errorResponses } from './error-responses.ts';
import { parseSpeechRequest, speechRequestSchema } from './speech-request.ts';
import { speechEvents } from './speech-events.ts';

const binary = { schema: { type: 'string', format: 'binary' } };

/** POST /v1/audio/speech. */
export function registerSpeech(app: FastifyInstance, deps: ServerDeps): void {
  const { config, metrics } = deps;
  const schema = {
    summary: 'Speak a text',
    description: "OpenAI's speech endpoint. The first bytes leave as soon as the first sentences are spoken.",
    tags: ['OpenAI'],
    body: z.toJSONSchema(speechRequestSchema(config.maxTextLength), { io: 'input' }),
    response: {
      200: {
        description: 'The audio, or its events',
        content: {
          ...Object.fromEntries(Object.values(audioFormats).map((format) => [format.contentType, binary])),
          'text/event-stream': { schema: { type: 'string' } },
        },
      },
      ...errorResponses(400, 401, 404, 413, 415, 429, 500, 503),
    },
  };

  app.post('/v1/audio/speech', { schema }, async (request, reply) => {
    const engine = deps.engine();
    const body = parseSpeechRequest(request.body, config.maxTextLength);
    const voice = await engine.voices.load(body.voice);
    const abort = new AbortController();
    reply.raw.on('close', () => abort.abort(new Error('the client went away')));

    const started = performance.now();
    const spoken = synthesize(
      { text: body.input, language: voice.language, voice: voice.pack, speed: body.speed },
      engine,
      abort.signal,
    );
    const first = await spoken.next();
    if (first.done) throw new Error('synthesis gave no segment');
    metrics.timeToFirstAudio.observe((performance.now() - started) / 1000);

    const format: AudioFormat = audioFormats[body.response_format];
    const whole = format.headerHoldsLength && body.stream_format === undefined;
    const segments = whole ? [first.value, ...(await Array.fromAsync(spoken))] : resume(first.value, spoken);
    const length = Array.isArray(segments) ? segments.reduce((sum, { samples }) => sum + samples.length, 0) : undefined;
    const usage = { tokens: 0, samples: 0 };
    const pcm = toPcm(segments, (segment) => {
      usage.tokens += segment.tokens;
      usage.samples += segment.samples.length;
      metrics.observeSegment(segment);
    });
    const bytes = format.encode(pcm, length);
    if (body.stream_format === 'sse') {
      reply.header('content-type', 'text/event-stream').header('cache-control', 'no-cache');
      return reply.send(Readable.from(speechEvents(bytes, usage)));
    }
    reply.header('content-type', format.contentType);
    return whole ? reply.send(Buffer.concat(await Array.fromAsync(bytes))) : reply.send(Readable.from(bytes));
  });
}

async function* resume(first: SpokenSegment, rest: AsyncGenerator<SpokenSegment>): AsyncGenerator<SpokenSegment> {
  try {
    yield first;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}

async function* toPcm(
  segments: Iterable<SpokenSegment> | AsyncIterable<SpokenSegment>,
  onSegment: (segment: SpokenSegment) => void,
): AsyncGenerator<Int16Array> {
  for await (const segment of segments) {
    onSegment(segment);
    yield toPcm16(segment.samples);
  }
}
