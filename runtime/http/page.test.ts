import { expect, test } from 'vitest';
import { server } from '../testing/test-server.ts';
import { contentSecurityPolicy, pageFiles } from './page.ts';

/** Bytes of all files of the page together: it is loaded whole, and not compressed. */
const MOST_BYTES = 112 * 1024;

const files = pageFiles();
const text = (name: string) => files.find((file) => file.name === name)!.content.toString();

test('all files of the page together are small', () => {
  expect(files.length).toBeGreaterThan(20);
  expect(files.reduce((sum, { content }) => sum + content.length, 0)).toBeLessThan(MOST_BYTES);
});

test('every file that one names is served, and nothing is asked of another address', async () => {
  const app = await server();
  const html = text('index.html');
  const named = [
    ...[...html.matchAll(/(?:href|src)="(page\/[^"]+)"/g)].map(([, path = '']) => `/${path}`),
    ...files.flatMap(({ content }) =>
      [...content.toString().matchAll(/(?:from|import) '\.\/([^']+)'/g)].map(([, name = '']) => `/page/${name}`),
    ),
  ];
  expect(named.length).toBeGreaterThan(30);
  for (const url of new Set(named)) expect((await app.inject(url)).statusCode, url).toBe(200);
  for (const { name, content } of files)
    expect(content.toString().match(/\b(?:https?:)?\/\/(?!www\.w3\.org\/2000\/svg)[\w-]+\.[\w.-]+/g), name).toBeNull();
});

test('the page has neither scripts nor styles in its HTML, which its policy would not let run', () => {
  expect(text('index.html')).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*\bsrc=)/);
});

test('a file is sent once, and again only after it has changed', async () => {
  const app = await server();
  const first = await app.inject('/');
  expect(first.headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
    etag: expect.stringMatching(/^"[\w-]{43}"$/) as string,
  });
  const headers = { 'if-none-match': first.headers.etag as string };
  const second = await app.inject({ url: '/', headers });
  expect([second.statusCode, second.body]).toEqual([304, '']);
  const other = await app.inject({ url: '/page/base.css', headers });
  expect([other.statusCode, other.headers['content-type']]).toEqual([200, 'text/css; charset=utf-8']);
  expect((await app.inject({ method: 'HEAD', url: '/page/app.mjs' })).statusCode).toBe(200);
});

test('what is no file of the page is not served', async () => {
  const app = await server();
  for (const url of ['/page/tsconfig.json', '/page/../http/page.ts', '/page/%2e%2e/http/page.ts', '/page/', '/page'])
    expect((await app.inject(url)).statusCode, url).toBe(404);
});

test.each([
  ['speech.example', ' ws://speech.example wss://speech.example'],
  ['127.0.0.1:8205', ' ws://127.0.0.1:8205 wss://127.0.0.1:8205'],
  ['[::1]:8205', ' ws://[::1]:8205 wss://[::1]:8205'],
  ['evil.example; script-src *', ''],
  ['a b', ''],
  ['*', ''],
  [undefined, ''],
])('the policy lets the page ask its own host alone: %s', (host, sockets) => {
  const policy = contentSecurityPolicy(host);
  expect(policy).toContain(`connect-src 'self'${sockets}; `);
  expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
  expect(policy).not.toContain('unsafe');
});
