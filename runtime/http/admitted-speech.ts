import { Socket } from 'node:net';
import type { FastifyRequest } from 'fastify';
import type { Admission, Ticket } from '../admission.ts';
import { SAMPLE_RATE } from '../audio/pcm.ts';
import { atVolume } from '../audio/volume.ts';
import type { LoadedEngine } from '../speech/engine.ts';
import { ApiError } from '../errors.ts';
import { expectedSeconds, planSpeech, speakPlan } from '../speech/synthesize.ts';
import type { SpeechJob, SpokenSegment } from '../speech/synthesize.ts';
import { isAnswered } from './open-answers.ts';
import { recordOf } from './request-record.ts';

/** Longest answer that is kept until it is whole. */
export const MAX_WHOLE_SECONDS = 1_800;

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
  /** Bytes that are kept for each sample until the answer is whole; 0 for an answer that is streamed. */
  heldBytesPerSample: number;
  volume: number;
}

/**
 * Reads the text of an admitted request, then speaks it. Rejects with ApiError when the text cannot be spoken or the answer
 * would need more room than there is; resolves before the first segment is spoken.
 */
export async function speakAdmitted(
  job: SpeechJob,
  engine: LoadedEngine,
  { ticket, signal, heldBytesPerSample, volume }: Speaking,
): Promise<AsyncGenerator<SpokenSegment>> {
  const plan = await planSpeech(job, engine, signal, ticket.deadline);
  const seconds = expectedSeconds(plan, job.speed);
  if (heldBytesPerSample > 0 && seconds > MAX_WHOLE_SECONDS) throw tooLongToHold(seconds);
  const expected = Math.ceil(seconds * SAMPLE_RATE) * heldBytesPerSample;
  ticket.hold(expected);
  ticket.stage = 'model';
  const segments = speakPlan(plan, job.speed, engine, signal, ticket.deadline);
  return held(amplified(segments, volume), ticket, expected, heldBytesPerSample);
}

async function* amplified(segments: AsyncGenerator<SpokenSegment>, volume: number): AsyncGenerator<SpokenSegment> {
  for await (const segment of segments) yield { ...segment, samples: atVolume(segment.samples, volume * segment.gain) };
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

function tooLongToHold(seconds: number): ApiError {
  const message = `The audio would last about ${Math.round(seconds)} s (limit ${MAX_WHOLE_SECONDS} s for a response that is sent whole). Split the input, or stream it from POST /v1/audio/speech (stream: true).`;
  return new ApiError('input_too_long', message, { param: 'input' });
}
