import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { liveClient, refusal } from '../testing/live-client.ts';
import type { Heard, LiveClient } from '../testing/live-client.ts';
import { good, server, speak } from '../testing/test-server.ts';
import type { TestServerOptions } from '../testing/test-server.ts';

const path = (query: string, end = 'multi-stream-input') => `/v1/text-to-speech/alloy/${end}?${query}`;

/** The addresses that clients build, and their first message. */
const livekit = path(
  'model_id=eleven_turbo_v2_5&output_format=pcm_24000&enable_ssml_parsing=false&enable_logging=true&inactivity_timeout=180&apply_text_normalization=auto&sync_alignment=true&auto_mode=true',
);
const pipecat = path('model_id=eleven_flash_v2_5&output_format=pcm_16000&auto_mode=true');
const begin = (context_id: string) => ({ text: ' ', voice_settings: {}, context_id });
const isFinal = (id?: string) => (message: Heard) => message['isFinal'] === true && message['contextId'] === id;

interface Alignment {
  chars: string[];
  charStartTimesMs: number[];
  charDurationsMs: number[];
}

const pcmOf = (heard: readonly Heard[]): Buffer =>
  Buffer.concat(heard.map(({ audio }) => Buffer.from((audio as string | null) ?? '', 'base64')));
const of = ({ heard }: LiveClient, id: string) => heard.filter((message) => message['contextId'] === id);
const textOf = (heard: readonly Heard[]): string =>
  alignments(heard)
    .flatMap(({ chars }) => chars)
    .join('')
    .replace(/\s+/g, ' ');
const alignments = (heard: readonly Heard[]) =>
  heard.flatMap(({ alignment }) => (alignment ? [alignment as Alignment] : []));

async function session(address: string, options: TestServerOptions = {}) {
  const app = await server(options);
  return { app, client: await liveClient(app, address) };
}

test('LiveKit: sentences with flush, then the end, sound as over HTTP; times rise over the context', async () => {
  const { app, client } = await session(livekit);
  const sentences = ['Hello there. ', 'How are you? '];
  client.send(begin('a'));
  for (const text of sentences) {
    client.send({ text, context_id: 'a', flush: true });
    await client.until(({ audio }) => typeof audio === 'string');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  client.send({ text: '', context_id: 'a', flush: true }, { context_id: 'a', close_context: true });
  await client.until(isFinal('a'));
  const whole = await Promise.all(
    sentences.map(
      async (text) => (await speak(app, { ...good, input: text.trim(), response_format: 'pcm' })).rawPayload,
    ),
  );
  expect(pcmOf(client.heard).equals(Buffer.concat(whole))).toBe(true);
  expect(client.heard.at(-1)).toEqual({ audio: null, isFinal: true, contextId: 'a' });
  const times = alignments(client.heard);
  expect(textOf(client.heard)).toBe('Hello there. How are you? ');
  const starts = times.flatMap(({ charStartTimesMs }) => charStartTimesMs);
  expect(starts).toEqual([...starts].sort((a, b) => a - b));
  const last = times.at(-1)!;
  const end = last.charStartTimesMs.at(-1)! + last.charDurationsMs.at(-1)!;
  expect(end).toBe(Math.round((pcmOf(client.heard).length / 48_000) * 1000));
});

test('null counts as absent', async () => {
  const { client } = await session(pipecat);
  const none = { flush: null, close_context: null, close_socket: null, voice_settings: null };
  client.send({ text: 'Hello there. ', context_id: 'a', ...none }, { text: null, context_id: 'a', flush: true });
  client.send({ context_id: 'a', close_context: true });
  await client.until(isFinal('a'));
  expect(client.heard.filter(({ error }) => error !== undefined)).toEqual([]);
  expect(textOf(client.heard)).toBe('Hello there. ');
});

test('Pipecat: phrases without flush; times begin anew with each message and add up to the audio', async () => {
  const { client } = await session(pipecat);
  client.send(begin('a'), { text: 'Hello there.', context_id: 'a' });
  await client.until(({ audio }) => typeof audio === 'string');
  client.send({ text: '' }, { text: '', context_id: 'a' }, { text: 'How are you? ', context_id: 'a' });
  client.send({ context_id: 'a', flush: true }, { context_id: 'a', close_context: true });
  await client.until(isFinal('a'));
  const times = alignments(client.heard);
  expect(times.length).toBe(2);
  const ends = times.map((it) => it.charStartTimesMs.at(-1)! + it.charDurationsMs.at(-1)!);
  const milliseconds = (pcmOf(client.heard).length / 32_000) * 1000;
  expect(Math.abs(ends.reduce((sum, end) => sum + end) - milliseconds)).toBeLessThan(2);
  for (const { chars } of times) expect(chars.at(-1)).toBe(' ');
  client.send({ close_socket: true });
  expect((await client.closed).code).toBe(1000);
});

test('closing what was not flushed stops it; its id can be used again', async () => {
  let inferences = 0;
  const { client } = await session(pipecat, { inferenceMs: 30, onInfer: () => void inferences++ });
  client.send(begin('a'), { text: 'On it goes. '.repeat(60), context_id: 'a' });
  await client.until(({ audio }) => typeof audio === 'string');
  client.send({ context_id: 'a', close_context: true });
  const final = await client.until(isFinal('a'));
  client.send(begin('a'), { text: 'Hi. ', context_id: 'a' }, { context_id: 'a', flush: true });
  client.send({ context_id: 'a', close_context: true });
  await client.until((message) => message !== final && isFinal('a')(message));
  expect(inferences).toBeLessThan(40);
  const after = client.heard.slice(client.heard.indexOf(final) + 1);
  expect(textOf(after)).toMatch(/^hi\. $/i);
});

test('the newest context is heard first, and what was flushed before is still heard', async () => {
  const { client } = await session(livekit, { inferenceMs: 20 });
  client.send(begin('old'), { text: 'On it goes. '.repeat(20), context_id: 'old', flush: true });
  client.send({ context_id: 'old', close_context: true });
  await client.until(({ audio }) => typeof audio === 'string');
  client.send(begin('new'), { text: 'Stop. Now. ', context_id: 'new', flush: true });
  client.send({ context_id: 'new', close_context: true });
  await client.until(isFinal('old'));
  const ids = client.heard.map(({ contextId }) => contextId);
  expect(ids.slice(ids.indexOf('new'), ids.lastIndexOf('new')).filter((id) => id === 'old').length).toBeLessThanOrEqual(
    1,
  );
  expect(ids.lastIndexOf('new')).toBeLessThan(ids.lastIndexOf('old'));
  expect(textOf(of(client, 'old'))).toMatch(/^(on it goes\. ){20}$/i);
});

test('six contexts on a connection; one that fails leaves the others alive, and one too many is told', async () => {
  const { client } = await session(livekit, { env: { TTS_STREAM_CONTEXTS: '6' } });
  const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
  client.send(...ids.map(begin), begin('g'));
  client.send({ text: '[voice:nobody] Oh. ', context_id: 'c', flush: true });
  await client.until(isFinal('c'));
  for (const id of ids.filter((id) => id !== 'c'))
    client.send({ text: 'Hello. ', context_id: id, flush: true }, { context_id: id, close_context: true });
  for (const id of ids) await client.until(isFinal(id));
  const errors = client.heard.filter(({ error }) => error !== undefined);
  expect(errors).toMatchObject([
    { contextId: 'g', code: 'overloaded' },
    { contextId: 'c', code: 'invalid_voice' },
  ]);
  for (const id of ids.filter((id) => id !== 'c')) expect(pcmOf(of(client, id)).length).toBeGreaterThan(0);
});

test('the plugin for JavaScript: PCM at 22,050 Hz lasts as long as what was spoken, in messages that clients take', async () => {
  const { client } = await session(path('model_id=m&output_format=pcm_22050&auto_mode=false'));
  const letters = 'On it goes and on and on and never ends.';
  client.send(begin('a'), { text: `${letters} `, context_id: 'a' }, { text: '', context_id: 'a', flush: true });
  client.send({ context_id: 'a', close_context: true });
  await client.until(isFinal('a'));
  expect(pcmOf(client.heard).length / 2).toBe(Math.round((letters.length * 600 * 22_050) / 24_000));
  for (const message of client.heard) expect(JSON.stringify(message).length).toBeLessThan(200_000);
});

test('stream-input: the SDK gets its audio, then the end of the connection', async () => {
  const { client } = await session(path('model_id=m&output_format=mp3_44100_128', 'stream-input'));
  client.send({
    text: ' ',
    try_trigger_generation: true,
    voice_settings: null,
    generation_config: { chunk_length_schedule: [50] },
  });
  for (const text of ['Hello ', 'there. ', 'How are you? ']) client.send({ text, try_trigger_generation: true });
  client.send({ text: '' });
  expect((await client.closed).code).toBe(1000);
  const mp3 = pcmOf(client.heard);
  expect(mp3.subarray(0, 2).toString('hex')).toMatch(/^fff[abe23]/);
  expect(client.heard.at(-1)).toEqual({ audio: null, isFinal: true });
});

test('elements of SSML are followed where the address asks for it, however they are cut', async () => {
  const { client } = await session(path('output_format=pcm_24000&enable_ssml_parsing=true'));
  client.send(begin('a'));
  for (const text of ['Hello. <brea', 'k time="0.', '5s"/> How. ', 'Are. ']) client.send({ text, context_id: 'a' });
  client.send({ context_id: 'a', flush: true }, { context_id: 'a', close_context: true });
  await client.until(isFinal('a'));
  expect(textOf(client.heard).trim()).toMatch(/^Hello\. ?How\. ?Are\.$/);
  const silence = Buffer.alloc(24_000);
  expect(pcmOf(client.heard).includes(silence)).toBe(true);
});

test.each([
  ['<break time="0.5s" />', 'enable_ssml_parsing=true'],
  ['[pause:0.5s]', ''],
])('%s alone in its message is heard', async (pause, query) => {
  const { client } = await session(path(`output_format=pcm_24000&auto_mode=true&${query}`));
  client.send(begin('a'));
  for (const text of ['Hello. ', pause, 'How. ']) client.send({ text, context_id: 'a' });
  client.send({ context_id: 'a', flush: true }, { context_id: 'a', close_context: true });
  await client.until(isFinal('a'));
  const seconds = pcmOf(client.heard).length / 2 / 24_000;
  expect(seconds).toBeCloseTo(('hello.how.'.length * 600) / 24_000 + 0.5);
  client.send(begin('b'), { text: pause, context_id: 'b', flush: true }, { context_id: 'b', close_context: true });
  await client.until(isFinal('b'));
  expect(pcmOf(client.heard).length / 2 / 24_000).toBeCloseTo(seconds + 0.5);
});

test('a context that gets no text ends, and the connection stays', async () => {
  const { client } = await session(path('output_format=pcm_24000&inactivity_timeout=1'));
  client.send(begin('a'), { text: 'Hello the', context_id: 'a' });
  await client.until(isFinal('a'));
  expect(textOf(client.heard)).toMatch(/^hello the $/i);
  client.send(begin('b'), { context_id: 'b', close_context: true });
  await client.until(isFinal('b'));
});

test('a wrong voice or format is refused before the WebSocket, a wrong key then or in the first message', async () => {
  const keys = mkdtempSync(join(tmpdir(), 'tts-keys-'));
  writeFileSync(join(keys, 'a'), 'sk-a');
  const app = await server({ env: { TTS_API_KEYS_DIR: keys } });
  const headers = { 'xi-api-key': 'sk-a' };
  expect(await refusal(app, livekit.replace('alloy', 'nobody'), { headers })).toMatchObject({
    status: 400,
    error: { code: 'invalid_voice', message: expect.stringContaining('nobody') as string },
  });
  expect(await refusal(app, path('output_format=opus_48000_32'), { headers })).toMatchObject({
    status: 400,
    error: { param: 'output_format' },
  });
  expect(await refusal(app, livekit, { headers: { 'xi-api-key': 'sk-b' } })).toMatchObject({ status: 401 });
  const client = await liveClient(app, pipecat);
  client.send({ text: ' ', xi_api_key: 'sk-b' });
  expect((await client.closed).code).toBe(1008);
  const late = await liveClient(app, pipecat);
  late.send({ ...begin('a'), xi_api_key: 'sk-a' }, { text: 'Hi.', context_id: 'a', flush: true });
  await late.until(({ audio }) => typeof audio === 'string');
});

test('whole texts over HTTP', async () => {
  const app = await server();
  const post = (end: string, payload: object) =>
    app.inject({ method: 'POST', url: `/v1/text-to-speech/alloy${end}`, payload });
  const body = { text: good.input, model_id: 'eleven_turbo_v2_5', voice_settings: { stability: 0.5, speed: null } };
  const pcm = await post('/stream?output_format=pcm_24000&enable_logging=true', body);
  expect(pcm.rawPayload.equals((await speak(app, { ...good, response_format: 'pcm' })).rawPayload)).toBe(true);
  const half = await post('?output_format=pcm_8000', body);
  expect(Math.abs(half.rawPayload.length - pcm.rawPayload.length / 3)).toBeLessThanOrEqual(2);
  expect((await post('', body)).headers['content-type']).toBe('audio/mpeg');
  expect((await post('', { text: ' ' })).json()).toMatchObject({ error: { code: 'empty_input', param: 'text' } });
  expect((await post('', {})).json()).toMatchObject({ error: { code: 'invalid_value', param: 'text' } });
});

test('a whole text with the times of its characters, in one object or in lines that clients take', async () => {
  const app = await server({ env: { TTS_MAX_TEXT_LENGTH: '2000' } });
  const input = 'hello there, and all that follows it. '.repeat(12).trim();
  const post = (end: string) =>
    app.inject({
      method: 'POST',
      url: `/v1/text-to-speech/alloy${end}?output_format=pcm_24000`,
      payload: { text: input },
    });
  const pcm = (await speak(app, { ...good, input, response_format: 'pcm' })).rawPayload;
  interface Timed {
    audio_base64: string;
    alignment: { characters: string[]; character_start_times_seconds: number[]; character_end_times_seconds: number[] };
  }
  const whole = (await post('/with-timestamps')).json<Timed>();
  expect(Buffer.from(whole.audio_base64, 'base64').equals(pcm)).toBe(true);
  const answer = await post('/stream/with-timestamps');
  const lines = answer.payload.trimEnd().split('\n');
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(128 * 1024);
  const pieces = lines.map((line) => JSON.parse(line) as Omit<Timed, 'alignment'> & Partial<Timed>);
  expect(Buffer.concat(pieces.map((it) => Buffer.from(it.audio_base64, 'base64'))).equals(pcm)).toBe(true);
  for (const alignments of [[whole.alignment], pieces.flatMap(({ alignment }) => alignment ?? [])]) {
    const said = alignments.flatMap(({ characters }) => characters).join('');
    expect(said.replace(/\s+/g, ' ')).toBe(`${input} `);
    const starts = alignments.flatMap((it) => it.character_start_times_seconds);
    expect(starts).toEqual(starts.toSorted((a, b) => a - b));
    const ends = alignments.flatMap((it) => it.character_end_times_seconds);
    expect(ends.at(-1)).toBeCloseTo(pcm.length / 48_000, 2);
  }
});

test('a parameter without a value counts as absent, and Python writes True', async () => {
  const app = await server();
  const address = path('output_format=&language_code=&inactivity_timeout=&auto_mode=True&sync_alignment=FALSE');
  const client = await liveClient(app, address);
  client.send({ text: 'A phrase', context_id: 'a' });
  await client.until(({ audio }) => typeof audio === 'string');
  expect(await refusal(app, path('auto_mode=maybe'))).toMatchObject({ status: 400, error: { param: 'auto_mode' } });
  const deepgram = await liveClient(app, '/v1/speak?model=&encoding=&sample_rate=&speed=&container=&bit_rate=');
  await deepgram.until(({ type }) => type === 'Metadata');
});

test('errors have the form of ElevenLabs, too', async () => {
  const app = await server();
  const url = '/v1/text-to-speech/nobody/stream';
  const { error, detail } = (await app.inject({ method: 'POST', url, payload: { text: 'a' } })).json<{
    error: { message: string };
    detail: object;
  }>();
  expect(detail).toEqual({ status: 'invalid_voice', message: error.message });
});
