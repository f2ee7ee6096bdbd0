import type { FastifyInstance } from 'fastify';
import { describe, expect, it } from 'vitest';
import { countsOf, request, send } from '../testing/raw-http.ts';
import { good, server } from '../testing/test-server.ts';

const errorOf = (text: string): unknown => JSON.parse(text.slice(text.indexOf('\r\n\r\n')));

describe('bodies that are not plain JSON in UTF-8', () => {
  const post = async (app: FastifyInstance, headers: Record<string, string>) =>
    app.inject({
      method: 'POST',
      url: '/v1/audio/speech',
      headers: { 'content-type': 'application/json', ...headers },
      payload: JSON.stringify(good),
    });

  it.each([
    [{ 'content-encoding': 'gzip' }, /content-encoding: "gzip"\. Send the body uncompressed and omit the header/],
    [{ 'content-encoding': 'identity, br' }, /content-encoding: "identity, br"/],
    [{ 'content-type': 'application/json; charset=utf-16' }, /charset: "utf-16"\. Send the body in UTF-8/],
    [{ 'content-type': 'application/json;charset="ISO-8859-1"' }, /charset: "ISO-8859-1"/],
  ])('are refused, and the message says what to do: %j', async (headers, message) => {
    const app = await server();
    const answer = await post(app, headers);
    expect([answer.statusCode, answer.json()]).toEqual([
      415,
      {
        error: {
          message: expect.stringMatching(message) as string,
          type: 'invalid_request_error',
          param: null,
          code: 'unsupported_media_type',
        },
      },
    ]);
    await expect
      .poll(() => countsOf(app))
      .toEqual(['tts_requests_total{voice="none",format="none",status="415",outcome="client_error"} 1']);
  });

  it.each([
    { 'content-encoding': 'Identity' },
    { 'content-type': 'application/json; charset=UTF-8' },
    { 'content-type': 'application/json;charset="utf8"' },
  ])('are no others: %j', async (headers) => {
    expect((await post(await server(), headers)).statusCode).toBe(200);
  });

  it('name what is there: an unknown path stays one', async () => {
    const headers = { 'content-encoding': 'gzip' };
    const answer = await (await server()).inject({ method: 'POST', url: '/v1/nothing', headers, payload: good });
    expect(answer.statusCode).toBe(404);
  });
});

it.each(['__proto__', 'constructor'])('a field named %s is an unknown one', async (name) => {
  const payload = `{"${name}":{"prototype":1},${JSON.stringify(good).slice(1)}`;
  const headers = { 'content-type': 'application/json' };
  const answer = await (await server()).inject({ method: 'POST', url: '/v1/audio/speech', headers, payload });
  expect([answer.statusCode, answer.json()]).toMatchObject([
    400,
    {
      error: {
        code: 'unknown_parameter',
        param: name,
        message: expect.stringContaining(`Unknown parameter: "${name}".`) as string,
      },
    },
  ]);
});

describe('requests that Node would answer by itself', () => {
  const refused = (status: number) =>
    `tts_requests_total{voice="none",format="none",status="${status}",outcome="client_error"} 1`;

  it('HTTP/1.1 without Host', async () => {
    const app = await server();
    const { text } = await send(app, request({}, ['Connection: close']));
    expect(text).toMatch(/^HTTP\/1\.1 400 /);
    expect(errorOf(text)).toMatchObject({
      error: { code: 'bad_request', message: expect.stringMatching('Host') as string },
    });
    await expect.poll(() => countsOf(app)).toEqual([refused(400)]);
  });

  it('HTTP/1.0 needs none', async () => {
    expect((await send(await server(), request({}, [], '1.0'))).text).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('an Expect that nobody knows', async () => {
    const app = await server();
    const { text } = await send(app, request({}, ['Host: a', 'Expect: a-miracle']));
    expect(text).toMatch(/^HTTP\/1\.1 417 /);
    expect(errorOf(text)).toMatchObject({
      error: { code: 'expectation_failed', message: expect.stringMatching('"a-miracle"') as string },
    });
    await expect.poll(() => countsOf(app)).toEqual([refused(417)]);
  });

  it('the Expect that everybody knows', async () => {
    const { text } = await send(await server(), request({}, ['Host: a', 'Expect: 100-continue', 'Connection: close']));
    expect(text).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 /);
  });

  it.each(['hello\r\n\r\n', 'GET  HTTP/1.1\r\n\r\n', 'GET /livez HTTP/9.9\r\n\r\n', '\0\r\n\r\n'])(
    'a request line that cannot be read: %j',
    async (line) => {
      const { text } = await send(await server(), line);
      expect(text).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
      expect(errorOf(text)).toMatchObject({ error: { code: 'bad_request', type: 'invalid_request_error' } });
    },
  );
});
