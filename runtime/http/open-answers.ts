import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** Answers that are not over, by connection. */
const open = new WeakMap<Socket, Set<ServerResponse>>();

/** The connections of a server that have such answers. */
const answered = new WeakMap<Server, Set<Socket>>();

/** What is being answered on a connection, in the order of its requests. */
function answersOf(socket: Socket): ServerResponse[] {
  return [...(open.get(socket) ?? [])];
}

/** Whether something is being answered on a connection. */
export function isAnswered(socket: Socket): boolean {
  return answersOf(socket).length > 0;
}

/**
 * Ends a connection at once, so that the client sees that its answer is not whole. An answer to HTTP/1.0 may end with its
 * connection: only a reset tells that this is not its end.
 */
export function cutOff(socket: Socket): void {
  const needsReset = answersOf(socket).some(({ req }) => req.httpVersion !== '1.1');
  if (needsReset) socket.resetAndDestroy();
  else socket.destroy();
}

/** Cuts off every answer of a server, and ends all its connections. */
export function cutOffAll(server: Server): void {
  for (const socket of answered.get(server) ?? []) cutOff(socket);
  server.closeAllConnections();
}

/**
 * While the server closes, what is being answered is answered to the end, and then every connection is ended. Fastify's
 * `forceCloseConnections: 'idle'` alone would wait for the clients of connections that were opened and never used.
 */
export function watchAnswers(app: FastifyInstance): void {
  const { server } = app;
  const sockets = new Set<Socket>();
  answered.set(server, sockets);
  let closing = false;
  const endWhenDone = (): void => {
    if (closing && sockets.size === 0) server.closeAllConnections();
  };
  // Before Fastify's own listener, so that whoever hears of an answer's end finds it counted.
  server.prependListener('request', ({ socket }, response) => {
    const answers = open.get(socket) ?? new Set();
    open.set(socket, answers.add(response));
    sockets.add(socket);
    response.once('close', () => {
      answers.delete(response);
      if (answers.size === 0) sockets.delete(socket);
      setImmediate(endWhenDone);
    });
  });
  app.addHook('preClose', (done) => {
    closing = true;
    endWhenDone();
    done();
  });
}
