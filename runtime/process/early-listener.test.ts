import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { connect, createServer as createTcpServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { EarlyListener } from './early-listener.ts';

const host = '127.0.0.1';
let server: Server | undefined;
afterEach(() => server?.close());

async function freePort(): Promise<number> {
  const probe = createTcpServer().listen(0, host);
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  return port;
}

/** A server that comes later on the same port. */
async function follow(early: EarlyListener, port: number): Promise<void> {
  server = createServer((request, response) => response.end(`answer to ${request.url}`));
  await early.release();
  server.listen(port, host);
  await once(server, 'listening');
  early.handOver(server);
}

it('what connects early is answered by the server that comes later, and it gets the port', async () => {
  const port = await freePort();
  const early = new EarlyListener({ host, port });
  await early.listening;
  const answers = ['a', 'b'].map(async (path) => (await fetch(`http://${host}:${port}/${path}`)).text());
  // Both have connected before there is a server.
  await expect.poll(() => early.waiting).toBe(2);
  await follow(early, port);
  expect(await Promise.all(answers)).toEqual(['answer to /a', 'answer to /b']);
  expect(await (await fetch(`http://${host}:${port}/c`)).text()).toBe('answer to /c');
});

it('no more than 64 wait, and those who left meanwhile do no harm', async () => {
  const port = await freePort();
  const early = new EarlyListener({ host, port });
  await early.listening;
  const sockets = Array.from({ length: 70 }, () => connect(port, host).on('error', () => undefined));
  await expect.poll(() => early.waiting).toBe(64);
  // The others were closed at once.
  await expect.poll(() => sockets.filter(({ closed }) => closed).length).toBe(6);
  for (const socket of sockets) socket.resetAndDestroy();
  await follow(early, port);
  expect(await (await fetch(`http://${host}:${port}/`)).text()).toBe('answer to /');
});

it('a port that another process has keeps nothing from going on', async () => {
  const port = await freePort();
  const other = createTcpServer().listen(port, host);
  await once(other, 'listening');
  const early = new EarlyListener({ host, port });
  await early.release();
  other.close();
});
