import type { FastifyInstance, FastifyReply } from 'fastify';
import { ApiError, internalError } from '../errors.ts';
import { alsoTold } from './error-dialects.ts';
import { recordOf } from './request-record.ts';

/** Answers every failure with OpenAI's error body; what a caller did not cause is logged with its stack. */
export function registerErrorHandler(app: FastifyInstance, bodyLimit: number): void {
  app.setErrorHandler(async (error, request, reply) => {
    const answer = toApiError(error, bodyLimit);
    if (answer.code === 'queue_timeout') recordOf(request).outcome = 'timed_out';
    if (reply.raw.destroyed) request.log.info('the client disconnected');
    else if (answer.status >= 500 && answer.code !== 'not_ready')
      request.log.error({ err: answer.cause ?? error }, answer.message);
    return sendError(answer, reply);
  });
  app.setNotFoundHandler(async (request) => {
    const path = request.url.split('?')[0]!;
    throw new ApiError(
      'route_not_found',
      `No such path: ${request.method} ${path.slice(0, 200)}. /docs lists all paths.`,
    );
  });
}

/** Sends an error as OpenAI's error body, with what the clients of other services look for on their paths. */
export function sendError(answer: ApiError, reply: FastifyReply): FastifyReply {
  if (answer.retryAfterSeconds !== undefined) reply.header('retry-after', String(answer.retryAfterSeconds));
  reply.removeHeader('content-length');
  const told = { ...answer.body(), ...alsoTold(reply.request.url, answer) };
  return reply.code(answer.status).type('application/json').send(told);
}

/** The answer to a failure, Fastify's own by their documented codes. */
export function toApiError(error: unknown, bodyLimit = 0): ApiError {
  if (error instanceof ApiError) return error;
  const { code, statusCode, message } = error as { code?: string; statusCode?: number; message?: string };
  switch (code) {
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new ApiError(
        'unsupported_media_type',
        'Send the body as JSON, with the header content-type: application/json.',
      );
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new ApiError('body_too_large', `The request body is larger than ${bodyLimit} bytes.`);
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return new ApiError('invalid_json', 'The request body is empty. Send a JSON object with model, input and voice.');
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
      return new ApiError('invalid_json', 'The request body is not valid JSON.');
  }
  if (error instanceof SyntaxError)
    return new ApiError('invalid_json', `The request body is not valid JSON: ${message}`);
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return new ApiError('bad_request', message ?? 'The request cannot be read.', { cause: error });
  }
  return internalError(error);
}
