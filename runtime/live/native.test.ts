import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bytesOf, liveClient, refusal } from '../testing/live-client.ts';
import type { Heard, LiveClient } from '../testing/live-client.ts';
import { countsOf, metricsOf } from '../testing/raw-http.ts';
import { good, server, speak } from '../testing/test-server.ts';
import type { TestServerOptions } from '../testing/test-server.ts';

const path = '/v1/audio/speech/stream';
const config = { type: 'session.config', voice: 'alloy' };
const streamed = { ...config, response_format: 'pcm', stream_audio: true };
const text = (text: string) => ({ type: 'input.text', text });
const done = { type: 'input.done' };
const isDone = ({ type }: Heard) => type === 'session.done';
const typed = ({ heard }: LiveClient, type: string) => heard.filter((message) => message['type'] === type);

async function session(options: TestServerOptions = {}) {
  const app = await server(options);
  return { app, client: await liveClient(app, path) };
}

test('a sentence is heard before the next one is written, as it sounds over HTTP', async () => {
  const { app, client } = await session();
  client.send(config, text('Hello the'), text('re. '), text('How are'));
  await client.until(({ type }) => type === 'audio.done');
  client.send(text(' you?'), done);
  await client.until(isDone);
  const starts = typed(client, 'audio.start');
  expect(starts.map(({ sentence_text }) => sentence_text)).toEqual(['Hello there.', 'How are you?']);
  expect(starts[0]).toMatchObject({ utterance_index: 0, sentence_index: 0, format: 'wav' });
  const files = client.heard.flatMap(({ bytes }) => (bytes ? [bytes] : []));
  for (const [index, input] of ['Hello there.', 'How are you?'].entries()) {
    const whole = (await speak(app, { ...good, input, response_format: 'wav' })).rawPayload;
    const own = Buffer.concat(
      client.heard
        .slice(client.heard.indexOf(starts[index]!), client.heard.indexOf(typed(client, 'audio.done')[index]!))
        .flatMap(({ bytes }) => (bytes ? [bytes] : [])),
    );
    expect(own.equals(whole)).toBe(true);
    expect(typed(client, 'audio.done')[index]).toMatchObject({ total_bytes: whole.length, error: false });
  }
  expect(files.length).toBeGreaterThan(1);
  expect(typed(client, 'session.done')).toEqual([{ type: 'session.done', utterance_index: 0, total_sentences: 2 }]);
});

test('what is streamed comes segment by segment, with the words that are heard in it', async () => {
  const { client } = await session();
  client.send({ ...streamed, word_timestamps: true }, text('Hello there. '), text('How are you? '), done);
  await client.until(isDone);
  const chunks = typed(client, 'audio.chunk');
  expect(chunks.map(({ chunk_id }) => chunk_id).slice(0, 2)).toEqual([0, 1]);
  expect(chunks.at(-1)).toMatchObject({ audio_b64: '', chunk_start_ms: 0, sample_rate: 24_000, channels: 1 });
  const words = chunks.flatMap(({ timestamps }) => timestamps as { word: string; start_ms: number; end_ms: number }[]);
  expect(words.length).toBeGreaterThan(0);
  for (const { start_ms, end_ms } of words) expect(start_ms).toBeLessThanOrEqual(end_ms);
  expect(bytesOf(client.heard).length).toBe(0);
});

test('utterances follow one another on a connection; an empty one is over at once', async () => {
  const { client } = await session();
  client.send(streamed, done, text('One. '), done, text('Two. '), done);
  await client.until((message) => isDone(message) && message['utterance_index'] === 2);
  expect(typed(client, 'session.done').map(({ total_sentences }) => total_sentences)).toEqual([0, 1, 1]);
  expect(typed(client, 'audio.start').map(({ utterance_index }) => utterance_index)).toEqual([1, 2]);
});

test('sentences that wait are spoken together', async () => {
  const { client } = await session({ inferenceMs: 100 });
  client.send(streamed, text('One. Two. Three. Four. '), text('Five. '), done);
  await client.until(isDone);
  expect(typed(client, 'audio.start').map(({ sentence_text }) => sentence_text)).toEqual([
    'One. Two. Three.',
    'Four. Five.',
  ]);
});

test('a client that cancels frees the lane at the next segment', async () => {
  let inferences = 0;
  const { app, client } = await session({ inferenceMs: 40, onInfer: () => void inferences++ });
  client.send(streamed, text('On it goes. '.repeat(60)), done, text('Nine. '));
  await client.until(({ bytes }) => bytes !== undefined);
  const other = await speak(app, { ...good, input: 'hello.' });
  expect(other.statusCode).toBe(200);
  client.socket.terminate();
  await expect.poll(() => countsOf(app).then((counts) => counts.join())).toMatch(/status="101",outcome="cancelled"} 2/);
  const before = inferences;
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(inferences).toBeLessThanOrEqual(before + 1);
  expect(inferences).toBeLessThan(50);
  expect(await metricsOf(app)).toMatch(/^tts_requests_in_flight 0$/m);
});

test('a client that leaves takes no place, even while its segment is being computed', async () => {
  const computed = Promise.withResolvers<void>();
  const { app, client } = await session({ onInfer: () => computed.promise });
  client.send(streamed, text('One. Two. '));
  await expect.poll(() => metricsOf(app)).toMatch(/^tts_requests_waiting{for="model"} 1$/m);
  client.socket.terminate();
  await expect.poll(() => metricsOf(app)).toMatch(/^tts_requests_in_flight 0$/m);
  computed.resolve();
});

test('input.cancel ends an utterance, and the next one begins', async () => {
  const { client } = await session({ inferenceMs: 30 });
  client.send(streamed, text('One. Two. Three. Four. Five. Six. Seven. Eight. '));
  await client.until(({ bytes }) => bytes !== undefined);
  client.send({ type: 'input.cancel' }, text('Nine. '), done);
  const [first] = [await client.until(isDone)];
  expect(first).toMatchObject({ utterance_index: 0, cancelled: true });
  await client.until((message) => isDone(message) && message['utterance_index'] === 1);
  const after = client.heard.slice(client.heard.indexOf(first) + 1);
  expect(after[0]).toMatchObject({ type: 'audio.start', sentence_text: 'Nine.' });
});

test.each([
  [{ type: 'session.config', voice: 'nobody' }, 'invalid_voice', 'voice'],
  [{ type: 'session.config', speed: 9 }, 'invalid_value', 'speed'],
  [{ type: 'session.config', stream_audio: true }, 'invalid_value', 'stream_audio'],
  [{ type: 'session.config', word_timestamps: true }, 'invalid_value', 'word_timestamps'],
  [{ type: 'session.config', language: 'Klingon' }, 'invalid_value', 'language'],
  [{ type: 'session.config', language: 'constructor' }, 'invalid_value', 'language'],
  [{ type: 'session.config', lexicons: ['nowhere'] }, 'unknown_lexicon', 'lexicons'],
  [{ type: 'session.config', colour: 1 }, 'unknown_parameter', 'colour'],
  [text('Hello.'), 'invalid_value', 'type'],
  ['no JSON', 'invalid_json', null],
  [Buffer.from('[]'), 'invalid_value', null],
])('a connection that begins with %j is told why, and closed', async (message, code, param) => {
  const { client } = await session();
  client.send(message);
  expect(await client.until(({ type }) => type === 'error')).toMatchObject({ code, param });
  expect((await client.closed).code).toBe(1008);
});

test('what is wrong later is told, and the connection goes on', async () => {
  const { client } = await session({ env: { TTS_STREAM_MAX_TEXT: '40' } });
  client.send(streamed, { type: 'nothing' }, text('Hello. '), config, text('[pause:99s] Oh. '), done);
  await client.until(isDone);
  client.send(text('a'.repeat(41)), text('More.'), done);
  await client.until((message) => isDone(message) && message['utterance_index'] === 2);
  expect(typed(client, 'error').map(({ code }) => code)).toEqual([
    'invalid_value',
    'invalid_value',
    'invalid_tag',
    'input_too_long',
  ]);
  expect(typed(client, 'session.done')).toHaveLength(3);
});

test('it is refused before it is a WebSocket: keys, origins, places, plain requests', async () => {
  const keys = mkdtempSync(join(tmpdir(), 'tts-keys-'));
  writeFileSync(join(keys, 'a'), 'sk-a');
  const app = await server({
    env: { TTS_API_KEYS_DIR: keys, TTS_CORS_ORIGINS: 'https://chat.example', TTS_MAX_STREAMS_PER_CLIENT: '1' },
  });
  expect(await refusal(app, path)).toMatchObject({ status: 401, error: { code: 'invalid_api_key' } });
  const authorization = { authorization: 'Bearer sk-a' };
  expect(await refusal(app, path, { headers: { authorization: 'Bearer sk-b' } })).toMatchObject({ status: 401 });
  expect(await refusal(app, path, { headers: authorization, origin: 'https://evil.example' })).toMatchObject({
    status: 403,
    error: { code: 'origin_not_allowed' },
  });
  expect(await app.inject({ url: path, headers: authorization })).toMatchObject({ statusCode: 426 });
  for (const options of [
    { headers: authorization, origin: 'https://chat.example' },
    { headers: { 'xi-api-key': 'sk-a' } },
    { headers: { 'x-api-key': 'sk-a' } },
    { headers: { authorization: 'Token sk-a' } },
    { protocols: ['token', 'sk-a'] },
    { protocols: ['base64url', Buffer.from('sk-a').toString('base64url')] },
  ]) {
    const client = await liveClient(app, path, options);
    expect(await refusal(app, path, options)).toMatchObject({
      status: 429,
      error: { code: 'overloaded', message: expect.stringMatching(/TTS_MAX_STREAMS_PER_CLIENT/) as string },
    });
    client.socket.close();
    await client.closed;
    await expect.poll(() => metricsOf(app)).toMatch(/tts_streams{protocol="native"} 0/);
  }
  const counts = (await countsOf(app)).join('\n');
  expect(counts).toMatch(/status="401",outcome="client_error"} 2/);
  expect(counts).toMatch(/status="429",outcome="refused"} 6/);
});

test('every utterance counts for the limit of the rate', async () => {
  const app = await server({ env: { TTS_RATE_LIMIT: '2' } });
  const client = await liveClient(app, path);
  client.send(streamed, text('One. '), done, text('Two. '), done, text('Three. '), done);
  await client.until((message) => isDone(message) && message['utterance_index'] === 2);
  expect(typed(client, 'error')).toMatchObject([{ code: 'rate_limit_exceeded', utterance_index: 2 }]);
  expect(typed(client, 'audio.start')).toHaveLength(2);
});

test('a server that shuts down speaks to the end of what it has, then closes', async () => {
  const { app, client } = await session({ inferenceMs: 50 });
  client.send(streamed, text('One. Two. Three. And fo'));
  await client.until(({ bytes }) => bytes !== undefined);
  const idle = await liveClient(app, path);
  const closing = app.close();
  expect(await idle.closed).toMatchObject({ code: 1001 });
  expect(await client.closed).toMatchObject({ code: 1001 });
  await closing;
  expect(typed(client, 'session.done')).toMatchObject([{ utterance_index: 0 }]);
  expect(typed(client, 'audio.start').map(({ sentence_text }) => sentence_text)).toEqual([
    'One. Two. Three.',
    'And fo',
  ]);
});
