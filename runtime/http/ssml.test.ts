import { describe, expect, it } from 'vitest';
import { formatNames } from '../audio/encoders.ts';
import type { KokoroInput } from '../model/kokoro.ts';
import { good, server, speak } from '../testing/test-server.ts';
import type { TextPart } from '../workers/text-worker.ts';

const SECOND = 24_000;
const ssml = (inner: string, rest: object = {}) => ({
  ...good,
  response_format: 'pcm',
  input: `<speak>${inner}</speak>`,
  ...rest,
});
const errorOf = (answer: { json: <T>() => T }) => answer.json<{ error: { code: string; message: string } }>().error;

/** What reaches the text and the model of a request, and its samples. */
async function spoken(body: object) {
  const texts: TextPart[] = [];
  const inputs: KokoroInput[] = [];
  const app = await server({
    onText: (parts) => void texts.push(...parts),
    onInfer: (input) => void inputs.push(input),
  });
  const answer = await speak(app, body);
  expect(answer.statusCode, answer.body).toBe(200);
  return { texts, inputs, pcm: answer.rawPayload };
}
const loudest = (pcm: Buffer) => Math.max(...new Int16Array(pcm.buffer, pcm.byteOffset, pcm.length / 2)) / 32768;

describe('speech of SSML', () => {
  it('is the speech of the same text with tags', async () => {
    const app = await server({ voices: ['am_adam'] });
    const tags = await speak(app, { ...ssml(''), input: 'one. [pause:1s][voice:am_adam]two. ' });
    const elements = await speak(app, ssml('one. <break time="1s"/><voice name="am_adam">two. </voice>'));
    expect(tags.statusCode).toBe(200);
    expect(elements.rawPayload.equals(tags.rawPayload)).toBe(true);
    expect(elements.headers.etag).not.toBe(tags.headers.etag);
  });

  it('is text where the request says so, with another ETag', async () => {
    const [document, asText] = [await spoken(ssml('one.')), await spoken(ssml('one.', { input_type: 'text' }))];
    expect(document.texts.map(({ text }) => text)).toEqual(['one.']);
    expect(asText.texts.map(({ text }) => text)).toEqual(['<speak>one.</speak>']);
    const app = await server();
    const tags = new Set<unknown>();
    for (const fields of [{}, { input_type: 'auto' }, { ssml: true }, { ssml: false }, { input_type: 'text' }])
      tags.add((await speak(app, ssml('one.', fields))).headers.etag);
    expect(tags.size).toBe(2);
  });

  it.each([{ input_type: 'ssml' }, { ssml: true }])('%j refuses a text', async (fields) => {
    const answer = await speak(await server(), { ...good, ...fields });
    expect([answer.statusCode, errorOf(answer).code]).toEqual([400, 'invalid_ssml']);
  });

  it('rate and volume hold for their part', async () => {
    const { inputs, pcm } = await spoken(ssml('a.<prosody rate="50%" volume="+6dB">b.</prosody>', { speed: 2 }));
    expect(inputs.map(({ speed }) => speed)).toEqual([2, 1]);
    const [plain, louder] = [loudest(pcm.subarray(0, 1200 * 2)), loudest(pcm.subarray(1200 * 2))];
    expect(louder / plain).toBeCloseTo(10 ** (6 / 20), 1);
    const { inputs: slowest } = await spoken(ssml('<prosody rate="25%">b.</prosody>', { speed: 0.25 }));
    expect(slowest.map(({ speed }) => speed)).toEqual([0.25]);
    expect(loudest((await spoken(ssml('<prosody volume="silent">b.</prosody>'))).pcm)).toBe(0);
  });

  it('what is said in place of a text goes with it to its language', async () => {
    const { texts } = await spoken(
      ssml(
        '<say-as interpret-as="ordinal">2</say-as><lang xml:lang="es"><say-as interpret-as="ordinal">2</say-as> a</lang>',
      ),
    );
    expect(texts.map(({ language, pronunciations }) => [language, pronunciations])).toEqual([
      ['en-us', [{ start: 0, end: 1, say: '2nd' }]],
      ['es', [{ start: 0, end: 1, say: '2.º' }]],
    ]);
  });

  it.each([
    ['en-GB', 'bf_emma', 'en-gb'],
    ['en-GB', 'alloy', 'en-us'],
    ['en', 'bf_emma', 'en-gb'],
    ['it-IT', 'alloy', 'it'],
  ])('a document in %s by %s is read as %s', async (tag, voice, language) => {
    const texts: TextPart[] = [];
    const app = await server({ voices: ['bf_emma'], onText: (parts) => void texts.push(...parts) });
    await speak(app, { ...ssml(''), voice, input: `<speak xml:lang="${tag}">a.</speak>` });
    expect(texts.map((part) => part.language)).toEqual([language]);
  });

  it('errors name the place, and voices that are not there', async () => {
    const app = await server();
    const bad = await speak(app, ssml('\n<break time="soon"/>'));
    expect(errorOf(bad)).toMatchObject({ code: 'invalid_ssml', param: 'input' });
    expect(errorOf(bad).message).toMatch('line 2, column 1');
    const nobody = await speak(app, ssml('<voice name="am_adamm">a</voice>'));
    expect(errorOf(nobody)).toMatchObject({ code: 'invalid_voice', param: 'input' });
    const nothing = await speak(app, ssml('<break/>'));
    expect(errorOf(nothing)).toMatchObject({ code: 'nothing_to_say' });
  });

  it('a document may be longer than its text may, which counts what is said instead', async () => {
    const app = await server({ env: { TTS_MAX_TEXT_LENGTH: '50' } });
    const codes = [];
    for (const inner of ['a'.repeat(50), 'a'.repeat(51), `<sub alias="${'b'.repeat(60)}">a</sub>`, '<s/>'.repeat(50)]) {
      const answer = await speak(app, ssml(inner));
      codes.push(answer.statusCode === 200 ? 200 : errorOf(answer).code);
    }
    expect(codes).toEqual([200, 'input_too_long', 'input_too_long', 'input_too_long']);
  });
});

describe('marks', () => {
  const marked = 'one. <mark name="a"/>two. <break time="1s"/><mark name="b"/><break time="1s"/><mark name="end"/>';
  const [A, B, END] = [5 * 600, 10 * 600 + SECOND, 10 * 600 + 2 * SECOND].map((samples) => samples / SECOND);
  const times = [
    { name: 'a', time: A },
    { name: 'b', time: B },
    { name: 'end', time: END },
  ];
  const post = async (url: string, body: object) => (await server()).inject({ method: 'POST', url, payload: body });

  it('are among the times of words', async () => {
    const answer = await post('/v1/audio/speech/timestamps', ssml(marked));
    expect(answer.json()).toMatchObject({ marks: times, duration: END });
    expect((await post('/v1/audio/speech/timestamps', ssml('one.'))).json()).not.toHaveProperty('marks');
  });

  it.each([true, false])('are among the captions (stream %s)', async (stream) => {
    const answer = await post('/dev/captioned_speech', ssml(marked, { stream }));
    const lines = answer.body.trim().split('\n');
    const found = lines.flatMap((line) => (JSON.parse(line) as { marks?: object[] }).marks ?? []);
    expect(found).toEqual(times);
  });

  it('are events, of an answer from the cache too', async () => {
    const app = await server();
    const body = ssml(marked, { stream_format: 'sse' });
    for (const answer of [await speak(app, body), await speak(app, body)]) {
      const events = answer.body.split('\n').flatMap((line) => (line.startsWith('data: ') ? [line.slice(6)] : []));
      const found = events.map((event) => JSON.parse(event) as { type: string });
      expect(found.filter(({ type }) => type === 'speech.audio.mark')).toEqual(
        times.map((mark) => ({ type: 'speech.audio.mark', ...mark })),
      );
      expect(found.at(-1)?.type).toBe('speech.audio.done');
    }
  });

  it.each(formatNames)('change nothing in %s', async (response_format) => {
    const app = await server();
    const plain = await speak(app, ssml('one. two. ', { response_format }));
    const some = await speak(app, ssml('<mark name="a"/>one. two. <mark name="b"/>', { response_format }));
    expect(some.statusCode).toBe(200);
    // Each file of Ogg has a number of its own.
    if (response_format === 'opus') expect(some.rawPayload).toHaveLength(plain.rawPayload.length);
    else expect(some.rawPayload.equals(plain.rawPayload)).toBe(true);
  });
});

it('phonemes of SSML', async () => {
  const app = await server();
  const body = { input: '<speak>one.<break/><sub alias="b">two.</sub></speak>', voice: 'alloy' };
  const answer = await app.inject({ method: 'POST', url: '/v1/audio/phonemes', payload: body });
  expect(answer.json()).toMatchObject({ segments: [{ text: 'one.' }, { text: 'two.' }] });
});
