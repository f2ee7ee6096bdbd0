import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** What goes wrong with one answer. Offsets count from the start of the body that is sent; a cut waits for `once`. */
export type Fault =
  | { kind: 'status'; status: number; headers?: Record<string, string> }
  | { kind: 'cut'; after: number; once?: () => Promise<void> }
  | { kind: 'stall'; after: number }
  | { kind: 'html' }
  | { kind: 'body'; body: Buffer }
  | { kind: 'json'; value: unknown }
  | { kind: 'ignoreRange'; after?: number }
  | { kind: 'redirect'; to: string }
  | { kind: 'flip'; at: number };

export interface FaultServer {
  url: string;
  /** Decides what goes wrong with the n-th request (from 1) of a path; undefined answers well. */
  fault: (path: string, n: number, request: IncomingMessage) => Fault | undefined | Promise<Fault | undefined>;
  /** Milliseconds between pieces of 16 KiB. */
  pace: number;
  requests: { path: string; range: string | undefined; headers: IncomingMessage['headers'] }[];
  /** Bytes of bodies handed to the network, in all and by path. */
  sent: number;
  sentOf: Map<string, number>;
  close(): Promise<void>;
}

const piece = 16 * 1024;

/** A real HTTP server on a loopback port that serves files with Range, and breaks as told. */
export async function startFaultServer(files: Map<string, Buffer>): Promise<FaultServer> {
  const counts = new Map<string, number>();
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const it: FaultServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    fault: () => undefined,
    pace: 0,
    requests: [],
    sent: 0,
    sentOf: new Map(),
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
  return it;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', it.url).pathname;
    const n = (counts.get(path) ?? 0) + 1;
    counts.set(path, n);
    it.requests.push({ path, range: request.headers.range, headers: request.headers });
    const fault = await it.fault(path, n, request);
    if (fault?.kind === 'status') return void response.writeHead(fault.status, fault.headers).end('no');
    if (fault?.kind === 'redirect') return void response.writeHead(302, { location: fault.to }).end();
    if (fault?.kind === 'html') {
      return void response
        .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
        .end('<!doctype html><p>Log in</p>');
    }
    if (fault?.kind === 'json') {
      return void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(fault.value));
    }
    const whole = fault?.kind === 'body' ? fault.body : files.get(path);
    if (!whole) return void response.writeHead(404).end('no such file');
    const start =
      fault?.kind === 'ignoreRange' ? 0 : Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    if (start > 0 && start >= whole.length) {
      return void response.writeHead(416, { 'content-range': `bytes */${whole.length}` }).end();
    }
    let body = whole.subarray(start);
    const headers = { 'content-type': 'application/octet-stream', 'content-length': String(body.length) };
    if (start > 0) {
      response.writeHead(206, { ...headers, 'content-range': `bytes ${start}-${whole.length - 1}/${whole.length}` });
    } else response.writeHead(200, headers);
    if (fault?.kind === 'flip') {
      body = Buffer.from(body);
      body[fault.at] = (body[fault.at] ?? 0) ^ 1;
    }
    const end =
      fault && 'after' in fault && fault.after !== undefined ? Math.min(fault.after, body.length) : body.length;
    for (let at = 0; at < end && !response.destroyed; at += piece) {
      const part = body.subarray(at, Math.min(at + piece, end));
      await new Promise<void>((taken) => response.write(part, () => taken()));
      it.sent += part.length;
      it.sentOf.set(path, (it.sentOf.get(path) ?? 0) + part.length);
      if (it.pace > 0) await sleep(it.pace);
    }
    if (fault?.kind === 'cut') await fault.once?.();
    if (end === body.length) response.end();
    else if (fault?.kind !== 'stall') response.destroy();
  }
}
