import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { audioFormats } from '../audio/encoders.ts';
import type { AudioFormat } from '../audio/format.ts';
import { SAMPLE_RATE, toPcm16 } from '../audio/pcm.ts';
import { toSrt, toVtt } from '../speech/subtitles.ts';
import type { MarkTime, WordTime } from '../speech/word-times.ts';
import { admit, speakAdmitted } from './admitted-speech.ts';
import { deliver } from './delivery.ts';
import type { ServerDeps } from './deps.ts';
import { errorResponses } from './error-responses.ts';
import { recordOf } from './request-record.ts';
import { requestedSpeech } from './requested-speech.ts';
import { parseSpeechBody, timestampsRequestSchema } from './speech-request.ts';
import { asStream } from './spoken-audio.ts';
import { MarkTimes, timed, told, withAudio } from './timed-speech.ts';
import { encoded } from './traced-encoding.ts';

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
  marks: MarkTimes.optional().meta({ description: 'The marks of a document of SSML, when it has any' }),
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
    const body = parseSpeechBody(bodySchema, request.body, config);
    const { parts } = await requestedSpeech(body, engine, deps.lexicons, record);
    const ticket = admit(admission, 'text', request);
    const withSound = body.timestamp_format === 'json';
    const speaking = {
      ticket,
      signal: record.signal,
      span: record.span,
      heldBytesPerSample: withSound ? 2 : 0,
      volume: body.volume_multiplier,
      loudness: body.loudness,
    };
    const words: WordTime[] = [];
    const marks: MarkTime[] = [];
    const pcm: Int16Array[] = [];
    let samples = 0;
    const spoken = await speakAdmitted({ parts, speed: body.speed }, engine, speaking);
    for await (const segment of timed(spoken, metrics.observeSegment)) {
      words.push(...segment.words);
      marks.push(...segment.marks);
      if (withSound) pcm.push(toPcm16(segment.samples));
      samples += segment.samples.length;
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
    const answer = { audio_format: body.response_format, duration: samples / SAMPLE_RATE, words, ...told(marks) };
    reply.type('application/json');
    return send(withAudio(answer, encoded(format, asStream(pcm), samples, record.span)));
  });
}
