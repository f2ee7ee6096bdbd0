import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { ApiError } from '../errors.ts';
import { originNotAllowed } from './cors.ts';
import { areWritten, whenSent } from './open-answers.ts';
import { ServerResponse } from './node-http.ts';

/** Largest message of a client. */
const MAX_MESSAGE = 65_536;

/** Time for a client whose handshake was refused to close its side of the connection. */
const LINGER_MS = 1_000;

/** Connections that asked for a WebSocket and are still HTTP. */
const upgrades = new WeakMap<IncomingMessage, { socket: Socket; head: Buffer }>();

const sockets = new WebSocketServer({
  noServer: true,
  maxPayload: MAX_MESSAGE,
  perMessageDeflate: false,
  clientTracking: false,
});

/**
 * For the server's `shouldUpgradeCallback`: other requests that name a protocol, such as h2c, are answered as they are. So is a
 * handshake that did not wait for the answer to an earlier request: its turn comes after that answer, as for any request.
 */
export function asksForWebSocket({ method, headers, socket }: IncomingMessage): boolean {
  return method === 'GET' && /^websocket$/i.test(headers.upgrade ?? '') && areWritten(socket);
}

/** Routes requests for a WebSocket like all others, so that they are checked, refused and logged alike. */
export function routeUpgrades(app: FastifyInstance): void {
  const route = (request: IncomingMessage, socket: Socket, head: Buffer): void => {
    if (socket.destroyed) return;
    const response = new ServerResponse(request);
    response.shouldKeepAlive = false;
    response.assignSocket(socket);
    response.once('finish', () => endRefused(socket));
    upgrades.set(request, { socket, head });
    app.routing(request, response);
  };
  app.server.on('upgrade', (request: IncomingMessage, duplex: Duplex, head: Buffer) => {
    const socket = duplex as Socket;
    socket.on('error', () => socket.destroy());
    // A client may have the whole answer before this process hears that it was sent; until then the connection belongs to it.
    void whenSent(socket).then(() => route(request, socket, head));
  });
}

/** Ends a connection whose handshake was refused. Node no longer looks after it: nothing else would ever close it. */
function endRefused(socket: Socket): void {
  // Closing what has unread bytes would reset the connection, and the client might lose the answer.
  socket.resume();
  socket.end();
  const late = setTimeout(() => socket.destroy(), LINGER_MS);
  socket.once('close', () => clearTimeout(late));
}

export function isUpgrade(request: FastifyRequest): boolean {
  return upgrades.has(request.raw);
}

/** Throws ApiError when a request asks for no WebSocket, or a script of a foreign page does that is not allowed to. */
export function checkUpgrade(request: FastifyRequest, origins: readonly string[]): void {
  const { headers } = request;
  if (!isUpgrade(request)) {
    const message =
      'This path requires a WebSocket, on a connection that answers nothing else (docs/reference/streaming.md).';
    throw new ApiError('upgrade_required', message);
  }
  if (headers['sec-websocket-version'] !== '13' || !/^[+/0-9a-z]{22}==$/i.test(headers['sec-websocket-key'] ?? ''))
    throw new ApiError('bad_request', 'The request is not a valid WebSocket handshake (version 13, RFC 6455).');
  const { origin, host } = headers;
  const own = origin !== undefined && URL.parse(origin)?.host === host;
  if (origin === undefined || own || origins.includes('*') || origins.includes(origin)) return;
  throw originNotAllowed(origin);
}

/** Makes a WebSocket of a request that `checkUpgrade` let pass; calls `gone` instead when its client has left. */
export function openWebSocket(
  request: FastifyRequest,
  reply: FastifyReply,
  opened: (webSocket: WebSocket) => void,
  gone: () => void,
): void {
  const { socket, head } = upgrades.get(request.raw)!;
  reply.hijack();
  reply.raw.detachSocket(socket);
  if (socket.destroyed) return gone();
  socket.once('close', gone);
  sockets.handleUpgrade(request.raw, socket, head, (webSocket) => {
    socket.off('close', gone);
    opened(webSocket);
  });
}
