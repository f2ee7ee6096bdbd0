import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { parseConfig } from '../config.ts';
import { good, server, speak } from '../testing/test-server.ts';

const origin = 'app://obsidian.md';
const origins = { TTS_CORS_ORIGINS: `https://chat.example, ${origin}` };
const keys = () => {
  const folder = mkdtempSync(join(tmpdir(), 'tts-keys-'));
  writeFileSync(join(folder, 'a'), 'sk-a');
  return { TTS_API_KEYS_DIR: folder };
};

const preflight = async (env: Record<string, string>, headers: Record<string, string>, url = '/v1/audio/speech') =>
  (await server({ env })).inject({
    method: 'OPTIONS',
    url,
    headers: { 'access-control-request-method': 'POST', ...headers },
  });
const corsHeaders = (headers: object) => Object.keys(headers).filter((name) => /^(access-control|vary)/.test(name));

describe('a preflight', () => {
  it('is answered without a key, for what the client wants to send', async () => {
    const asked = 'authorization,content-type,x-stainless-lang,bad name,x-stainless-os';
    const answer = await preflight({ ...origins, ...keys() }, { origin, 'access-control-request-headers': asked });
    expect([answer.statusCode, answer.payload, answer.headers]).toMatchObject([
      204,
      '',
      {
        'access-control-allow-origin': origin,
        'access-control-allow-methods': 'GET, POST',
        'access-control-allow-headers':
          'authorization, content-type, if-none-match, x-request-id, x-stainless-lang, x-stainless-os',
        vary: 'Origin',
      },
    ]);
    expect(answer.headers).not.toHaveProperty('access-control-allow-credentials');
  });

  it.each([
    'https://evil.example',
    'https://chat.example.evil',
    'http://chat.example',
    'null',
    'https://chat.example:8443',
  ])('of %s is refused', async (other) => {
    const answer = await preflight(origins, { origin: other });
    expect([answer.statusCode, answer.json()]).toMatchObject([403, { error: { code: 'origin_not_allowed' } }]);
    expect(corsHeaders(answer.headers)).toEqual(['vary']);
  });

  it('is no route of a server that lists nobody', async () => {
    const answer = await preflight({}, { origin });
    expect([answer.statusCode, corsHeaders(answer.headers)]).toEqual([404, []]);
  });
});

describe('an answer', () => {
  it.each([
    ['speech', good, 'Bearer sk-a', 200],
    ['an error of the request', { ...good, voice: 'nobody' }, 'Bearer sk-a', 400],
    ['an error of the body', '{', 'Bearer sk-a', 400],
    ['a wrong key', good, 'Bearer sk-b', 401],
  ])('can be read by a script of a listed origin: %s', async (_, body, authorization, status) => {
    const app = await server({ env: { ...origins, ...keys() } });
    const answer = await speak(app, body, { origin, authorization, 'content-type': 'application/json' });
    expect([answer.statusCode, answer.headers['access-control-allow-origin'], answer.headers['vary']]).toEqual([
      status,
      origin,
      'Origin',
    ]);
    expect(answer.headers['access-control-expose-headers']).toMatch(/etag.*retry-after.*x-request-id/);
  });

  it('of a path that there is not, a full server and an unchanged answer as well', async () => {
    const app = await server({ env: { ...origins, TTS_RATE_LIMIT: '2' } });
    const first = await speak(app, good, { origin });
    const same = await speak(app, good, { origin, 'if-none-match': String(first.headers.etag) });
    const limited = await speak(app, good, { origin });
    const nothing = await app.inject({ url: '/v1/nothing', headers: { origin } });
    const answers = [same, limited, nothing];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([304, 429, 404]);
    expect(answers.map(({ headers }) => headers['access-control-allow-origin'])).toEqual([origin, origin, origin]);
  });

  it('to anybody else carries nothing, nor do metrics and pages', async () => {
    const app = await server({ env: origins });
    expect(corsHeaders((await speak(app, good, { origin: 'https://evil.example' })).headers)).toEqual(['vary']);
    expect(corsHeaders((await speak(app, good)).headers)).toEqual(['vary']);
    for (const url of ['/metrics', '/', '/health'])
      expect(corsHeaders((await app.inject({ url, headers: { origin } })).headers)).toEqual([]);
    expect(corsHeaders((await speak(await server(), good, { origin })).headers)).toEqual([]);
  });

  it('is for everybody with *', async () => {
    const answer = await speak(await server({ env: { TTS_CORS_ORIGINS: '*' } }), good, { origin: 'null' });
    expect(answer.headers['access-control-allow-origin']).toBe('*');
    expect(answer.headers).not.toHaveProperty('vary');
  });
});

describe('the list', () => {
  test.each([
    'https://chat.example',
    'http://localhost:3000',
    'http://[::1]:8080',
    'capacitor://localhost',
    'chrome-extension://abcdefghijklmnop',
    'https://a.example https://b.example,https://c.example',
    '*',
  ])('takes %s', (list) => {
    expect(parseConfig({ TTS_CORS_ORIGINS: list }).corsOrigins).toEqual(list.split(/[ ,]/));
  });

  test.each([
    'chat.example',
    'https://chat.example/',
    'https://chat.example/path',
    'https://Chat.example',
    'https://chat.example:443',
    'https://*.example',
    'https://user@chat.example',
    'null',
    'https://chat.example;x',
  ])('refuses %s', (list) => {
    expect(() => parseConfig({ TTS_CORS_ORIGINS: list })).toThrow(/TTS_CORS_ORIGINS=.*must be origins/);
  });

  test('is no * where keys are asked for', () => {
    expect(() => parseConfig({ TTS_CORS_ORIGINS: 'https://a.example,*', ...keys() })).toThrow(/list the origins/);
  });
});
