import { once } from 'node:events';
import { connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { describe, expect, it, onTestFinished } from 'vitest';
import { good, server, speak } from '../testing/test-server.ts';
import type { TestServerOptions } from '../testing/test-server.ts';

/** Speech of 60 MB, more than the sockets of both sides hold. */
const long = { ...good, input: 'a'.repeat(100).concat('. ').repeat(500), response_format: 'pcm' };
const roomy = { TTS_MAX_TEXT_LENGTH: '32768', TTS_CACHE_MB: '0', TTS_STALL_TIMEOUT: '3' };
const longText = { ...long, input: long.input.slice(0, 32_000) };

/** Asks and does not read the answer. */
async function askUnread(app: FastifyInstance, body: object, path = '/v1/audio/speech'): Promise<Socket> {
  if (!app.server.listening) await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  socket.on('error', () => undefined).pause();
  await once(socket, 'connect');
  const json = JSON.stringify(body);
  const head = `POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(json)}\r\n\r\n`;
  socket.write(head + json);
  return socket;
}

const metrics = (app: FastifyInstance) => async () => (await app.inject('/metrics')).payload;

describe('clients that do not read', () => {
  it('wait in delivery, keep nobody from being spoken, and are cut off and counted', async () => {
    const app = await server({ maxRequests: 2, env: roomy });
    await askUnread(app, longText);
    await askUnread(app, longText);
    await expect.poll(metrics(app), { timeout: 10_000 }).toContain('tts_requests_waiting{for="delivery"} 2');
    expect((await speak(app, good)).statusCode).toBe(200);
    await expect.poll(metrics(app), { timeout: 10_000 }).toContain('tts_requests_in_flight 0');
    await expect.poll(metrics(app)).toContain('format="pcm",status="200",outcome="timed_out"} 2');
  });

  it('of answers at hand are cut off as well', async () => {
    const app = await server({ env: { ...roomy, TTS_CACHE_MB: '400' } });
    await speak(app, longText);
    await askUnread(app, longText);
    await askUnread(app, { ...longText, stream_format: 'sse' });
    await expect.poll(metrics(app), { timeout: 10_000 }).toContain('tts_requests_waiting{for="delivery"} 2');
    await expect.poll(metrics(app), { timeout: 10_000 }).toContain('outcome="timed_out"} 2');
  });

  it('are no more than as many as may be inside', async () => {
    const app = await server({ maxRequests: 1, maxAnswers: 2, env: { ...roomy, TTS_STALL_TIMEOUT: '30' } });
    await askUnread(app, longText);
    await expect.poll(metrics(app), { timeout: 10_000 }).toContain('tts_requests_waiting{for="delivery"} 1');
    await askUnread(app, longText);
    await expect.poll(metrics(app), { timeout: 10_000 }).toContain('tts_requests_waiting{for="delivery"} 2');
    expect((await speak(app, good)).json()).toMatchObject({ error: { code: 'overloaded' } });
  });
});

describe('answers behind another one on their connection', () => {
  const two = { ...good, input: 'two. three.', response_format: 'pcm' };

  /** Asks for a long answer, whose text is not read before `first` resolves, and for another one behind it. */
  async function askTwo(
    options: TestServerOptions,
    first: Promise<void>,
  ): Promise<[FastifyInstance, Socket, Buffer[]]> {
    let blocked = false;
    const app = await server({ ...options, onText: () => (blocked ? ((blocked = false), first) : undefined) });
    if (options.env) await speak(app, two);
    blocked = true;
    const socket = await askUnread(app, { ...good, response_format: 'pcm' });
    await expect.poll(metrics(app)).toContain('tts_requests_waiting{for="text"} 1');
    const json = JSON.stringify(two);
    socket.write(
      `POST /v1/audio/speech HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${json.length}\r\n\r\n${json}`,
    );
    const bytes: Buffer[] = [];
    socket.on('data', (data: Buffer) => void bytes.push(data)).resume();
    return [app, socket, bytes];
  }

  it('are not unread while they wait', async () => {
    const first = Promise.withResolvers<void>();
    const [app, socket, bytes] = await askTwo({ env: { TTS_STALL_TIMEOUT: '2' } }, first.promise);
    await new Promise((resolve) => setTimeout(resolve, 4_500));
    first.resolve();
    await once(socket, 'close');
    expect(
      Buffer.concat(bytes)
        .toString('latin1')
        .match(/HTTP\/1\.1 200/g),
    ).toHaveLength(2);
    await expect.poll(metrics(app)).toContain('format="pcm",status="200",outcome="ok"} 3');
  });

  it('end the connection at their turn when they fail, not before', async () => {
    const first = Promise.withResolvers<void>();
    let segments = 0;
    const onInfer = () => {
      if (++segments === 2) throw new Error('broken');
    };
    const [app, socket, bytes] = await askTwo({ onInfer }, first.promise);
    await expect.poll(() => segments).toBe(2);
    first.resolve();
    await once(socket, 'close');
    expect(Buffer.concat(bytes).toString('latin1')).toContain('\r\n0\r\n\r\n');
    await expect.poll(metrics(app)).toContain('outcome="truncated"} 1');
    expect(await metrics(app)()).toContain('format="pcm",status="200",outcome="ok"} 1');
  });
});

describe('an answer that is kept whole', () => {
  const env = { TTS_MAX_TEXT_LENGTH: '32768', TTS_CACHE_MB: '0' };
  /** Expected to last 30 s at the lowest speed: three frames of 25 ms for each symbol. */
  const HUNDRED_SYMBOLS = `${'a'.repeat(98)}. `;
  const ask = async (hundreds: number, fields: object, path = '') => {
    const input = HUNDRED_SYMBOLS.repeat(hundreds);
    const app = await server({ env });
    const payload = { ...good, input, speed: 0.25, ...fields };
    return app.inject({ method: 'POST', url: `/v1/audio/speech${path}`, payload });
  };

  it.each([
    ['wav', { response_format: 'wav' }, ''],
    ['flac', { response_format: 'flac' }, ''],
    ['words with their times', {}, '/timestamps'],
  ])('lasts 1800 s at most, and both numbers are told: %s', async (_name, fields, path) => {
    const answer = await ask(61, fields, path);
    expect([answer.statusCode, answer.json()]).toMatchObject([
      400,
      { error: { code: 'input_too_long', param: 'input' } },
    ]);
    const { message } = answer.json<{ error: { message: string } }>().error;
    expect(message).toMatch(/^The audio would last about 1830 s \(limit 1800 s /);
  });

  it('is spoken below that, and streamed above', async () => {
    expect((await ask(59, { response_format: 'wav' })).statusCode).toBe(200);
    expect((await ask(61, { response_format: 'wav', stream_format: 'audio' })).statusCode).toBe(200);
    expect((await ask(61, { timestamp_format: 'srt' }, '/timestamps')).statusCode).toBe(200);
  });
});

describe('text', () => {
  it('is read after a request has been let in, phonemes as well', async () => {
    const reading = Promise.withResolvers<void>();
    const app = await server({ maxRequests: 1, onText: () => reading.promise });
    const first = speak(app, good);
    await expect.poll(metrics(app)).toContain('tts_requests_waiting{for="text"} 1');
    for (const url of ['/v1/audio/speech', '/v1/audio/phonemes', '/v1/audio/speech/timestamps']) {
      const { input, voice } = good;
      const payload = url.endsWith('phonemes') ? { input, voice } : { ...good, input: 'other' };
      expect((await app.inject({ method: 'POST', url, payload })).json()).toMatchObject({
        error: { code: 'overloaded' },
      });
    }
    reading.resolve();
    expect((await first).statusCode).toBe(200);
  });
});

describe('every request is counted once', () => {
  const failing = () => {
    let segments = 0;
    return () => {
      if (++segments > 1) throw new Error('broken');
    };
  };

  it.each([undefined, 'sse'])('truncated when it fails in its middle: %s', async (stream_format) => {
    const log: string[] = [];
    const app = await server({ onInfer: failing(), log });
    const socket = await askUnread(app, { ...good, response_format: 'pcm', stream_format });
    socket.resume();
    if (stream_format === undefined) await once(socket, 'close');
    await expect.poll(metrics(app)).toContain('format="pcm",status="200",outcome="truncated"} 1');
    expect(log.join()).toContain('broken');
  });

  it.each(['mp3', 'wav', 'flac'])(
    'cancelled when its client goes away, which is no error: %s',
    async (response_format) => {
      const log: string[] = [];
      const infer = Promise.withResolvers<void>();
      const app = await server({ onInfer: () => infer.promise, log });
      const socket = await askUnread(app, { ...good, response_format });
      await expect.poll(metrics(app)).toContain('tts_requests_waiting{for="model"} 1');
      socket.destroy();
      await expect.poll(metrics(app)).toContain(`format="${response_format}",status="none",outcome="cancelled"} 1`);
      infer.resolve();
      await expect.poll(() => log.join()).toContain('the client disconnected');
      expect(log.map((line) => (JSON.parse(line) as { level: number }).level)).not.toContain(50);
    },
  );

  it('timed_out when its turn does not come, refused when there is no room', async () => {
    const app = await server({ maxRequests: 2, queueTimeoutMs: 50, inferenceMs: 300 });
    const inputs = ['one', 'two', 'three'];
    const answers = await Promise.all(inputs.map((input) => speak(app, { ...good, input })));
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([200, 429, 429]);
    await expect.poll(metrics(app)).toContain('status="429",outcome="timed_out"} 1');
    expect(await metrics(app)()).toContain('status="429",outcome="refused"} 1');
  });

  it('refused without a key, and before the model is there', async () => {
    const app = await server({ ready: false });
    await speak(app, good);
    await expect.poll(metrics(app)).toContain('voice="none",format="none",status="503",outcome="refused"} 1');
  });
});

it('writes no error into an answer that is being sent', async () => {
  const app = await server({ inferenceMs: 200 });
  const socket = await askUnread(app, { ...good, response_format: 'pcm' });
  const bytes: Buffer[] = [];
  socket.on('data', (data: Buffer) => {
    if (bytes.length === 0) socket.write('no HTTP\r\n\r\n');
    bytes.push(data);
  });
  socket.resume();
  await once(socket, 'close');
  const answer = Buffer.concat(bytes).toString('latin1');
  expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  expect(answer).not.toContain('bad_request');
});

it('logs nothing of what is said', async () => {
  const log: string[] = [];
  const app = await server({ log });
  await speak(app, { ...good, input: 'my secret words.' });
  await speak(app, { ...good, input: 'my secret words.', voice: 'nobody' });
  expect(log.length).toBeGreaterThan(0);
  expect(log.join()).not.toContain('secret');
});
