import type { FastifyReply, FastifyRequest } from 'fastify';
import { CONTENT_TYPES, SpokenEncoder } from '../audio/spoken-encoding.ts';
import type { Encoding } from '../audio/spoken-encoding.ts';
import { toPcm16 } from '../audio/pcm.ts';
import { wavHeader } from '../audio/wav.ts';
import { admit, speakAdmitted } from '../http/admitted-speech.ts';
import { deliver } from '../http/delivery.ts';
import type { ServerDeps } from '../http/deps.ts';
import { characters, checkLength, checkNotEmpty } from '../http/input-fields.ts';
import { recordOf } from '../http/request-record.ts';
import type { LoadedVoice } from '../model/voice-library.ts';
import { speechParts } from '../speech/speech-job.ts';
import type { SpokenSegment } from '../speech/synthesize.ts';
import { parseInline } from '../text/ssml/ssml.ts';
import { parseTags } from '../text/tags.ts';
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
  /** With the header of a WAV file before the samples. */
  wav?: boolean;
}

/** Answers a request for speech whose text is there, in an encoding that OpenAI's API does not have, while it is spoken. */
export async function answerWith(
  deps: ServerDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  { text, voice, language, speed, lexicons, ssml = false, encoding, wav = false }: WholeSpeech,
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
  const speaking = { ticket, signal, span, heldBytesPerSample: 0, volume: 1 };
  const segments = await speakAdmitted({ parts, speed }, engine, speaking);
  // What fails before the first sound can still be answered as an error.
  const first = await segments.next();
  const bytes = encoded(first.value as SpokenSegment, segments, { encoding, wav, span }, metrics.observeSegment);
  reply.type(wav ? 'audio/wav' : CONTENT_TYPES[encoding.codec]);
  return reply.send(deliver(bytes, request, reply, { ticket, stallTimeoutMs: config.stallTimeoutSeconds * 1000 }));
}

async function* encoded(
  first: SpokenSegment,
  rest: AsyncGenerator<SpokenSegment>,
  { encoding, wav, span }: { encoding: Encoding; wav: boolean; span: Span },
  onSegment: (segment: SpokenSegment) => void,
): AsyncGenerator<Uint8Array> {
  const encoder = new SpokenEncoder(encoding);
  const push = (segment: SpokenSegment) => {
    onSegment(segment);
    return span.during('encode', () => encoder.push(toPcm16(segment.samples)));
  };
  try {
    if (wav) yield wavHeader(undefined, encoding.rate);
    yield await push(first);
    for await (const segment of rest) yield await push(segment);
    yield encoder.end();
  } finally {
    await rest.return(undefined);
  }
}
