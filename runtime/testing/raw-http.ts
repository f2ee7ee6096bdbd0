import { once } from 'node:events';
import { connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { onTestFinished } from 'vitest';
import { good } from './test-server.ts';

/** A connection to a server, which listens from now on. */
export async function open(app: FastifyInstance): Promise<Socket> {
  if (!app.server.listening) await app.listen({ host: '127.0.0.1', port: 0 });
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  return socket;
}

/** A request to speak as it is sent. */
export function request(fields: object = {}, head: readonly string[] = ['Host: a'], version = '1.1'): string {
  const json = JSON.stringify({ ...good, response_format: 'pcm', ...fields });
  const headers = ['Content-Type: application/json', `Content-Length: ${json.length}`, ...head];
  return `POST /v1/audio/speech HTTP/${version}\r\n${headers.join('\r\n')}\r\n\r\n${json}`;
}

export interface Received {
  text: string;
  /** Why the connection broke. */
  error: string | undefined;
}

/** All that comes until the connection is over. */
export async function receive(socket: Socket): Promise<Received> {
  const bytes: Buffer[] = [];
  let error: string | undefined;
  socket.on('error', (problem: NodeJS.ErrnoException) => (error = problem.code));
  socket.on('data', (data: Buffer) => void bytes.push(data));
  if (!socket.closed) await new Promise((resolve) => socket.once('close', resolve));
  return { text: Buffer.concat(bytes).toString('latin1'), error };
}

/** All that comes for what is sent. */
export async function send(app: FastifyInstance, text: string): Promise<Received> {
  const socket = await open(app);
  socket.write(text);
  return receive(socket);
}

export const metricsOf = async (app: FastifyInstance): Promise<string> => (await app.inject('/metrics')).payload;

/** Lines of the count of requests. */
export const countsOf = async (app: FastifyInstance): Promise<string[]> =>
  (await metricsOf(app)).split('\n').filter((line) => line.startsWith('tts_requests_total{'));
