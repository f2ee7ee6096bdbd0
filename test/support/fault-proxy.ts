import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Agent, request } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import type { ControlPlane } from './control-plane.ts';

export interface Call {
  /** Number of the call, from 1. */
  number: number;
  method: string;
  path: string;
  write: boolean;
  watch: boolean;
  body: string;
}

/** What is done to one call; nothing: it passes. */
export type Fault =
  | { kind: 'answer'; status: number; headers?: Record<string, string>; body?: unknown }
  /** The connection is cut before the API server hears of the call. */
  | { kind: 'cut' }
  /** The API server does it, and the answer is lost. */
  | { kind: 'loseAnswer' }
  /** Nothing is ever answered, and the connection stays open: a half-open TCP connection. */
  | { kind: 'hang' }
  /** Of a watch, only the events that pass arrive. */
  | {
      kind: 'filter';
      passes: (event: { type: string; object: { kind?: string; metadata?: { name?: string } } }) => boolean;
    };

type Rule = (call: Call) => Fault | undefined | Promise<Fault | undefined>;

/** Stands between an operator and a real API server, records every call, and does to each what the rule says. */
export async function startFaultProxy(plane: ControlPlane, name = 'proxy') {
  const { caFile, certFile, keyFile } = plane.certificates;
  const agent = new Agent({
    ca: readFileSync(caFile),
    cert: readFileSync(certFile),
    key: readFileSync(keyFile),
    keepAlive: true,
  });
  const calls: Call[] = [];
  const sockets = new Set<Socket>();
  let rule: Rule = () => undefined;

  const forward = (
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    body: string,
    fault: Fault | undefined,
  ): void => {
    const { host: _, ...headers } = incoming.headers;
    const upstream = request(
      `${plane.url}${incoming.url ?? ''}`,
      { method: incoming.method, agent, headers },
      (answer) => {
        if (fault?.kind === 'loseAnswer') {
          answer.resume();
          answer.on('end', () => outgoing.socket?.destroy());
          return;
        }
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers).flushHeaders(); // a watch may be silent for long
        if (fault?.kind !== 'filter') return void answer.pipe(outgoing);
        const decoder = new StringDecoder('utf8');
        let rest = '';
        answer.on('data', (chunk: Buffer) => {
          const lines = (rest + decoder.write(chunk)).split('\n');
          rest = lines.pop() ?? '';
          for (const line of lines) if (fault.passes(JSON.parse(line) as never)) outgoing.write(`${line}\n`);
        });
        answer.on('end', () => outgoing.end());
      },
    );
    upstream.on('error', () => outgoing.socket?.destroy());
    outgoing.on('close', () => upstream.destroy());
    upstream.end(body);
  };

  const server = createServer((incoming, outgoing) => {
    let body = '';
    incoming.setEncoding('utf8');
    incoming.on('data', (chunk: string) => (body += chunk));
    incoming.on('end', () => {
      const { method = 'GET', url: path = '' } = incoming;
      const call: Call = {
        number: calls.length + 1,
        method,
        path,
        write: method !== 'GET',
        watch: /[?&]watch=true/.test(path),
        body,
      };
      calls.push(call);
      void Promise.resolve(rule(call)).then((fault) => {
        if (fault?.kind === 'cut') outgoing.socket?.destroy();
        else if (fault?.kind === 'answer')
          outgoing
            .writeHead(fault.status, { 'content-type': 'application/json', ...fault.headers })
            .end(JSON.stringify(fault.body ?? {}));
        else if (fault?.kind !== 'hang') forward(incoming, outgoing, body, fault);
      });
    });
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const kubeconfig = join(dirname(plane.kubeconfig), `${name}.conf`);
  writeFileSync(
    kubeconfig,
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name: 'c', cluster: { server: url, 'insecure-skip-tls-verify': true } }],
      users: [{ name: 'u', user: {} }],
      contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
      'current-context': 'x',
    }),
  );
  return {
    kubeconfig,
    calls,
    /** Writes to objects and status, but for Events and Leases. */
    writes: () => calls.filter(({ write, path }) => write && !/\/(events|leases)(\/|\?|$)/.test(path)),
    setRule(next: Rule): void {
      rule = next;
    },
    /** Cuts every connection there is. */
    cutAll(): void {
      for (const socket of sockets) socket.destroy();
    },
    stop(): void {
      for (const socket of sockets) socket.destroy();
      server.close();
      agent.destroy();
    },
  };
}

export type FaultProxy = Awaited<ReturnType<typeof startFaultProxy>>;
