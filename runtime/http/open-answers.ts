import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** Answers that are not over, by connection. */
const open = new WeakMap<Socket, number>();

/** Whether something is being answered on a connection. */
export function isAnswered(socket: Socket): boolean {
  return (open.get(socket) ?? 0) > 0;
}

/**
 * While the server closes, what is being answered is answered to the end, and then every connection is ended. Fastify's
 * `forceCloseConnections: 'idle'` alone would wait for the clients of connections that were opened and never used.
 */
export function watchAnswers(app: FastifyInstance): void {
  const { server } = app;
  let closing = false;
  let count = 0;
  const change = (socket: Socket, by: 1 | -1): void => {
    open.set(socket, (open.get(socket) ?? 0) + by);
    count += by;
  };
  const endWhenDone = (): void => {
    if (closing && count === 0) server.closeAllConnections();
  };
  // Before Fastify's own listener, so that whoever hears of an answer's end finds it counted.
  server.prependListener('request', ({ socket }, response) => {
    change(socket, 1);
    response.once('close', () => {
      change(socket, -1);
      setImmediate(endWhenDone);
    });
  });
  app.addHook('preClose', (done) => {
    closing = true;
    endWhenDone();
    done();
  });
}
