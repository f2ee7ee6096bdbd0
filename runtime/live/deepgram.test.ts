import { expect, test } from 'vitest';
import { bytesOf, liveClient, refusal } from '../testing/live-client.ts';
import type { Heard, LiveClient } from '../testing/live-client.ts';
import { good, server, speak } from '../testing/test-server.ts';
import type { TestServerOptions } from '../testing/test-server.ts';

const path = '/v1/speak?encoding=linear16&model=alloy&sample_rate=24000&mip_opt_out=false';
const say = (text: string) => ({ type: 'Speak', text });
const flush = { type: 'Flush' };
const typed = ({ heard }: LiveClient, type: string) => heard.filter((message) => message['type'] === type);
const isFlushed = (id: number) => (message: Heard) => message['type'] === 'Flushed' && message['sequence_id'] === id;

async function session(options: TestServerOptions = {}, address = path) {
  const app = await server(options);
  return { app, client: await liveClient(app, address, { headers: { authorization: 'Token any' } }) };
}

test('LiveKit: word by word, then Flush; it sounds as over HTTP, and the connection is used again', async () => {
  const { app, client } = await session({ inferenceMs: 20 });
  for (const [turn, sentence] of ['Hello there my friend.', 'How are you?'].entries()) {
    for (const word of sentence.split(' ')) client.send(say(`${word} `));
    client.send(flush);
    await client.until(isFlushed(turn));
    const whole = await speak(app, { ...good, input: sentence, response_format: 'pcm' });
    expect(bytesOf(client.heard).equals(whole.rawPayload)).toBe(true);
    client.heard.length = 0;
  }
  client.send(flush, { type: 'Close' });
  expect((await client.closed).code).toBe(1000);
  expect(client.heard).toEqual([{ type: 'Flushed', sequence_id: 2 }]);
});

test('it begins with the metadata', async () => {
  const { client } = await session();
  await client.until(({ type }) => type === 'Metadata');
  expect(client.heard[0]).toMatchObject({ model_name: 'af_sky(1)', request_id: expect.any(String) as string });
});

test('there is one Flushed for each Flush, after its audio, in their order', async () => {
  const { client } = await session({ inferenceMs: 10 });
  client.send(say('One. '), flush, flush, say('Two. '), flush);
  await client.until(isFlushed(2));
  const order = client.heard.map(({ type, bytes }) => (bytes ? 'audio' : type));
  expect(order.filter((what, index) => what !== order[index - 1] || what !== 'audio')).toEqual([
    ...['Metadata', 'audio', 'Flushed', 'Flushed', 'audio', 'Flushed'],
  ]);
});

test('Pipecat: after Clear nothing comes of what was said before, and the lane is free', async () => {
  let inferences = 0;
  const { client } = await session({ inferenceMs: 20, onInfer: () => void inferences++ });
  client.send(say('On it goes. '.repeat(60)), flush, say('And more. '));
  await client.until(({ bytes }) => bytes !== undefined);
  client.send({ type: 'Clear' });
  const cleared = await client.until(({ type }) => type === 'Cleared');
  const before = client.heard.length;
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(client.heard.length).toBe(before);
  expect(inferences).toBeLessThan(40);
  client.send(say('Hello. '), flush);
  await client.until(isFlushed(0));
  const after = client.heard.slice(client.heard.indexOf(cleared) + 1);
  expect(after.filter(({ type }) => type !== undefined)).toEqual([{ type: 'Flushed', sequence_id: 0 }]);
  expect(bytesOf(after).length).toBe('hello.'.length * 600 * 2);
});

const numbers = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const quick = [...numbers, ...numbers].flatMap((word) => [say(`${word}. `), flush]);
const lengths = (heard: readonly Heard[]) => {
  const found = [0];
  for (const { type, bytes } of heard) {
    if (bytes) found.push(found.pop()! + bytes.length / 2 / 600);
    else if (type === 'Flushed') found.push(0);
  }
  return found;
};
const spoken = [...numbers, ...numbers].map((word) => word.length + 1);

test('20 texts with their flushes at once are spoken one after the other', async () => {
  const { client } = await session({ env: { TTS_STREAM_CONTEXTS: '1' } });
  client.send(...quick);
  await client.until(isFlushed(19));
  expect(typed(client, 'Error')).toEqual([]);
  expect(lengths(client.heard)).toEqual([...spoken, 0]);
});

test('Close lets texts that wait be heard; Clear, and leaving, do not', async () => {
  const { client } = await session();
  client.send(...quick, say('More'), { type: 'Close' });
  expect((await client.closed).code).toBe(1000);
  expect(lengths(client.heard)).toEqual([...spoken, 'more'.length]);

  let inferences = 0;
  const { app, client: second } = await session({ inferenceMs: 50, onInfer: () => void inferences++ });
  second.send(...quick);
  await second.until(({ bytes }) => bytes !== undefined);
  second.send({ type: 'Clear' }, say('Hello. '), flush);
  await second.until(isFlushed(0));
  expect(inferences).toBeLessThan(10);
  second.send(...quick);
  await second.until(isFlushed(2));
  second.socket.terminate();
  const before = inferences;
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(inferences - before).toBeLessThan(3);
  expect((await app.inject('/metrics')).body).toMatch(/tts_streams{protocol="deepgram"} 0/);
});

test('a server that shuts down speaks the texts that wait', async () => {
  const { app, client } = await session({ inferenceMs: 10 });
  client.send(...quick);
  await client.until(({ bytes }) => bytes !== undefined);
  await app.close();
  expect((await client.closed).code).toBe(1001);
  expect(lengths(client.heard).slice(0, 20)).toEqual(spoken);
});

test('what waits is bounded', async () => {
  const { client } = await session({ env: { TTS_STREAM_MAX_TEXT: '100' }, inferenceMs: 100 });
  client.send(say('One. '), flush, say('a'.repeat(90)), say('b'.repeat(20)));
  expect(await client.until(({ type }) => type === 'Error')).toMatchObject({ code: 'input_too_long' });
  client.send(...Array.from({ length: 1_001 }, () => flush));
  await client.until(({ code }) => code === 'overloaded');
  client.send({ type: 'Clear' }, say('Hello. '), flush);
  await client.until(({ type }) => type === 'Flushed');
});

test('a text that ends like a sentence is heard without Flush', async () => {
  const { client } = await session();
  client.send(say('Hello. '));
  await client.until(({ bytes }) => bytes !== undefined);
  expect(typed(client, 'Flushed')).toEqual([]);
});

test.each([
  ['mulaw', 8_000, 1],
  ['alaw', 8_000, 1],
  ['linear16', 48_000, 2],
])('%s at %i Hz', async (encoding, rate, bytes) => {
  const { client } = await session({}, `/v1/speak?model=alloy&encoding=${encoding}&sample_rate=${rate}`);
  client.send(say('Hello there. '), flush);
  await client.until(isFlushed(0));
  expect(bytesOf(client.heard).length / bytes).toBe(('hello there.'.length * 600 * rate) / 24_000);
});

test('what is wrong is told, and the connection goes on', async () => {
  const { client } = await session();
  client.send({ type: 'Configure' }, { type: 'Speak', text: 7 }, 'no JSON', say('[pause:99s] Oh. '), flush);
  await client.until(isFlushed(0));
  expect(typed(client, 'Error').map(({ code }) => code)).toEqual([
    ...['invalid_value', 'invalid_value', 'invalid_json', 'invalid_tag'],
  ]);
  client.send(say('Hello. '), flush);
  await client.until(isFlushed(1));
  expect(bytesOf(client.heard).length).toBeGreaterThan(0);
});

test('a wrong voice, encoding or rate is refused before the WebSocket', async () => {
  const app = await server();
  expect(await refusal(app, '/v1/speak?model=aura-2-thalia-en')).toMatchObject({
    status: 400,
    error: { code: 'invalid_voice', message: expect.stringContaining('aura-2-thalia-en') as string },
  });
  for (const query of ['encoding=opus', 'encoding=mp3', 'sample_rate=12345', 'speed=9'])
    expect(await refusal(app, `/v1/speak?${query}`)).toMatchObject({ status: 400, error: { code: 'invalid_value' } });
});

test('whole texts over HTTP', async () => {
  const app = await server();
  const post = (query: string, payload: object = { text: good.input }) =>
    app.inject({ method: 'POST', url: `/v1/speak?model=alloy&${query}`, payload });
  const pcm = await post('encoding=linear16&container=none&sample_rate=24000');
  expect(pcm.rawPayload.equals((await speak(app, { ...good, response_format: 'pcm' })).rawPayload)).toBe(true);
  const wav = await post('encoding=linear16&sample_rate=16000');
  expect(wav.rawPayload.subarray(0, 4).toString()).toBe('RIFF');
  expect(wav.rawPayload.readUInt32LE(24)).toBe(16_000);
  expect((await post('')).headers).toMatchObject({
    'content-type': 'audio/mpeg',
    'dg-request-id': expect.any(String) as string,
    'dg-model-name': 'af_sky(1)',
    'dg-char-count': String(good.input.length),
  });
  const wrong = (await post('', { text: '' })).json<{ err_msg: string }>();
  expect(wrong).toMatchObject({ error: { code: 'empty_input' }, err_code: 'empty_input', message: wrong.err_msg });
});
