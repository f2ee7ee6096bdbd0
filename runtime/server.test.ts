import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatNames } from './audio/encoders.ts';
import { good, server, speak } from './testing/test-server.ts';
import type { WordTime } from './speech/word-times.ts';

describe('speech', () => {
  it.each(formatNames)('answers %s', async (format) => {
    const answer = await speak(await server(), { ...good, response_format: format });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toMatch(/^audio\//);
    expect(answer.rawPayload.length).toBeGreaterThan(1000);
  });

  it('speaks all segments: raw samples are 600 for each letter', async () => {
    const answer = await speak(await server(), { ...good, response_format: 'pcm' });
    expect(answer.rawPayload.length).toBe(good.input.length * 600 * 2);
  });

  it('sends wav whole with its length, and streamed with the maximum', async () => {
    const app = await server();
    const whole = await speak(app, { ...good, response_format: 'wav' });
    expect(Number(whole.headers['content-length'])).toBe(whole.rawPayload.length);
    expect(whole.rawPayload.readUInt32LE(40)).toBe(whole.rawPayload.length - 44);
    const streamed = await speak(app, { ...good, response_format: 'wav', stream_format: 'audio' });
    expect(streamed.rawPayload.readUInt32LE(40)).toBe(0xffffffff);
    expect(streamed.rawPayload.subarray(44).equals(whole.rawPayload.subarray(44))).toBe(true);
  });

  it('sends events whose audio joins to the same file, with true usage', async () => {
    const app = await server();
    const plain = await speak(app, { ...good, response_format: 'pcm' });
    const answer = await speak(app, { ...good, response_format: 'pcm', stream_format: 'sse' });
    expect(answer.headers['content-type']).toBe('text/event-stream');
    const events = answer.payload
      .trim()
      .split('\n\n')
      .map((event) => JSON.parse(event.split('\ndata: ')[1]!) as Record<string, unknown>);
    const audio = events
      .filter((event) => event['type'] === 'speech.audio.delta')
      .map((event) => Buffer.from(event['audio'] as string, 'base64'));
    expect(Buffer.concat(audio).equals(plain.rawPayload)).toBe(true);
    const letters = good.input.length;
    expect(events.at(-1)).toEqual({
      type: 'speech.audio.done',
      usage: { input_tokens: letters, output_tokens: letters, total_tokens: 2 * letters },
    });
  });

  it.each([{ id: 'af_bella' }, 'af_bella(2)+af_sky(1)', 'fable', 'shimmer'])('takes the voice %j', async (voice) => {
    expect((await speak(await server(), { ...good, voice })).statusCode).toBe(200);
  });

  it('uses style row n-1 for n phonemes, and the speed', async () => {
    const seen: { style: number; speed: number }[] = [];
    const app = await server({ onInfer: ({ style, speed }) => void seen.push({ style: style[0]!, speed }) });
    await speak(app, { ...good, input: 'four', speed: 2 });
    expect(seen).toEqual([{ style: 3, speed: 2 }]);
  });
});

describe('errors', () => {
  it.each([
    ['no input', { model: 'tts-1', voice: 'alloy' }, 400, 'missing_parameter', 'input'],
    ['input of another type', { ...good, input: 5 }, 400, 'invalid_value', 'input'],
    ['voice of another type', { ...good, voice: 7 }, 400, 'invalid_value', 'voice'],
    ['unknown field', { ...good, colour: 'red' }, 400, 'unknown_parameter', 'colour'],
    ['unknown format', { ...good, response_format: 'ogg' }, 400, 'invalid_value', 'response_format'],
    ['speed too high', { ...good, speed: 9 }, 400, 'invalid_value', 'speed'],
    ['unknown model', { ...good, model: 'gpt-9' }, 404, 'model_not_found', 'model'],
    ['unknown voice', { ...good, voice: 'af_skye' }, 400, 'invalid_voice', 'voice'],
    ['voice not here', { ...good, voice: 'nova' }, 404, 'voice_not_on_server', 'voice'],
    ['empty input', { ...good, input: ' \n ' }, 400, 'empty_input', 'input'],
    ['input too long', { ...good, input: 'a'.repeat(201) }, 400, 'input_too_long', 'input'],
    ['nothing to say', { ...good, input: '!!!' }, 400, 'nothing_to_say', 'input'],
    ['an array', [good], 400, 'invalid_value', null],
  ])('%s', async (_name, body, status, code, param) => {
    const answer = await speak(await server(), body);
    expect(answer.statusCode).toBe(status);
    const { error } = answer.json<{ error: Record<string, unknown> }>();
    expect(error).toEqual({ message: expect.any(String) as string, type: 'invalid_request_error', param, code });
  });

  it.each([
    ['text that is not JSON', '{"model":', 'application/json', 400, 'invalid_json'],
    ['no body', '', 'application/json', 400, 'invalid_json'],
    ['another media type', '<a/>', 'text/xml', 415, 'unsupported_media_type'],
    [
      'a body too large',
      JSON.stringify({ ...good, input: 'x'.repeat(100_000) }),
      'application/json',
      413,
      'body_too_large',
    ],
  ])('%s', async (_name, payload, type, status, code) => {
    const app = await server();
    const answer = await app.inject({
      method: 'POST',
      url: '/v1/audio/speech',
      headers: { 'content-type': type },
      payload,
    });
    expect([answer.statusCode, answer.json<{ error: { code: string } }>().error.code]).toEqual([status, code]);
  });

  it('counts characters, not UTF-16 units, and names the limit and the length', async () => {
    const app = await server();
    expect((await speak(app, { ...good, input: `a${'😀'.repeat(199)}` })).statusCode).toBe(200);
    const answer = await speak(app, { ...good, input: `a${'😀'.repeat(200)}` });
    expect(answer.json<{ error: { message: string } }>().error.message).toMatch(/201 characters.*200/);
  });

  it('answers an unknown path in the same form', async () => {
    const answer = await (await server()).inject('/v1/nothing');
    expect(answer.json()).toMatchObject({ error: { code: 'route_not_found', param: null } });
    expect(answer.statusCode).toBe(404);
  });

  it('answers what is no readable request in the same form, and goes on', async () => {
    const app = await server();
    const { port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
    const send = async (request: string) => {
      const socket = connect(Number(port), '127.0.0.1');
      socket.end(request);
      const answer = Buffer.concat(await Array.fromAsync(socket as AsyncIterable<Buffer>)).toString();
      const { error } = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n'))) as { error: { code: string } };
      return [Number(answer.split(' ')[1]), error.code];
    };
    expect(await send('hello\r\n\r\n')).toEqual([400, 'bad_request']);
    expect(await send(`GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`)).toEqual([
      431,
      'headers_too_large',
    ]);
    const unreadable = 'GET /v1/models/%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n';
    expect(await send(unreadable)).toEqual([400, 'bad_request']);
    expect((await app.inject('/livez')).statusCode).toBe(200);
  });

  it('says nothing of its insides when it fails, and goes on', async () => {
    let broken = true;
    const app = await server({
      onInfer() {
        if (broken) throw new Error('/secret/path exploded');
      },
    });
    const answer = await speak(app, good);
    expect([answer.statusCode, answer.json<{ error: { type: string } }>().error.type]).toEqual([500, 'server_error']);
    expect(answer.payload).not.toContain('secret');
    broken = false;
    expect((await speak(app, good)).statusCode).toBe(200);
  });

  it('is 429 with Retry-After when full, and 503 before it is ready', async () => {
    const app = await server({ maxRequests: 1, inferenceMs: 50 });
    const answers = await Promise.all([speak(app, good), speak(app, { ...good, input: 'other' })]);
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([200, 429]);
    const refused = answers.find((answer) => answer.statusCode === 429)!;
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(refused.json()).toMatchObject({ error: { type: 'rate_limit_error', code: 'overloaded' } });
    const notReady = await speak(await server({ ready: false }), good);
    expect([notReady.statusCode, notReady.headers['retry-after']]).toEqual([503, '5']);
  });
});

describe('clients that go away', () => {
  it.each(['mp3', 'aac', 'wav'])('leave no request inside: %s', async (response_format) => {
    const app = await server({ inferenceMs: 30 });
    const base = await app.listen({ host: '127.0.0.1', port: 0 });
    const ask = async (stream_format: string | undefined, afterMs: number) => {
      const body = JSON.stringify({ ...good, response_format, stream_format });
      const headers = { 'content-type': 'application/json' };
      const signal = AbortSignal.timeout(afterMs);
      const answer = await fetch(`${base}/v1/audio/speech`, { method: 'POST', headers, body, signal });
      return answer.arrayBuffer();
    };
    const formats = [undefined, 'audio', 'sse'];
    await Promise.allSettled(
      [1, 5, 15, 25, 45, 90].flatMap((afterMs) => formats.map((format) => ask(format, afterMs))),
    );
    await expect.poll(async () => (await app.inject('/metrics')).payload).toContain('tts_requests_in_flight 0');
  });
});

describe('timestamps', () => {
  const ask = async (body: object) =>
    (await server()).inject({ method: 'POST', url: '/v1/audio/speech/timestamps', payload: { ...good, ...body } });

  it('tells when each word is heard, across segments', async () => {
    const answer = (await ask({ response_format: 'wav' })).json<{
      audio: string;
      duration: number;
      words: WordTime[];
    }>();
    expect(answer.duration).toBeCloseTo(good.input.length / 40);
    expect(Buffer.from(answer.audio, 'base64').readUInt32LE(40)).toBe(good.input.length * 1200);
    expect(answer.words.map(({ word }) => word)).toEqual(['hello there. ', 'how are you.']);
    expect(answer.words[1]!.start).toBeCloseTo('hello there. '.length / 40);
  });

  it('writes subtitles', async () => {
    const answer = await ask({ timestamp_format: 'vtt' });
    expect(answer.headers['content-type']).toMatch('text/vtt');
    expect(answer.payload).toMatch(/^WEBVTT\n\n00:00:00\.000 --> /);
  });

  it('knows its own fields only', async () => {
    expect((await ask({ stream_format: 'sse' })).json()).toMatchObject({ error: { code: 'unknown_parameter' } });
  });
});

describe('phonemes', () => {
  it('gives the segments that would be spoken', async () => {
    const app = await server();
    const answer = await app.inject({
      method: 'POST',
      url: '/v1/audio/phonemes',
      payload: { input: 'Hi. Ho.', voice: 'zf_xiaobei' },
    });
    expect(answer.json()).toMatchObject({
      language: 'zh',
      phonemes: 'hi.  ho.',
      segments: [{ text: 'Hi. ' }, { text: 'Ho.' }],
    });
  });

  it('asks for an explanation when it is wanted', async () => {
    const asked: unknown[] = [];
    const app = await server({ onText: (parts) => void asked.push(...parts.map(({ explain }) => explain)) });
    for (const explain of [true, false, undefined]) {
      const payload = { input: 'Hi.', voice: 'af_sky', explain };
      expect((await app.inject({ method: 'POST', url: '/v1/audio/phonemes', payload })).statusCode).toBe(200);
    }
    await speak(app, good);
    expect(asked).toEqual([true, false, false, false]);
  });
});

describe('tags', () => {
  const spoken = (letters: number) => letters * 600 * 2;

  it('adds silence, changes the voice, and is no part of what is spoken', async () => {
    const styles: number[] = [];
    const app = await server({ onInfer: ({ style }) => void styles.push(style[0]!) });
    const input = '[pause:0.5s]one[pause:250ms] two [voice:af_bella]three [voice:af_sky][pause:1s]';
    const answer = await speak(app, { ...good, input, response_format: 'pcm' });
    expect(answer.rawPayload.length).toBe(spoken('one two three '.length) + 1.75 * 48_000);
    expect(answer.rawPayload.subarray(0, 24_000).every((byte) => byte === 0)).toBe(true);
    expect(styles).toEqual([2, 4, 1005]);
  });

  it('tells the times of words behind a pause, and parts subtitles there', async () => {
    const app = await server();
    const ask = (timestamp_format: string) =>
      app.inject({
        method: 'POST',
        url: '/v1/audio/speech/timestamps',
        payload: { ...good, input: 'one[pause:2s]two', timestamp_format },
      });
    const { words } = (await ask('json')).json<{ words: WordTime[] }>();
    expect(words.map(({ word, start }) => [word, start])).toEqual([
      ['one', 0],
      ['two', 3 / 40 + 2],
    ]);
    expect((await ask('srt')).payload).toMatch(/\none\n\n2\n00:00:02,075 --> .*\ntwo\n$/);
  });

  it('gives each part its language', async () => {
    const answer = await (
      await server()
    ).inject({
      method: 'POST',
      url: '/v1/audio/phonemes',
      payload: { input: 'one [voice:zf_xiaobei]two', voice: 'af_sky' },
    });
    expect(answer.json()).toMatchObject({
      language: 'en-us',
      segments: [
        { language: 'en-us', text: 'one ' },
        { language: 'zh', text: 'two' },
      ],
    });
  });

  it.each([
    ['a[pause:5 minutes]', 400, 'invalid_tag'],
    ['a[voice:af_skye]', 400, 'invalid_voice'],
    ['[voice:af_nova]a', 404, 'voice_not_on_server'],
    ['[pause:1s][voice:af_bella]', 400, 'nothing_to_say'],
  ])('%s is an error of the input', async (input, status, code) => {
    const answer = await speak(await server(), { ...good, input });
    expect([answer.statusCode, answer.json()]).toMatchObject([status, { error: { code, param: 'input' } }]);
  });
});

describe('rate limit', () => {
  it('is counted by key, over all routes that speak', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tts-keys-'));
    writeFileSync(join(folder, 'a'), 'sk-a');
    writeFileSync(join(folder, 'b'), 'sk-b');
    const app = await server({ env: { TTS_RATE_LIMIT: '2', TTS_API_KEYS_DIR: folder } });
    const as = (key: string, url = '/v1/audio/speech') =>
      app.inject({ method: 'POST', url, headers: { authorization: `Bearer ${key}` }, payload: good });
    const first = await as('sk-a');
    expect([first.statusCode, first.headers['x-ratelimit-remaining-requests']]).toEqual([200, '1']);
    await as('sk-a', '/v1/audio/speech/timestamps');
    const third = await as('sk-a');
    expect([third.statusCode, third.json()]).toMatchObject([
      429,
      { error: { type: 'rate_limit_error', code: 'rate_limit_exceeded' } },
    ]);
    expect(Number(third.headers['retry-after'])).toBeGreaterThan(0);
    expect((await as('sk-b')).statusCode).toBe(200);
    expect((await as('sk-x')).statusCode).toBe(401);
    for (const authorization of ['bearer sk-a', 'BEARER sk-a', 'BeArEr  sk-a']) {
      const again = await app.inject({
        method: 'POST',
        url: '/v1/audio/speech',
        headers: { authorization },
        payload: good,
      });
      expect([authorization, again.statusCode]).toEqual([authorization, 429]);
    }
    expect((await app.inject({ url: '/v1/models', headers: { authorization: 'Bearer sk-a' } })).statusCode).toBe(200);
  });

  it('is counted by address without keys, and is off by default', async () => {
    const app = await server({ env: { TTS_RATE_LIMIT: '1' } });
    const from = async (remoteAddress: string) =>
      (await app.inject({ method: 'POST', url: '/v1/audio/speech', payload: good, remoteAddress })).statusCode;
    expect([await from('10.0.0.1'), await from('10.0.0.1'), await from('10.0.0.2')]).toEqual([200, 429, 200]);
    // All addresses of one /64 are one client.
    expect([await from('2001:db8::1'), await from('2001:db8:0:0:9::2'), await from('2001:db8:0:1::1')]).toEqual([
      200, 429, 200,
    ]);
    const free = await server();
    const many = await Promise.all(Array.from({ length: 5 }, async () => (await speak(free, good)).statusCode));
    expect(many).toEqual([200, 200, 200, 200, 200]);
  });
});

describe('cache', () => {
  it('speaks a repeated request once, and knows its ETag', async () => {
    let spoken = 0;
    const app = await server({ onInfer: () => void spoken++ });
    const [first, second] = [await speak(app, good), await speak(app, good)];
    expect(second.rawPayload.equals(first.rawPayload)).toBe(true);
    expect(spoken).toBe(2);
    const third = await speak(app, good, { 'if-none-match': first.headers.etag as string });
    expect([third.statusCode, third.rawPayload.length]).toEqual([304, 0]);
    for (const named of [`W/${first.headers.etag}`, `"x", ${first.headers.etag}`, '*'])
      expect([named, (await speak(app, good, { 'if-none-match': named })).statusCode]).toEqual([named, 304]);
    for (const [named, body] of [
      ['"x"', good],
      [first.headers.etag as string, { ...good, stream_format: 'sse' }],
    ] as const)
      expect((await speak(app, body, { 'if-none-match': named })).statusCode).toBe(200);
    await speak(app, { ...good, speed: 1.5 });
    expect(spoken).toBe(4);
  });

  it('is off at 0', async () => {
    let spoken = 0;
    const app = await server({ onInfer: () => void spoken++, env: { TTS_CACHE_MB: '0' } });
    await speak(app, good);
    await speak(app, good);
    expect(spoken).toBe(4);
  });
});

describe('API keys', () => {
  it('asks for one of the keys in the folder, on the API only', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tts-keys-'));
    writeFileSync(join(folder, 'team-a'), 'sk-aaaa\n');
    writeFileSync(join(folder, 'team-b'), 'sk-bbbb');
    const app = await server({ env: { TTS_API_KEYS_DIR: folder } });
    const status = async (authorization?: string) =>
      (await speak(app, good, authorization ? { authorization } : {})).statusCode;
    expect(await Promise.all([status('Bearer sk-aaaa'), status('bearer sk-bbbb')])).toEqual([200, 200]);
    expect(await Promise.all([status(), status('Bearer sk-cccc'), status('Basic sk-aaaa')])).toEqual([401, 401, 401]);
    expect((await app.inject('/v1/audio/voices')).json()).toMatchObject({ error: { code: 'invalid_api_key' } });
    const disguised = ['/%761/audio/voices', '/voices/', '/%76oices', '//v1/models', '/v1/models?x=/livez'];
    const answers = await Promise.all(disguised.map(async (url) => (await app.inject(url)).statusCode));
    expect(answers.filter((code) => code !== 401 && code !== 404)).toEqual([]);
    const open = ['/', '/livez', '/readyz', '/health', '/metrics', '/openapi.json'];
    expect(await Promise.all(open.map(async (url) => (await app.inject(url)).statusCode))).toEqual(open.map(() => 200));
  });
});

describe('lists and probes', () => {
  it('lists models in both shapes', async () => {
    const app = await server();
    const list = (await app.inject('/v1/models')).json<{
      object: string;
      data: { id: string }[];
      models: { id: string }[];
    }>();
    expect(list.object).toBe('list');
    expect(list.data.map(({ id }) => id)).toEqual(list.models.map(({ id }) => id));
    expect((await app.inject('/v1/models/gpt-4o-mini-tts')).json()).toMatchObject({
      id: 'gpt-4o-mini-tts',
      object: 'model',
    });
    expect((await app.inject('/v1/models/nope')).statusCode).toBe(404);
  });

  it('lists 67 native voices, and OpenAI names beside them', async () => {
    const app = await server();
    const native = (await app.inject('/voices')).json<{ voices: { id: string }[] }>().voices;
    const all = (await app.inject('/v1/audio/voices')).json<{ voices: { id: string }[] }>().voices;
    expect([native.length, all.length]).toEqual([67, 80]);
    expect(all.find((voice) => voice.id === 'alloy')).toMatchObject({
      kokoro_voice: 'af_sky',
      language: 'en-US',
      gender: 'female',
      present: true,
    });
    expect(all.find((voice) => voice.id === 'echo')).toMatchObject({
      kokoro_voice: 'am',
      gender: 'male',
      present: false,
    });
  });

  it('tells health and readiness with the reason', async () => {
    const app = await server({ ready: false });
    expect((await app.inject('/livez')).statusCode).toBe(200);
    const ready = await app.inject('/readyz');
    expect([ready.statusCode, ready.json()]).toEqual([
      503,
      { ready: false, reason: 'FileMissing', message: 'voices are missing' },
    ]);
    expect((await (await server()).inject('/health')).json()).toMatchObject({
      status: 'healthy',
      service: 'pattern-tts-service',
      port: 8205,
    });
  });

  it('documents every route in OpenAPI 3.1', async () => {
    const document = (await (await server()).inject('/openapi.json')).json<{
      openapi: string;
      paths: Record<string, unknown>;
    }>();
    expect(document.openapi).toMatch(/^3\.1/);
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining([
        '/v1/audio/speech',
        '/v1/models',
        '/v1/models/{id}',
        '/v1/audio/voices',
        '/voices',
        '/health',
        '/metrics',
      ]),
    );
    const page = await (await server()).inject('/docs');
    expect([page.statusCode, page.payload.includes('swagger')]).toEqual([200, true]);
    const none = await (await server()).inject('/docs/static/none.js');
    expect([none.statusCode, none.json<{ error: { type: string } }>().error.type]).toEqual([
      404,
      'invalid_request_error',
    ]);
  });

  it('counts requests by voice, format and status', async () => {
    const app = await server();
    await speak(app, good);
    await speak(app, { ...good, voice: 'nobody' });
    const metrics = async () => (await app.inject('/metrics')).payload;
    await expect.poll(metrics).toContain('{voice="unknown",format="mp3",status="400",outcome="client_error"} 1');
    expect(await metrics()).toContain('tts_requests_total{voice="af_sky",format="mp3",status="200",outcome="ok"} 1');
    expect(await metrics()).toMatch(/tts_audio_seconds_total 0\.\d+/);
  });
});

describe('closing', () => {
  it('does not wait for a client that connected and never asked', async () => {
    const app = await server();
    const { port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
    const socket = connect(Number(port), '127.0.0.1');
    await once(socket, 'connect');
    await expect.poll(() => new Promise((resolve) => app.server.getConnections((_, count) => resolve(count)))).toBe(1);
    const ended = once(socket, 'close');
    await app.close();
    await ended;
  });

  it('ends what is being spoken, and then its connection, which the client would keep', async () => {
    let computing = (): void => undefined;
    const started = new Promise<void>((resolve) => (computing = resolve));
    const app = await server({ inferenceMs: 100, onInfer: () => computing() });
    const base = await app.listen({ host: '127.0.0.1', port: 0 });
    const body = JSON.stringify({ ...good, response_format: 'pcm' });
    const headers = { 'content-type': 'application/json' };
    const answer = fetch(`${base}/v1/audio/speech`, { method: 'POST', headers, body });
    await started;
    const closed = app.close();
    expect((await (await answer).arrayBuffer()).byteLength).toBe(good.input.length * 600 * 2);
    await closed;
  });
});
