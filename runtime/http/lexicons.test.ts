import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { TextPart } from '../workers/text-worker.ts';
import { good, server, speak } from '../testing/test-server.ts';

const entry = (say: string, language = 'en') => JSON.stringify({ language, entries: [{ word: 'hello', say }] });

/** A server with the lexicons `usual`, for every request, and `other`; what its text thread gets is kept. */
async function withLexicons() {
  const folder = mkdtempSync(join(tmpdir(), 'tts-lexicons-'));
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  write('usual.json', entry('usual'));
  write('other.json', entry('other'));
  write('spanish.json', entry('spanish', 'es'));
  write('defaults', 'usual\nspanish\n');
  const read: TextPart[] = [];
  const app = await server({ env: { TTS_LEXICONS_DIR: folder }, onText: (parts) => void read.push(...parts) });
  return { app, write, sounds: () => read.splice(0).flatMap(({ pronunciations }) => pronunciations) };
}

test('a request is spoken with its lexicons, then those of the server, by the language of the text', async () => {
  const { app, sounds } = await withLexicons();
  await speak(app, good);
  expect(sounds()).toEqual([{ start: 0, end: 5, say: 'usual' }]);
  await speak(app, { ...good, lexicons: ['other'] });
  expect(sounds()).toEqual([{ start: 0, end: 5, say: 'other' }]);
  await speak(app, { ...good, lexicons: ['other'], lang_code: 'e' });
  expect(sounds()).toEqual([{ start: 0, end: 5, say: 'spanish' }]);
  await speak(app, { ...good, input: '[Hello](/a/) hello' });
  expect(sounds()).toEqual([
    { start: 0, end: 5, phonemes: 'a' },
    { start: 6, end: 11, say: 'usual' },
  ]);
});

test.each(['/v1/audio/speech', '/v1/audio/speech/timestamps', '/v1/audio/phonemes', '/dev/captioned_speech'])(
  '%s takes lexicons, and an unknown one is an error that lists what there is',
  async (url) => {
    const { app, sounds } = await withLexicons();
    const ask = (lexicons: string[]) => app.inject({ method: 'POST', url, payload: { input: 'hello.', lexicons } });
    expect((await ask(['other'])).statusCode).toBe(200);
    expect(sounds()).toMatchObject([{ say: 'other' }]);
    const refused = await ask(['nobody']);
    expect(refused.statusCode).toBe(400);
    expect(refused.json()).toEqual({
      error: {
        message: 'The server has no lexicon "nobody". It has other, spanish, usual.',
        type: 'invalid_request_error',
        param: 'lexicons',
        code: 'unknown_lexicon',
      },
    });
    expect((await ask(Array.from({ length: 9 }, () => 'other'))).json()).toMatchObject({
      error: { param: 'lexicons' },
    });
  },
);

test('a server without lexicons says so', async () => {
  const app = await server();
  const { error } = (await speak(app, { ...good, lexicons: ['a'] })).json<{ error: { message: string } }>();
  expect(error.message).toBe('The server has no lexicon "a". It has none.');
  expect((await app.inject('/v1/audio/lexicons')).json()).toEqual({ lexicons: [] });
});

test('the ETag and the cache follow the lexicons of an answer', async () => {
  const { app, write } = await withLexicons();
  const etag = async (lexicons: string[]) => (await speak(app, { ...good, lexicons })).headers.etag;
  const [usual, other] = [await etag([]), await etag(['other'])];
  expect(other).not.toBe(usual);
  expect(await etag(['usual'])).not.toBe(other);
  const again = await speak(app, good, { 'if-none-match': String(usual) });
  expect(again.statusCode).toBe(304);
  write('usual.json', entry('changed'));
  await vi.waitFor(async () => expect(await etag([])).not.toBe(usual), 8_000);
  expect((await speak(app, good, { 'if-none-match': String(usual) })).statusCode).toBe(200);
}, 15_000);

test('the list and the metrics tell what is in use', async () => {
  const { app, write } = await withLexicons();
  const list = async () => (await app.inject('/v1/audio/lexicons')).json<{ lexicons: { name: string }[] }>().lexicons;
  expect(await list()).toMatchObject([
    {
      name: 'other',
      language: 'en',
      entries: 1,
      digest: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      default: false,
    },
    { name: 'spanish', default: true },
    { name: 'usual', default: true },
  ]);
  const metrics = async () => (await app.inject('/metrics')).body;
  expect(await metrics()).toContain('tts_lexicon_reloads_total{result="loaded"} 3');
  write('other.json', '{"language":"en","entries":[{"word":"a","ipa":"˥"}]}');
  await vi.waitFor(async () => expect(await metrics()).toContain('tts_lexicons_refused 1'), 8_000);
  expect(await list()).toHaveLength(3);
}, 15_000);

test('what lexicons put in place of words has a bound', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tts-lexicons-'));
  const entries = [{ word: 'a', say: 'b '.repeat(64).trim() }];
  writeFileSync(join(folder, 'long.json'), JSON.stringify({ language: 'en', entries }));
  const app = await server({ env: { TTS_LEXICONS_DIR: folder, TTS_MAX_TEXT_LENGTH: '4096' } });
  const ask = (words: number) => speak(app, { input: 'a '.repeat(words), lexicons: ['long'], response_format: 'pcm' });
  expect((await ask(100)).statusCode).toBe(200);
  const refused = await ask(200);
  expect(refused.json()).toMatchObject({ error: { code: 'input_too_long', param: 'input' } });
});
