import { once } from 'node:events';
import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

/** Answers that are not over, by connection. */
const open = new WeakMap<Socket, Set<ServerResponse>>();

/** What a server answers. */
interface Answering {
  /** The connections that have answers that are not over. */
  sockets: Set<Socket>;
  leaving: boolean;
}
const answering = new WeakMap<Server, Answering>();

/** Time in which a client sends its next request on a connection that it was not told would close. */
const LINGER_MS = 1_000;

/** What is being answered on a connection, in the order of its requests. */
function answersOf(socket: Socket): ServerResponse[] {
  return [...(open.get(socket) ?? [])];
}

/** Whether something is being answered on a connection. */
export function isAnswered(socket: Socket): boolean {
  return answersOf(socket).length > 0;
}

/** Whether everything that is being answered on a connection is written, though perhaps not sent. */
export function areWritten(socket: Socket): boolean {
  return answersOf(socket).every(({ writableEnded }) => writableEnded);
}

/** Resolves when what was written on a connection is sent, or the connection is over; at once when nothing is being answered. */
export async function whenSent(socket: Socket): Promise<void> {
  await Promise.all(answersOf(socket).map((answer) => once(answer, 'close')));
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
  for (const socket of answering.get(server)?.sockets ?? []) cutOff(socket);
  server.closeAllConnections();
}

/**
 * Before a server closes: answers tell from now on that their connection closes, so that clients open their next one elsewhere. One
 * that began before did not tell, and its client may send the next request on the same connection: if that were closed, the request
 * would fail, and POST is not repeated. Resolves a second after the last of those answers, or when no connection is open.
 */
export async function leave({ server }: FastifyInstance): Promise<void> {
  const state = answering.get(server);
  if (!state) return;
  state.leaving = true;
  const begun = [...state.sockets].flatMap(answersOf);
  for (const answer of begun) if (!answer.headersSent) answer.shouldKeepAlive = false;
  const untold = begun.filter(({ headersSent }) => headersSent);
  await Promise.all(untold.map((answer) => once(answer, 'close')));
  const end = performance.now() + LINGER_MS;
  while (performance.now() < end && (await connections(server)) > 0) await delay(20);
}

function connections(server: Server): Promise<number> {
  return new Promise((resolve) => server.getConnections((error, count) => resolve(error ? 0 : count)));
}

/**
 * While the server closes, what is being answered is answered to the end, and then every connection is ended. Fastify's
 * `forceCloseConnections: 'idle'` alone would wait for the clients of connections that were opened and never used.
 */
export function watchAnswers(app: FastifyInstance): void {
  const { server } = app;
  const sockets = new Set<Socket>();
  const state: Answering = { sockets, leaving: false };
  answering.set(server, state);
  let closing = false;
  const endWhenDone = (): void => {
    if (closing && sockets.size === 0) server.closeAllConnections();
  };
  // Before Fastify's own listener, so that whoever hears of an answer's end finds it counted.
  server.prependListener('request', ({ socket }, response) => {
    const answers = open.get(socket) ?? new Set();
    open.set(socket, answers.add(response));
    sockets.add(socket);
    if (state.leaving) response.shouldKeepAlive = false;
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
