import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ApiError } from '../errors.ts';

/**
 * Refuses what the head of a request asks for and this server does not do. Node would answer some of it by itself, in its own
 * form; it must be started with requireHostHeader off. Register it after the count of requests.
 */
export function registerHeadChecks(app: FastifyInstance): void {
  app.server.on('checkExpectation', (request, response) => app.server.emit('request', request, response));
  app.addHook('onRequest', async ({ raw: { headers, httpVersion } }, reply) => {
    if (headers.host === undefined && httpVersion === '1.1')
      throw new ApiError('bad_request', 'The request has no Host header, which HTTP/1.1 requires.');
    const { expect } = headers;
    if (expect === undefined || httpVersion !== '1.1' || /^100-continue$/i.test(expect)) return;
    // The client may send its body now, or wait for ever.
    reply.header('connection', 'close');
    const message = `Unsupported Expect header: ${shown(expect)}. Send 100-continue or omit the header.`;
    throw new ApiError('expectation_failed', message);
  });
  app.addHook('preParsing', async (request) => {
    if (!request.is404 && request.method === 'POST') checkBodyForm(request);
  });
}

/** Bodies are read as they are sent, as JSON in UTF-8 (RFC 8259 section 8.1). */
function checkBodyForm({ headers }: FastifyRequest): void {
  const encoding = headers['content-encoding']?.trim() ?? '';
  if (encoding !== '' && !/^identity$/i.test(encoding)) {
    const message = `Unsupported content-encoding: ${shown(encoding)}. Send the body uncompressed and omit the header.`;
    throw new ApiError('unsupported_media_type', message);
  }
  const charset = /;\s*charset\s*=\s*"?([^\s";]*)/i.exec(headers['content-type'] ?? '')?.[1];
  if (charset !== undefined && !/^utf-?8$/i.test(charset)) {
    const message = `Unsupported charset: ${shown(charset)}. Send the body in UTF-8, with the header content-type: application/json.`;
    throw new ApiError('unsupported_media_type', message);
  }
}

function shown(value: string): string {
  return JSON.stringify(value.slice(0, 64));
}
