import type { FastifyReply } from 'fastify';

/** Aborts when the client goes away before the answer is complete. */
export function closeSignal(reply: FastifyReply): AbortSignal {
  const abort = new AbortController();
  reply.raw.on('close', () => abort.abort(new Error('the client went away')));
  return abort.signal;
}
