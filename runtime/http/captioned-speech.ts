import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { audioFormats } from '../audio/encoders.ts';
import type { AudioFormat } from '../audio/format.ts';
import { toPcm16 } from '../audio/pcm.ts';
import type { MarkTime, WordTime } from '../speech/word-times.ts';
import type { Span } from '../../tracing/span.ts';
import { admit, speakAdmitted } from './admitted-speech.ts';
import { deliver } from './delivery.ts';
import type { ServerDeps } from './deps.ts';
import { errorResponses } from './error-responses.ts';
import { recordOf } from './request-record.ts';
import { requestedSpeech } from './requested-speech.ts';
import { resumed } from './resumed.ts';
import { captionedSpeechRequestSchema, parseSpeechBody } from './speech-request.ts';
import { streamedLoudness } from './speech.ts';
import { asStream } from './spoken-audio.ts';
import { MarkTimes, timed, told, withAudio } from './timed-speech.ts';
import type { TimedSegment } from './timed-speech.ts';
import { encoded } from './traced-encoding.ts';

const Timestamp = z.object({ word: z.string(), start_time: z.number(), end_time: z.number() });
const CaptionedSpeech = z.object({
  audio: z.string().meta({ description: 'Audio in base64; the pieces of a stream join to one file' }),
  audio_format: z.string().meta({ description: 'Its media type' }),
  timestamps: z
    .array(Timestamp)
    .nullable()
    .meta({ description: 'Seconds from the start of the audio; null without return_timestamps' }),
  marks: MarkTimes.optional().meta({ description: 'The marks of a document of SSML, when it has any' }),
});

/** POST /dev/captioned_speech: speech and its words in the form of Kokoro-FastAPI, for its clients. */
export function registerCaptionedSpeech(app: FastifyInstance, deps: ServerDeps): void {
  const { config, metrics, admission } = deps;
  const bodySchema = captionedSpeechRequestSchema(config.maxTextLength);
  const schema = {
    summary: 'Speak a text and tell when each word is heard, as Kokoro-FastAPI does',
    description: 'With stream, the default, each line of the answer is such an object.',
    tags: ['More than OpenAI'],
    body: z.toJSONSchema(bodySchema, { io: 'input' }),
    response: {
      200: { description: 'OK', content: { 'application/json': { schema: z.toJSONSchema(CaptionedSpeech) } } },
      ...errorResponses(400, 401, 404, 413, 415, 429, 500, 501, 503),
    },
  };
  app.post('/dev/captioned_speech', { schema }, async (request, reply) => {
    const engine = deps.engine();
    const record = recordOf(request);
    const body = parseSpeechBody(bodySchema, request.body, config);
    if (body.stream && body.loudness !== undefined) throw streamedLoudness();
    const { parts } = await requestedSpeech(body, engine, deps.lexicons, record);
    const ticket = admit(admission, 'text', request);
    const speaking = {
      ticket,
      signal: record.signal,
      span: record.span,
      heldBytesPerSample: body.stream ? 0 : 2,
      volume: body.volume_multiplier,
      loudness: body.loudness,
    };
    const segments = timed(await speakAdmitted({ parts, speed: body.speed }, engine, speaking), metrics.observeSegment);
    const format: AudioFormat = audioFormats[body.response_format];
    const withTimes = body.return_timestamps;
    const spoken = { segments, format, span: record.span };
    const lines = body.stream ? inLines(spoken, withTimes) : inOne(spoken, withTimes);
    // What fails before the first sound can still be answered as an error.
    const first = await lines.next();
    if (!body.stream) ticket.stage = 'delivery';
    const stallTimeoutMs = config.stallTimeoutSeconds * 1000;
    reply.type('application/json');
    return reply.send(deliver(resumed(first.value as Buffer, lines), request, reply, { ticket, stallTimeoutMs }));
  });
}

function timestamps(words: readonly WordTime[]): z.infer<typeof Timestamp>[] {
  return words.map(({ word, start, end }) => ({ word, start_time: start, end_time: end }));
}

interface Spoken {
  segments: AsyncIterable<TimedSegment>;
  format: AudioFormat;
  span: Span;
}

async function* inLines({ segments, format, span }: Spoken, withTimes: boolean): AsyncGenerator<Buffer> {
  const untold: WordTime[] = [];
  const marks: MarkTime[] = [];
  const line = (bytes: Uint8Array) =>
    Buffer.from(
      `${JSON.stringify({
        audio: Buffer.from(bytes).toString('base64'),
        audio_format: format.contentType,
        timestamps: withTimes ? timestamps(untold.splice(0)) : null,
        ...(withTimes && told(marks.splice(0))),
      } satisfies z.infer<typeof CaptionedSpeech>)}\n`,
    );
  async function* pcm() {
    for await (const { samples, words, marks: reached } of segments) {
      untold.push(...words);
      marks.push(...reached);
      yield toPcm16(samples);
    }
  }
  for await (const bytes of encoded(format, pcm(), undefined, span)) yield line(bytes);
  if (withTimes && untold.length + marks.length > 0) yield line(new Uint8Array());
}

async function* inOne({ segments, format, span }: Spoken, withTimes: boolean): AsyncGenerator<Buffer> {
  const words: WordTime[] = [];
  const marks: MarkTime[] = [];
  const pcm: Int16Array[] = [];
  for await (const segment of segments) {
    words.push(...segment.words);
    marks.push(...segment.marks);
    pcm.push(toPcm16(segment.samples));
  }
  const samples = pcm.reduce((sum, { length }) => sum + length, 0);
  const times = withTimes ? { timestamps: timestamps(words), ...told(marks) } : { timestamps: null };
  const answer = { audio_format: format.contentType, ...times };
  yield* withAudio(answer, encoded(format, asStream(pcm), samples, span));
}
