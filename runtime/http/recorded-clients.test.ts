import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { recordedRequests, withoutKey } from '../testing/recorded-requests.ts';
import type { RecordedRequest } from '../testing/recorded-requests.ts';
import { server } from '../testing/test-server.ts';

async function ask(base: string, { method, path, headers = {}, body, answer }: RecordedRequest): Promise<void> {
  const sent = body
    ? { body: JSON.stringify(body), headers: { ...headers, 'content-type': 'application/json' } }
    : { headers };
  const response = await fetch(base + path, { method, ...sent });
  const bytes = Buffer.from(await response.arrayBuffer());
  expect([path, response.status, response.ok ? '' : bytes.toString()]).toEqual([path, answer ? 200 : 204, '']);
  if (!answer) return;
  expect(response.headers.get('content-type')).toMatch(answer);
  expect(bytes.length).toBeGreaterThan(100);
  if (headers['origin'] !== undefined)
    expect(response.headers.get('access-control-allow-origin')).toBe(headers['origin']);
}

test.each(Object.entries(recordedRequests))(
  '%s gets what it asks for, and understands its error',
  async (_, requests) => {
    const keys = mkdtempSync(join(tmpdir(), 'tts-keys-'));
    writeFileSync(join(keys, 'a'), 'sk-a');
    const env = { TTS_API_KEYS_DIR: keys, TTS_KEYLESS_LISTS: 'true', TTS_CORS_ORIGINS: 'app://obsidian.md' };
    const app = await server({ env, voices: ['af_heart'] });
    const base = await app.listen({ host: '127.0.0.1', port: 0 });
    for (const request of requests) await ask(base, request);
    const { path, headers, body } = requests.at(-1)!;
    const wrong = { method: 'POST', headers: { ...headers, 'content-type': 'application/json' } };
    const refused = await fetch(base + path, { ...wrong, body: JSON.stringify({ ...body, voice: 'nobody' }) });
    expect([refused.status, await refused.json()]).toMatchObject([
      400,
      { error: { code: 'invalid_voice', param: 'voice' } },
    ]);
  },
);

test('an empty key is none', async () => {
  const app = await server();
  const base = await app.listen({ host: '127.0.0.1', port: 0 });
  for (const request of withoutKey) await ask(base, request);
});
