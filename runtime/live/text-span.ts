import type { FastifyRequest } from 'fastify';
import { recordOf } from '../http/request-record.ts';
import type { Span, Tracing } from '../../tracing/span.ts';

/**
 * The span of one text over a WebSocket: a piece of what its client named when it connected, or else a trace of its own, since a
 * connection may last for hours. It links to the span of the handshake.
 */
export function textSpan(
  tracing: Tracing,
  request: FastifyRequest,
  protocol: string,
  { voice, format, language }: { voice: { label: string }; format: string; language: string },
): Span {
  return tracing.begin(`speak ${protocol}`, {
    kind: 'server',
    headers: request.headers,
    attributes: { 'tts.protocol': protocol, 'tts.voice': voice.label, 'tts.format': format, 'tts.language': language },
    cause: recordOf(request).span,
  });
}
