import type { FastifyReply, FastifyRequest } from 'fastify';
import { CONTENT_TYPES } from '../audio/encoding.ts';
import type { Encoding } from '../audio/encoding.ts';
import { toPcm16 } from '../audio/pcm.ts';
import { SpokenStream } from '../audio/spoken-stream.ts';
import { wavHeader } from '../audio/wav.ts';
import { admit, speakAdmitted } from '../http/admitted-speech.ts';
import { deliver } from '../http/delivery.ts';
import type { ServerDeps } from '../http/deps.ts';
import { characters, checkLength, checkNotEmpty } from '../http/input-fields.ts';
import { recordOf } from '../http/request-record.ts';
import type { LoadedVoice } from '../model/voice-library.ts';
import { speechParts } from '../speech/speech-job.ts';
import type { SpokenSegment } from '../speech/synthesize.ts';
import { resumed } from '../http/resumed.ts';
import { parseInline } from '../text/ssml/ssml.ts';
import { parseTags } from '../text/tags.ts';
import { observed } from './observed.ts';
import type { Span } from '../../tracing/span.ts';
import type { Language } from '../text/types.ts';

export interface WholeSpeech {
  text: string;
  voice: LoadedVoice;
  language: Language;
  speed: number;
  /** Whether elements of SSML in the text are followed, instead of tags. */
  ssml?: boolean;
  lexicons: readonly string[];
  encoding: Encoding;
}

/** What an answer is made of. */
export interface Form {
  /** Its media type. */
  type: string;
  /** Bytes that are kept for each sample until the answer is sent. */
  heldBytesPerSample: number;
  bytes(segments: AsyncIterable<SpokenSegment>, sound: SpokenStream, span: Span): AsyncGenerator<Uint8Array>;
}

/** The sound alone, while it is spoken; `wav`: with the header of a WAV file before the samples. */
export function file({ codec, rate }: Encoding, wav = false): Form {
  return {
    type: wav ? 'audio/wav' : CONTENT_TYPES[codec],
    heldBytesPerSample: 0,
    async *bytes(segments, sound, span) {
      if (wav) yield wavHeader(undefined, rate);
      for await (const { samples } of segments) yield await span.during('encode', () => sound.push(toPcm16(samples)));
      yield await sound.end();
    },
  };
}

/** Answers a request for speech whose text is there, in an encoding that OpenAI's API does not have, while it is spoken. */
export async function answerWith(
  deps: ServerDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  { text, voice, language, speed, lexicons, ssml = false, encoding }: WholeSpeech,
  form: Form = file(encoding),
): Promise<FastifyReply> {
  const { config, metrics, admission } = deps;
  checkNotEmpty(text, 'text');
  checkLength('The text', characters(text), config.maxTextLength, 'text');
  const engine = deps.engine();
  const record = recordOf(request);
  [record.voice, record.format] = [voice.label, encoding.codec];
  const parts = await speechParts(
    ssml ? parseInline(text) : parseTags(text),
    voice,
    engine.voices,
    language,
    deps.lexicons.forRequest(lexicons),
  );
  const ticket = admit(admission, 'text', request);
  const { signal, span } = record;
  const { heldBytesPerSample } = form;
  const speaking = { ticket, signal, span, heldBytesPerSample, volume: 1 };
  const segments = await speakAdmitted({ parts, speed }, engine, speaking);
  // What fails before the first sound can still be answered as an error.
  const first = await segments.next();
  const spoken = observed(resumed(first.value as SpokenSegment, segments), metrics.observeSegment);
  const bytes = encoded(form, spoken, encoding, span);
  reply.type(form.type);
  return reply.send(deliver(bytes, request, reply, { ticket, stallTimeoutMs: config.stallTimeoutSeconds * 1000 }));
}

async function* encoded(
  form: Form,
  spoken: AsyncIterable<SpokenSegment>,
  encoding: Encoding,
  span: Span,
): AsyncGenerator<Uint8Array> {
  const sound = new SpokenStream(encoding);
  try {
    yield* form.bytes(spoken, sound, span);
  } finally {
    sound.close();
  }
}
