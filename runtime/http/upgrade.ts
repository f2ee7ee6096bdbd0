import { ServerResponse } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { ApiError } from '../errors.ts';
import { originNotAllowed } from './cors.ts';

/** Largest message of a client. */
const MAX_MESSAGE = 65_536;

/** Connections that asked for a WebSocket and are still HTTP. */
const upgrades = new WeakMap<IncomingMessage, { socket: Duplex; head: Buffer }>();

const sockets = new WebSocketServer({
  noServer: true,
  maxPayload: MAX_MESSAGE,
  perMessageDeflate: false,
  clientTracking: false,
});

/** For the server's `shouldUpgradeCallback`: other requests that name a protocol, such as h2c, are answered as they are. */
export function asksForWebSocket({ method, headers }: IncomingMessage): boolean {
  return method === 'GET' && /^websocket$/i.test(headers.upgrade ?? '');
}

/** Routes requests for a WebSocket like all others, so that they are checked, refused and logged alike. */
export function routeUpgrades(app: FastifyInstance): void {
  app.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const response = new ServerResponse(request);
    response.shouldKeepAlive = false;
    response.assignSocket(socket as Socket);
    response.once('finish', () => socket.end());
    upgrades.set(request, { socket, head });
    app.routing(request, response);
  });
}

export function isUpgrade(request: FastifyRequest): boolean {
  return upgrades.has(request.raw);
}

/** Throws ApiError when a request asks for no WebSocket, or a script of a foreign page does that is not allowed to. */
export function checkUpgrade(request: FastifyRequest, origins: readonly string[]): void {
  const { headers } = request;
  if (!isUpgrade(request)) {
    throw new ApiError('upgrade_required', 'This path requires a WebSocket connection (docs/reference/streaming.md).');
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
  reply.raw.detachSocket(socket as Socket);
  if (socket.destroyed) return gone();
  socket.once('close', gone);
  sockets.handleUpgrade(request.raw, socket, head, (webSocket) => {
    socket.off('close', gone);
    opened(webSocket);
  });
}
