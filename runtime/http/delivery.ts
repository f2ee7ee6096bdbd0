import { Socket } from 'node:net';
import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Ticket } from '../admission.ts';
import type { ApiError } from '../errors.ts';
import type { Span } from '../../tracing/span.ts';
import { toApiError } from './error-handler.ts';
import { cutOff } from './open-answers.ts';
import { recordOf } from './request-record.ts';

/** Bytes sent at once; a client must take each within the stall timeout. */
const SLICE = 64 * 1024;

/** A client that lets its answer wait for so long takes it slower than it comes. */
const UNREAD_MS = 1_000;

export interface DeliveryOptions {
  ticket: Ticket;
  /** Longest time that a client may leave 64 KiB unread. */
  stallTimeoutMs: number;
}

/**
 * Bytes as a reply's body, as fast as its client reads them and no faster. A client that reads too slowly is cut off, and
 * so is an answer that fails in its middle: what was sent of it must not look whole.
 */
export function deliver(
  bytes: AsyncIterable<Uint8Array>,
  request: FastifyRequest,
  reply: FastifyReply,
  options: DeliveryOptions,
): Readable {
  const body = paced(bytes, request, reply, options);
  return Readable.from(body, { objectMode: false, highWaterMark: 1 });
}

async function* paced(
  bytes: AsyncIterable<Uint8Array>,
  request: FastifyRequest,
  reply: FastifyReply,
  { ticket, stallTimeoutMs }: DeliveryOptions,
): AsyncGenerator<Uint8Array> {
  const record = recordOf(request);
  let timer: NodeJS.Timeout | undefined;
  // An answer has no socket while another one is before it on its connection (RFC 9112 section 9.3.2).
  const whenItsTurn = (then: () => void): void => {
    if (reply.raw.socket) then();
    else timer = setTimeout(() => whenItsTurn(then), UNREAD_MS);
  };
  const stalled = (): void => {
    record.outcome = 'timed_out';
    request.log.info({ stallTimeoutMs }, 'the client reads too slowly; closing its connection');
    abandon(reply);
  };
  const isUnread = (): void => {
    ticket.stage = 'delivery';
    whenItsTurn(() => (timer = setTimeout(stalled, stallTimeoutMs - UNREAD_MS)));
  };
  const waitForClient = (): void => void (timer = setTimeout(isUnread, UNREAD_MS));
  record.whenOver(() => clearTimeout(timer));
  const over = new Promise<void>((resolve) => record.whenOver(resolve));
  const stage = ticket.stage;
  let span: Span | undefined;
  let sent = 0;
  record.whenOver(() => {
    span?.set({ 'http.response.body.size': sent });
    span?.end();
  });
  try {
    for await (const piece of bytes) {
      span ??= record.span.child('deliver');
      sent += piece.length;
      for (let at = 0; at < piece.length; at += SLICE) {
        waitForClient();
        yield piece.subarray(at, at + SLICE);
        clearTimeout(timer);
        ticket.stage = stage;
      }
    }
    ticket.stage = 'delivery';
    if (!reply.raw.closed) waitForClient();
  } catch (error) {
    clearTimeout(timer);
    failedInside(request, error);
    whenItsTurn(() => abandon(reply));
    await over;
  } finally {
    if (record.signal.aborted) clearTimeout(timer);
  }
}

function abandon(reply: FastifyReply): void {
  const { socket } = reply.raw;
  if (socket instanceof Socket) cutOff(socket);
  reply.raw.destroy();
}

/** Remembers that an answer failed after its beginning was sent; returns what its client may be told. */
export function failedInside(request: FastifyRequest, error: unknown): ApiError {
  const answer = toApiError(error);
  const record = recordOf(request);
  if (record.signal.aborted) return answer;
  record.outcome = 'truncated';
  request.log.error({ err: answer.cause ?? error }, answer.message);
  return answer;
}

/** Bytes that are at hand, in pieces that base64 does not pad. */
export async function* sliced(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  const size = SLICE - (SLICE % 3);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
