import type { ConnectionError } from 'fastify';
import type { Socket } from 'node:net';
import { ApiError } from '../errors.ts';
import { cutOff, isAnswered } from './open-answers.ts';
import { STATUS_CODES } from './node-http.ts';

/** Answers what is no HTTP request with OpenAI's error body, then ends the connection; one that is being answered only ends. */
export function answerConnectionError(error: ConnectionError, socket: Socket): void {
  if (socket.destroyed) return;
  if (error.code === 'ECONNRESET' || isAnswered(socket)) {
    cutOff(socket);
    return;
  }
  const answer = connectionError(error.code);
  const body = JSON.stringify(answer.body());
  if (socket.writable) {
    const head = [
      `HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status]}`,
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  }
  socket.destroy();
}

/** By Node's documented codes of its `clientError` event. */
function connectionError(code: string): ApiError {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return new ApiError('headers_too_large', 'The request headers are too large (limit 16 KiB).');
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new ApiError('request_timeout', 'The request was not received in time.');
    default:
      return new ApiError('bad_request', 'The request is not valid HTTP.');
  }
}
