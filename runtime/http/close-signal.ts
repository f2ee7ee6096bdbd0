import type { FastifyReply } from 'fastify';

/** Aborts when the client goes away before the answer is complete. */
export function closeSignal(reply: FastifyReply): AbortSignal {
  const abort = new AbortController();
  const goneAway = () => abort.abort(new Error('the client went away'));
  if (reply.raw.destroyed) goneAway();
  else reply.raw.on('close', goneAway);
  return abort.signal;
}
