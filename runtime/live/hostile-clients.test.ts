import { once } from 'node:events';
import { connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { SpokenStream } from '../audio/spoken-stream.ts';
import { randomNumbers } from '../testing/random-numbers.ts';
import { address, liveClient } from '../testing/live-client.ts';
import { countsOf, metricsOf } from '../testing/raw-http.ts';
import { server } from '../testing/test-server.ts';

const path = '/v1/audio/speech/stream';
const streamed = { type: 'session.config', voice: 'alloy', response_format: 'pcm', stream_audio: true };
const text = (text: string) => ({ type: 'input.text', text });

test('a client that reads too slowly is cut off and counted, and synthesis waits for it until then', async () => {
  let inferences = 0;
  const env = { TTS_STALL_TIMEOUT: '2', TTS_STREAM_MAX_TEXT: '100000' };
  const app = await server({ env, onInfer: () => void inferences++ });
  const client = await liveClient(app, path);
  client.send(streamed);
  client.socket.pause();
  for (let sent = 0; sent < 1_000; sent++) client.send(text('and so on and on it goes without an end in sight. '));
  await expect
    .poll(() => countsOf(app).then((counts) => counts.join()), { timeout: 15_000, interval: 200 })
    .toMatch(/status="101",outcome="timed_out"} 1/);
  expect(inferences).toBeLessThan(500);
  await expect.poll(() => metricsOf(app)).toMatch(/^tts_requests_in_flight 0$/m);
}, 30_000);

test('a message that is too large ends its connection alone', async () => {
  const app = await server();
  const [client, other] = [await liveClient(app, path), await liveClient(app, path)];
  client.send('x'.repeat(70_000));
  expect((await client.closed).code).toBe(1009);
  other.send(streamed, text('Hello. '), { type: 'input.done' });
  await other.until(({ type }) => type === 'session.done');
});

test('an error that is longer than a close frame may be is told in full before it', async () => {
  const app = await server();
  const client = await liveClient(app, '/v1/text-to-speech/alloy/stream-input');
  const locator = { pronunciation_dictionary_id: '日本語'.repeat(60) };
  client.send({ text: 'Hello. ', pronunciation_dictionary_locators: [locator] });
  const { code, reason } = await client.closed;
  expect(code).toBe(1008);
  expect(reason).toMatch(/^The server has no lexicon "日本[日本語]+$/);
  expect(client.heard).toEqual([expect.objectContaining({ code: 'unknown_lexicon' })]);
});

test('a fault of the server ends the connection that met it, and no other', async () => {
  const log: string[] = [];
  const app = await server({ log });
  const close = vi.spyOn(SpokenStream.prototype, 'close').mockImplementationOnce(() => {
    throw new Error('a fault');
  });
  onTestFinished(() => close.mockRestore());
  for (const whole of [false, true]) {
    const client = await liveClient(app, '/v1/text-to-speech/alloy/stream-input');
    client.send({ text: 'Hello. ' }, { text: '' });
    expect((await client.closed).code).toBe(whole ? 1000 : 1006);
  }
  expect(log.filter((line) => line.includes('a fault'))).toHaveLength(1);
});

const handshake = `GET ${path} HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`;

test('a client that never answers the close frame holds up a shutdown for two seconds', async () => {
  const app = await server();
  await address(app);
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  socket.write(handshake);
  await once(socket, 'data');
  let came = '';
  socket.on('data', (data: Buffer) => (came += data.toString('latin1')));
  const ended = once(socket, 'end');
  const started = performance.now();
  await app.close();
  expect(performance.now() - started).toBeLessThan(10_000);
  await ended;
  expect(came).toContain('The server is shutting down.');
}, 60_000);

test('a thousand sessions that are opened and dropped leave nothing', async () => {
  const app = await server({ inferenceMs: 5 });
  await address(app);
  const { port } = app.server.address() as AddressInfo;
  for (let round = 0; round < 20; round++) {
    const sockets: Socket[] = [];
    for (let index = 0; index < 50; index++) {
      const socket = connect(port, '127.0.0.1');
      sockets.push(socket);
      await once(socket, 'connect');
      socket.write(handshake);
      // Some leave before the answer, some as WebSockets, some in the middle of speech.
      if (index % 3 === 0) socket.destroy();
      else await once(socket, 'data');
      if (index % 3 === 1)
        socket.write(frame(JSON.stringify(streamed)) + frame(JSON.stringify(text('Hello. You.'))), 'latin1');
    }
    for (const socket of sockets) socket.destroy();
  }
  await expect.poll(() => metricsOf(app), { timeout: 10_000 }).toMatch(/tts_streams{protocol="native"} 0/);
  await expect.poll(() => metricsOf(app)).toMatch(/^tts_requests_in_flight 0$/m);
  expect(await metricsOf(app)).toMatch(/^tts_queue_depth 0$/m);
  const connections = () => new Promise((resolve) => app.server.getConnections((_, count) => resolve(count)));
  await expect.poll(connections).toBe(0);
}, 60_000);

/** A masked text message; the mask is zero. */
function frame(payload: string): string {
  const head =
    payload.length < 126 ? [0x81, 0x80 | payload.length] : [0x81, 0xfe, payload.length >> 8, payload.length & 255];
  return String.fromCharCode(...head, 0, 0, 0, 0) + payload;
}

const fuzzed = {
  native: { path, first: [streamed] },
  'multi-stream-input': { path: '/v1/text-to-speech/alloy/multi-stream-input?output_format=pcm_8000', first: [] },
  'stream-input': { path: '/v1/text-to-speech/alloy/stream-input?auto_mode=true', first: [{ text: ' ' }] },
  Deepgram: { path: '/v1/speak?model=alloy', first: [] },
};

test.each(Object.entries(fuzzed))(
  '2,500 broken messages of %s break nothing',
  async (_, { path, first }) => {
    const log: string[] = [];
    const app = await server({ log });
    const random = randomNumbers(7);
    const pick = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)]!;
    const values = [
      '',
      ' ',
      'Hello. ',
      '[pause:',
      '\ud800',
      0,
      -1,
      1e99,
      true,
      null,
      [],
      {},
      ['a'],
      { a: 1 },
      'x'.repeat(3_000),
    ];
    const types = [
      'session.config',
      'input.text',
      'input.done',
      'input.cancel',
      'Speak',
      'Flush',
      'Clear',
      'nothing',
      7,
    ];
    const names = [
      'text',
      'voice',
      'context_id',
      'flush',
      'close_context',
      'voice_settings',
      'speed',
      '__proto__',
      'xi_api_key',
    ];
    let sent = 0;
    while (sent < 2_500) {
      const client = await liveClient(app, path);
      client.send(...first);
      for (let message = 0; message < 25 && client.socket.readyState === 1; message++, sent++) {
        const fields = Object.fromEntries(
          Array.from({ length: pick([0, 1, 2, 3]) }, () => [pick(names), pick(values)]),
        );
        const whole = JSON.stringify({ type: pick(types), ...fields });
        client.send(pick([whole, whole, whole, whole.slice(0, pick([3, 9, 17])), Buffer.from(whole), '"', '[[[[', '']));
      }
      client.socket.close();
      await client.closed;
    }
    await expect.poll(() => metricsOf(app), { timeout: 20_000 }).toMatch(/^tts_requests_in_flight 0$/m);
    expect(log.filter((line) => Number((JSON.parse(line) as { level: number }).level) >= 50)).toEqual([]);
    expect(await metricsOf(app)).not.toMatch(/outcome="server_error"} [1-9]/);
    await expect.poll(() => metricsOf(app)).toMatch(/tts_streams{protocol="\w+"} 0/);
  },
  120_000,
);
