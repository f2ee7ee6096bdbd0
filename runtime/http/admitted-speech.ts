import { Socket } from 'node:net';
import type { FastifyRequest } from 'fastify';
import type { Admission, Ticket } from '../admission.ts';
import { SAMPLE_RATE } from '../audio/pcm.ts';
import { atLoudness, levelled } from '../audio/levels.ts';
import type { LoadedEngine } from '../speech/engine.ts';
import { ApiError } from '../errors.ts';
import { expectedSeconds, planSpeech, speakPlan } from '../speech/synthesize.ts';
import type { SpeechJob, SpokenSegment } from '../speech/synthesize.ts';
import type { Span } from '../../tracing/span.ts';
import { isAnswered } from './open-answers.ts';
import { recordOf } from './request-record.ts';

/** Longest answer that is kept until it is whole, and one whose loudness is measured first. */
const MAX_WHOLE_SECONDS = 1_800;
const MAX_LOUDNESS_SECONDS = 600;

/** What it takes to measure an answer and to change it: its samples twice, as 32-bit numbers. */
const LOUDNESS_BYTES_PER_SAMPLE = 8;

/** Admits a request until its reply is over. */
export function admit(admission: Admission, stage: 'text' | 'delivery', request: FastifyRequest): Ticket {
  const ticket = admission.enter(stage);
  const record = recordOf(request);
  record.whenOver(() => ticket.leave());
  // The text may take long to speak, and who reads too slowly is told from the answer.
  const { socket } = request;
  const { timeout } = request.server.server;
  if (socket instanceof Socket) {
    socket.setTimeout(0);
    record.whenOver(() => {
      if (!isAnswered(socket)) socket.setTimeout(timeout);
    });
  }
  return ticket;
}

export interface Speaking {
  ticket: Ticket;
  signal: AbortSignal;
  /** What its steps are pieces of. */
  span: Span;
  /** Bytes that are kept for each sample until the answer is whole; 0 for an answer that is streamed. */
  heldBytesPerSample: number;
  volume: number;
  /** LUFS of the whole answer, which is then kept until it is spoken; undefined for the usual loudness. */
  loudness?: number | undefined;
  /** It goes on with what has begun, which is not given up for waiting. */
  begun?: boolean;
}

/** Longest wait for the text thread of what has begun. */
const BEGUN_WAIT_MS = 600_000;

/**
 * Reads the text of an admitted request, then speaks it. Rejects with ApiError when the text cannot be spoken or the answer
 * would need more room than there is; resolves before the first segment is spoken.
 */
export async function speakAdmitted(
  job: SpeechJob,
  engine: LoadedEngine,
  { ticket, signal, span, heldBytesPerSample, volume, loudness, begun = false }: Speaking,
): Promise<AsyncGenerator<SpokenSegment>> {
  const readBy = begun ? performance.now() + BEGUN_WAIT_MS : ticket.deadline;
  const plan = await span.during('text', async (text) => {
    const planned = await planSpeech(job, engine, signal, readBy);
    const segments = planned.reduce((sum, part) => sum + part.segments.length, 0);
    const characters = job.parts.reduce((sum, part) => sum + ('text' in part ? part.text.length : 0), 0);
    text.set({ 'tts.characters': characters, 'tts.segments': segments });
    return planned;
  });
  const seconds = expectedSeconds(plan, job.speed);
  const bytesPerSample = heldBytesPerSample + (loudness === undefined ? 0 : LOUDNESS_BYTES_PER_SAMPLE);
  const most = loudness === undefined ? MAX_WHOLE_SECONDS : MAX_LOUDNESS_SECONDS;
  if (bytesPerSample > 0 && seconds > most) throw tooLongToHold(seconds, most);
  const expected = Math.ceil(seconds * SAMPLE_RATE) * bytesPerSample;
  ticket.hold(expected);
  ticket.stage = 'model';
  const segments = speakPlan(plan, job.speed, engine, signal, begun ? undefined : ticket.deadline, span);
  const kept = held(segments, ticket, expected, bytesPerSample);
  return loudness === undefined ? levelled(kept, volume) : atLoudness(kept, loudness);
}

/** A voice may be slower than expected: its answer takes more room as it grows. */
async function* held(
  segments: AsyncGenerator<SpokenSegment>,
  ticket: Ticket,
  expected: number,
  bytesPerSample: number,
): AsyncGenerator<SpokenSegment> {
  let room = expected;
  for await (const segment of segments) {
    room -= segment.samples.length * bytesPerSample;
    if (room < 0) {
      ticket.hold(-room);
      room = 0;
    }
    yield segment;
  }
}

function tooLongToHold(seconds: number, most: number): ApiError {
  const message = `The audio would last about ${Math.round(seconds)} s (limit ${most} s for a response that is sent whole). Split the input, or stream it from POST /v1/audio/speech (stream: true).`;
  return new ApiError('input_too_long', message, { param: 'input' });
}
