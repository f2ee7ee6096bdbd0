import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { server, speak } from '../testing/test-server.ts';

const lists = [
  '/v1/models',
  '/v1/models/kokoro',
  '/v1/audio/models',
  '/v1/audio/voices',
  '/voices',
  '/v1/voices',
  '/v2/voices',
];

describe('lists', () => {
  it('give Open WebUI its models, and with them what any other client reads', async () => {
    const app = await server();
    const [audio, all] = [await app.inject('/v1/audio/models'), await app.inject('/v1/models')];
    expect(audio.json()).toEqual(all.json());
    expect(audio.json<{ models: { id: string }[] }>().models).toContainEqual(expect.objectContaining({ id: 'kokoro' }));
  });

  it('name the voices that can be asked for, as strings, to clients that ask so', async () => {
    const app = await server();
    const names = async (query: string) =>
      (await app.inject(`/v1/audio/voices${query}`)).json<{ voices: unknown[] }>().voices;
    const legacy = await names('?legacy=true');
    expect(legacy).toEqual(expect.arrayContaining(['alloy', 'af_sky']));
    expect(legacy).not.toContain('nova');
    for (const voice of legacy) expect((await speak(app, { input: 'a', voice })).statusCode).toBe(200);
    expect((await names('?legacy=false'))[0]).toHaveProperty('id');
    expect((await names('?legacy=true&legacy=true'))[0]).toHaveProperty('id');
  });
});

describe('lists and keys', () => {
  const guarded = async (env: Record<string, string> = {}) => {
    const folder = mkdtempSync(join(tmpdir(), 'tts-keys-'));
    writeFileSync(join(folder, 'a'), 'sk-a');
    return server({ env: { TTS_API_KEYS_DIR: folder, ...env } });
  };
  const status = async (env: Record<string, string>, url: string) =>
    (await (await guarded(env)).inject(url)).statusCode;

  it.each(lists)('%s is read without a key only where the server is told so', async (url) => {
    expect([await status({}, url), await status({ TTS_KEYLESS_LISTS: 'true' }, url)]).toEqual([401, 200]);
  });

  it.each(['/v1/audio/speech', '/v1/audio/speech/timestamps', '/v1/audio/phonemes', '/dev/captioned_speech'])(
    '%s always asks for the key',
    async (url) => {
      const app = await guarded({ TTS_KEYLESS_LISTS: 'true' });
      const ask = async (headers: Record<string, string>) =>
        (await app.inject({ method: 'POST', url, headers, payload: { input: 'hello.' } })).statusCode;
      expect([
        await ask({}),
        await ask({ authorization: 'Bearer ' }),
        await ask({ authorization: 'Bearer sk-a' }),
      ]).toEqual([401, 401, 200]);
    },
  );
});
