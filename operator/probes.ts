import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { Registry } from 'prom-client';

export interface Probe {
  /** Undefined when all is well, else what is not. */
  healthy: () => string | undefined;
  ready: () => string | undefined;
  /** What is amiss although all is well enough. */
  note: () => string;
}

/** Serves /healthz and /readyz on one port and /metrics on another; closes both when the signal aborts. */
export function serveProbes(
  ports: { health: number; metrics: number },
  probe: Probe,
  registry: Registry,
  signal: AbortSignal,
): void {
  const health = createServer((request, response) => {
    const problem = request.url === '/readyz' ? probe.ready() : probe.healthy();
    response
      .writeHead(problem === undefined ? 200 : 503, { 'content-type': 'text/plain' })
      .end(problem ?? `ok ${probe.note()}`.trim());
  }).listen(ports.health);
  const metrics = createServer((request, response) => {
    if (request.url !== '/metrics') return void response.writeHead(404).end();
    registry.metrics().then(
      (text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
      () => response.writeHead(500).end(),
    );
  }).listen(ports.metrics);
  const close = (server: Server): void => void server.close();
  signal.addEventListener('abort', () => [health, metrics].forEach(close), { once: true });
}
