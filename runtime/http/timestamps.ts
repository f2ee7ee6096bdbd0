import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { audioFormats } from '../audio/encoders.ts';
import type { AudioFormat } from '../audio/format.ts';
import { SAMPLE_RATE, toPcm16 } from '../audio/pcm.ts';
import { ApiError } from '../errors.ts';
import { toSrt, toVtt } from '../subtitles.ts';
import { speechParts } from '../speech-job.ts';
import { synthesize } from '../synthesize.ts';
import { wordTimes } from '../word-times.ts';
import type { WordTime } from '../word-times.ts';
import { closeSignal } from './close-signal.ts';
import type { ServerDeps } from './deps.ts';
import { errorResponses } from './error-responses.ts';
import { requestCount } from './request-count.ts';
import { parseSpeechBody, timestampsRequestSchema } from './speech-request.ts';

const Timestamps = z.object({
  audio: z.string().meta({ description: 'The audio file in base64' }),
  audio_format: z.string(),
  duration: z.number().meta({ description: 'Seconds of speech' }),
  words: z.array(
    z.object({
      word: z.string().meta({ description: 'As in the input, with its marks' }),
      start: z.number().meta({ description: 'Seconds from the start of the audio' }),
      end: z.number(),
    }),
  ),
});

const subtitles = {
  srt: { type: 'application/x-subrip; charset=utf-8', write: toSrt },
  vtt: { type: 'text/vtt; charset=utf-8', write: toVtt },
};

/** POST /v1/audio/speech/timestamps: speech and when each word is heard, or subtitles. */
export function registerTimestamps(app: FastifyInstance, deps: ServerDeps): void {
  const { maxTextLength } = deps.config;
  const bodySchema = timestampsRequestSchema(maxTextLength);
  const schema = {
    summary: 'Speak a text and tell when each word is heard',
    description:
      'In every language. Times count from the start of the audio. Tags of the input are followed and are no words.',
    tags: ['More than OpenAI'],
    body: z.toJSONSchema(bodySchema, { io: 'input' }),
    response: {
      200: {
        description: 'The speech and its words, or subtitles',
        content: {
          'application/json': { schema: z.toJSONSchema(Timestamps) },
          'application/x-subrip': { schema: { type: 'string' } },
          'text/vtt': { schema: { type: 'string' } },
        },
      },
      ...errorResponses(400, 401, 404, 413, 415, 429, 500, 501, 503),
    },
  };
  const count = requestCount(deps.metrics);
  app.post('/v1/audio/speech/timestamps', { schema, onResponse: count.onResponse }, async (request, reply) => {
    const engine = deps.engine();
    const body = parseSpeechBody(bodySchema, request.body, maxTextLength);
    count.label(request, 'unknown', body.response_format);
    const voice = await engine.voices.load(body.voice);
    count.label(request, voice.label, body.response_format);
    const parts = await speechParts(body.input, voice, engine.voices);
    const job = { parts, speed: body.speed };
    const words: WordTime[] = [];
    const pcm: Int16Array[] = [];
    let samples = 0;
    for await (const spoken of synthesize(job, engine, closeSignal(reply))) {
      deps.metrics.observeSegment(spoken);
      if (!spoken.durations) {
        throw new ApiError(
          'timestamps_unavailable',
          'The model on this server does not tell how long its sounds last.',
        );
      }
      words.push(...wordTimes(spoken.segment, spoken.durations, samples / SAMPLE_RATE));
      pcm.push(toPcm16(spoken.samples));
      samples += spoken.samples.length;
    }
    if (body.timestamp_format !== 'json') {
      const { type, write } = subtitles[body.timestamp_format];
      return reply.type(type).send(write(words));
    }
    const format: AudioFormat = audioFormats[body.response_format];
    const answer = { audio_format: body.response_format, duration: samples / SAMPLE_RATE, words };
    const text = withAudio(answer, format.encode(asStream(pcm), samples));
    return reply.type('application/json').send(Readable.from(text, { objectMode: false }));
  });
}

/** The answer as JSON in pieces: in one piece, minutes of speech would hold up the event loop. */
async function* withAudio(
  answer: Omit<z.infer<typeof Timestamps>, 'audio'>,
  audio: AsyncIterable<Uint8Array>,
): AsyncGenerator<string> {
  yield `${JSON.stringify(answer).slice(0, -1)},"audio":"`;
  let rest = Buffer.alloc(0);
  for await (const bytes of audio) {
    const joined = Buffer.concat([rest, bytes]);
    const whole = joined.length - (joined.length % 3);
    yield joined.toString('base64', 0, whole);
    rest = joined.subarray(whole);
  }
  yield `${rest.toString('base64')}"}`;
}

async function* asStream(pcm: Int16Array[]): AsyncGenerator<Int16Array> {
  yield* pcm;
}
