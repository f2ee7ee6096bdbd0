import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';

/** A JSON message of the server, or the bytes of a binary one. */
export type Heard = Record<string, unknown> & { bytes?: Buffer };

/** The client's side of a WebSocket, with everything that came. */
export interface LiveClient {
  readonly socket: WebSocket;
  readonly heard: Heard[];
  send(...messages: (object | string | Buffer)[]): void;
  /** Resolves to the first message that fits, of those that have come and those that come. */
  until(fits: (message: Heard) => boolean): Promise<Heard>;
  /** Resolves when the connection is over. */
  closed: Promise<{ code: number; reason: string }>;
}

export interface ClientOptions {
  headers?: Record<string, string>;
  protocols?: string[];
  origin?: string;
}

export async function address(app: FastifyInstance): Promise<string> {
  if (!app.server.listening) await app.listen({ host: '127.0.0.1', port: 0 });
  return `127.0.0.1:${(app.server.address() as { port: number }).port}`;
}

/** A WebSocket to a server, which listens from now on; rejects when it is refused. */
export async function liveClient(app: FastifyInstance, path: string, options: ClientOptions = {}): Promise<LiveClient> {
  const { protocols = [], ...others } = options;
  const socket = new WebSocket(`ws://${await address(app)}${path}`, protocols, others);
  onTestFinished(() => socket.terminate());
  const heard: Heard[] = [];
  const waiting = new Set<() => void>();
  socket.on('message', (data: Buffer, isBinary) => {
    heard.push(isBinary ? { bytes: data } : (JSON.parse(data.toString()) as Heard));
    for (const wake of [...waiting]) wake();
  });
  const closed = once(socket, 'close').then(([code, reason]) => ({ code: Number(code), reason: String(reason) }));
  socket.on('error', () => undefined);
  await once(socket, 'open');
  return {
    socket,
    heard,
    closed,
    send(...messages) {
      for (const message of messages)
        socket.send(typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message));
    },
    until: (fits) =>
      new Promise((resolve) => {
        const wake = () => {
          const found = heard.find(fits);
          if (!found) return;
          waiting.delete(wake);
          resolve(found);
        };
        waiting.add(wake);
        wake();
      }),
  };
}

/** The HTTP answer that a request for a WebSocket gets instead of one. */
export async function refusal(app: FastifyInstance, path: string, options: ClientOptions = {}) {
  const { protocols = [], ...others } = options;
  const socket = new WebSocket(`ws://${await address(app)}${path}`, protocols, others);
  const [request, response] = (await once(socket, 'unexpected-response')) as [unknown, IncomingMessage];
  void request;
  const body = (await response.toArray()).join('');
  return {
    status: response.statusCode,
    headers: response.headers,
    error: (JSON.parse(body) as { error: Heard }).error,
  };
}

/** All audio of binary messages so far. */
export const bytesOf = (heard: readonly Heard[]): Buffer =>
  Buffer.concat(heard.flatMap(({ bytes }) => (bytes ? [bytes] : [])));
