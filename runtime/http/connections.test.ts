import { once } from 'node:events';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { countsOf, metricsOf, open, receive, request } from '../testing/raw-http.ts';
import { good, server } from '../testing/test-server.ts';
import { cutOffAll, leave } from './open-answers.ts';

const metrics = (app: FastifyInstance) => () => metricsOf(app);

describe('an answer to HTTP/1.0, which ends with its connection,', () => {
  const ask = async (app: FastifyInstance, fields: object = {}) => {
    const socket = await open(app);
    socket.write(request(fields, [], '1.0'));
    return socket;
  };

  it('is whole when nothing broke', async () => {
    const { text, error } = await receive(await ask(await server()));
    expect(text).not.toMatch(/content-length|chunked/i);
    expect([text.slice(text.indexOf('\r\n\r\n') + 4).length, error]).toEqual([good.input.length * 600 * 2, undefined]);
  });

  it('is seen to be broken when the model fails in its middle', async () => {
    const begun = Promise.withResolvers<void>();
    let segments = 0;
    const onInfer = async () => {
      if (++segments > 1) await begun.promise.then(() => Promise.reject(new Error('broken')));
    };
    const app = await server({ onInfer });
    const socket = await ask(app);
    socket.once('data', () => begun.resolve());
    const { text, error } = await receive(socket);
    expect([text.slice(0, 12), error]).toEqual(['HTTP/1.1 200', 'ECONNRESET']);
    await expect
      .poll(() => countsOf(app))
      .toEqual(['tts_requests_total{voice="af_sky",format="pcm",status="200",outcome="truncated"} 1']);
  });

  it('is seen to be broken when its client read too slowly', async () => {
    const env = { TTS_MAX_TEXT_LENGTH: '32768', TTS_CACHE_MB: '0', TTS_STALL_TIMEOUT: '2' };
    const app = await server({ env });
    const socket = await ask(app, { input: 'a'.repeat(100).concat('. ').repeat(300) });
    socket.pause();
    await expect.poll(metrics(app), { timeout: 10_000 }).toContain('outcome="timed_out"} 1');
    expect((await receive(socket.resume())).error).toBe('ECONNRESET');
  });

  it('is seen to be broken when the server stops before its end', async () => {
    const app = await server({ inferenceMs: 300 });
    const socket = await ask(app);
    await once(socket, 'readable');
    cutOffAll(app.server);
    expect((await receive(socket)).error).toBe('ECONNRESET');
  });
});

it('a connection is kept for longer than proxies keep it, so that they close it first', async () => {
  const app = await server();
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}/livez`);
  await answer.text();
  expect(Number(/timeout=(\d+)/.exec(answer.headers.get('keep-alive') ?? '')?.[1])).toBeGreaterThan(90);
});

it('a server that leaves answers the next request on a connection that was not told to close, and tells it then', async () => {
  const app = await server({ inferenceMs: 300 });
  const socket = await open(app);
  let text = '';
  socket.on('data', (bytes: Buffer) => (text += bytes.toString('latin1')));
  const ends = () => text.split('\r\n0\r\n\r\n').length - 1;
  socket.write(request());
  await once(socket, 'data');
  expect(text).toMatch(/^connection: keep-alive/im);
  const left = leave(app).then(() => app.close());
  await expect.poll(ends).toBe(1);
  socket.write(request({ input: 'Other words.' }));
  await once(socket, 'close');
  await left;
  expect([text.match(/HTTP\/1\.1 200/g)?.length, ends()]).toEqual([2, 2]);
  expect(text.slice(text.lastIndexOf('HTTP/1.1'))).toMatch(/^connection: close/im);
});

it('a server that leaves does not wait where no connection is open', async () => {
  const app = await server();
  const socket = await open(app);
  socket.destroy();
  const started = performance.now();
  await leave(app);
  expect(performance.now() - started).toBeLessThan(900);
});

it('a server that leaves is not kept by requests that are new', async () => {
  const app = await server({ inferenceMs: 100 });
  (await open(app)).destroy();
  const { port } = app.server.address() as AddressInfo;
  let left = false;
  const headers = { 'content-type': 'application/json' };
  const clients = Array.from({ length: 3 }, async (_, client) => {
    for (let n = 0; !left; n += 1) {
      const body = JSON.stringify({ ...good, input: `Words ${n} of client ${client}.` });
      const answer = await fetch(`http://127.0.0.1:${port}/v1/audio/speech`, { method: 'POST', headers, body });
      expect([answer.status, (await answer.arrayBuffer()).byteLength > 0]).toEqual([200, true]);
    }
  });
  const started = performance.now();
  await leave(app);
  left = true;
  expect(performance.now() - started).toBeLessThan(5_000);
  await Promise.all(clients);
});

it('closing takes as long as what is in progress takes', async () => {
  const app = await server();
  app.addHook('preClose', () => new Promise((resolve) => setTimeout(resolve, 600_000)));
  await app.ready();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const closed = app.close().then(
    () => 'closed',
    (error: unknown) => error,
  );
  await vi.advanceTimersByTimeAsync(600_001);
  vi.useRealTimers();
  expect(await closed).toBe('closed');
});

describe('a handshake for a WebSocket', () => {
  const handshake = [
    'GET /v1/speak?model=alloy HTTP/1.1',
    ...['Host: a', 'Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Version: 13'],
    ...['Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==', '', ''],
  ].join('\r\n');

  it('that comes in the middle of another answer is answered after it', async () => {
    const app = await server({ inferenceMs: 50 });
    const socket = await open(app);
    socket.write(request() + handshake);
    const closed = receive(socket);
    await expect.poll(() => socket.bytesRead, { timeout: 5_000 }).toBeGreaterThan(good.input.length * 1_200);
    await expect.poll(metrics(app)).toMatch(/tts_requests_total{.*status="426"/);
    socket.destroy();
    expect((await closed).text).toMatch(/^HTTP\/1.1 200 .*HTTP\/1.1 426 /s);
  });

  it('finds its connection free once the answer before it is on its way', async () => {
    const app = await server();
    app.get('/large', async () => Buffer.alloc(32_000_000));
    const socket = await open(app);
    socket.write('GET /large HTTP/1.1\r\nHost: a\r\n\r\n');
    socket.once('data', () => socket.write(handshake));
    const closed = receive(socket);
    await expect.poll(metrics(app), { timeout: 10_000 }).toContain('tts_streams{protocol="deepgram"} 1');
    socket.end();
    expect((await closed).text).toMatch(/HTTP\/1.1 101 /);
  });

  it('that is refused leaves no connection, even if its client does not close it', async () => {
    const app = await server();
    await app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = app.server.address() as AddressInfo;
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    onTestFinished(() => void socket.destroy());
    socket.write(`${handshake.replace('13', '12')}more that nobody reads`);
    let text = '';
    socket.on('data', (bytes: Buffer) => (text += bytes.toString('latin1')));
    const connections = () => new Promise((resolve) => app.server.getConnections((_, count) => resolve(count)));
    await expect.poll(() => text).toMatch(/^HTTP\/1.1 400 .*RFC 6455/s);
    await expect.poll(connections, { timeout: 5_000 }).toBe(0);
  });
});
