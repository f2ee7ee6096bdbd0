import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { audioFormats } from '../audio/encoders.ts';
import type { AudioFormat } from '../audio/format.ts';
import { SAMPLE_RATE, toPcm16 } from '../audio/pcm.ts';
import { ApiError } from '../errors.ts';
import { toSrt, toVtt } from '../subtitles.ts';
import { speechParts } from '../speech-job.ts';
import { wordTimes } from '../word-times.ts';
import type { WordTime } from '../word-times.ts';
import { admit, speakAdmitted } from './admitted-speech.ts';
import { deliver } from './delivery.ts';
import type { ServerDeps } from './deps.ts';
import { errorResponses } from './error-responses.ts';
import { recordOf } from './request-record.ts';
import { parseSpeechBody, timestampsRequestSchema } from './speech-request.ts';
import { asStream } from './spoken-audio.ts';

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
  const { config, metrics, admission } = deps;
  const bodySchema = timestampsRequestSchema(config.maxTextLength);
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
  app.post('/v1/audio/speech/timestamps', { schema }, async (request, reply) => {
    const engine = deps.engine();
    const record = recordOf(request);
    const body = parseSpeechBody(bodySchema, request.body, config.maxTextLength);
    [record.voice, record.format] = ['unknown', body.response_format];
    const voice = await engine.voices.load(body.voice);
    record.voice = voice.label;
    const parts = await speechParts(body.input, voice, engine.voices);
    const ticket = admit(admission, 'text', request);
    const withSound = body.timestamp_format === 'json';
    const speaking = { ticket, signal: record.signal, heldBytesPerSample: withSound ? 2 : 0 };
    const words: WordTime[] = [];
    const pcm: Int16Array[] = [];
    let samples = 0;
    for await (const spoken of await speakAdmitted({ parts, speed: body.speed }, engine, speaking)) {
      metrics.observeSegment(spoken);
      if (!spoken.durations) {
        throw new ApiError(
          'timestamps_unavailable',
          'The model on this server does not tell how long its sounds last.',
        );
      }
      words.push(...wordTimes(spoken.segment, spoken.durations, samples / SAMPLE_RATE));
      if (withSound) pcm.push(toPcm16(spoken.samples));
      samples += spoken.samples.length;
    }
    ticket.stage = 'delivery';
    const send = (answer: AsyncIterable<Uint8Array>) =>
      reply.send(deliver(answer, request, reply, { ticket, stallTimeoutMs: config.stallTimeoutSeconds * 1000 }));
    if (body.timestamp_format !== 'json') {
      const { type, write } = subtitles[body.timestamp_format];
      reply.type(type);
      return send(asStream([Buffer.from(write(words))]));
    }
    const format: AudioFormat = audioFormats[body.response_format];
    const answer = { audio_format: body.response_format, duration: samples / SAMPLE_RATE, words };
    reply.type('application/json');
    return send(withAudio(answer, format.encode(asStream(pcm), samples)));
  });
}

/** The answer as JSON in pieces: in one piece, minutes of speech would hold up the event loop. */
async function* withAudio(
  answer: Omit<z.infer<typeof Timestamps>, 'audio'>,
  audio: AsyncIterable<Uint8Array>,
): AsyncGenerator<Buffer> {
  yield Buffer.from(`${JSON.stringify(answer).slice(0, -1)},"audio":"`);
  let rest = Buffer.alloc(0);
  for await (const bytes of audio) {
    const joined = Buffer.concat([rest, bytes]);
    const whole = joined.length - (joined.length % 3);
    yield Buffer.from(joined.toString('base64', 0, whole));
    rest = joined.subarray(whole);
  }
  yield Buffer.from(`${rest.toString('base64')}"}`);
}
